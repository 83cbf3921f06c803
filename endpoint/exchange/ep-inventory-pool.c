#include "endpoint/exchange/ep-inventory.h"

#include <string.h>

struct _EpInventoryPool {
    GMutex mutex;
    GStringChunk *texts;
    GHashTable *programs; /* EpInventoryProgram → number + 1 */
    GPtrArray *list;      /* EpInventoryProgram */
};

static guint
ep_inventory_pool_hash(gconstpointer data)
{
    const EpInventoryProgram *program = data;

    return g_str_hash(program->name) * 31 + g_str_hash(program->version);
}

static gboolean
ep_inventory_pool_equal(gconstpointer a, gconstpointer b)
{
    const EpInventoryProgram *x = a, *y = b;

    return strcmp(x->name, y->name) == 0 && strcmp(x->version, y->version) == 0 &&
           strcmp(x->publisher, y->publisher) == 0;
}

EpInventoryPool *
ep_inventory_pool_new(void)
{
    EpInventoryPool *self = g_new0(EpInventoryPool, 1);

    g_mutex_init(&self->mutex);
    self->texts = g_string_chunk_new(65536);
    self->programs = g_hash_table_new(ep_inventory_pool_hash, ep_inventory_pool_equal);
    self->list = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
ep_inventory_pool_free(EpInventoryPool *self)
{
    g_hash_table_unref(self->programs);
    g_ptr_array_unref(self->list);
    g_string_chunk_free(self->texts);
    g_mutex_clear(&self->mutex);
    g_free(self);
}

const char *
ep_inventory_pool_keep(EpInventoryPool *self, const char *text)
{
    g_autoptr(GMutexLocker) locker = NULL;

    if (text == NULL || *text == '\0')
        return "";
    locker = g_mutex_locker_new(&self->mutex);
    return g_string_chunk_insert_const(self->texts, text);
}

guint
ep_inventory_pool_add(EpInventoryPool *self, const char *name, const char *version, const char *publisher)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->mutex);
    EpInventoryProgram wanted = { name, version, publisher }, *kept;
    gpointer known = g_hash_table_lookup(self->programs, &wanted);

    if (known != NULL)
        return GPOINTER_TO_UINT(known) - 1;
    kept = g_new(EpInventoryProgram, 1);
    kept->name = g_string_chunk_insert_const(self->texts, name);
    kept->version = g_string_chunk_insert_const(self->texts, version);
    kept->publisher = g_string_chunk_insert_const(self->texts, publisher);
    g_ptr_array_add(self->list, kept);
    g_hash_table_insert(self->programs, kept, GUINT_TO_POINTER(self->list->len));
    return self->list->len - 1;
}

guint
ep_inventory_pool_get_n(EpInventoryPool *self)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->mutex);

    return self->list->len;
}

EpInventoryProgram
ep_inventory_pool_get(EpInventoryPool *self, guint program)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->mutex);

    return *(EpInventoryProgram *)g_ptr_array_index(self->list, program);
}
