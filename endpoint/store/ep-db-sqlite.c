#include "endpoint/store/ep-db-private.h"
#include "endpoint/store/ep-db-sqlite-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "endpoint/core/ep-error.h"

typedef struct {
    EpDb parent;
    sqlite3 *handle;
    GHashTable *statements; /* SQL text → EpDbSqliteStatement */
} EpDbSqlite;

typedef struct {
    sqlite3_stmt *handle;
    int n_parameters;
} EpDbSqliteStatement;

/* FULL: an act that was reported as written survives a power cut. REPLACE fires the triggers that keep journals
 * append-only only when triggers are recursive. */
static const char settings[] = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
                               "PRAGMA cache_size = -8192; PRAGMA mmap_size = 1073741824;"
                               "PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF;"
                               "PRAGMA journal_size_limit = 67108864;";

static void
ep_db_sqlite_statement_free(gpointer data)
{
    EpDbSqliteStatement *statement = data;

    sqlite3_finalize(statement->handle);
    g_free(statement);
}

sqlite3 *
ep_db_sqlite_get_handle(EpDb *db)
{
    return ((EpDbSqlite *)db)->handle;
}

static void
ep_db_sqlite_close(EpDb *db)
{
    EpDbSqlite *self = (EpDbSqlite *)db;

    g_hash_table_unref(self->statements);
    sqlite3_close(self->handle);
    g_free(self);
}

static gboolean
ep_db_sqlite_exec(EpDbSqlite *self, const char *sql, GError **error)
{
    return sqlite3_exec(self->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
           ep_db_sqlite_error_set(self->handle, sql, error);
}

/* The log is switched on for a ledger and for what may become one, so that another program's database is left as it
 * was. */
static gboolean
ep_db_sqlite_is_foreign(EpDbSqlite *self)
{
    sqlite3_stmt *statement = NULL;
    gboolean foreign = sqlite3_prepare_v2(self->handle,
                                          "SELECT application_id <> $1 AND (application_id <> 0"
                                          " OR EXISTS (SELECT 1 FROM sqlite_schema)) FROM pragma_application_id",
                                          -1, &statement, NULL) == SQLITE_OK &&
                       sqlite3_bind_int(statement, 1, EP_DB_SQLITE_APPLICATION_ID) == SQLITE_OK &&
                       sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int(statement, 0) != 0;

    sqlite3_finalize(statement);
    return foreign;
}

/* Of two that switch it on in a new file at once one is turned away without waiting, whatever busy_timeout says. */
static gboolean
ep_db_sqlite_switch_log_on(EpDbSqlite *self, GError **error)
{
    gint64 end = g_get_monotonic_time() + EP_DB_BUSY_SECONDS * G_USEC_PER_SEC;

    while (sqlite3_exec(self->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK) {
        if ((sqlite3_extended_errcode(self->handle) & 0xFF) != SQLITE_BUSY || g_get_monotonic_time() > end)
            return ep_db_sqlite_error_set(self->handle, NULL, error);
        g_usleep(G_USEC_PER_SEC / 100);
    }
    return TRUE;
}

static gboolean
ep_db_sqlite_configure(EpDbSqlite *self, EpDbFlags flags, GError **error)
{
    sqlite3_busy_timeout(self->handle, EP_DB_BUSY_SECONDS * 1000);
    /* A misspelt "column" must be an error, as on PostgreSQL, and not a text. */
    sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!ep_db_sqlite_exec(self, settings, error))
        return FALSE;
    /* Not SQLITE_OPEN_READONLY: the last one to close would leave the log beside the file. */
    if (flags & EP_DB_READ_ONLY)
        return ep_db_sqlite_exec(self, "PRAGMA query_only = ON; SELECT count(*) FROM sqlite_schema", error);
    if (ep_db_sqlite_is_foreign(self))
        return TRUE;
    return ep_db_sqlite_switch_log_on(self, error);
}

static gboolean
ep_db_sqlite_prepare_place(const char *path, EpDbFlags flags, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);

    if (!ep_db_filesystem_check(path, error))
        return FALSE;
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    if ((flags & EP_DB_CREATE) == 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("%s: there is no ledger; “deskctl init” makes one"), path);
        return FALSE;
    }
    if (g_mkdir_with_parents(folder, 0700) == 0)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("%s: the folder cannot be made: %s"), folder, g_strerror(errno));
    return FALSE;
}

static EpDb *
ep_db_sqlite_open(const char *path, EpDbFlags flags, GError **error)
{
    int how = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    EpDbSqlite *self;

    if (!ep_db_sqlite_prepare_place(path, flags, error))
        return NULL;
    if (flags & EP_DB_CREATE)
        how |= SQLITE_OPEN_CREATE;
    self = g_new0(EpDbSqlite, 1);
    self->statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, ep_db_sqlite_statement_free);
    if (sqlite3_open_v2(path, &self->handle, how, NULL) == SQLITE_OK && ep_db_sqlite_configure(self, flags, error))
        return &self->parent;
    if (error != NULL && *error == NULL)
        ep_db_sqlite_error_set(self->handle, NULL, error);
    g_prefix_error(error, "%s: ", path);
    ep_db_sqlite_close(&self->parent);
    return NULL;
}

static gboolean
ep_db_sqlite_script(EpDb *db, const char *sql, GError **error)
{
    return ep_db_sqlite_exec((EpDbSqlite *)db, sql, error);
}

static EpDbSqliteStatement *
ep_db_sqlite_prepare(EpDbSqlite *self, const char *sql, GError **error)
{
    EpDbSqliteStatement *statement = g_hash_table_lookup(self->statements, sql);
    sqlite3_stmt *handle = NULL;
    const char *tail = NULL;

    if (statement != NULL)
        return statement;
    if (g_hash_table_size(self->statements) >= EP_DB_MAX_STATEMENTS)
        g_hash_table_remove_all(self->statements);
    if (sqlite3_prepare_v3(self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &tail) != SQLITE_OK) {
        ep_db_sqlite_error_set(self->handle, sql, error);
        return NULL;
    }
    if (handle == NULL || tail[strspn(tail, " \t\r\n;")] != '\0') {
        sqlite3_finalize(handle);
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, "one statement at a time: %s", sql);
        return NULL;
    }
    statement = g_new0(EpDbSqliteStatement, 1);
    statement->handle = handle;
    statement->n_parameters = sqlite3_bind_parameter_count(handle);
    g_hash_table_insert(self->statements, g_strdup(sql), statement);
    return statement;
}

/* SQLite numbers $1, $2 … in the order in which they appear, so that they are bound by name. */
static gboolean
ep_db_sqlite_find_parameters(EpDbSqliteStatement *statement, const EpDbQuery *query, int *indices, GError **error)
{
    int found = 0;

    for (guint i = 0; i < query->n_columns; i++) {
        char name[16];

        g_snprintf(name, sizeof name, "$%u", i + 1);
        indices[i] = sqlite3_bind_parameter_index(statement->handle, name);
        if (indices[i] > 0)
            found++;
    }
    if (found == statement->n_parameters)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, "%u parameters given, others asked for: %s", query->n_columns,
                query->sql);
    return FALSE;
}

static int
ep_db_sqlite_bind_value(sqlite3_stmt *statement, int index, const EpValue *value)
{
    if (ep_value_is_null(value))
        return sqlite3_bind_null(statement, index);
    if (value->type == EP_VALUE_INTEGER)
        return sqlite3_bind_int64(statement, index, value->integer);
    if (value->type == EP_VALUE_TEXT)
        return sqlite3_bind_text64(statement, index, value->data, ep_value_get_size(value), SQLITE_STATIC, SQLITE_UTF8);
    return sqlite3_bind_blob64(statement, index, value->data, value->size, SQLITE_STATIC);
}

static gboolean
ep_db_sqlite_bind(EpDbSqlite *self, sqlite3_stmt *statement, const int *indices, const EpValue *values, guint n,
                  GError **error)
{
    for (guint i = 0; i < n; i++)
        if (indices[i] > 0 && ep_db_sqlite_bind_value(statement, indices[i], &values[i]) != SQLITE_OK)
            return ep_db_sqlite_error_set(self->handle, NULL, error);
    return TRUE;
}

static const char *
ep_db_sqlite_row_text(const EpRow *row, guint column)
{
    const char *text = (const char *)sqlite3_column_text((sqlite3_stmt *)row->data, column);

    return text != NULL ? text : "";
}

static gint64
ep_db_sqlite_row_integer(const EpRow *row, guint column)
{
    return sqlite3_column_int64((sqlite3_stmt *)row->data, column);
}

static GBytes *
ep_db_sqlite_row_bytes(const EpRow *row, guint column)
{
    sqlite3_stmt *statement = (sqlite3_stmt *)row->data;
    const void *data;

    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return NULL;
    data = sqlite3_column_blob(statement, column);
    return g_bytes_new(data, sqlite3_column_bytes(statement, column));
}

static gboolean
ep_db_sqlite_step(EpDbSqlite *self, sqlite3_stmt *statement, const EpDbQuery *query, GError **error)
{
    EpRow row = { .text = ep_db_sqlite_row_text,
                  .integer = ep_db_sqlite_row_integer,
                  .bytes = ep_db_sqlite_row_bytes,
                  .data = statement };
    int status;

    while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
        row.n_columns = sqlite3_column_count(statement);
        if (query->func != NULL && !query->func(&row, query->user_data, error))
            return FALSE;
    }
    if (status == SQLITE_DONE)
        return TRUE;
    ep_db_sqlite_error_set(self->handle, query->sql, error);
    if (status == SQLITE_CONSTRAINT_FOREIGNKEY)
        ep_db_sqlite_error_explain(self->handle, statement, error);
    return FALSE;
}

static gboolean
ep_db_sqlite_run(EpDbSqlite *self, sqlite3_stmt *statement, const int *indices, const EpDbQuery *query, GError **error)
{
    for (gsize i = 0; i < query->n_rows; i++) {
        gboolean ok =
            ep_db_sqlite_bind(self, statement, indices, ep_db_query_get_row(query, i), query->n_columns, error) &&
            ep_db_sqlite_step(self, statement, query, error);

        sqlite3_reset(statement);
        if (ok)
            continue;
        if (query->n_rows > 1)
            g_prefix_error(error, "row %" G_GSIZE_FORMAT ": ", i + 1);
        return FALSE;
    }
    return TRUE;
}

static gboolean
ep_db_sqlite_query(EpDb *db, const EpDbQuery *query, GError **error)
{
    EpDbSqlite *self = (EpDbSqlite *)db;
    EpDbSqliteStatement *statement = ep_db_sqlite_prepare(self, query->sql, error);
    g_autofree int *indices = NULL;
    gboolean ok;

    if (statement == NULL)
        return FALSE;
    indices = g_new(int, MAX(query->n_columns, 1));
    if (!ep_db_sqlite_find_parameters(statement, query, indices, error))
        return FALSE;
    if (db->state == EP_DB_READING && !sqlite3_stmt_readonly(statement->handle)) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, "a reading transaction cannot write: %s", query->sql);
        return FALSE;
    }
    ok = ep_db_sqlite_run(self, statement->handle, indices, query, error);
    sqlite3_clear_bindings(statement->handle);
    return ok;
}

static gboolean
ep_db_sqlite_begin(EpDb *db, gboolean write, GError **error)
{
    return ep_db_sqlite_exec((EpDbSqlite *)db, write ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static gboolean
ep_db_sqlite_end(EpDb *db, gboolean commit, GError **error)
{
    EpDbSqlite *self = (EpDbSqlite *)db;

    if (commit && ep_db_sqlite_exec(self, "COMMIT", error))
        return TRUE;
    if (commit && sqlite3_extended_errcode(self->handle) == SQLITE_CONSTRAINT_FOREIGNKEY)
        ep_db_sqlite_error_explain(self->handle, NULL, error);
    /* A full disk and the like have rolled back already. */
    if (sqlite3_get_autocommit(self->handle))
        return !commit;
    return ep_db_sqlite_exec(self, "ROLLBACK", commit ? NULL : error) && !commit;
}

const EpDbEngine ep_db_sqlite_engine = {
    .open = ep_db_sqlite_open,
    .close = ep_db_sqlite_close,
    .script = ep_db_sqlite_script,
    .query = ep_db_sqlite_query,
    .begin = ep_db_sqlite_begin,
    .end = ep_db_sqlite_end,
    .kind = EP_DB_SQLITE,
};
