#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-calendar.h"

/*
 * A month to choose a day from, as Japanese calendars have it: 令和, 日 to 土, days on which the desk is closed quiet,
 * with the holiday's name. GtkCalendar would speak the language of the C library's locale.
 *
 * Signals:
 * - "chosen" (): a person chose desk_month_get_day()
 *
 * Keys: the arrows, Page Up and Page Down for months.
 */
#define DESK_TYPE_MONTH (desk_month_get_type())
G_DECLARE_FINAL_TYPE(DeskMonth, desk_month, DESK, MONTH, GtkWidget)

GtkWidget *desk_month_new(void);
void desk_month_set_calendar(DeskMonth *self, EpCalendar *calendar); /* kept; NULL: the rule alone */
void desk_month_set_day(DeskMonth *self, EpDate day);                /* marks it and shows its month; no signal */
EpDate desk_month_get_day(DeskMonth *self);
void desk_month_grab_focus(DeskMonth *self); /* the chosen day's button */
