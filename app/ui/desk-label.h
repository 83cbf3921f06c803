#pragma once

#include <gtk/gtk.h>

#define DESK_LABEL_WIDTH 104

/* The label before a value or an entry: as wide as every other, at the right of it, on as many lines as it takes. */
GtkWidget *desk_label_new(const char *text);

/* A heading over a part of a screen: a box with a line below, to which a badge or a button may be appended. */
GtkWidget *desk_label_new_heading(const char *text);
