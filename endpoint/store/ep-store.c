#include "endpoint/store/ep-store.h"

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-migrate.h"

struct _EpStore {
    EpDb *read_db, *write_db;
    EpReader *reader, *writer;
    EpHead seen, written; /* what the one and the other know of the ledger */
    GThreadPool *lanes[2];
    int running; /* pieces of work; atomic */
    EpStoreChangedFunc changed;
    gpointer changed_data;
};

typedef struct {
    EpStore *store;
    EpStoreFunc func;
    gpointer user_data;
    GDestroyNotify free_user_data;
    GDestroyNotify free_result;
} EpStoreJob;

static void
ep_store_job_free(EpStoreJob *job)
{
    if (job->free_user_data != NULL)
        job->free_user_data(job->user_data);
    g_free(job);
}

static void
ep_store_run_job(gpointer data, gpointer unused)
{
    g_autoptr(GTask) task = data;
    EpStoreJob *job = g_task_get_task_data(task);
    GError *error = NULL;
    gpointer result = job->func(job->store, g_task_get_cancellable(task), job->user_data, &error);

    g_atomic_int_add(&job->store->running, -1);
    if (error != NULL)
        g_task_return_error(task, error);
    else
        g_task_return_pointer(task, result, job->free_result);
}

EpStore *
ep_store_open(const char *uri, EpCatalog *catalog, const char *resource_path, gboolean create, char **backup_path,
              GError **error)
{
    g_autoptr(EpStore) self = g_new0(EpStore, 1);
    g_autofree char *migrations = g_strdup_printf("%s/migrations", resource_path);

    self->write_db = ep_db_open(uri, create ? EP_DB_CREATE : EP_DB_READ_WRITE, error);
    if (self->write_db == NULL)
        return NULL;
    if (create ? !ep_migrate(self->write_db, migrations, backup_path, error)
               : !ep_migrate_check(self->write_db, migrations, error))
        return NULL;
    self->read_db = ep_db_open(uri, EP_DB_READ_ONLY, error);
    if (self->read_db == NULL)
        return NULL;
    self->writer = ep_reader_new(self->write_db, catalog, resource_path);
    self->reader = ep_reader_new(self->read_db, catalog, resource_path);
    if (!ep_head_check(&self->written, self->writer, error) || !ep_head_check(&self->seen, self->reader, error))
        return NULL;
    for (guint i = 0; i < G_N_ELEMENTS(self->lanes); i++)
        self->lanes[i] = g_thread_pool_new(ep_store_run_job, NULL, 1, TRUE, NULL);
    return g_steal_pointer(&self);
}

void
ep_store_close(EpStore *self)
{
    for (guint i = 0; i < G_N_ELEMENTS(self->lanes); i++) {
        if (self->lanes[i] != NULL)
            g_thread_pool_free(self->lanes[i], FALSE, TRUE);
    }
    g_clear_pointer(&self->reader, ep_reader_free);
    g_clear_pointer(&self->writer, ep_reader_free);
    g_clear_pointer(&self->read_db, ep_db_close);
    g_clear_pointer(&self->write_db, ep_db_close);
    ep_head_clear(&self->seen);
    ep_head_clear(&self->written);
    g_free(self);
}

EpReader *
ep_store_get_reader(EpStore *self)
{
    return self->reader;
}

EpReader *
ep_store_get_writer(EpStore *self)
{
    return self->writer;
}

EpHead *
ep_store_get_head(EpStore *self)
{
    return &self->written;
}

const char *
ep_store_get_uri(EpStore *self)
{
    return ep_db_get_uri(self->write_db);
}

gboolean
ep_store_set_durable(EpStore *self, gboolean durable, GError **error)
{
    return ep_db_set_durable(self->write_db, durable, error);
}

void
ep_store_set_changed_func(EpStore *self, EpStoreChangedFunc func, gpointer user_data)
{
    self->changed = func;
    self->changed_data = user_data;
}

void
ep_store_announce(EpStore *self)
{
    if (self->changed != NULL)
        self->changed(self->changed_data);
}

typedef struct {
    EpStore *store;
    gint64 seen;
    GArray *touched;
} EpStoreFeed;

static gboolean
ep_store_take_touched(const EpRow *row, gpointer user_data, GError **error)
{
    EpStoreFeed *feed = user_data;
    EpTouched touched = { ep_catalog_find(ep_reader_get_catalog(feed->store->reader), ep_row_get_text(row, 1)),
                          ep_row_get_integer(row, 2) };

    feed->seen = ep_row_get_integer(row, 0);
    if (touched.table != NULL)
        g_array_append_val(feed->touched, touched);
    return TRUE;
}

gboolean
ep_store_read_touched(EpStore *self, gint64 *seen, GArray *touched, GError **error)
{
    EpStoreFeed feed = { self, *seen, touched };
    EpValue after = EP_INTEGER(*seen);
    g_autoptr(GError) failed = NULL;

    if (!ep_head_check(&self->seen, self->reader, &failed)) {
        *seen = g_error_matches(failed, EP_ERROR, EP_ERROR_RESTORED) ? self->seen.change : *seen;
        g_propagate_error(error, g_steal_pointer(&failed));
        return FALSE;
    }
    if (*seen < 0) {
        *seen = self->seen.change;
        return TRUE;
    }
    if (!ep_reader_query(self->reader, "journal-since", &after, 1, ep_store_take_touched, &feed, error))
        return FALSE; /* what was not read whole is read again */
    *seen = feed.seen;
    return TRUE;
}

void
ep_store_run(EpStore *self, EpLane lane, EpStoreFunc func, gpointer user_data, GDestroyNotify free_user_data,
             GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
             gpointer callback_data)
{
    GTask *task = g_task_new(NULL, cancellable, callback, callback_data);
    EpStoreJob *job = g_new0(EpStoreJob, 1);

    *job = (EpStoreJob){ self, func, user_data, free_user_data, free_result };
    g_task_set_task_data(task, job, (GDestroyNotify)ep_store_job_free);
    g_task_set_check_cancellable(task, FALSE); /* the work itself says whether it stopped in time */
    g_atomic_int_inc(&self->running);
    g_thread_pool_push(self->lanes[lane], task, NULL);
}

gboolean
ep_store_is_busy(EpStore *self)
{
    return g_atomic_int_get(&self->running) > 0;
}

gpointer
ep_store_finish(GAsyncResult *result, GError **error)
{
    return g_task_propagate_pointer(G_TASK(result), error);
}
