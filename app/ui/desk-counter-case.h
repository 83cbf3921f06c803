#pragma once

#include "app/ui/desk-data.h"

/* What belongs to an application, read together so that its parts never disagree on the screen. */
typedef struct {
    gint64 application;
    GPtrArray *devices, *pcs, *users; /* EpRecord, in the order of the paper */
    GPtrArray *checks;                /* EpRecord: every virus check of these devices, the latest first */
} DeskCounterCase;

/* The callback gets a DeskCounterCase from desk_data_run_finish(). */
void desk_counter_case_read(DeskData *data, gint64 application, GAsyncReadyCallback callback, gpointer callback_data);
void desk_counter_case_free(DeskCounterCase *self);
EpRecord *desk_counter_case_find_check(DeskCounterCase *self, gint64 device); /* the latest; NULL */

/* Does a commit in @table show in a case? */
gboolean desk_counter_case_has(const EpTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskCounterCase, desk_counter_case_free)
