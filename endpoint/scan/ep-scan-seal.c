#include "endpoint/scan/ep-scan-seal.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/scan/ep-scan-walk.h"

#define CHUNK 65536

static void
ep_scan_seal_free(gpointer data)
{
    EpScanSeal *seal = data;

    g_free(seal->path);
    g_free(seal->sha256);
    g_free(seal);
}

static gboolean
ep_scan_seal_read(GInputStream *stream, EpScanSeal *seal, EpProgress *progress, GError **error)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree guchar *buffer = g_malloc(CHUNK);
    gssize n;

    while ((n = g_input_stream_read(stream, buffer, CHUNK, NULL, error)) > 0) {
        g_checksum_update(checksum, buffer, n);
        seal->size += (guint64)n;
        if (!ep_progress_set(progress, NULL, 0.0, error))
            return FALSE;
    }
    seal->sha256 = g_strdup(g_checksum_get_string(checksum));
    return n == 0;
}

static gboolean
ep_scan_seal_item(const EpScanItem *item, GPtrArray *seals, EpProgress *progress, GError **error)
{
    g_autoptr(GFile) file = g_file_new_for_path(item->path);
    g_autoptr(GError) fault = NULL;
    g_autoptr(GFileInputStream) stream = item->fault == NULL ? g_file_read(file, NULL, &fault) : NULL;
    EpScanSeal *seal = g_new0(EpScanSeal, 1);

    g_ptr_array_add(seals, seal);
    seal->path = g_utf8_make_valid(item->shown, -1);
    if (stream != NULL && ep_scan_seal_read(G_INPUT_STREAM(stream), seal, progress, &fault))
        return TRUE;
    if (fault != NULL && fault->domain == EP_ERROR) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return FALSE;
    }
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s: %s", seal->path, fault != NULL ? fault->message : item->fault);
    return FALSE;
}

static GPtrArray *
ep_scan_seal_all(const char *path, EpProgress *progress, GError **error)
{
    g_autoptr(GPtrArray) items = ep_scan_walk(path, progress, error);
    g_autoptr(GPtrArray) seals = g_ptr_array_new_with_free_func(ep_scan_seal_free);

    for (guint i = 0; items != NULL && i < items->len; i++) {
        const EpScanItem *item = g_ptr_array_index(items, i);

        if (!ep_progress_set(progress, item->shown, (double)i / items->len, error) ||
            !ep_scan_seal_item(item, seals, progress, error))
            return NULL;
    }
    return items != NULL ? g_steal_pointer(&seals) : NULL;
}

static gboolean
ep_scan_seal_compare(GPtrArray *before, GPtrArray *after, GError **error)
{
    const char *changed = NULL;

    for (guint i = 0; changed == NULL && i < MAX(before->len, after->len); i++) {
        const EpScanSeal *a = i < before->len ? g_ptr_array_index(before, i) : NULL;
        const EpScanSeal *b = i < after->len ? g_ptr_array_index(after, i) : NULL;

        if (a == NULL || b == NULL || strcmp(a->path, b->path) != 0 || strcmp(a->sha256, b->sha256) != 0)
            changed = a != NULL ? a->path : b->path;
    }
    if (changed == NULL)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_CONFLICT, _("%s: changed while it was checked; check it again"), changed);
    return FALSE;
}

EpScanResult *
ep_scan_run_sealed(EpScanner *scanner, const char *path, EpScanFileFunc func, gpointer user_data, EpProgress *progress,
                   GPtrArray **seals, GError **error)
{
    g_autoptr(EpProgress) first = ep_progress_child(progress, 0.0, 0.1), scan = ep_progress_child(progress, 0.1, 0.9),
                          last = ep_progress_child(progress, 0.9, 1.0);
    g_autoptr(GPtrArray) before = ep_scan_seal_all(path, first, error), after = NULL;
    g_autoptr(EpScanResult) result = NULL;

    if (before == NULL || (result = ep_scan_run(scanner, path, func, user_data, scan, error)) == NULL)
        return NULL;
    after = ep_scan_seal_all(path, last, error);
    if (after == NULL || !ep_scan_seal_compare(before, after, error) || !ep_progress_set(progress, NULL, 1.0, error))
        return NULL;
    *seals = g_steal_pointer(&before);
    return g_steal_pointer(&result);
}

void
ep_scan_seals_to_draft(GPtrArray *seals, const EpTable *table, EpDraft *answers)
{
    for (guint i = 0; i < seals->len; i++) {
        const EpScanSeal *seal = g_ptr_array_index(seals, i);
        g_autoptr(EpDraft) line = ep_draft_new(table);
        g_autofree char *size = g_strdup_printf("%" G_GUINT64_FORMAT, seal->size);

        ep_draft_set_named(line, "name", seal->path);
        ep_draft_set_named(line, "size", size);
        ep_draft_set_named(line, "sha256", seal->sha256);
        ep_draft_add_line(answers, line);
    }
}
