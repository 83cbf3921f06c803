#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-ledger.h"
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
    return ep_ledger_check_final(self, seq, verb, error);
}

gint64
ep_ledger_undo(EpLedger *self, gint64 seq, const EpHow *how, char ***left, GError **error)
{
    EpActInfo info = { .operator= ep_ledger_get_operator(self)->staff, .how = how };
    g_autoptr(GArray) seqs = NULL;
    g_autoptr(GStrvBuilder) all = g_strv_builder_new();
    gint64 run = 0, undone = 0;

    if (!ep_ledger_check_undo(self, seq, &run, error))
        return 0;
    if (run == 0)
        return ep_undo(ep_ledger_get_store(self), seq, &info, left, error);
    seqs = ep_undo_list_run(ep_ledger_get_store(self), run, error);
    if (seqs == NULL)
        return 0;
    for (guint i = 0; i < seqs->len; i++) {
        g_auto(GStrv) some = NULL;

        undone = ep_undo(ep_ledger_get_store(self), g_array_index(seqs, gint64, i), &info, &some, error);
        if (undone == 0)
            return 0;
        g_strv_builder_addv(all, (const char **)some);
    }
    if (left != NULL)
        *left = g_strv_builder_end(all);
    return undone;
}

gint64
ep_ledger_get_last(EpLedger *self, GError **error)
{
    EpValue value = EP_INTEGER(ep_ledger_get_operator(self)->staff);

    return ep_reader_query_integer(ep_ledger_get_reader(self), "journal-last-own", &value, 1, error);
}
