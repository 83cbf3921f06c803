#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/scan/ep-scan-seal.h"

/*
 * A scan on a thread of its own, and how far it is. The main thread alone calls this.
 */
typedef struct _DeskCheckRun DeskCheckRun;

typedef struct {
    guint files, found, unread;
    double fraction;
    char *at; /* "12 of 340: folder/letter.doc" */
} DeskCheckState;

typedef struct {
    EpScanResult *result;
    GPtrArray *seals; /* EpScanSeal; NULL unless @seal */
} DeskCheckOutcome;

void desk_check_outcome_free(DeskCheckOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskCheckOutcome, desk_check_outcome_free)

/* @done gets a DeskCheckOutcome from desk_data_run_finish(), or why there is none; @user_data must live until then.
 * @seal: with the digests of the files, for what is delivered. */
DeskCheckRun *desk_check_run_new(DeskData *data, const char *folder, gboolean seal, GAsyncReadyCallback done,
                                 gpointer user_data);
void desk_check_run_unref(DeskCheckRun *run); /* does not stop it */
void desk_check_run_stop(DeskCheckRun *run);
void desk_check_run_get(DeskCheckRun *run, DeskCheckState *state); /* `at` is the caller's to free */
