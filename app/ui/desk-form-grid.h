#pragma once

#include <gtk/gtk.h>

/* Fields in the order of a paper form: as many side by side as fit in a row of six parts, each with as many parts as it
 * needs. @fields: DeskField. */
GtkWidget *desk_form_grid_new(GPtrArray *fields);
