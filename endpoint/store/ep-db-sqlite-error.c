#include "endpoint/store/ep-db-sqlite-private.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

/* The text of a trigger's RAISE is the reason for a person to read, and stands alone. */
static EpError
ep_db_sqlite_error_code(int status)
{
    if (status == SQLITE_CONSTRAINT_TRIGGER || status == SQLITE_NOTADB)
        return EP_ERROR_REFUSED;
    return (status & 0xff) == SQLITE_CONSTRAINT ? EP_ERROR_INVALID : EP_ERROR_FAILED;
}

static const char *
ep_db_sqlite_error_sentence(int status)
{
    switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return _("somebody else is writing in this ledger; try again in a moment");
    case SQLITE_READONLY:
        return _("the ledger is open for reading only");
    case SQLITE_FULL:
        return _("the disk is full; nothing was written");
    case SQLITE_CORRUPT:
        return _("the file is damaged; restore a backup");
    case SQLITE_NOTADB:
        return _("the file is not a ledger");
    case SQLITE_CANTOPEN:
        return _("the file cannot be opened");
    default:
        return NULL;
    }
}

gboolean
ep_db_sqlite_error_set(sqlite3 *handle, const char *sql, GError **error)
{
    int status = handle != NULL ? sqlite3_extended_errcode(handle) : SQLITE_NOMEM;
    /* Of a damaged file, SQLite's words hold names as they are found there. */
    g_autofree char *words = g_utf8_make_valid(handle != NULL ? sqlite3_errmsg(handle) : sqlite3_errstr(status), -1);
    const char *sentence = ep_db_sqlite_error_sentence(status);

    if (sentence != NULL)
        g_set_error(error, EP_ERROR, ep_db_sqlite_error_code(status), "%s (%s)", sentence, words);
    else if ((status & 0xff) == SQLITE_CONSTRAINT || sql == NULL)
        g_set_error_literal(error, EP_ERROR, ep_db_sqlite_error_code(status), words);
    else
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s: %s", words, sql);
    return FALSE;
}

/* One row of a statement of our own, or NULL; to be finalized. */
static sqlite3_stmt *
ep_db_sqlite_error_first(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        return statement;
    sqlite3_finalize(statement);
    return NULL;
}

static char *
ep_db_sqlite_error_value(sqlite3 *handle, const char *table, const char *column, gint64 rowid)
{
    char *sql = sqlite3_mprintf("SELECT \"%w\" FROM \"%w\" WHERE rowid = %lld", column, table, (long long)rowid);
    sqlite3_stmt *statement = ep_db_sqlite_error_first(handle, sql);
    char *value = statement != NULL ? g_strdup((const char *)sqlite3_column_text(statement, 0)) : NULL;

    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return value;
}

static char *
ep_db_sqlite_error_column(sqlite3 *handle, const char *table, int key)
{
    char *sql = sqlite3_mprintf("SELECT \"from\" FROM pragma_foreign_key_list(%Q) WHERE id = %d", table, key);
    sqlite3_stmt *statement = ep_db_sqlite_error_first(handle, sql);
    char *column = statement != NULL ? g_strdup((const char *)sqlite3_column_text(statement, 0)) : NULL;

    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return column;
}

static char *
ep_db_sqlite_error_find(sqlite3 *handle)
{
    sqlite3_stmt *broken = ep_db_sqlite_error_first(handle, "PRAGMA foreign_key_check");
    g_autofree char *column = NULL, *value = NULL;
    char *words = NULL;
    const char *table;

    if (broken == NULL)
        return NULL;
    table = (const char *)sqlite3_column_text(broken, 0);
    column = ep_db_sqlite_error_column(handle, table, sqlite3_column_int(broken, 3));
    if (column != NULL)
        value = ep_db_sqlite_error_value(handle, table, column, sqlite3_column_int64(broken, 1));
    words = g_strdup_printf(_("%s.%s = %s is not in table %s"), table, column != NULL ? column : "?",
                            value != NULL ? value : "?", (const char *)sqlite3_column_text(broken, 2));
    sqlite3_finalize(broken);
    return words;
}

/* SQLite checks at the end of a statement and then takes the statement back, so there is nothing left to look at. It is
 * run once more with the check put off, looked at, and taken back again. */
void
ep_db_sqlite_error_explain(sqlite3 *handle, sqlite3_stmt *statement, GError **error)
{
    g_autofree char *words = NULL;

    if (error == NULL || *error == NULL)
        return;
    if (statement == NULL) {
        words = ep_db_sqlite_error_find(handle);
    } else {
        sqlite3_reset(statement);
        sqlite3_exec(handle, "SAVEPOINT ep_explain; PRAGMA defer_foreign_keys = ON", NULL, NULL, NULL);
        while (sqlite3_step(statement) == SQLITE_ROW)
            ;
        words = ep_db_sqlite_error_find(handle);
        sqlite3_reset(statement);
        sqlite3_exec(handle, "ROLLBACK TO ep_explain; RELEASE ep_explain; PRAGMA defer_foreign_keys = OFF", NULL, NULL,
                     NULL);
    }
    if (words != NULL) {
        g_free((*error)->message);
        (*error)->message = g_steal_pointer(&words);
    }
}
