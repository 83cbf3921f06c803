#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/core/ep-column-map.h"

#include <gtk/gtk.h>

/*
 * A column map (ep-column-map.h) as a table of its columns, a row each, with how the file is written above: added,
 * taken away, moved and doubled by buttons and by keys. Beside each column stands what it says of a real row, under it
 * what is wrong with it, both while one types.
 *
 * Signals:
 * - "changed" (): by a person
 */
#define DESK_TYPE_MAP (desk_map_get_type())
G_DECLARE_FINAL_TYPE(DeskMap, desk_map, DESK, MAP, GtkWidget)

/* @example: a record of @table, until there are real ones. @reading: such files are only read. */
GtkWidget *desk_map_new(DeskData *data, const EpTable *table, EpRecord *example, gboolean reading);
const EpTable *desk_map_get_table(DeskMap *self);
void desk_map_set_rows(DeskMap *self, GPtrArray *records); /* EpRecord, to be looked at one by one */

/* The map as text, "" if it has no column. */
char *desk_map_dup_text(DeskMap *self);
/* EP_ERROR_INVALID leaves it as it is. */
gboolean desk_map_set_text(DeskMap *self, const char *text, GError **error);
void desk_map_take(DeskMap *self, EpColumnMap *map);   /* as if a person had typed it; transfer full */
void desk_map_say(DeskMap *self, const char *message); /* above the rows; NULL takes it away */

/* Nothing is wrong, or there is no column at all; otherwise what is wrong has the focus. */
gboolean desk_map_check(DeskMap *self);
void desk_map_focus(DeskMap *self);

/* On the row that had the focus last. */
void desk_map_add(DeskMap *self); /* one more below it */
void desk_map_double(DeskMap *self);
void desk_map_remove(DeskMap *self);
void desk_map_bring_back(DeskMap *self); /* what was taken away last */
void desk_map_move(DeskMap *self, int by);
void desk_map_turn(DeskMap *self, int by); /* to another real row */
