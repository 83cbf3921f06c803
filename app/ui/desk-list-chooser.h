#pragma once

#include "app/ui/desk-list-cell.h"

/* The button at the end of a list's header: which columns to show, and in what order. */
GtkWidget *desk_list_chooser_new(const DeskListLook *look); /* borrowed */
