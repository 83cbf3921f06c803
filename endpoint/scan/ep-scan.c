#include "endpoint/scan/ep-scan.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/scan/ep-scan-walk.h"

void
ep_scanner_free(EpScanner *self)
{
    if (self != NULL)
        self->class->free(self);
}

void
ep_scan_file_free(EpScanFile *file)
{
    g_free(file->path);
    g_free(file->what);
    g_free(file);
}

void
ep_scan_result_free(EpScanResult *self)
{
    char *texts[] = { self->engine.scanner, self->engine.pattern, self->engine.pattern_date, self->started,
                      self->ended };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_ptr_array_unref(self->notable);
    g_free(self);
}

const char *
ep_scan_result_code(const EpScanResult *self)
{
    if (self->found > 0)
        return "found";
    return self->unread > 0 ? "incomplete" : "clean";
}

/* How many lines of what was found a record keeps. */
#define LINES_KEPT 100

static char *
ep_scan_result_format_names(const EpScanResult *self)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < self->notable->len && i < LINES_KEPT; i++) {
        const EpScanFile *file = g_ptr_array_index(self->notable, i);
        g_autofree char *path = g_utf8_make_valid(file->path, -1);

        g_string_append_printf(lines, "%s%s: %s", i > 0 ? "\n" : "", path, file->what);
    }
    if (self->notable->len > LINES_KEPT)
        g_string_append(lines, "\n…");
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

void
ep_scan_result_to_draft(const EpScanResult *self, EpDraft *answers)
{
    g_autofree char *names = ep_scan_result_format_names(self);

    ep_draft_set_named(answers, "scanner", self->engine.scanner);
    ep_draft_set_named(answers, "pattern", self->engine.pattern);
    ep_draft_set_named(answers, "pattern_date", self->engine.pattern_date);
    ep_draft_set_named(answers, "at", self->ended);
    ep_draft_set_integer(answers, "files", self->files);
    ep_draft_set_integer(answers, "found", self->found);
    ep_draft_set_named(answers, "names", names);
    ep_draft_set_named(answers, "result", ep_scan_result_code(self));
}

static gboolean
ep_scan_look(EpScanner *scanner, const EpScanItem *item, EpScanFile *file, EpProgress *progress, GError **error)
{
    g_autoptr(GFile) handle = g_file_new_for_path(item->path);
    g_autoptr(GError) fault = NULL;
    g_autoptr(GFileInputStream) stream = NULL;

    if (item->fault != NULL) {
        file->verdict = EP_SCAN_UNREAD;
        file->what = g_strdup(item->fault);
        return TRUE;
    }
    stream = g_file_read(handle, NULL, &fault);
    if (stream != NULL)
        return scanner->class->scan(scanner, G_INPUT_STREAM(stream), item->weight, &file->verdict, &file->what,
                                    progress, error);
    file->verdict = EP_SCAN_UNREAD;
    file->what = g_strdup(fault->message);
    return TRUE;
}

/* Counts @file and keeps it if it is notable. */
static void
ep_scan_take(EpScanResult *self, EpScanFile *file, EpScanFileFunc func, gpointer user_data)
{
    self->found += file->verdict == EP_SCAN_FOUND ? 1 : 0;
    self->unread += file->verdict == EP_SCAN_UNREAD ? 1 : 0;
    if (func != NULL)
        func(file, user_data);
    if (file->verdict == EP_SCAN_CLEAN)
        ep_scan_file_free(file);
    else
        g_ptr_array_add(self->notable, file);
}

static gboolean
ep_scan_add(EpScanResult *self, EpScanner *scanner, const EpScanItem *item, EpScanFileFunc func, gpointer user_data,
            EpProgress *progress, GError **error)
{
    EpScanFile *file = g_new0(EpScanFile, 1);

    file->path = g_strdup(item->shown);
    if (!ep_scan_look(scanner, item, file, progress, error)) {
        g_prefix_error(error, "%s: ", item->shown);
        ep_scan_file_free(file);
        return FALSE;
    }
    self->files += item->folder ? 0 : 1;
    ep_scan_take(self, file, func, user_data);
    return TRUE;
}

static gboolean
ep_scan_all(EpScanResult *self, EpScanner *scanner, GPtrArray *items, EpScanFileFunc func, gpointer user_data,
            EpProgress *progress, GError **error)
{
    guint64 total = 1, done = 0;

    for (guint i = 0; i < items->len; i++)
        total += ((EpScanItem *)g_ptr_array_index(items, i))->weight;
    for (guint i = 0; i < items->len; i++) {
        const EpScanItem *item = g_ptr_array_index(items, i);
        g_autoptr(EpProgress) part =
            ep_progress_child(progress, (double)done / total, (double)(done + item->weight) / total);
        g_autofree char *message = g_strdup_printf(_("%u of %u: %s"), i + 1, items->len, item->shown);

        if (!ep_progress_set(part, message, 0.0, error) ||
            !ep_scan_add(self, scanner, item, func, user_data, part, error))
            return FALSE;
        done += item->weight;
    }
    return ep_progress_set(progress, NULL, 1.0, error);
}

/* --- a scanner that looks at a folder at once --- */

/* What was found in the file at @path or, if it is an archive ("E:\\a.zip->b"), within it; NULL. */
static EpScanFile *
ep_scan_take_found(GPtrArray *found, const char *path)
{
    for (guint i = 0; i < found->len; i++) {
        EpScanFile *file = g_ptr_array_index(found, i);
        gsize length = strlen(path);

        if (g_ascii_strncasecmp(file->path, path, length) == 0 &&
            (file->path[length] == '\0' || g_str_has_prefix(file->path + length, "->")))
            return g_ptr_array_steal_index(found, i);
    }
    return NULL;
}

static void
ep_scan_add_item(EpScanResult *self, const EpScanItem *item, GPtrArray *found, EpScanFileFunc func, gpointer user_data)
{
    EpScanFile *file = ep_scan_take_found(found, item->path);
    gsize length = strlen(item->path);
    char *shown;

    if (file == NULL) {
        file = g_new0(EpScanFile, 1);
        file->path = g_strdup(item->path);
        file->verdict = item->fault != NULL ? EP_SCAN_UNREAD : EP_SCAN_CLEAN;
        file->what = g_strdup(item->fault);
    }
    shown = g_strconcat(item->shown, file->path + length, NULL);
    g_free(file->path);
    file->path = shown;
    self->files += item->folder ? 0 : 1;
    ep_scan_take(self, file, func, user_data);
}

static gboolean
ep_scan_whole(EpScanResult *self, EpScanner *scanner, const char *path, GPtrArray *items, EpScanFileFunc func,
              gpointer user_data, EpProgress *progress, GError **error)
{
    g_autoptr(GFile) start = g_file_new_for_path(path);
    g_autofree char *whole = g_file_get_path(start), *doubt = NULL;
    g_autoptr(GPtrArray) found = NULL;

    if (!scanner->class->scan_folder(scanner, whole, &found, &doubt, progress, error))
        return FALSE;
    for (guint i = 0; i < items->len; i++)
        ep_scan_add_item(self, g_ptr_array_index(items, i), found, func, user_data);
    while (found->len > 0)
        ep_scan_take(self, g_ptr_array_steal_index(found, 0), func, user_data);
    if (doubt != NULL) {
        EpScanFile *file = g_new0(EpScanFile, 1);

        *file = (EpScanFile){ g_strdup(whole), EP_SCAN_UNREAD, g_steal_pointer(&doubt) };
        ep_scan_take(self, file, func, user_data);
    }
    return ep_progress_set(progress, NULL, 1.0, error);
}

EpScanResult *
ep_scan_run(EpScanner *scanner, const char *path, EpScanFileFunc func, gpointer user_data, EpProgress *progress,
            GError **error)
{
    g_autoptr(EpScanResult) self = g_new0(EpScanResult, 1);
    g_autoptr(GPtrArray) items = NULL;

    self->notable = g_ptr_array_new_with_free_func((GDestroyNotify)ep_scan_file_free);
    self->started = ep_clock_now();
    if (!scanner->class->describe(scanner, &self->engine, error))
        return NULL;
    items = ep_scan_walk(path, progress, error);
    if (items == NULL || !(scanner->class->scan_folder != NULL
                               ? ep_scan_whole(self, scanner, path, items, func, user_data, progress, error)
                               : ep_scan_all(self, scanner, items, func, user_data, progress, error)))
        return NULL;
    self->ended = ep_clock_now();
    return g_steal_pointer(&self);
}
