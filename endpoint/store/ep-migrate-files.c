#include "endpoint/store/ep-migrate-private.h"

#include <gio/gio.h>

#include "endpoint/core/ep-error.h"

static void
ep_migrate_files_free_one(gpointer data)
{
    EpMigrateFile *file = data;

    g_free(file->name);
    g_free(file->path);
    g_free(file->engine_path);
    g_free(file);
}

static int
ep_migrate_files_compare(gconstpointer a, gconstpointer b)
{
    const EpMigrateFile *left = *(EpMigrateFile *const *)a, *right = *(EpMigrateFile *const *)b;

    return left->version < right->version ? -1 : left->version > right->version;
}

static char *
ep_migrate_files_beside(const char *folder, const char *stem, EpDbKind kind)
{
    g_autofree char *path = g_strdup_printf("%s/%s.%s.sql", folder, stem, kind == EP_DB_SQLITE ? "sqlite" : "pgsql");

    if (!g_resources_get_info(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
        return NULL;
    return g_steal_pointer(&path);
}

static EpMigrateFile *
ep_migrate_files_new_one(const char *folder, GMatchInfo *match, EpDbKind kind)
{
    EpMigrateFile *file = g_new0(EpMigrateFile, 1);
    g_autofree char *number = g_match_info_fetch(match, 1);
    g_autofree char *stem = NULL;

    file->version = g_ascii_strtoll(number, NULL, 10);
    file->name = g_match_info_fetch(match, 2);
    stem = g_strdup_printf("%s-%s", number, file->name);
    file->path = g_strdup_printf("%s/%s.sql", folder, stem);
    file->engine_path = ep_migrate_files_beside(folder, stem, kind);
    return file;
}

GPtrArray *
ep_migrate_files(const char *folder, EpDbKind kind, GError **error)
{
    g_autoptr(GRegex) pattern = g_regex_new("^(\\d{4})-([^.]+)\\.sql$", 0, 0, NULL);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(ep_migrate_files_free_one);
    g_auto(GStrv) names = g_resources_enumerate_children(folder, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

    if (names == NULL)
        return NULL;
    for (guint i = 0; names[i] != NULL; i++) {
        g_autoptr(GMatchInfo) match = NULL;

        if (g_regex_match(pattern, names[i], 0, &match))
            g_ptr_array_add(files, ep_migrate_files_new_one(folder, match, kind));
    }
    g_ptr_array_sort(files, ep_migrate_files_compare);
    for (guint i = 0; i < files->len; i++) {
        const EpMigrateFile *file = g_ptr_array_index(files, i);

        if (file->version == i + 1)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, "%s: %04u is missing, or there are two of them", file->path,
                    i + 1);
        return NULL;
    }
    return g_steal_pointer(&files);
}
