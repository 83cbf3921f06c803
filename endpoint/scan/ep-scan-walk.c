#include "endpoint/scan/ep-scan-walk.h"

#include <string.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

#define ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE
#define OPENING 4096

typedef struct {
    GFile *start;
    GPtrArray *items;
    EpProgress *progress;
} EpScanWalk;

static void
ep_scan_walk_free_item(gpointer data)
{
    EpScanItem *item = data;

    g_free(item->path);
    g_free(item->shown);
    g_free(item->fault);
    g_free(item);
}

static void
ep_scan_walk_add(EpScanWalk *self, GFile *file, guint64 size, gboolean folder, const char *fault)
{
    EpScanItem *item = g_new0(EpScanItem, 1);

    item->path = g_file_get_path(file);
    item->shown =
        g_file_equal(file, self->start) ? g_file_get_basename(file) : g_file_get_relative_path(self->start, file);
    item->fault = g_strdup(fault);
    item->folder = folder;
    item->weight = size + OPENING;
    g_ptr_array_add(self->items, item);
}

static int
ep_scan_walk_compare(gconstpointer a, gconstpointer b)
{
    GFileInfo *x = *(GFileInfo *const *)a, *y = *(GFileInfo *const *)b;

    return strcmp(g_file_info_get_name(x), g_file_info_get_name(y));
}

/* The entries of @folder, by name; what could be read of them even if the rest could not, with @fault. */
static GPtrArray *
ep_scan_walk_list(GFile *folder, GError **fault)
{
    GPtrArray *entries = g_ptr_array_new_with_free_func(g_object_unref);
    g_autoptr(GFileEnumerator) enumerator =
        g_file_enumerate_children(folder, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, fault);
    GFileInfo *info;

    while (enumerator != NULL && (info = g_file_enumerator_next_file(enumerator, NULL, fault)) != NULL)
        g_ptr_array_add(entries, info);
    g_ptr_array_sort(entries, ep_scan_walk_compare);
    return entries;
}

static gboolean ep_scan_walk_enter(EpScanWalk *self, GFile *folder, GError **error);

static gboolean
ep_scan_walk_take(EpScanWalk *self, GFile *file, GFileInfo *info, GError **error)
{
    switch (g_file_info_get_file_type(info)) {
    case G_FILE_TYPE_DIRECTORY:
        return ep_scan_walk_enter(self, file, error);
    case G_FILE_TYPE_REGULAR:
        ep_scan_walk_add(self, file, g_file_info_get_size(info), FALSE, NULL);
        return TRUE;
    default:
        return TRUE;
    }
}

static gboolean
ep_scan_walk_enter(EpScanWalk *self, GFile *folder, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GPtrArray) entries = ep_scan_walk_list(folder, &fault);

    if (fault != NULL)
        ep_scan_walk_add(self, folder, 0, TRUE, fault->message);
    for (guint i = 0; i < entries->len; i++) {
        GFileInfo *info = g_ptr_array_index(entries, i);
        g_autoptr(GFile) file = g_file_get_child(folder, g_file_info_get_name(info));

        if (!ep_progress_set(self->progress, _("Counting files"), 0.0, error) ||
            !ep_scan_walk_take(self, file, info, error))
            return FALSE;
    }
    return TRUE;
}

GPtrArray *
ep_scan_walk(const char *path, EpProgress *progress, GError **error)
{
    g_autoptr(GFile) start = g_file_new_for_path(path);
    g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(ep_scan_walk_free_item);
    EpScanWalk self = { start, items, progress };
    g_autoptr(GError) fault = NULL;
    g_autoptr(GFileInfo) info = g_file_query_info(start, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, NULL, &fault);

    if (info == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_NOT_FOUND, fault->message);
        return NULL;
    }
    return ep_scan_walk_take(&self, start, info, error) ? g_steal_pointer(&items) : NULL;
}
