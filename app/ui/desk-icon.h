#pragma once

#include <gtk/gtk.h>

/*
 * The desk's own signs, 16 × 16, drawn as lines in the colour of the text beside them: the same everywhere, sharp at
 * any scale, and no image loader is needed. Of the icons of a theme, programs for Windows have only those that are part
 * of GTK; what else a button needs is drawn here.
 *
 * @name: a page's, table's or button's; one without a sign of its own gets a plain one
 */
#define DESK_TYPE_ICON (desk_icon_get_type())
G_DECLARE_FINAL_TYPE(DeskIcon, desk_icon, DESK, ICON, GtkWidget)

GtkWidget *desk_icon_new(const char *name);
GtkWidget *desk_icon_new_button(const char *name);
