#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-worklog-private.h"

void
ep_worklog_move_read(EpWorklogMove *move, const EpRow *row)
{
    move->from = ep_row_get_text(row, 0);
    move->to = ep_row_get_text(row, 1);
    move->today = ep_row_get_integer(row, 2) != 0;
    move->undo = ep_row_get_integer(row, 3) != 0;
    move->n = ep_row_get_integer(row, 4);
}

/* @pile is "table|network", or empty. */
static gboolean
ep_worklog_count_holds(const EpWorklogCount *count, const char *pile)
{
    gsize length = strlen(count->table->name);

    if (strncmp(pile, count->table->name, length) != 0 || pile[length] != '|')
        return FALSE;
    return *count->network == '\0' || strcmp(pile + length + 1, count->network) == 0;
}

gboolean
ep_worklog_count_add(EpWorklogCount *count, const EpWorklogMove *move)
{
    gboolean from = ep_worklog_count_holds(count, move->from), to = ep_worklog_count_holds(count, move->to);

    if (from == to)
        return FALSE; /* for the kind as a whole, going to another network is no move */
    if (!move->today)
        count->before += to ? move->n : -move->n;
    else if (move->undo)
        *(to ? &count->done : &count->received) -= move->n;
    else
        *(to ? &count->received : &count->done) += move->n;
    count->open = count->before + count->received - count->done;
    return TRUE;
}

static void
ep_worklog_count_free(gpointer data)
{
    EpWorklogCount *count = data;

    g_free(count->network);
    g_free(count);
}

static void
ep_worklog_add_count(GPtrArray *counts, const EpTable *table, const char *network)
{
    EpWorklogCount *count = g_new0(EpWorklogCount, 1);

    count->table = table;
    count->network = g_strdup(network);
    g_ptr_array_add(counts, count);
}

static gboolean
ep_worklog_take_move(const EpRow *row, gpointer user_data, GError **error)
{
    GPtrArray *counts = user_data;
    EpWorklogMove move;

    ep_worklog_move_read(&move, row);
    for (guint i = 0; i < counts->len; i++)
        ep_worklog_count_add(g_ptr_array_index(counts, i), &move);
    return TRUE;
}

static gboolean
ep_worklog_count_is_empty(const EpWorklogCount *count)
{
    return count->before == 0 && count->received == 0 && count->done == 0 && count->open == 0;
}

GPtrArray *
ep_worklog_load_counts(EpLedger *ledger, const char *day, GError **error)
{
    EpCatalog *catalog = ep_ledger_get_catalog(ledger);
    g_autoptr(GPtrArray) counts = g_ptr_array_new_with_free_func(ep_worklog_count_free);
    EpValue value = EP_TEXT(day);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        if (table->open == NULL)
            continue;
        ep_worklog_add_count(counts, table, "");
        for (const EpChoice *network = ep_networks; table->network != NULL && network->code != NULL; network++)
            ep_worklog_add_count(counts, table, network->code);
    }
    if (!ep_reader_query(ep_ledger_get_reader(ledger), "worklog-piles", &value, 1, ep_worklog_take_move, counts, error))
        return NULL;
    for (guint i = counts->len; i > 0; i--) {
        EpWorklogCount *count = g_ptr_array_index(counts, i - 1);

        if (*count->network != '\0' && ep_worklog_count_is_empty(count))
            g_ptr_array_remove_index(counts, i - 1);
    }
    return g_steal_pointer(&counts);
}
