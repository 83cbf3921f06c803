#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "app/ui/desk-today-news.h"

/*
 * How the day has gone so far, in figures, and how the last weeks went, as a chart. Each figure and each bar opens what
 * it counts.
 */
#define DESK_TYPE_TODAY_SIDE (desk_today_side_get_type())
G_DECLARE_FINAL_TYPE(DeskTodaySide, desk_today_side, DESK, TODAY_SIDE, GtkWidget)

GtkWidget *desk_today_side_new(DeskData *data);
void desk_today_side_show(DeskTodaySide *self, const DeskTodayNews *news);

/* Shows what stands behind @source, as a click on its figure does. */
void desk_today_side_show_source(DeskTodaySide *self, const char *source);
GtkWidget *desk_today_side_get_behind(DeskTodaySide *self); /* DeskBehind, borrowed */
