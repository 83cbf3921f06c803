#pragma once

#include "app/ui/desk-list-cell.h"

/* One title of a list's header: paints itself and is the column header that assistive technology sees. */
#define DESK_TYPE_LIST_TITLE (desk_list_title_get_type())
G_DECLARE_FINAL_TYPE(DeskListTitle, desk_list_title, DESK, LIST_TITLE, GtkWidget)

/* What @column is called; "" without a name. */
const char *desk_list_title_name(const DeskListLook *look, guint field);

GtkWidget *desk_list_title_new(const DeskListLook *look, guint field);
guint desk_list_title_get_field(DeskListTitle *self);
int desk_list_title_get_width(DeskListTitle *self); /* that its text and arrow want */
void desk_list_title_set_sort(DeskListTitle *self, GtkAccessibleSort sort);
