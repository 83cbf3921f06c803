#include "endpoint/ledger/ep-due.h"

#include <string.h>

EpUrgency
ep_due_judge(const EpTable *table, const char *state, const char *due, const char *day)
{
    int order;

    if (*due != '\0' && ep_table_is_due_in(table, state)) {
        order = strcmp(due, day);
        if (order <= 0)
            return order < 0 ? EP_URGENCY_LATE : EP_URGENCY_DUE;
    }
    return ep_table_is_open(table, state) ? EP_URGENCY_OPEN : EP_URGENCY_NONE;
}

static void
ep_due_free(gpointer data)
{
    EpDue *due = data;

    g_free(due->due);
    g_free(due->state);
    g_free(due);
}

typedef struct {
    const EpTable *table;
    const char *day;
    GPtrArray *dues;
} EpDueLoad;

static gboolean
ep_due_take_row(const EpRow *row, gpointer user_data, GError **error)
{
    EpDueLoad *load = user_data;
    const char *due = ep_row_get_text(row, 1), *state = ep_row_get_text(row, 2);
    EpDue *one;

    if (ep_due_judge(load->table, state, due, load->day) < EP_URGENCY_DUE)
        return TRUE;
    one = g_new0(EpDue, 1);
    one->record = ep_row_get_integer(row, 0);
    one->due = g_strdup(due);
    one->state = g_strdup(state);
    g_ptr_array_add(load->dues, one);
    return TRUE;
}

GPtrArray *
ep_due_load(EpReader *reader, const EpTable *table, const char *day, GError **error)
{
    g_autoptr(GPtrArray) dues = g_ptr_array_new_with_free_func(ep_due_free);
    EpDueLoad load = { table, day, dues };

    if (table->due != NULL && !ep_reader_load_dues(reader, table, day, ep_due_take_row, &load, error))
        return NULL;
    return g_steal_pointer(&dues);
}
