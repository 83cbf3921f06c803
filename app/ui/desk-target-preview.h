#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-ask.h"

/*
 * Beside the questions of a target's export, or below its columns: what would be written, before it is. What is added,
 * changed and removed, the files with their sizes and first rows, and everything that cannot be said, with its reason.
 * Follows what is typed. NULL for every other verb.
 */
GtkWidget *desk_target_preview_new(DeskData *data, const EpVerb *verb, EpRecord *target, DeskAsk *ask);
