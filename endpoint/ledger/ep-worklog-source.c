#include "endpoint/ledger/ep-worklog-source.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-worklog-private.h"

char *
ep_worklog_source_count(const EpWorklog *worklog, const EpWorklogCount *count, const char *which)
{
    return g_strdup_printf("worklog?day=%s&table=%s&network=%s&count=%s", worklog->day, count->table->name,
                           count->network, which);
}

char *
ep_worklog_source_received(const char *day)
{
    return g_strdup_printf("worklog?day=%s&count=received", day);
}

char *
ep_worklog_source_verb(const EpWorklog *worklog, const EpVerb *verb)
{
    return g_strdup_printf("worklog?day=%s&verb=%s", worklog->day, verb->name);
}

char *
ep_worklog_source_day(const EpWorklog *worklog)
{
    return g_strdup_printf("worklog?day=%s", worklog->day);
}

char *
ep_worklog_source_record(const EpSubject *subject)
{
    return g_strdup_printf("record?table=%s&id=%" G_GINT64_FORMAT, subject->table->name, subject->id);
}

void
ep_worklog_source_free(EpWorklogSource *self)
{
    g_array_unref(self->records);
    g_array_unref(self->acts);
    g_free(self->day);
    g_free(self);
}

static void
ep_worklog_source_add(GArray *ids, gint64 id)
{
    g_array_append_val(ids, id);
}

static void
ep_worklog_source_add_act(EpWorklogSource *self, gint64 seq, const EpTable *table, gint64 record)
{
    EpWorklogSourceAct act = { seq, table, record };

    g_array_append_val(self->acts, act);
}

typedef struct {
    EpWorklogSource *source;
    EpWorklogCount count;
    gint64 *which;      /* the number in @count that is asked for */
    GHashTable *totals; /* record → what it adds to that number */
    GPtrArray *order;   /* keys of @totals */
} EpWorklogSourceLoad;

static gboolean
ep_worklog_source_take_move(const EpRow *row, gpointer user_data, GError **error)
{
    EpWorklogSourceLoad *load = user_data;
    gint64 before = *load->which, record = ep_row_get_integer(row, 4), *total;
    EpWorklogMove move;

    ep_worklog_move_read(&move, row);
    move.n = 1;
    if (!ep_worklog_count_add(&load->count, &move) || *load->which == before)
        return TRUE;
    total = g_hash_table_lookup(load->totals, &record);
    if (total == NULL) {
        gint64 *key = g_memdup2(&record, sizeof record);

        total = g_new0(gint64, 1);
        g_hash_table_insert(load->totals, key, total);
        g_ptr_array_add(load->order, key);
    }
    *total += *load->which - before;
    if (move.today)
        ep_worklog_source_add_act(load->source, ep_row_get_integer(row, 5), load->count.table, record);
    return TRUE;
}

static gboolean
ep_worklog_source_load_count(EpWorklogSource *self, EpLedger *ledger, const EpTable *table, GHashTable *query,
                             GError **error)
{
    static const char *const names[] = { "before", "received", "done", "open" };
    const char *network = g_hash_table_lookup(query, "network"), *name = g_hash_table_lookup(query, "count");
    g_autoptr(GHashTable) totals = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    EpWorklogSourceLoad load = { .source = self, .totals = totals, .order = order };
    gint64 *const numbers[] = { &load.count.before, &load.count.received, &load.count.done, &load.count.open };
    EpValue values[] = { EP_TEXT(self->day), EP_TEXT(table->name) };

    load.count.table = table;
    load.count.network = (char *)(network != NULL ? network : "");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_strcmp0(name, names[i]) == 0)
            load.which = numbers[i];
    }
    if (load.which == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, "no count %s", name != NULL ? name : "");
        return FALSE;
    }
    if (!ep_reader_query(ep_ledger_get_reader(ledger), "worklog-moves", values, 2, ep_worklog_source_take_move, &load,
                         error))
        return FALSE;
    for (guint i = 0; i < order->len; i++) {
        if (*(gint64 *)g_hash_table_lookup(totals, g_ptr_array_index(order, i)) != 0)
            ep_worklog_source_add(self->records, *(gint64 *)g_ptr_array_index(order, i));
    }
    if (load.which == &load.count.open || load.which == &load.count.before)
        g_array_set_size(self->acts, 0);
    return TRUE;
}

static int
ep_worklog_source_compare_acts(gconstpointer a, gconstpointer b)
{
    const EpWorklogSourceAct *left = a, *right = b;

    return (left->seq > right->seq) - (left->seq < right->seq);
}

/* Of the source's kind, or of all. */
static gboolean
ep_worklog_source_load_counts(EpWorklogSource *self, EpLedger *ledger, GHashTable *query, GError **error)
{
    EpCatalog *catalog = ep_ledger_get_catalog(ledger);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        if (self->table != NULL ? table != self->table : table->open == NULL)
            continue;
        if (!ep_worklog_source_load_count(self, ledger, table, query, error))
            return FALSE;
    }
    if (self->table == NULL)
        g_array_set_size(self->records, 0);
    g_array_sort(self->acts, ep_worklog_source_compare_acts);
    return TRUE;
}

static gboolean
ep_worklog_source_take_record(const EpRow *row, gpointer user_data, GError **error)
{
    EpWorklogSource *self = user_data;
    gint64 record = ep_row_get_integer(row, 0);

    for (guint i = 0; i < self->records->len; i++) {
        if (g_array_index(self->records, gint64, i) == record)
            return TRUE;
    }
    ep_worklog_source_add(self->records, record);
    return TRUE;
}

/* The day's acts of one verb (NULL: all that are not quiet). */
static gboolean
ep_worklog_source_load_acts(EpWorklogSource *self, EpLedger *ledger, const char *day, const char *verb, GError **error)
{
    g_autoptr(GPtrArray) acts = ep_worklog_load_acts(ledger, day, error);

    for (guint i = 0; acts != NULL && i < acts->len; i++) {
        EpWorklogAct *act = g_ptr_array_index(acts, i);
        EpValue value = EP_INTEGER(act->seq);

        if (verb != NULL ? strcmp(act->name, verb) != 0 : act->verb == NULL || (act->verb->flags & EP_VERB_QUIET) != 0)
            continue;
        ep_worklog_source_add_act(self, act->seq, NULL, 0);
        if (verb == NULL)
            continue;
        self->table = act->table;
        if (!ep_reader_query(ep_ledger_get_reader(ledger), "worklog-records", &value, 1, ep_worklog_source_take_record,
                             self, error))
            return FALSE;
    }
    return acts != NULL;
}

EpWorklogSource *
ep_worklog_source_load(EpLedger *ledger, const char *source, GError **error)
{
    const char *mark = strchr(source, '?'), *day;
    g_autoptr(GHashTable) query = mark != NULL ? g_uri_parse_params(mark + 1, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
    g_autoptr(EpWorklogSource) self = g_new0(EpWorklogSource, 1);
    const char *id;

    self->records = g_array_new(FALSE, FALSE, sizeof(gint64));
    self->acts = g_array_new(FALSE, FALSE, sizeof(EpWorklogSourceAct));
    day = query != NULL ? g_hash_table_lookup(query, "day") : NULL;
    self->day = g_strdup(day != NULL ? day : "");
    id = query != NULL ? g_hash_table_lookup(query, "id") : NULL;
    if (query != NULL && g_hash_table_contains(query, "table"))
        self->table = ep_ledger_get_table(ledger, g_hash_table_lookup(query, "table"));
    if (g_str_has_prefix(source, "record?") && self->table != NULL && id != NULL) {
        ep_worklog_source_add(self->records, g_ascii_strtoll(id, NULL, 10));
        return g_steal_pointer(&self);
    }
    if (!g_str_has_prefix(source, "worklog?") || day == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("“%s” names nothing in the ledger"), source);
        return NULL;
    }
    if (self->table != NULL || g_hash_table_contains(query, "count")
            ? !ep_worklog_source_load_counts(self, ledger, query, error)
            : !ep_worklog_source_load_acts(self, ledger, day, g_hash_table_lookup(query, "verb"), error))
        return NULL;
    return g_steal_pointer(&self);
}
