#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * Somebody else changed the same fields meanwhile: both values side by side, and the person chooses. Nothing that was
 * typed is lost.
 */
#define DESK_TYPE_CONFLICT (desk_conflict_get_type())
G_DECLARE_FINAL_TYPE(DeskConflict, desk_conflict, DESK, CONFLICT, GtkWidget)

/* The callback gets @record as it is now, an EpRecord, from desk_data_run_finish(). */
void desk_conflict_read(DeskData *data, EpRecord *record, GAsyncReadyCallback callback, gpointer callback_data);

/* @mine: answers as typed; @theirs: answers as they would start from the record now. */
GtkWidget *desk_conflict_new(DeskData *data, EpDraft *mine, EpDraft *theirs);

/* @theirs with what was typed, as chosen. Transfer full. */
EpDraft *desk_conflict_dup_result(DeskConflict *self);

/* A value as a person reads it: choices and references by their labels. Free with g_free(). */
char *desk_conflict_dup_value(DeskData *data, const EpField *field, const char *value);
