#include "app/ui/desk-data.h"

#include "app/ui/desk-data-private.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"

enum { LOADED, CHANGED, FAILED, TROUBLE, PROGRESS, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskData, desk_data, G_TYPE_OBJECT)

static void
desk_data_weak_free(GWeakRef *weak)
{
    g_weak_ref_clear(weak);
    g_free(weak);
}

static void
desk_data_table_free(DeskDataTable *table)
{
    g_object_unref(table->all);
    g_ptr_array_unref(table->lists);
    g_free(table);
}

static void
desk_data_finalize(GObject *object)
{
    DeskData *self = DESK_DATA(object);

    ep_store_set_changed_func(ep_ledger_get_store(self->ledger), NULL, NULL);
    g_clear_handle_id(&self->fresh_source, g_source_remove);
    g_clear_handle_id(&self->fold_source, g_source_remove);
    g_ptr_array_unref(self->unfolded);
    g_clear_object(&self->cancellable);
    g_queue_clear(&self->queue);
    g_hash_table_unref(self->tables);
    g_mutex_clear(&self->mutex);
    G_OBJECT_CLASS(desk_data_parent_class)->finalize(object);
}

static void
desk_data_class_init(DeskDataClass *klass)
{
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->finalize = desk_data_finalize;
    signals[LOADED] =
        g_signal_new("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
    signals[CHANGED] =
        g_signal_new("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
    signals[FAILED] =
        g_signal_new("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
    signals[TROUBLE] =
        g_signal_new("trouble", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
    signals[PROGRESS] = g_signal_new("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                     G_TYPE_STRING, G_TYPE_DOUBLE);
}

static void
desk_data_init(DeskData *self)
{
    self->tables = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)desk_data_table_free);
    self->seen = -1;
    self->unfolded = g_ptr_array_new_with_free_func(g_object_unref);
    g_mutex_init(&self->mutex);
}

static DeskDataTable *desk_data_hurry_table(DeskData *self, const EpTable *table);

DeskData *
desk_data_new(EpLedger *ledger)
{
    DeskData *self = g_object_new(DESK_TYPE_DATA, NULL);

    self->ledger = ledger;
    ep_store_set_changed_func(ep_ledger_get_store(ledger), desk_data_fresh_wake, self);
    desk_data_refresh(self); /* from here on; what is loaded is loaded later */
    desk_data_hurry_table(self, &ep_route_table);
    desk_data_hurry_table(self, &ep_paper_rule_table);
    return self;
}

EpLedger *
desk_data_get_ledger(DeskData *self)
{
    return self->ledger;
}

EpCatalog *
desk_data_get_catalog(DeskData *self)
{
    return ep_ledger_get_catalog(self->ledger);
}

const EpOperator *
desk_data_get_operator(DeskData *self)
{
    return ep_ledger_get_operator(self->ledger);
}

void
desk_data_emit_failed(DeskData *self, const char *message)
{
    g_signal_emit(self, signals[FAILED], 0, message);
}

void
desk_data_emit_trouble(DeskData *self, const char *message)
{
    g_signal_emit(self, signals[TROUBLE], 0, message);
}

void
desk_data_go_deaf(DeskData *self, const GError *error)
{
    if (!self->deaf)
        desk_data_emit_trouble(self, error->message);
    self->deaf = TRUE;
}

void
desk_data_fail(DeskData *self, const GError *error)
{
    if (g_error_matches(error, EP_ERROR, EP_ERROR_LOST))
        desk_data_go_deaf(self, error);
    else if (!self->deaf)
        desk_data_emit_failed(self, error->message);
}

void
desk_data_emit_changed(DeskData *self, const EpTable *table)
{
    g_signal_emit(self, signals[CHANGED], 0, table);
}

void
desk_data_emit_progress(DeskData *self, const char *message, double fraction)
{
    g_signal_emit(self, signals[PROGRESS], 0, message, fraction);
}

DeskDataTable *
desk_data_get_table(DeskData *self, const EpTable *table)
{
    return g_hash_table_lookup(self->tables, table);
}

GPtrArray *
desk_data_dup_lists(DeskDataTable *table)
{
    GPtrArray *lists = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < table->lists->len;) {
        EpList *list = g_weak_ref_get(g_ptr_array_index(table->lists, i));

        if (list != NULL) {
            g_ptr_array_add(lists, list);
            i++;
        } else {
            g_ptr_array_remove_index_fast(table->lists, i);
        }
    }
    g_ptr_array_add(lists, g_object_ref(table->all));
    return lists;
}

/* A whole load */

static gpointer
desk_data_load_all(EpLedger *ledger, EpProgress *progress, gpointer table, GError **error)
{
    GPtrArray *records = ep_reader_load(ep_ledger_get_reader(ledger), table, NULL, error);

    if (records != NULL)
        ep_list_prepare_order(records, table);
    return records;
}

static gpointer
desk_data_fold(EpLedger *ledger, EpProgress *progress, gpointer records, GError **error)
{
    ep_list_prepare_search(records);
    return NULL;
}

/* After what was loaded is painted: on a busy machine the two would take each other's time. */
static gboolean
desk_data_fold_now(gpointer user_data)
{
    DeskData *self = user_data;
    GPtrArray *records = g_steal_pointer(&self->unfolded);

    self->unfolded = g_ptr_array_new_with_free_func(g_object_unref);
    self->fold_source = 0;
    desk_data_run(self, EP_LANE_READ, NULL, desk_data_fold, records, (GDestroyNotify)g_ptr_array_unref, NULL, NULL,
                  NULL);
    return G_SOURCE_REMOVE;
}

/* Begins the next of those that nobody looks at yet. */
static void
desk_data_load_next(DeskData *self)
{
    if (self->background != NULL || g_queue_is_empty(&self->queue))
        return;
    self->background = g_queue_pop_head(&self->queue);
    self->background->waits = FALSE;
    desk_data_read(self, self->background);
}

static void
desk_data_take_all(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskDataTable *table = user_data;
    DeskData *self = table->data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) records = desk_data_run_finish(result, &error);
    g_autoptr(GPtrArray) lists = NULL;
    guint signal;

    table->loading--;
    if (self->background == table)
        self->background = NULL;
    desk_data_load_next(self);
    if (records == NULL) {
        desk_data_fail(self, error);
        return;
    }
    if (table->loading > 0)
        return; /* a later load is on its way */
    lists = desk_data_dup_lists(table);
    signal = table->loaded ? CHANGED : LOADED;
    table->loaded = TRUE;
    for (guint i = 0; i < lists->len; i++)
        ep_list_load(g_ptr_array_index(lists, i), records);
    g_signal_emit(self, signals[signal], 0, table->table);
    g_ptr_array_extend_and_steal(self->unfolded, g_steal_pointer(&records));
    if (self->fold_source == 0)
        self->fold_source = g_idle_add_full(G_PRIORITY_LOW, desk_data_fold_now, self, NULL);
}

void
desk_data_read(DeskData *self, DeskDataTable *table)
{
    table->loading++;
    desk_data_run(self, EP_LANE_READ, NULL, desk_data_load_all, (gpointer)table->table, NULL,
                  (GDestroyNotify)g_ptr_array_unref, desk_data_take_all, table);
}

static DeskDataTable *
desk_data_ensure_table(DeskData *self, const EpTable *table)
{
    DeskDataTable *known = desk_data_get_table(self, table);

    if (known != NULL)
        return known;
    known = g_new0(DeskDataTable, 1);
    known->data = self;
    known->table = table;
    known->all = ep_list_new(table);
    known->lists = g_ptr_array_new_with_free_func((GDestroyNotify)desk_data_weak_free);
    known->waits = TRUE;
    g_hash_table_insert(self->tables, (gpointer)table, known);
    g_queue_push_tail(&self->queue, known);
    return known;
}

/* Somebody looks at it. */
static DeskDataTable *
desk_data_hurry_table(DeskData *self, const EpTable *table)
{
    DeskDataTable *known = desk_data_ensure_table(self, table);

    if (!known->waits)
        return known;
    known->waits = FALSE;
    g_queue_remove(&self->queue, known);
    desk_data_read(self, known);
    return known;
}

static GPtrArray *
desk_data_dup_records(EpList *list)
{
    guint n = ep_list_get_total(list);
    GPtrArray *records = g_ptr_array_new_full(n, g_object_unref);

    for (guint i = 0; i < n; i++)
        g_ptr_array_add(records, g_object_ref(ep_list_peek_any(list, i)));
    return records;
}

EpList *
desk_data_new_list(DeskData *self, const EpTable *table)
{
    DeskDataTable *known = desk_data_hurry_table(self, table);
    EpList *list = ep_list_new(table);
    GWeakRef *weak = g_new0(GWeakRef, 1);

    ep_list_set_order(list, table->sort);
    if (known->loaded) {
        g_autoptr(GPtrArray) records = desk_data_dup_records(known->all);

        ep_list_load(list, records);
    }
    g_weak_ref_init(weak, list);
    g_ptr_array_add(known->lists, weak);
    return list;
}

void
desk_data_load(DeskData *self, const EpTable *table)
{
    desk_data_ensure_table(self, table);
    desk_data_load_next(self);
}

void
desk_data_hurry(DeskData *self, const EpTable *table)
{
    desk_data_hurry_table(self, table);
}

gboolean
desk_data_is_loaded(DeskData *self, const EpTable *table)
{
    DeskDataTable *known = desk_data_get_table(self, table);

    return known != NULL && known->loaded;
}

EpList *
desk_data_peek(DeskData *self, const EpTable *table)
{
    DeskDataTable *known = desk_data_get_table(self, table);

    return known != NULL && known->loaded ? known->all : NULL;
}

EpRecord *
desk_data_lookup(DeskData *self, const EpTable *table, gint64 id)
{
    EpList *all = table != NULL ? desk_data_peek(self, table) : NULL;

    return all != NULL ? ep_list_lookup(all, id) : NULL;
}

GPtrArray *
desk_data_dup_routes(DeskData *self)
{
    const EpTable *tables[] = { &ep_route_table, &ep_paper_rule_table };
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint t = 0; t < G_N_ELEMENTS(tables); t++) {
        EpList *all = desk_data_peek(self, tables[t]);
        guint n = all != NULL ? g_list_model_get_n_items(G_LIST_MODEL(all)) : 0;

        for (guint i = 0; i < n; i++)
            g_ptr_array_add(rows, g_list_model_get_item(G_LIST_MODEL(all), i));
    }
    return rows;
}

void
desk_data_reload(DeskData *self)
{
    GHashTableIter iter;
    gpointer table;

    g_hash_table_iter_init(&iter, self->tables);
    while (g_hash_table_iter_next(&iter, NULL, &table)) {
        if (!((DeskDataTable *)table)->waits)
            desk_data_read(self, table);
    }
}
