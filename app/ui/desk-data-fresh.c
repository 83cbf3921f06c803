#include "app/ui/desk-data-private.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

/*
 * After a commit, here or elsewhere: the records it touched are read again by id, and so are those that they refer to,
 * before or after (their counts may be others now). Only when what a reference shows has changed are the tables that
 * show it read whole.
 */

typedef struct {
    const EpTable *table;
    GHashTable *ids;    /* a set of gint64 */
    GPtrArray *records; /* out */
} DeskDataFresh;

static void
desk_data_fresh_free(DeskDataFresh *fresh)
{
    g_hash_table_unref(fresh->ids);
    g_clear_pointer(&fresh->records, g_ptr_array_unref);
    g_free(fresh);
}

static DeskDataFresh *
desk_data_fresh_get(GPtrArray *all, const EpTable *table)
{
    DeskDataFresh *fresh;

    for (guint i = 0; i < all->len; i++) {
        fresh = g_ptr_array_index(all, i);
        if (fresh->table == table)
            return fresh;
    }
    fresh = g_new0(DeskDataFresh, 1);
    fresh->table = table;
    fresh->ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_ptr_array_add(all, fresh);
    return fresh;
}

static void
desk_data_fresh_add(GPtrArray *all, const EpTable *table, gint64 id)
{
    if (table != NULL && id != 0)
        g_hash_table_add(desk_data_fresh_get(all, table)->ids, g_memdup2(&id, sizeof id));
}

static void
desk_data_fresh_add_parents(GPtrArray *all, EpCatalog *catalog, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);

    for (guint i = 0; i < table->at.n_fields; i++) {
        if (table->fields[i].kind == EP_KIND_REFERENCE)
            desk_data_fresh_add(all, ep_catalog_find(catalog, table->fields[i].reference),
                                g_ascii_strtoll(ep_record_get(record, i), NULL, 10));
    }
}

static gboolean
desk_data_fresh_read(DeskDataFresh *fresh, EpReader *reader, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    GHashTableIter iter;
    gpointer id;

    g_hash_table_iter_init(&iter, fresh->ids);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        g_array_append_vals(ids, id, 1);
    g_clear_pointer(&fresh->records, g_ptr_array_unref);
    fresh->records = ep_reader_read_many(reader, fresh->table, (gint64 *)ids->data, ids->len, FALSE, error);
    return fresh->records != NULL;
}

/* Reads what @some names, adds it to @all, and says what that refers to: the next level up. */
static GPtrArray *
desk_data_fresh_read_level(GPtrArray *all, GPtrArray *some, EpLedger *ledger, GError **error)
{
    g_autoptr(GPtrArray) parents = g_ptr_array_new_with_free_func((GDestroyNotify)desk_data_fresh_free);

    for (guint i = 0; i < some->len; i++) {
        DeskDataFresh *one = g_ptr_array_index(some, i), *fresh = desk_data_fresh_get(all, one->table);
        GHashTableIter iter;
        gpointer id;
        guint known = g_hash_table_size(fresh->ids);

        g_hash_table_iter_init(&iter, one->ids);
        while (g_hash_table_iter_next(&iter, &id, NULL))
            g_hash_table_add(fresh->ids, g_memdup2(id, sizeof(gint64)));
        if (fresh->records != NULL && g_hash_table_size(fresh->ids) == known)
            continue;
        if (!desk_data_fresh_read(fresh, ep_ledger_get_reader(ledger), error))
            return NULL;
        for (guint r = 0; r < fresh->records->len; r++)
            desk_data_fresh_add_parents(parents, ep_ledger_get_catalog(ledger), g_ptr_array_index(fresh->records, r));
    }
    return g_steal_pointer(&parents);
}

/* Three levels: a virus check shows in its device, and that in its application. */
static gpointer
desk_data_fresh_run(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)desk_data_fresh_free);
    g_autoptr(GPtrArray) level = g_ptr_array_ref(user_data);

    for (guint i = 0; i < 3; i++) {
        GPtrArray *above = desk_data_fresh_read_level(all, level, ledger, error);

        if (above == NULL)
            return NULL;
        g_ptr_array_unref(level);
        level = above;
    }
    for (guint i = 0; i < all->len; i++)
        ep_list_prepare_search(((DeskDataFresh *)g_ptr_array_index(all, i))->records);
    return g_steal_pointer(&all);
}

static const char *
desk_data_fresh_get_shown(EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);

    if (table->shown != NULL)
        return ep_record_get_named(record, table->shown);
    return ep_record_get(record, table->at.number != EP_NO_FIELD ? table->at.number : table->at.title);
}

/* Whether a reference to one of the records shows something else now. */
static gboolean
desk_data_fresh_renames(DeskDataFresh *fresh, EpList *all)
{
    for (guint i = 0; i < fresh->records->len; i++) {
        EpRecord *now = g_ptr_array_index(fresh->records, i), *before = ep_list_lookup(all, ep_record_get_id(now));

        if (before != NULL && g_strcmp0(desk_data_fresh_get_shown(before), desk_data_fresh_get_shown(now)) != 0)
            return TRUE;
    }
    return FALSE;
}

static void
desk_data_fresh_reload_children(DeskData *self, const EpTable *renamed)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, self->tables);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        DeskDataTable *child = value;

        for (guint i = 0; i < child->table->at.n_fields; i++) {
            if (g_strcmp0(child->table->fields[i].reference, renamed->name) == 0) {
                desk_data_read(self, child);
                break;
            }
        }
    }
}

/* The ids that were asked for and not found: they are gone. */
static GArray *
desk_data_fresh_dup_gone(DeskDataFresh *fresh)
{
    GArray *gone = g_array_new(FALSE, FALSE, sizeof(gint64));
    GHashTableIter iter;
    gpointer id;

    for (guint i = 0; i < fresh->records->len; i++)
        g_hash_table_remove(fresh->ids, ep_record_peek_id(g_ptr_array_index(fresh->records, i)));
    g_hash_table_iter_init(&iter, fresh->ids);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        g_array_append_vals(gone, id, 1);
    return gone;
}

static void
desk_data_fresh_merge(DeskData *self, DeskDataFresh *fresh)
{
    DeskDataTable *table = desk_data_get_table(self, fresh->table);
    g_autoptr(GArray) gone = NULL;
    g_autoptr(GPtrArray) lists = NULL;
    gboolean renames;

    if (table == NULL || !table->loaded) {
        desk_data_emit_changed(self, fresh->table); /* a card may show some of them */
        return;
    }
    if (table->loading > 0) {
        desk_data_read(self, table); /* what is on its way may be older */
        return;
    }
    renames = desk_data_fresh_renames(fresh, table->all);
    gone = desk_data_fresh_dup_gone(fresh);
    lists = desk_data_dup_lists(table);
    for (guint i = 0; i < lists->len; i++)
        ep_list_merge(g_ptr_array_index(lists, i), fresh->records, (gint64 *)gone->data, gone->len);
    if (renames)
        desk_data_fresh_reload_children(self, fresh->table);
    desk_data_emit_changed(self, fresh->table);
}

static void
desk_data_fresh_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskData *self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) all = desk_data_run_finish(result, &error);

    if (all == NULL) {
        desk_data_fail(self, error);
        return;
    }
    for (guint i = 0; i < all->len; i++)
        desk_data_fresh_merge(self, g_ptr_array_index(all, i));
}

static void
desk_data_fresh_start(DeskData *self, GArray *touched)
{
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)desk_data_fresh_free);

    for (guint i = 0; i < touched->len; i++) {
        const EpTouched *one = &g_array_index(touched, EpTouched, i);
        EpRecord *before = desk_data_lookup(self, one->table, one->id);

        desk_data_fresh_add(all, one->table, one->id);
        if (before != NULL)
            desk_data_fresh_add_parents(all, desk_data_get_catalog(self), before);
    }
    desk_data_run(self, EP_LANE_READ, NULL, desk_data_fresh_run, all, (GDestroyNotify)g_ptr_array_unref,
                  (GDestroyNotify)g_ptr_array_unref, desk_data_fresh_take, self);
}

static gpointer
desk_data_fresh_ask(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskData *self = user_data;
    g_autoptr(GArray) touched = g_array_new(FALSE, FALSE, sizeof(EpTouched));

    return ep_store_read_touched(ep_ledger_get_store(ledger), &self->seen, touched, error) ? g_steal_pointer(&touched)
                                                                                           : NULL;
}

static void
desk_data_fresh_hear(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskData *self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) touched = desk_data_run_finish(result, &error);
    gboolean restored;

    restored = g_error_matches(error, EP_ERROR, EP_ERROR_RESTORED);
    if (touched == NULL && !restored) {
        desk_data_go_deaf(self, error);
        return;
    }
    if (self->deaf || restored) {
        self->deaf = FALSE;
        desk_data_emit_trouble(self, restored ? error->message : NULL);
        if (!restored)
            desk_data_emit_failed(self, _("The ledger can be reached again; everything is read anew"));
        desk_data_reload(self); /* what could not be read meanwhile nobody knows */
        return;
    }
    if (touched->len > 0)
        desk_data_fresh_start(self, touched);
}

void
desk_data_refresh(DeskData *self)
{
    desk_data_run(self, EP_LANE_READ, NULL, desk_data_fresh_ask, self, NULL, (GDestroyNotify)g_array_unref,
                  desk_data_fresh_hear, self);
}

static gboolean
desk_data_fresh_wake_now(gpointer user_data)
{
    DeskData *self = user_data;

    g_mutex_lock(&self->mutex);
    self->fresh_source = 0;
    g_mutex_unlock(&self->mutex);
    desk_data_refresh(self);
    return G_SOURCE_REMOVE;
}

void
desk_data_fresh_wake(gpointer data)
{
    DeskData *self = data;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->mutex);

    if (self->fresh_source == 0)
        self->fresh_source = g_idle_add(desk_data_fresh_wake_now, self);
}
