#pragma once

#include "app/ui/desk-list-cell.h"

/* One row of a DeskList: paints all its cells and is what assistive technology sees of the record. */
#define DESK_TYPE_LIST_ROW (desk_list_row_get_type())
G_DECLARE_FINAL_TYPE(DeskListRow, desk_list_row, DESK, LIST_ROW, GtkWidget)

GtkWidget *desk_list_row_new(const DeskListLook *look); /* borrowed */

/* NULL: the row is free. */
void desk_list_row_show(DeskListRow *self, EpRecord *record, guint position, guint n);
EpRecord *desk_list_row_get_record(DeskListRow *self);
guint desk_list_row_get_position(DeskListRow *self);

void desk_list_row_set_selected(DeskListRow *self, gboolean selected);
void desk_list_row_update_label(DeskListRow *self); /* after columns changed */
