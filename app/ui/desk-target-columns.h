#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-map.h"

/*
 * The questions of target.columns, inside @ask and as large as the window lets: what stands where in the file that is
 * written, with real rows and the file's first lines, and in what the console answers. Nothing wrong is submitted.
 * Returns what belongs beside the title: which of both is seen, and files to tell it from.
 */
GtkWidget *desk_target_columns_add(GtkWidget *over, DeskData *data, const EpVerb *verb, EpRecord *target, DeskAsk *ask);

DeskMap *desk_target_columns_get_map(DeskAsk *ask, gboolean answer);
