#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * A verb's questions with everything around them: the form, how it was done, what went wrong, what to do when somebody
 * else was faster. Ctrl+Enter submits, Escape gives up. The card edits with it in place, the verb sheet puts it above
 * the window.
 *
 * Signals:
 * - "done" (gint64 act, gint64 made)
 * - "cancelled" ()
 * - "changed" (): something was typed
 * - "refuse" (): before it is done; TRUE of whoever answers beside the form says that it cannot be, and shows why
 */
#define DESK_TYPE_ASK (desk_ask_get_type())
G_DECLARE_FINAL_TYPE(DeskAsk, desk_ask, DESK, ASK, GtkWidget)

/**
 * desk_ask_new:
 * @records: EpRecord it is done to; NULL for a verb that makes one
 * @fields: names of the answers to ask for; NULL: all
 * @with_how: ask for instruction, minutes, note and day as well
 */
GtkWidget *desk_ask_new(DeskData *data, const EpVerb *verb, const EpTable *table, GPtrArray *records,
                        const char *const *fields, gboolean with_how);
void desk_ask_set(DeskAsk *self, const char *field, const char *value); /* an answer known already */
EpDraft *desk_ask_get_answers(DeskAsk *self);                           /* as they stand; borrowed */
void desk_ask_focus(DeskAsk *self, const char *field);                  /* NULL: where typing begins */
void desk_ask_submit(DeskAsk *self);
gboolean desk_ask_is_busy(DeskAsk *self); /* what was submitted is being done */
