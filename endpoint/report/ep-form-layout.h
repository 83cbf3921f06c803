#pragma once

#include "endpoint/ledger/ep-form.h"
#include "endpoint/report/ep-layout.h"

/*
 * Records on a form's paper. Screen, printer and PDF draw what comes out of here, so a millimetre is one on all of
 * them.
 */
typedef struct {
    const char *today;   /* canonical; NULL: today */
    const char *who;     /* who prints it; NULL: nobody is named */
    const char *created; /* ISO-8601 UTC, for the same bytes twice; NULL: not said */
    guint skip;          /* labels of the first sheet that are used up */
} EpFormHow;

/**
 * ep_form_layout:
 * @forms: all of them (ep_form_load()), for the words they share
 * @records: EpRecord of the form's table; empty: the form with nothing filled in
 * @how: (nullable):
 * @complaints: (out) (optional): sentences about what does not fit or cannot be said; free with g_strfreev()
 *
 * A page, or as many as its table needs, for each record; for each value of `list`; or label beside label.
 */
EpLayout *ep_form_layout(EpReader *reader, GPtrArray *forms, EpForm *form, GPtrArray *records, const EpFormHow *how,
                         char ***complaints, GError **error);
