#pragma once

#include "endpoint/exchange/ep-import.h"
#include "endpoint/ledger/ep-many.h"

/*
 * The lists of a yearly renewal as sections send them back, as .xlsx or CSV: a row for each permit, found by its
 * number, with 更新, 返却 or 紛失 in the column for the answer. Rows without an answer are passed over. Read first,
 * then looked at, then taken.
 */
typedef struct _EpRenewalAnswers EpRenewalAnswers;

typedef struct {
    const char *origin; /* the file's name */
    guint line;         /* in it, from 1 */
    char *number;       /* as it stands there */
    EpRecord *record;   /* the line of the renewal; NULL: none was found */
    const char *answer; /* a state of the line; NULL: not understood */
    char *note;         /* what the section remarked */
    EpVerdict verdict; /* NEW: not answered before; CHANGED: answered otherwise before; SAME; ERROR; CONFLICT: the files
                        * say two things */
    char *problem;     /* what is wrong, and what to do; NULL: nothing */
} EpRenewalAnswer;

/* Answers to the run @renewal (EpRecord). */
EpRenewalAnswers *ep_renewal_answers_new(EpLedger *ledger, EpRecord *renewal, GError **error);
void ep_renewal_answers_free(EpRenewalAnswers *answers);

/* EP_ERROR_INVALID says why it is no such list. */
gboolean ep_renewal_answers_add_file(EpRenewalAnswers *answers, const char *path, GError **error);
gboolean ep_renewal_answers_add_bytes(EpRenewalAnswers *answers, const char *name, GBytes *bytes, GError **error);

/* EpRenewalAnswer, borrowed, judged anew at each call. */
GPtrArray *ep_renewal_answers_get(EpRenewalAnswers *answers);
guint ep_renewal_answers_count(EpRenewalAnswers *answers, EpVerdict verdict);
guint ep_renewal_answers_get_empty(EpRenewalAnswers *answers); /* rows without an answer */

/* The rows as records of ep_import_get_preview_table(), ids from 1 in their order. */
GPtrArray *ep_renewal_answers_dup_preview(EpRenewalAnswers *answers);

/* Enters what is NEW or CHANGED: acts that share a run. See ep_many_do(). */
gboolean ep_renewal_answers_commit(EpRenewalAnswers *answers, const EpHow *how, EpProgress *progress, EpMany *many,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpRenewalAnswers, ep_renewal_answers_free)
