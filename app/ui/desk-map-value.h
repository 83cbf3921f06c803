#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-draft.h"

/*
 * What stands in a column: nothing, a field, or text with fields in it, which is typed below the choice.
 *
 * Signals:
 * - "changed" ()
 */
#define DESK_TYPE_MAP_VALUE (desk_map_value_get_type())
G_DECLARE_FINAL_TYPE(DeskMapValue, desk_map_value, DESK, MAP_VALUE, GtkWidget)

/* What can be chosen, each with an example; shared by all columns of @table. */
GtkStringList *desk_map_value_new_choices(const EpTable *table, EpRecord *example);

GtkWidget *desk_map_value_new(const EpTable *table, GtkStringList *choices, EpDraft *column);
GtkWidget *desk_map_value_get_editor(DeskMapValue *self); /* what is to be mended: the text, or the choice */

char *desk_map_value_dup_visible(const char *text); /* a cell so that blanks can be seen */
