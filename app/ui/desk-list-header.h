#pragma once

#include "app/ui/desk-list-cell.h"

/*
 * The header of a DeskList: a title for each column that sorts when clicked, is dragged by its edge to another width (a
 * double click there fits it) and by its middle to another place. One stop of the Tab key: Left and Right go from title
 * to title, Space and Enter sort, Ctrl+Left and Ctrl+Right change the width, Alt+Left and Alt+Right the place.
 */
#define DESK_TYPE_LIST_HEADER (desk_list_header_get_type())
G_DECLARE_FINAL_TYPE(DeskListHeader, desk_list_header, DESK, LIST_HEADER, GtkWidget)

GtkWidget *desk_list_header_new(const DeskListLook *look); /* borrowed */

/* After columns, order or fonts changed. */
void desk_list_header_update(DeskListHeader *self);
void desk_list_header_set_offset(DeskListHeader *self, int offset); /* of sideways scrolling */
void desk_list_header_open_chooser(DeskListHeader *self);
