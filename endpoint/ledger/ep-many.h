#pragma once

#include "endpoint/ledger/ep-ledger.h"

/*
 * A verb done to any number of records: acts of at most EP_MANY_ACT of them, which share a run. Each act stands by
 * itself, so what was done when the work is stopped (or the machine is) stays, and doing it again goes on with the
 * rest, which alone still is in a state that the verb starts from. ep_ledger_undo() of one of the acts takes back all.
 *
 * A record that it cannot be done to is left as it is and listed; the others are done all the same. Whoever wants all
 * or none of them has ep_ledger_do().
 */
#define EP_MANY_ACT 500

typedef struct {
    guint done; /* records */
    guint acts;
    gint64 act;          /* the last one; 0: nothing was written */
    gint64 run;          /* what several acts share; 0: there is but one */
    gint64 made;         /* the last record that it made; 0: none */
    GPtrArray *refusals; /* EpRefusal */
} EpMany;

void ep_many_clear(EpMany *many);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpMany, ep_many_clear)

/* How many of @records it can be done to as they are; the others join @refusals (EpRefusal, may be NULL). Pure but for
 * the day: @routes as ep_route_load() gives them. */
guint ep_many_preview(GPtrArray *routes, const EpVerb *verb, GPtrArray *records, const EpOperator *operator,
                      GPtrArray * refusals);

/**
 * ep_many_do:
 * @verb: one that takes a selection
 * @many: (out): filled in on failure, too, since the acts before it stay
 *
 * TRUE also when records were refused. EP_ERROR_CANCELLED when @progress was stopped, between two acts or within one;
 * the rest as ep_ledger_do().
 */
gboolean ep_many_do(EpLedger *ledger, const EpVerb *verb, const EpTable *table, GPtrArray *records, EpDraft *answers,
                    const EpHow *how, EpProgress *progress, EpMany *many, GError **error);
