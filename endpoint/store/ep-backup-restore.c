#include "endpoint/store/ep-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-backup-private.h"
#include "endpoint/store/ep-db-private.h"
#include "endpoint/store/ep-db-sqlite-private.h"

/* Leaving the write-ahead log needs the file for oneself alone: it fails when anybody else has the ledger open, and
 * otherwise brings everything into the one file. */
static gboolean
ep_backup_restore_close(const char *path, GError **error)
{
    sqlite3 *handle = NULL;
    gboolean ok = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
                  sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK;

    sqlite3_close(handle);
    if (!ok)
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is open; close Madoguchi everywhere first"), path);
    return ok;
}

/* The ledger that stood there is never thrown away. */
static gboolean
ep_backup_restore_set_aside(const char *path, char **kept_path, GError **error)
{
    g_autofree char *kept = ep_backup_dated_name(path, "replaced");

    if (!ep_backup_is_ledger(path)) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s exists and is not a ledger"), path);
        return FALSE;
    }
    if (!ep_backup_restore_close(path, error))
        return FALSE;
    if (g_rename(path, kept) != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s: %s", kept, g_strerror(errno));
        return FALSE;
    }
    if (kept_path != NULL)
        *kept_path = g_steal_pointer(&kept);
    return TRUE;
}

static gboolean
ep_backup_restore_check(sqlite3 *backup, const char *path, EpProgress *progress, GError **error)
{
    if (!ep_backup_is_ledger(path)) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is not a backup of a ledger"), path);
        return FALSE;
    }
    if (ep_backup_check(backup, progress, error))
        return TRUE;
    g_prefix_error(error, "%s: ", path);
    return FALSE;
}

static gboolean
ep_backup_restore_opened(sqlite3 *backup, const char *backup_path, const char *target_path, gboolean replace,
                         char **kept_path, EpProgress *progress, GError **error)
{
    g_autoptr(EpProgress) checking = ep_progress_child(progress, 0.0, 0.3);
    g_autoptr(EpProgress) copying = ep_progress_child(progress, 0.3, 1.0);
    g_autofree char *fresh = g_strconcat(target_path, ".restored", NULL);

    if (!ep_backup_restore_check(backup, backup_path, checking, error) ||
        !ep_backup_copy(backup, fresh, copying, error))
        return FALSE;
    if (!g_file_test(target_path, G_FILE_TEST_EXISTS) || ep_backup_restore_set_aside(target_path, kept_path, error)) {
        if (g_rename(fresh, target_path) == 0)
            return TRUE;
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s: %s", target_path, g_strerror(errno));
    }
    g_unlink(fresh);
    return FALSE;
}

gboolean
ep_backup_restore(const char *backup_path, const char *target_path, gboolean replace, char **kept_path,
                  EpProgress *progress, GError **error)
{
    sqlite3 *backup = NULL;
    gboolean ok;

    if (!replace && g_file_test(target_path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("%s exists; say that it is to be replaced, or give another name"), target_path);
        return FALSE;
    }
    if (!ep_db_filesystem_check(target_path, error))
        return FALSE;
    if (sqlite3_open_v2(backup_path, &backup, SQLITE_OPEN_READONLY | SQLITE_OPEN_EXRESCODE, NULL) == SQLITE_OK)
        ok = ep_backup_restore_opened(backup, backup_path, target_path, replace, kept_path, progress, error);
    else
        ok = ep_db_sqlite_error_set(backup, NULL, error);
    sqlite3_close(backup);
    return ok;
}
