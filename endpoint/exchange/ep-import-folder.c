#include "endpoint/exchange/ep-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"

/* Folders in folders beyond this are a loop. */
#define MAX_DEPTH 32

typedef struct {
    EpImport *import;
    char *root;
    GPtrArray *names;          /* below the root */
    EpInventory **inventories; /* one for each name */
    GCancellable *stop;
    GMutex mutex;
    GCond finished;
    guint n_finished;
} EpImportFolder;

static void
ep_import_folder_clear(EpImportFolder *self)
{
    g_free(self->root);
    g_ptr_array_unref(self->names);
    for (guint i = 0; self->inventories != NULL && i < self->n_finished; i++)
        g_clear_pointer(&self->inventories[i], ep_inventory_free);
    g_free(self->inventories);
    g_clear_object(&self->stop);
    g_mutex_clear(&self->mutex);
    g_cond_clear(&self->finished);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpImportFolder, ep_import_folder_clear)

static gint
ep_import_folder_compare(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean
ep_import_folder_list(EpImportFolder *self, const char *below, guint depth, GError **error)
{
    g_autofree char *path = g_build_filename(self->root, below, NULL);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GDir) folder = g_dir_open(path, 0, &cause);
    const char *name;

    if (folder == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s", cause->message);
        return FALSE;
    }
    while ((name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *child = *below != '\0' ? g_build_filename(below, name, NULL) : g_strdup(name);
        g_autofree char *full = g_build_filename(self->root, child, NULL);

        if (*name == '.')
            continue;
        if (g_file_test(full, G_FILE_TEST_IS_REGULAR)) /* reading a pipe would never end */
            g_ptr_array_add(self->names, g_steal_pointer(&child));
        else if (g_file_test(full, G_FILE_TEST_IS_DIR) && depth < MAX_DEPTH &&
                 !g_file_test(full, G_FILE_TEST_IS_SYMLINK) && !ep_import_folder_list(self, child, depth + 1, error))
            return FALSE;
    }
    return TRUE;
}

static EpInventory *
ep_import_folder_read(EpImportFolder *self, const char *name)
{
    g_autofree char *path = g_build_filename(self->root, name, NULL);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GBytes) bytes = NULL;
    GStatBuf status = { 0 };
    char *data;
    gsize size;

    if (g_stat(path, &status) == 0 && status.st_size > EP_INVENTORY_MAX_SIZE)
        return ep_inventory_new_refused(name, g_strdup(_("it is far too large for an inventory")));
    if (!g_file_get_contents(path, &data, &size, &cause))
        return ep_inventory_new_refused(name, g_strdup(cause->message));
    bytes = g_bytes_new_take(data, size);
    return ep_inventory_new(self->import->pool, name, bytes, (gint64)status.st_mtime);
}

static void
ep_import_folder_work(gpointer data, gpointer user_data)
{
    EpImportFolder *self = user_data;
    guint at = GPOINTER_TO_UINT(data) - 1;

    if (!g_cancellable_is_cancelled(self->stop))
        self->inventories[at] = ep_import_folder_read(self, g_ptr_array_index(self->names, at));
    g_mutex_lock(&self->mutex);
    self->n_finished++;
    g_cond_signal(&self->finished);
    g_mutex_unlock(&self->mutex);
}

/* Waits for the workers, tells how far they are, and stops them when told to. */
static gboolean
ep_import_folder_wait(EpImportFolder *self, EpProgress *progress, GError **error)
{
    gboolean ok = TRUE;

    g_mutex_lock(&self->mutex);
    while (self->n_finished < self->names->len) {
        guint n = self->n_finished;

        g_mutex_unlock(&self->mutex);
        if (ok && !ep_progress_set(progress, NULL, (double)n / self->names->len, error)) {
            g_cancellable_cancel(self->stop);
            ok = FALSE;
        }
        g_mutex_lock(&self->mutex);
        if (self->n_finished < self->names->len)
            g_cond_wait_until(&self->finished, &self->mutex, g_get_monotonic_time() + 50 * G_TIME_SPAN_MILLISECOND);
    }
    g_mutex_unlock(&self->mutex);
    return ok;
}

gboolean
ep_import_add_folder(EpImport *import, const char *path, EpProgress *progress, GError **error)
{
    g_auto(EpImportFolder) self = { .import = import, .root = g_strdup(path) };
    GThreadPool *workers;
    gboolean ok;

    ep_import_drop_preview(import);
    self.names = g_ptr_array_new_with_free_func(g_free);
    self.stop = g_cancellable_new();
    g_mutex_init(&self.mutex);
    g_cond_init(&self.finished);
    if (ep_table_find(import->table, "device_id") == EP_NO_FIELD) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("a folder of inventories cannot be taken into “%s”"),
                    ep_label(import->table->label));
        return FALSE;
    }
    if (!ep_import_folder_list(&self, "", 0, error))
        return FALSE;
    if (self.names->len == 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s: there is no file in it"), path);
        return FALSE;
    }
    g_ptr_array_sort(self.names, ep_import_folder_compare);
    self.inventories = g_new0(EpInventory *, self.names->len);
    workers = g_thread_pool_new(ep_import_folder_work, &self, (gint)g_get_num_processors(), TRUE, NULL);
    for (guint i = 0; i < self.names->len; i++)
        g_thread_pool_push(workers, GUINT_TO_POINTER(i + 1), NULL);
    ok = ep_import_folder_wait(&self, progress, error);
    g_thread_pool_free(workers, FALSE, TRUE);
    for (guint i = 0; ok && i < self.names->len; i++)
        g_ptr_array_add(import->inventories, g_steal_pointer(&self.inventories[i]));
    return ok && ep_progress_set(progress, NULL, 1.0, error);
}
