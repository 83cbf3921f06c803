#pragma once

#include <gtk/gtk.h>

/*
 * A number that opens what it counts: a button that looks like its number until it is pointed at. One that counts
 * nothing is only text.
 */

/* @name: what it counts, for who cannot see where it stands; @source: what desk_figure_get_source() gives back. */
GtkWidget *desk_figure_new(gint64 number, const char *name, const char *source);
const char *desk_figure_get_source(GtkWidget *figure); /* NULL: there is nothing behind it */
