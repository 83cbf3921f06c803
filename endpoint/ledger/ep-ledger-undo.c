#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/ledger/ep-route.h"
#include "endpoint/store/ep-undo.h"

/* Taking back: what may not be (what left the house, and what that rests on), an act, a whole run. */

typedef struct {
    char *verb;
    gint64 run;
} EpLedgerAct;

static gboolean
ep_ledger_take_act(const EpRow *row, gpointer user_data, GError **error)
{
    EpLedgerAct *act = user_data;

    act->verb = g_strdup(ep_row_get_text(row, 0));
    act->run = ep_row_get_integer(row, 1);
    return TRUE;
}

typedef struct {
    EpLedger *ledger;
    const EpVerb *verb;
} EpLedgerFinal;

static gboolean
ep_ledger_take_later(const EpRow *row, gpointer user_data, GError **error)
{
    EpLedgerFinal *final = user_data;
    const EpVerb *verb = ep_ledger_find_verb(final->ledger, ep_row_get_text(row, 0), NULL, NULL);

    if (verb != NULL && (verb->flags & EP_VERB_FINAL) != 0)
        final->verb = verb;
    return TRUE;
}

/* What left the house rests on what came before it: a permit that was exported is ended, not taken back. */
static gboolean
ep_ledger_check_final(EpLedger *self, gint64 seq, const EpVerb *verb, GError **error)
{
    EpLedgerFinal final = { self, NULL };
    EpValue value = EP_INTEGER(seq);

    if (!ep_reader_query(ep_ledger_get_reader(self), "journal-later", &value, 1, ep_ledger_take_later, &final, error))
        return FALSE;
    if (final.verb == NULL)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("“%s” cannot be taken back: “%s” followed, which left the house"),
                ep_label(verb->label), ep_label(final.verb->label));
    return FALSE;
}

/* What takes a role takes it to be taken back, too. */
static gboolean
ep_ledger_check_role(EpLedger *self, const EpVerb *verb, GError **error)
{
    g_autofree char *reason = ep_route_refuse_network(NULL, verb, "", ep_ledger_get_operator(self));

    if (reason != NULL)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED, reason);
    return reason == NULL;
}

static gboolean
ep_ledger_check_undo(EpLedger *self, gint64 seq, gint64 *run, GError **error)
{
    EpLedgerAct act = { NULL, 0 };
    EpValue value = EP_INTEGER(seq);
    g_autofree char *name = NULL;
    const EpVerb *verb;

    if (!ep_reader_query(ep_ledger_get_reader(self), "journal-act", &value, 1, ep_ledger_take_act, &act, error))
        return FALSE;
    name = act.verb;
    *run = act.run;
    if (name == NULL)
        return TRUE; /* ep_undo() says so */
    verb = ep_ledger_find_verb(self, name, NULL, NULL);
    if (verb == NULL || (verb->flags & EP_VERB_FINAL) != 0 || strcmp(name, "undo") == 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("“%s” cannot be taken back"),
                    verb != NULL ? ep_label(verb->label) : name);
        return FALSE;
    }
    return ep_ledger_check_role(self, verb, error) && ep_ledger_check_final(self, seq, verb, error);
}

/* @last (out): the act by which the last one was taken back. */
static int
ep_ledger_undo_each(EpLedger *self, GArray *seqs, const EpHow *how, EpProgress *progress, gint64 *last, char ***left,
                    GError **error)
{
    EpActInfo info = { .operator= ep_ledger_get_operator(self)->staff, .how = how };
    g_autoptr(GStrvBuilder) all = g_strv_builder_new();
    int n = 0;

    for (guint i = 0; i < seqs->len; i++) {
        gint64 seq = g_array_index(seqs, gint64, i), run = 0;
        g_autoptr(GError) refusal = NULL;
        g_auto(GStrv) some = NULL;

        if (!ep_progress_set(progress, NULL, (double)i / seqs->len, error))
            return -1;
        if (ep_ledger_check_undo(self, seq, &run, &refusal)) {
            *last = ep_undo(ep_ledger_get_store(self), seq, &info, &some, error);
            if (*last == 0)
                return -1;
            g_strv_builder_addv(all, (const char **)some);
            n++;
            continue;
        }
        if (!g_error_matches(refusal, EP_ERROR, EP_ERROR_REFUSED)) {
            g_propagate_error(error, g_steal_pointer(&refusal));
            return -1;
        }
        g_strv_builder_add(all, refusal->message);
    }
    if (left != NULL)
        *left = g_strv_builder_end(all);
    return n;
}

int
ep_ledger_undo_all(EpLedger *self, GArray *seqs, const EpHow *how, EpProgress *progress, char ***left, GError **error)
{
    gint64 last;

    return ep_ledger_undo_each(self, seqs, how, progress, &last, left, error);
}

/* Of a run that is many acts, those stay that something rests on which left the house. */
static gint64
ep_ledger_undo_run(EpLedger *self, gint64 run, const EpHow *how, EpProgress *progress, char ***left, GError **error)
{
    g_autoptr(GArray) seqs = ep_undo_list_run(ep_ledger_get_store(self), run, error);
    gint64 last = 0;

    return seqs != NULL && ep_ledger_undo_each(self, seqs, how, progress, &last, left, error) > 0 ? last : 0;
}

gint64
ep_ledger_undo(EpLedger *self, gint64 seq, const EpHow *how, EpProgress *progress, char ***left, GError **error)
{
    EpActInfo info = { .operator= ep_ledger_get_operator(self)->staff, .how = how };
    gint64 run = 0;

    if (!ep_ledger_check_undo(self, seq, &run, error))
        return 0;
    return run == 0 ? ep_undo(ep_ledger_get_store(self), seq, &info, left, error)
                    : ep_ledger_undo_run(self, run, how, progress, left, error);
}

gint64
ep_ledger_get_last(EpLedger *self, GError **error)
{
    EpValue value = EP_INTEGER(ep_ledger_get_operator(self)->staff);

    return ep_reader_query_integer(ep_ledger_get_reader(self), "journal-last-own", &value, 1, error);
}
