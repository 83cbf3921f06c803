#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-draft.h"

/*
 * What a column writes instead of a value: a button that says so, and below it each value of the field that stands
 * there, with an entry for its word, and one for when there is nothing.
 *
 * Signals:
 * - "changed" (): the column has other words
 */
#define DESK_TYPE_MAP_WORDS (desk_map_words_get_type())
G_DECLARE_FINAL_TYPE(DeskMapWords, desk_map_words, DESK, MAP_WORDS, GtkWidget)

/* @table: whose fields stand in the columns. */
GtkWidget *desk_map_words_new(const EpTable *table, EpDraft *column);
void desk_map_words_keep(DeskMapWords *self); /* another field stands there: what it does not know goes */
GtkWidget *desk_map_words_get_button(DeskMapWords *self);
