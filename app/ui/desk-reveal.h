#pragma once

#include <gtk/gtk.h>

/* Scrolls the list that @row stands in so far that the row is seen, as soon as the row has its place. For rows that do
 * not have the keyboard: GTK scrolls by itself only to what has it, and gtk_viewport_scroll_to() is of 4.12. */
void desk_reveal(GtkWidget *row);
