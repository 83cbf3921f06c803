#include "endpoint/store/ep-batch.h"

#include <string.h>

struct _EpBatch {
    char *key;
    char *sql;
    guint n_columns;
    GArray *values; /* EpValue */
};

static void
ep_batch_free(EpBatch *batch)
{
    g_array_unref(batch->values);
    g_free(batch->key);
    g_free(batch->sql);
    g_free(batch);
}

GPtrArray *
ep_batch_list_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)ep_batch_free);
}

EpBatch *
ep_batch_find(GPtrArray *batches, const char *key)
{
    for (guint i = 0; i < batches->len; i++) {
        EpBatch *batch = g_ptr_array_index(batches, i);

        if (strcmp(batch->key, key) == 0)
            return batch;
    }
    return NULL;
}

EpBatch *
ep_batch_open(GPtrArray *batches, const char *key, char *sql, guint n_columns)
{
    EpBatch *batch = g_new0(EpBatch, 1);

    batch->key = g_strdup(key);
    batch->sql = sql;
    batch->n_columns = n_columns;
    batch->values = g_array_new(FALSE, FALSE, sizeof(EpValue));
    g_ptr_array_add(batches, batch);
    return batch;
}

void
ep_batch_add(EpBatch *batch, EpValue value)
{
    g_array_append_val(batch->values, value);
}

gboolean
ep_batch_run_all(GPtrArray *batches, EpDb *db, GError **error)
{
    for (guint i = 0; i < batches->len; i++) {
        EpBatch *batch = g_ptr_array_index(batches, i);

        if (!ep_db_query(db, batch->sql, (EpValue *)batch->values->data, batch->n_columns,
                         batch->values->len / batch->n_columns, NULL, NULL, error))
            return FALSE;
    }
    return TRUE;
}
