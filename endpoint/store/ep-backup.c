#include "endpoint/store/ep-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-backup-private.h"
#include "endpoint/store/ep-db-sqlite-private.h"

#define PAGES_PER_STEP 512
#define CHECK_INTERVAL 20000 /* instructions of SQLite's machine between two looks at the progress */

static int
ep_backup_keep_first(void *user_data, int n_columns, char **values, char **names)
{
    char **first = user_data;

    if (*first == NULL)
        *first = g_strdup(values[0]);
    return 0;
}

/* Asked of SQLite, not read from the header: what a killed desk wrote last may still be in the log beside the file. */
gboolean
ep_backup_is_ledger(const char *path)
{
    g_autofree char *id = NULL;
    sqlite3 *handle = NULL;

    if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
        sqlite3_exec(handle, "PRAGMA application_id", ep_backup_keep_first, &id, NULL);
    sqlite3_close(handle);
    return id != NULL && g_ascii_strtoll(id, NULL, 10) == EP_DB_SQLITE_APPLICATION_ID;
}

char *
ep_backup_dated_name(const char *path, const char *what)
{
    g_autoptr(GDateTime) now = g_date_time_new_from_unix_local(ep_clock_unix());
    g_autofree char *stamp = g_date_time_format(now, "%Y%m%d-%H%M%S");
    char *name = g_strdup_printf("%s.%s-%s", path, what, stamp);

    for (guint i = 2; g_file_test(name, G_FILE_TEST_EXISTS); i++) {
        g_free(name);
        name = g_strdup_printf("%s.%s-%s-%u", path, what, stamp, i);
    }
    return name;
}

static int
ep_backup_check_tick(void *user_data)
{
    return !ep_progress_set(user_data, NULL, 0.5, NULL);
}

static gboolean
ep_backup_ask(sqlite3 *handle, const char *sql, char **answer, EpProgress *progress, GError **error)
{
    if (sqlite3_exec(handle, sql, ep_backup_keep_first, answer, NULL) == SQLITE_OK)
        return TRUE;
    if (sqlite3_errcode(handle) == SQLITE_INTERRUPT)
        return ep_progress_set(progress, NULL, 1.0, error);
    return ep_db_sqlite_error_set(handle, NULL, error);
}

gboolean
ep_backup_check(sqlite3 *handle, EpProgress *progress, GError **error)
{
    g_autofree char *integrity = NULL, *orphan = NULL;
    gboolean asked;

    if (progress != NULL)
        sqlite3_progress_handler(handle, CHECK_INTERVAL, ep_backup_check_tick, progress);
    asked = ep_backup_ask(handle, "PRAGMA integrity_check(1)", &integrity, progress, error) &&
            ep_backup_ask(handle, "PRAGMA foreign_key_check", &orphan, progress, error);
    sqlite3_progress_handler(handle, 0, NULL, NULL);
    if (!asked)
        return FALSE;
    if (g_strcmp0(integrity, "ok") != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("the file is damaged: %s"), integrity);
        return FALSE;
    }
    if (orphan != NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("table %s has records that point to nothing"), orphan);
        return FALSE;
    }
    return ep_progress_set(progress, NULL, 1.0, error);
}

static gboolean
ep_backup_run(sqlite3 *source, sqlite3 *target, EpProgress *progress, GError **error)
{
    sqlite3_backup *backup = sqlite3_backup_init(target, "main", source, "main");
    gboolean wanted = TRUE;
    int status = SQLITE_OK;

    if (backup == NULL)
        return ep_db_sqlite_error_set(target, NULL, error);
    while (wanted && (status = sqlite3_backup_step(backup, PAGES_PER_STEP)) == SQLITE_OK) {
        int total = MAX(sqlite3_backup_pagecount(backup), 1);

        wanted = ep_progress_set(progress, _("Copying the ledger"),
                                 1.0 - sqlite3_backup_remaining(backup) / (double)total, error);
    }
    if (sqlite3_backup_finish(backup) != SQLITE_OK && wanted)
        return ep_db_sqlite_error_set(target, NULL, error);
    return wanted;
}

/* The copy is one file without a log beside it; it is synced once at its end, so that it needs no journal of its own.
 */
static gboolean
ep_backup_write(sqlite3 *source, const char *path, EpProgress *progress, GError **error)
{
    g_autoptr(EpProgress) copying = ep_progress_child(progress, 0.0, 0.6);
    g_autoptr(EpProgress) checking = ep_progress_child(progress, 0.6, 1.0);
    sqlite3 *target = NULL;
    gboolean ok;

    if (sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, NULL) !=
        SQLITE_OK)
        ok = ep_db_sqlite_error_set(target, NULL, error);
    else
        ok = sqlite3_exec(target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL) ==
                 SQLITE_OK &&
             ep_backup_run(source, target, copying, error) &&
             (sqlite3_exec(target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK ||
              ep_db_sqlite_error_set(target, NULL, error)) &&
             ep_progress_set(checking, _("Checking the copy"), 0.0, error) && ep_backup_check(target, checking, error);
    sqlite3_close(target);
    return ok;
}

static gboolean
ep_backup_sync(const char *path, GError **error)
{
    int fd = g_open(path, O_RDWR, 0);
    gboolean ok = fd >= 0 && g_fsync(fd) == 0;

    if (!ok)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, g_strerror(errno));
    if (fd >= 0)
        g_close(fd, NULL);
    return ok;
}

gboolean
ep_backup_copy(sqlite3 *source, const char *path, EpProgress *progress, GError **error)
{
    g_autofree char *part = g_strconcat(path, ".part-XXXXXX", NULL);
    int fd = g_mkstemp(part);

    if (fd < 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s: %s", path, g_strerror(errno));
        return FALSE;
    }
    g_close(fd, NULL);
    if (ep_backup_write(source, part, progress, error) && ep_backup_sync(part, error)) {
        if (g_rename(part, path) == 0)
            return TRUE;
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, g_strerror(errno));
    }
    g_unlink(part);
    g_prefix_error(error, "%s: ", path);
    return FALSE;
}

static gboolean
ep_backup_check_place(const char *path, GError **error)
{
    g_autofree char *log = g_strconcat(path, "-wal", NULL);

    if (g_file_test(log, G_FILE_TEST_EXISTS)) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is a ledger in use; give the backup another name"), path);
        return FALSE;
    }
    if (g_file_test(path, G_FILE_TEST_EXISTS) && !ep_backup_is_ledger(path)) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s exists and is not a backup; give another name"), path);
        return FALSE;
    }
    return TRUE;
}

gboolean
ep_backup(EpDb *db, const char *path, EpProgress *progress, GError **error)
{
    gboolean ok;

    if (ep_db_get_kind(db) != EP_DB_SQLITE) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED,
                            _("this ledger lies on a PostgreSQL server, whose administrator backs it up with pg_dump"));
        return FALSE;
    }
    if (!ep_backup_check_place(path, error) || !ep_db_begin(db, FALSE, error))
        return FALSE;
    /* The first read fixes the moment that is copied; without it every write of another desk would start the copy anew.
     */
    ok = ep_db_query(db, "SELECT count(*) FROM sqlite_schema", NULL, 0, 0, NULL, NULL, error) &&
         ep_backup_copy(ep_db_sqlite_get_handle(db), path, progress, error);
    ep_db_end(db, FALSE, NULL);
    return ok;
}
