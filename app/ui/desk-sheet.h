#pragma once

#include <gtk/gtk.h>

/*
 * What one does or decides, above the window: a panel in its middle, the rest dimmed and out of the keyboard's reach.
 * Escape closes it and the focus goes back to where it was.
 *
 * Signals:
 * - "closed" ()
 */
#define DESK_TYPE_SHEET (desk_sheet_get_type())
G_DECLARE_FINAL_TYPE(DeskSheet, desk_sheet, DESK, SHEET, GtkWidget)

/* Around everything else of a window, once. */
GtkWidget *desk_sheet_new_host(GtkWidget *content);

/* Shows @child above the window of @over; @width in pixels. One at a time: an open one is closed. */
DeskSheet *desk_sheet_open(GtkWidget *over, GtkWidget *child, int width);
void desk_sheet_close(DeskSheet *self);
void desk_sheet_close_around(GtkWidget *child); /* the sheet that @child is in */
gboolean desk_sheet_is_open(GtkWidget *over);
