#pragma once

#include <gtk/gtk.h>

/*
 * A small bar chart of days: how much came in, a bar each; the last one is today. The number stands over the bar that
 * is pointed at or gone to with the arrows, and else over the last.
 *
 * Signals:
 * - "activated" (guint bar): a click or Enter on a bar that counts something
 */
#define DESK_TYPE_CHART (desk_chart_get_type())
G_DECLARE_FINAL_TYPE(DeskChart, desk_chart, DESK, CHART, GtkWidget)

GtkWidget *desk_chart_new(void);

/* @labels: what each bar stands for, such as "11/20(金)"; copied. */
void desk_chart_set(DeskChart *self, const char *const *labels, const gint64 *values, guint n);

void desk_chart_get_bar(DeskChart *self, guint bar, GdkRectangle *place); /* in its own coordinates */
