#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * The desk's duties at the left edge, each with the number that waits. Folds to its icons.
 *
 * Signals:
 * - "chosen" (const char *name)
 * - "count-chosen" (const char *name): what waits of it, by its number
 */
#define DESK_TYPE_RAIL (desk_rail_get_type())
G_DECLARE_FINAL_TYPE(DeskRail, desk_rail, DESK, RAIL, GtkWidget)

GtkWidget *desk_rail_new(DeskData *data);                                /* on top: what runs out (desk-alarm.h) */
void desk_rail_add(DeskRail *self, const char *name, const char *label); /* DeskIcon has the sign of @name */
/* What is added next folds away in it. */
void desk_rail_add_group(DeskRail *self, const char *name, const char *label);
void desk_rail_set_count(DeskRail *self, const char *name, guint count, gboolean late); /* 0 shows none */
void desk_rail_select(DeskRail *self, const char *name);                                /* without a signal */
const char *desk_rail_get_name(DeskRail *self, guint index);                            /* NULL beyond the last */
void desk_rail_set_folded(DeskRail *self, gboolean folded);
gboolean desk_rail_get_folded(DeskRail *self);
