#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * Somebody else changed the same fields meanwhile, of the record or of a line that belongs to it: both values side by
 * side, and the person chooses. Nothing that was typed is lost.
 */
#define DESK_TYPE_CONFLICT (desk_conflict_get_type())
G_DECLARE_FINAL_TYPE(DeskConflict, desk_conflict, DESK, CONFLICT, GtkWidget)

/* The callback gets a GPtrArray of EpRecord from desk_data_run_finish(): @record as it is now, and then those of the
 * lines of @answers that are still there. */
void desk_conflict_read(DeskData *data, EpRecord *record, EpDraft *answers, GAsyncReadyCallback callback,
                        gpointer callback_data);

/* @answers: of @verb, as typed; @now: what was read. NULL if there is nothing to choose between. */
GtkWidget *desk_conflict_new(DeskData *data, const EpVerb *verb, EpDraft *answers, GPtrArray *now);

/* The answers and their lines rest on what stands now, and hold what was typed as far as it was chosen. A line that
 * went and is not wanted back is marked as removed and has no base. */
void desk_conflict_settle(DeskConflict *self);
