#include "endpoint/ledger/ep-many.h"

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-id.h"
#include "endpoint/ledger/ep-route.h"

typedef struct {
    EpLedger *ledger;
    const EpVerb *verb;
    const EpTable *table;
    GPtrArray *records;
    EpDraft *answers;
    EpHow how;
    EpMany *many;
} EpManyWork;

void
ep_many_clear(EpMany *many)
{
    g_clear_pointer(&many->refusals, g_ptr_array_unref);
}

static void
ep_many_refuse(GPtrArray *refusals, EpRecord *record, char *reason)
{
    EpRefusal *refusal = g_new0(EpRefusal, 1);

    refusal->record = ep_record_get_id(record);
    refusal->name = ep_record_dup_name(record);
    refusal->reason = reason;
    g_ptr_array_add(refusals, refusal);
}

guint
ep_many_preview(GPtrArray *routes, const EpVerb *verb, GPtrArray *records, const EpOperator *operator,
                GPtrArray * refusals)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    guint n = 0;

    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);
        g_autofree char *reason = ep_route_refuse(routes, verb, record, operator, today);

        n += reason == NULL ? 1 : 0;
        if (reason != NULL && refusals != NULL)
            ep_many_refuse(refusals, record, g_steal_pointer(&reason));
    }
    return n;
}

/* What speaks against a record, and not against the work. */
static gboolean
ep_many_is_refusal(const GError *error)
{
    return g_error_matches(error, EP_ERROR, EP_ERROR_REFUSED) || g_error_matches(error, EP_ERROR, EP_ERROR_INVALID) ||
           g_error_matches(error, EP_ERROR, EP_ERROR_CONFLICT);
}

static GPtrArray *
ep_many_slice(EpManyWork *self, guint from, guint to)
{
    GPtrArray *slice = g_ptr_array_new();

    for (guint i = from; i < to; i++)
        g_ptr_array_add(slice, g_ptr_array_index(self->records, i));
    return slice;
}

/* One act. What only writing finds out leaves nothing of it behind; then it is done by halves, until the record that
 * it lies at stands alone. */
static gboolean
ep_many_do_some(EpManyWork *self, guint from, guint to, EpProgress *progress, GError **error)
{
    g_autoptr(GPtrArray) slice = ep_many_slice(self, from, to);
    g_autoptr(GPtrArray) refusals = g_ptr_array_new_with_free_func((GDestroyNotify)ep_refusal_free);
    g_autoptr(GError) fault = NULL;
    gint64 seq = ep_ledger_do_those(self->ledger, self->verb, self->table, slice, self->answers, &self->how, refusals,
                                    progress, &self->many->made, &fault);

    if (fault == NULL) {
        self->many->act = seq != 0 ? seq : self->many->act;
        self->many->acts += seq != 0 ? 1 : 0;
        self->many->done += slice->len - refusals->len;
        g_ptr_array_extend_and_steal(self->many->refusals, g_steal_pointer(&refusals));
        return TRUE;
    }
    if (!ep_many_is_refusal(fault)) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return FALSE;
    }
    if (to - from == 1) {
        ep_many_refuse(self->many->refusals, g_ptr_array_index(slice, 0), g_strdup(fault->message));
        return TRUE;
    }
    if (self->how.run == 0)
        self->how.run = self->many->run = ep_id_new();
    return ep_many_do_some(self, from, from + (to - from) / 2, NULL, error) &&
           ep_progress_set(progress, NULL, 0.5, error) &&
           ep_many_do_some(self, from + (to - from) / 2, to, NULL, error);
}

gboolean
ep_many_do(EpLedger *ledger, const EpVerb *verb, const EpTable *table, GPtrArray *records, EpDraft *answers,
           const EpHow *how, EpProgress *progress, EpMany *many, GError **error)
{
    g_autoptr(EpDraft) started =
        answers != NULL ? ep_draft_ref(answers) : ep_verb_start(verb, table, NULL, ep_ledger_get_operator(ledger));
    EpManyWork self = { ledger, verb, table, records, started, how != NULL ? *how : (EpHow){ 0 }, many };

    *many = (EpMany){ .refusals = g_ptr_array_new_with_free_func((GDestroyNotify)ep_refusal_free) };
    g_return_val_if_fail((verb->flags & EP_VERB_MANY) != 0 || records->len <= 1, FALSE);
    if (!ep_ledger_check_how(ledger, verb, how, error) || !ep_draft_check(started, error))
        return FALSE;
    if (records->len > EP_MANY_ACT && self.how.run == 0)
        self.how.run = ep_id_new();
    many->run = self.how.run;
    for (guint i = 0; i < records->len; i += EP_MANY_ACT) {
        guint to = MIN(i + EP_MANY_ACT, records->len);
        g_autoptr(EpProgress) part = ep_progress_child(progress, (double)i / records->len, (double)to / records->len);

        if (!ep_progress_set(part, NULL, 0.0, error) || !ep_many_do_some(&self, i, to, part, error))
            return FALSE;
    }
    return ep_progress_set(progress, NULL, 1.0, error);
}
