#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/scan/ep-scan.h"

/*
 * A scan on a thread of its own, and how far it is. The main thread alone calls this.
 */
typedef struct _DeskCheckRun DeskCheckRun;

typedef struct {
    guint files, found, unread;
    double fraction;
    char *at; /* "12 of 340: folder/letter.doc" */
} DeskCheckState;

/* @done gets an EpScanResult from desk_data_run_finish(), or why there is none; @user_data must live until then. */
DeskCheckRun *desk_check_run_new(DeskData *data, const char *folder, GAsyncReadyCallback done, gpointer user_data);
void desk_check_run_unref(DeskCheckRun *run); /* does not stop it */
void desk_check_run_stop(DeskCheckRun *run);
void desk_check_run_get(DeskCheckRun *run, DeskCheckState *state); /* `at` is the caller's to free */
