#pragma once

#include <gtk/gtk.h>

#include "endpoint/report/ep-daily.h"

/*
 * A popover with what stands behind a number: when, what, on what, who. Enter or a click opens the record.
 */
#define DESK_TYPE_BEHIND (desk_behind_get_type())
G_DECLARE_FINAL_TYPE(DeskBehind, desk_behind, DESK, BEHIND, GtkPopover)

/* @over: a widget with a layout manager, which it points into and belongs to; gtk_widget_unparent() when that goes. */
DeskBehind *desk_behind_new(GtkWidget *over);
void desk_behind_show(DeskBehind *self, GPtrArray *rows, const GdkRectangle *place); /* of EpDailyRow; kept */
guint desk_behind_get_n_rows(DeskBehind *self);
void desk_behind_activate(DeskBehind *self, guint row); /* as if it was clicked */
