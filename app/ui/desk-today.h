#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "app/ui/desk-settings.h"

/*
 * The start page: what waits for somebody, the most urgent first, and how the day has gone so far.
 */
#define DESK_TYPE_TODAY (desk_today_get_type())
G_DECLARE_FINAL_TYPE(DeskToday, desk_today, DESK, TODAY, GtkWidget)

GtkWidget *desk_today_new(DeskData *data, DeskSettings *settings);

GtkWidget *desk_today_get_side(DeskToday *self); /* DeskTodaySide, borrowed */

/* How much is late or due today, for the rail. */
guint desk_today_count(DeskData *data, gboolean *late);
