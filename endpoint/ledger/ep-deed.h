#pragma once

#include "endpoint/core/ep-outbox.h"
#include "endpoint/core/ep-progress.h"
#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-act.h"

/* A verb while it is done, and the parts its run function is put together from. */

typedef struct _EpLedger EpLedger;

/* What a verb works on while it runs, inside the act. */
struct _EpDeed {
    EpLedger *ledger;
    EpAct *act;
    const EpVerb *verb;
    const EpTable *table;
    GPtrArray *records; /* EpRecord, as read under the write lock; empty for a verb that makes one */
    EpDraft *answers;   /* of ep_verb_get_answers(); lines in it belong to the record */
    EpProgress *progress;
    EpOutbox *outbox; /* files that leave the house when the act is committed */
    gint64 made;      /* out: the record it made, of `verb->makes` if that is set */
    gpointer data;    /* of ep_ledger_do_work() */
};

/* What a verb without a run of its own does: makes the record, or writes the answers and the state into each. */
gboolean ep_deed_run(EpDeed *deed, GError **error);

/* The parts of it. A new draft of the verb's table with answers, initial values, number and state. */
EpDraft *ep_deed_make(EpDeed *deed, GError **error);
/* A draft of @record with the answers and the state. */
EpDraft *ep_deed_edit(EpDeed *deed, EpRecord *record, GError **error);
/* All that ep_deed_run() would write, for a run that adds to it; `made` is set. Free with g_ptr_array_unref(). */
GPtrArray *ep_deed_draft(EpDeed *deed, GError **error);
/* A run function: takes the records out of the lists. */
gboolean ep_deed_remove(EpDeed *deed, GError **error);
const char *ep_deed_answer(EpDeed *deed, const char *name); /* "" if it was not asked */
