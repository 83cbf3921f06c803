#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-ask.h"

/*
 * Asks a verb's questions above the window of @over, and does it. A verb that asks nothing at all and needs no
 * instruction is still confirmed here, because it is one key away.
 *
 * @records: NULL for a verb that makes one. Returns the questions, so that answers known already can be set and "done"
 * be listened to; borrowed.
 */
DeskAsk *desk_verb_sheet_open(GtkWidget *over, DeskData *data, const EpVerb *verb, const EpTable *table,
                              GPtrArray *records);
