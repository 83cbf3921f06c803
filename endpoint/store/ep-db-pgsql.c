#include "endpoint/store/ep-db-pgsql-private.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

#define OLDEST_VERSION 150000

#define LOCK_TIMEOUT G_STRINGIFY(EP_DB_BUSY_SECONDS) "s"

/* A desk waits as long as it does for SQLite's lock; compiling queries costs more than it saves on a desk's tables. One
 * that lost its power must not keep the write lock until the server's TCP gives up, after hours. */
static const char settings[] =
    "SET client_min_messages = warning; SET bytea_output = 'hex'; SET jit = off;"
    "SET standard_conforming_strings = on; SET lock_timeout = '" LOCK_TIMEOUT "';"
    "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;"
    "SET tcp_user_timeout = '60s'";

static void
ep_db_pgsql_be_silent(void *user_data, const PGresult *result)
{
}

static void
ep_db_pgsql_close(EpDb *db)
{
    EpDbPgsql *self = (EpDbPgsql *)db;

    g_hash_table_unref(self->statements);
    PQfinish(self->handle);
    g_free(self);
}

gboolean
ep_db_pgsql_exec(EpDbPgsql *self, const char *sql, GError **error)
{
    PGresult *result = PQexec(self->handle, sql);
    ExecStatusType status = PQresultStatus(result);
    gboolean ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;

    if (!ok)
        ep_db_pgsql_error_set(self, result, NULL, error);
    PQclear(result);
    return ok;
}

static gboolean
ep_db_pgsql_check_server(EpDbPgsql *self, GError **error)
{
    const char *encoding = PQparameterStatus(self->handle, "server_encoding");

    if (PQserverVersion(self->handle) < OLDEST_VERSION) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("the server is PostgreSQL %s; 15 or newer is needed"),
                    PQparameterStatus(self->handle, "server_version"));
        return FALSE;
    }
    if (g_strcmp0(encoding, "UTF8") != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("the database's encoding is %s; make one with ENCODING 'UTF8'"), encoding);
        return FALSE;
    }
    return TRUE;
}

/* The first schema of the search path that exists is the ledger's; names are looked for nowhere else. */
static gboolean
ep_db_pgsql_settle_schema(EpDbPgsql *self, GError **error)
{
    PGresult *result = PQexec(self->handle, "SELECT set_config('search_path', quote_ident(current_schema()), FALSE)"
                                            " WHERE current_schema() IS NOT NULL");
    gboolean ok = PQresultStatus(result) == PGRES_TUPLES_OK;

    if (!ok) {
        ep_db_pgsql_error_set(self, result, NULL, error);
    } else if (PQntuples(result) == 0) {
        ok = FALSE;
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED,
                            _("no schema of the database's search path exists for this user"));
    }
    PQclear(result);
    return ok;
}

static gboolean
ep_db_pgsql_configure(EpDbPgsql *self, GError **error)
{
    self->settled = ep_db_pgsql_check_server(self, error) && ep_db_pgsql_exec(self, settings, error) &&
                    ep_db_pgsql_settle_schema(self, error) &&
                    ((self->flags & EP_DB_READ_ONLY) == 0 ||
                     ep_db_pgsql_exec(self, "SET default_transaction_read_only = on", error));
    return self->settled;
}

static void
ep_db_pgsql_set_connect_error(EpDbPgsql *self, const char *uri, GError **error)
{
    g_autofree char *shown = ep_db_hide_password(uri);
    g_autoptr(GString) words = g_string_new(PQerrorMessage(self->handle));

    g_string_replace(words, uri, shown, 0);
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s: %s", shown, g_strchomp(words->str));
}

static EpDb *
ep_db_pgsql_open(const char *uri, EpDbFlags flags, GError **error)
{
    /* What stands before the address can be set by it, what stands after cannot. */
    static const char *const names[] = { "connect_timeout",  "keepalives_idle",  "keepalives_interval",
                                         "keepalives_count", "tcp_user_timeout", "fallback_application_name",
                                         "dbname",           "client_encoding",  NULL };
    const char *const values[] = {
        G_STRINGIFY(EP_DB_BUSY_SECONDS), "30", "10", "3", "60000", "madoguchi", uri, "UTF8", NULL
    };
    EpDbPgsql *self = g_new0(EpDbPgsql, 1);

    self->flags = flags;
    self->statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    self->handle = PQconnectdbParams(names, values, 1);
    if (PQstatus(self->handle) != CONNECTION_OK) {
        ep_db_pgsql_set_connect_error(self, uri, error);
        ep_db_pgsql_close(&self->parent);
        return NULL;
    }
    PQsetNoticeReceiver(self->handle, ep_db_pgsql_be_silent, NULL);
    if (ep_db_pgsql_configure(self, error))
        return &self->parent;
    ep_db_pgsql_close(&self->parent);
    return NULL;
}

/* Its last words, and then the end of the stream, wait to be read. */
static gboolean
ep_db_pgsql_is_lost(EpDbPgsql *self)
{
    return !PQconsumeInput(self->handle) || PQisBusy(self->handle) || !PQconsumeInput(self->handle) ||
           PQstatus(self->handle) != CONNECTION_OK;
}

gboolean
ep_db_pgsql_revive(EpDbPgsql *self, GError **error)
{
    if (self->settled && !ep_db_pgsql_is_lost(self))
        return TRUE;
    self->settled = FALSE;
    g_hash_table_remove_all(self->statements);
    PQreset(self->handle);
    if (PQstatus(self->handle) != CONNECTION_OK)
        return ep_db_pgsql_error_set_lost(self, error);
    return ep_db_pgsql_configure(self, error);
}

static gboolean
ep_db_pgsql_script(EpDb *db, const char *sql, GError **error)
{
    EpDbPgsql *self = (EpDbPgsql *)db;

    self->stale = TRUE;
    return ep_db_pgsql_exec(self, sql, error);
}

/* The lock is a statement of its own: the one after it sees what the desk before has committed. */
static gboolean
ep_db_pgsql_begin(EpDb *db, gboolean write, GError **error)
{
    EpDbPgsql *self = (EpDbPgsql *)db;

    if (!ep_db_pgsql_revive(self, error))
        return FALSE;
    if (!write)
        return ep_db_pgsql_exec(self, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", error);
    if (!ep_db_pgsql_exec(self, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", error))
        return FALSE;
    if (ep_db_pgsql_exec(self, "SELECT pg_advisory_xact_lock(hashtext('madoguchi'), hashtext(current_schema()))",
                         error))
        return TRUE;
    ep_db_pgsql_exec(self, "ROLLBACK", NULL);
    return FALSE;
}

static gboolean
ep_db_pgsql_end(EpDb *db, gboolean commit, GError **error)
{
    EpDbPgsql *self = (EpDbPgsql *)db;

    return ep_db_pgsql_exec(self, commit ? "COMMIT" : "ROLLBACK", error);
}

const EpDbEngine ep_db_pgsql_engine = {
    .open = ep_db_pgsql_open,
    .close = ep_db_pgsql_close,
    .script = ep_db_pgsql_script,
    .query = ep_db_pgsql_query,
    .begin = ep_db_pgsql_begin,
    .end = ep_db_pgsql_end,
    .kind = EP_DB_PGSQL,
};
