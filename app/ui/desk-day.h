#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-calendar.h"

/*
 * Which day: the open day before and after, any day from a month, today. Not beyond today.
 *
 * Signals:
 * - "changed" (): a person chose another day
 *
 * Keys, wherever the focus is in the window: Alt+Left, Alt+Right, Alt+Home.
 */
#define DESK_TYPE_DAY (desk_day_get_type())
G_DECLARE_FINAL_TYPE(DeskDay, desk_day, DESK, DAY, GtkWidget)

GtkWidget *desk_day_new(void);
void desk_day_set_calendar(DeskDay *self, EpCalendar *calendar);
void desk_day_set(DeskDay *self, EpDate day); /* no signal */
EpDate desk_day_get(DeskDay *self);
