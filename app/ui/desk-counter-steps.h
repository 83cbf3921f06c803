#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-record.h"

/*
 * Where an application stands, as a thin line of its steps: what is behind it filled, where it is written large, a way
 * off the line (sent back, refused) as a word at the place where it was left.
 */
#define DESK_TYPE_COUNTER_STEPS (desk_counter_steps_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterSteps, desk_counter_steps, DESK, COUNTER_STEPS, GtkWidget)

GtkWidget *desk_counter_steps_new(void);
void desk_counter_steps_set_record(DeskCounterSteps *self, EpRecord *application); /* NULL: a new one */
