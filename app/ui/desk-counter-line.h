#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * A device, PC or user of an application as one compact row, which opens to everything about it and what can be done
 * with it.
 *
 * Signals:
 * - "verb" (const EpVerb *verb, EpRecord *line)
 */
#define DESK_TYPE_COUNTER_LINE (desk_counter_line_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterLine, desk_counter_line, DESK, COUNTER_LINE, GtkWidget)

/* @check: the last virus check of a device; NULL. */
GtkWidget *desk_counter_line_new(DeskData *data, EpRecord *line, EpRecord *check);
EpRecord *desk_counter_line_get_record(DeskCounterLine *self);
gboolean desk_counter_line_get_open(DeskCounterLine *self);
void desk_counter_line_set_open(DeskCounterLine *self, gboolean open);
