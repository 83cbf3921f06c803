#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * The devices, PCs or users of an application under their heading, with what adds one more.
 *
 * Signals:
 * - "verb" (const EpVerb *verb, EpRecord *line): line NULL for one more
 */
#define DESK_TYPE_COUNTER_LINES (desk_counter_lines_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterLines, desk_counter_lines, DESK, COUNTER_LINES, GtkWidget)

/* @empty: what stands there when there are none. */
GtkWidget *desk_counter_lines_new(DeskData *data, const EpTable *table, const char *heading, const char *empty);

/* @checks: the last virus check of each of @lines or NULL; the array may be NULL. What is open stays open.
 * @open: one more may be added. */
void desk_counter_lines_set(DeskCounterLines *self, GPtrArray *lines, GPtrArray *checks, gboolean open);
