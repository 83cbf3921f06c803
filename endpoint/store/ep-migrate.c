#include "endpoint/store/ep-migrate.h"

#include <inttypes.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-backup.h"
#include "endpoint/store/ep-backup-private.h"
#include "endpoint/store/ep-migrate-private.h"

static gboolean
ep_migrate_refuse_newer(gint64 version, guint known, GError **error)
{
    if (version <= known)
        return TRUE;
    g_set_error(
        error, EP_ERROR, EP_ERROR_REFUSED,
        _("the ledger was made by a newer Madoguchi (version %" PRId64 ", this one knows %u); update this program"),
        version, known);
    return FALSE;
}

gboolean
ep_migrate_check(EpDb *db, const char *folder, GError **error)
{
    g_autoptr(GPtrArray) files = ep_migrate_files(folder, ep_db_get_kind(db), error);
    gint64 version;

    if (files == NULL || !ep_migrate_state_get_version(db, &version, error) ||
        !ep_migrate_refuse_newer(version, files->len, error))
        return FALSE;
    if (version == files->len)
        return TRUE;
    if (version == 0)
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is empty; “deskctl init” makes a ledger of it"),
                    ep_db_get_uri(db));
    else
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("the ledger is of an older Madoguchi (version %" PRId64
                      " of %u); “deskctl init” backs it up and brings it up to date"),
                    version, files->len);
    return FALSE;
}

static gboolean
ep_migrate_run_file(EpDb *db, const char *path, GError **error)
{
    g_autoptr(GBytes) sql = NULL;

    if (path == NULL)
        return TRUE;
    sql = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    /* GResource data ends in a NUL that its size does not count. */
    return sql != NULL && ep_db_script(db, g_bytes_get_data(sql, NULL), error);
}

static gboolean
ep_migrate_note(EpDb *db, const EpMigrateFile *file, GError **error)
{
    g_autofree char *stamp = ep_clock_now();
    EpValue values[] = { EP_INTEGER(file->version), EP_TEXT(file->name), EP_TEXT(stamp) };

    return ep_db_query(db, "INSERT INTO schema_version (version, name, applied) VALUES ($1, $2, $3)", values,
                       G_N_ELEMENTS(values), 1, NULL, NULL, error);
}

/* Another desk may have done it while this one waited for the write lock. */
static gboolean
ep_migrate_apply_locked(EpDb *db, const EpMigrateFile *file, GError **error)
{
    gint64 version;

    if (!ep_migrate_state_get_version(db, &version, error))
        return FALSE;
    if (version >= file->version)
        return TRUE;
    if (version == 0 && !ep_migrate_state_mark(db, error))
        return FALSE;
    return ep_migrate_run_file(db, file->path, error) && ep_migrate_run_file(db, file->engine_path, error) &&
           ep_migrate_state_check_references(db, error) && ep_migrate_note(db, file, error);
}

static gboolean
ep_migrate_apply(EpDb *db, const EpMigrateFile *file, GError **error)
{
    gboolean ok = ep_db_begin(db, TRUE, error);

    if (ok) {
        ok = ep_migrate_apply_locked(db, file, error);
        ok = ep_db_end(db, ok, ok ? error : NULL) && ok;
    }
    if (!ok)
        g_prefix_error(error, "%04" G_GINT64_FORMAT "-%s: ", file->version, file->name);
    return ok;
}

static gboolean
ep_migrate_back_up(EpDb *db, gint64 version, char **backup_path, GError **error)
{
    g_autofree char *what = g_strdup_printf("backup-v%" G_GINT64_FORMAT, version);
    g_autofree char *path = ep_backup_dated_name(ep_db_get_uri(db), what);

    if (!ep_backup(db, path, NULL, error)) {
        g_prefix_error(error, _("the ledger was not upgraded, because it could not be backed up: "));
        return FALSE;
    }
    if (backup_path != NULL)
        *backup_path = g_steal_pointer(&path);
    return TRUE;
}

gboolean
ep_migrate(EpDb *db, const char *folder, char **backup_path, GError **error)
{
    g_autoptr(GPtrArray) files = ep_migrate_files(folder, ep_db_get_kind(db), error);
    gboolean ok = TRUE;
    gint64 version;

    if (files == NULL || !ep_migrate_state_get_version(db, &version, error) ||
        !ep_migrate_refuse_newer(version, files->len, error))
        return FALSE;
    if (version == files->len)
        return TRUE;
    if (version > 0 && ep_db_get_kind(db) == EP_DB_SQLITE && !ep_migrate_back_up(db, version, backup_path, error))
        return FALSE;
    if (!ep_migrate_state_enforce_references(db, FALSE, error))
        return FALSE;
    for (guint i = version; ok && i < files->len; i++)
        ok = ep_migrate_apply(db, g_ptr_array_index(files, i), error);
    return ep_migrate_state_enforce_references(db, TRUE, ok ? error : NULL) && ok;
}
