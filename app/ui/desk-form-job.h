#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/report/ep-form-layout.h"

/* Laying a form out on the reading thread. */
typedef struct {
    EpLayout *layout;
    char **complaints;
} DeskFormPages;

void desk_form_pages_free(gpointer pages);

/* @form may be one that nobody saved. @records: EpRecord, read again before; everything is kept. The result is
 * DeskFormPages, from desk_data_run_finish(). */
void desk_form_job_run(DeskData *data, EpForm *form, GPtrArray *records, guint skip, GAsyncReadyCallback callback,
                       gpointer callback_data);

/* What a file made of it is called: the form's title and the first record's number. Free with g_free(). */
char *desk_form_job_dup_name(EpForm *form, GPtrArray *records);
