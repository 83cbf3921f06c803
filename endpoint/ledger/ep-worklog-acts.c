#include "endpoint/ledger/ep-worklog-private.h"

static void
ep_worklog_act_free(gpointer data)
{
    EpWorklogAct *act = data;

    g_free(act->at);
    g_free(act->who);
    g_free(act->name);
    g_free(act->note);
    g_free(act->instruction);
    g_free(act->undone_day);
    g_free(act);
}

typedef struct {
    EpLedger *ledger;
    GPtrArray *acts;
} EpWorklogActs;

static gboolean
ep_worklog_take_act(const EpRow *row, gpointer user_data, GError **error)
{
    EpWorklogActs *load = user_data;
    EpWorklogAct *act = g_new0(EpWorklogAct, 1);

    g_ptr_array_add(load->acts, act);
    act->seq = ep_row_get_integer(row, 0);
    act->at = g_strdup(ep_row_get_text(row, 1));
    act->operator= ep_row_get_integer(row, 2);
    act->who = g_strdup(ep_row_get_text(row, 3));
    act->name = g_strdup(ep_row_get_text(row, 4));
    act->verb = ep_ledger_find_verb(load->ledger, act->name, NULL, NULL);
    act->table = ep_ledger_get_table(load->ledger, ep_row_get_text(row, 5));
    act->record = ep_row_get_integer(row, 6);
    act->note = g_strdup(ep_row_get_text(row, 7));
    act->minutes = ep_row_get_integer(row, 8);
    act->instruction = g_strdup(ep_row_get_text(row, 9));
    act->undoes = ep_row_get_integer(row, 10);
    act->undone_day = g_strdup(ep_row_get_text(row, 11));
    act->records = MAX(ep_row_get_integer(row, 12), 1);
    act->undone = ep_row_get_integer(row, 13) != 0;
    return TRUE;
}

GPtrArray *
ep_worklog_load_acts(EpLedger *ledger, const char *day, GError **error)
{
    g_autoptr(GPtrArray) acts = g_ptr_array_new_with_free_func(ep_worklog_act_free);
    EpWorklogActs load = { ledger, acts };
    EpValue value = EP_TEXT(day);

    if (!ep_reader_query(ep_ledger_get_reader(ledger), "worklog-acts", &value, 1, ep_worklog_take_act, &load, error))
        return NULL;
    return g_steal_pointer(&acts);
}

static EpWorklogTally *
ep_worklog_get_tally(GHashTable *by_verb, const EpVerb *verb)
{
    EpWorklogTally *tally = g_hash_table_lookup(by_verb, verb);

    if (tally == NULL) {
        tally = g_new0(EpWorklogTally, 1);
        tally->verb = verb;
        g_hash_table_insert(by_verb, (gpointer)verb, tally);
    }
    return tally;
}

/* In the order of tables and their verbs; an import, which no table lists, comes after its table's own. */
static void
ep_worklog_sort_tallies(EpLedger *ledger, GHashTable *by_verb, GPtrArray *tallies)
{
    EpCatalog *catalog = ep_ledger_get_catalog(ledger);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        EpTable *table = ep_catalog_get_table(catalog, i);
        const EpVerb *verb = table->verbs, *import = ep_verb_get_import(table);
        gboolean more = TRUE;

        while (more) {
            gboolean own = verb != NULL && verb->name != NULL;
            EpWorklogTally *tally = g_hash_table_lookup(by_verb, own ? verb : import);

            if (tally != NULL && tally->times != 0) {
                tally->table = table;
                g_ptr_array_add(tallies, g_memdup2(tally, sizeof *tally));
            }
            more = own;
            verb = own ? verb + 1 : verb;
        }
    }
}

GPtrArray *
ep_worklog_make_tallies(EpLedger *ledger, GPtrArray *acts)
{
    g_autoptr(GHashTable) by_verb = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    GPtrArray *tallies = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < acts->len; i++) {
        EpWorklogAct *act = g_ptr_array_index(acts, i);
        EpWorklogTally *tally;

        if (act->verb == NULL || (act->verb->flags & EP_VERB_QUIET) != 0)
            continue;
        tally = ep_worklog_get_tally(by_verb, act->verb);
        tally->times += act->undoes != 0 ? -act->records : act->records;
        tally->minutes += act->minutes;
    }
    ep_worklog_sort_tallies(ledger, by_verb, tallies);
    return tallies;
}
