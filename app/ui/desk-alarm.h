#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * What runs out within the hour or has run out, of every kind whose records have a moment: a line each, with the clock
 * of the first, on top of the rail wherever one is. Nothing is seen of it otherwise. A click leads there.
 */
#define DESK_TYPE_ALARM (desk_alarm_get_type())
G_DECLARE_FINAL_TYPE(DeskAlarm, desk_alarm, DESK, ALARM, GtkWidget)

GtkWidget *desk_alarm_new(DeskData *data);
void desk_alarm_set_folded(DeskAlarm *self, gboolean folded); /* a sign alone, the words in its tooltip */
