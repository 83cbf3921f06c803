#include "endpoint/store/ep-db.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-db-private.h"

static const EpDbEngine *
ep_db_engine_for(const char *uri, GError **error)
{
    if (g_str_has_prefix(uri, "postgresql://") || g_str_has_prefix(uri, "postgres://"))
        return &ep_db_pgsql_engine;
    if (*uri == '\0' || strstr(uri, "://") != NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE,
                    _("“%s” does not name a ledger: give a file or postgresql://server/database"), uri);
        return NULL;
    }
    return &ep_db_sqlite_engine;
}

/* Both places where libpq takes one: postgresql://name:PASSWORD@server/ and ?password=PASSWORD */
char *
ep_db_hide_password(const char *uri)
{
    g_autoptr(GRegex) login = g_regex_new("^([a-z]+://[^/?#@:]*):[^/?#]*@", 0, 0, NULL);
    g_autoptr(GRegex) option = g_regex_new("([?&](?:ssl)?password=)[^&]*", 0, 0, NULL);
    g_autofree char *half = g_regex_replace(login, uri, -1, 0, "\\1@", 0, NULL);

    return g_regex_replace(option, half, -1, 0, "\\1", 0, NULL);
}

EpDb *
ep_db_open(const char *uri, EpDbFlags flags, GError **error)
{
    const EpDbEngine *engine;
    EpDb *db;

    engine = ep_db_engine_for(uri, error);
    if (engine == NULL)
        return NULL;
    db = engine->open(uri, flags, error);
    if (db == NULL)
        return NULL;
    db->engine = engine;
    db->read_only = (flags & EP_DB_READ_ONLY) != 0;
    db->uri = engine->kind == EP_DB_PGSQL ? ep_db_hide_password(uri) : g_strdup(uri);
    return db;
}

void
ep_db_close(EpDb *db)
{
    if (db == NULL)
        return;
    g_free(db->uri);
    db->engine->close(db);
}

EpDbKind
ep_db_get_kind(EpDb *db)
{
    return db->engine->kind;
}

const char *
ep_db_get_uri(EpDb *db)
{
    return db->uri;
}

static gboolean
ep_db_check_usable(EpDb *db, GError **error)
{
    if (db->running) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, "a row callback cannot use its own connection");
        return FALSE;
    }
    if (db->state == EP_DB_DOOMED) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE,
                            "an earlier statement of this transaction failed: it can only be rolled back");
        return FALSE;
    }
    return TRUE;
}

gboolean
ep_db_begin(EpDb *db, gboolean write, GError **error)
{
    if (!ep_db_check_usable(db, error))
        return FALSE;
    if (db->state != EP_DB_IDLE) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, "a transaction is open already");
        return FALSE;
    }
    if (write && db->read_only) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, _("the ledger is open for reading only"));
        return FALSE;
    }
    if (!db->engine->begin(db, write, error))
        return FALSE;
    db->state = write ? EP_DB_WRITING : EP_DB_READING;
    return TRUE;
}

gboolean
ep_db_end(EpDb *db, gboolean commit, GError **error)
{
    EpDbState state = db->state;

    if (db->running || state == EP_DB_IDLE) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, "no transaction can be ended here");
        return FALSE;
    }
    db->state = EP_DB_IDLE;
    if (!db->engine->end(db, commit && state != EP_DB_DOOMED, error))
        return FALSE;
    if (commit && state == EP_DB_DOOMED) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED,
                            _("nothing was written, because an earlier statement had failed"));
        return FALSE;
    }
    return TRUE;
}

/* A single statement is atomic by itself; several are made so, because PostgreSQL would and SQLite would not. */
static gboolean
ep_db_end_own(EpDb *db, gboolean ok, GError **error)
{
    if (ok)
        return ep_db_end(db, TRUE, error);
    ep_db_end(db, FALSE, NULL);
    return FALSE;
}

static gboolean
ep_db_settle(EpDb *db, gboolean ok)
{
    db->running = FALSE;
    if (!ok && db->state != EP_DB_IDLE)
        db->state = EP_DB_DOOMED;
    return ok;
}

gboolean
ep_db_script(EpDb *db, const char *sql, GError **error)
{
    gboolean own = db->state == EP_DB_IDLE && !db->running;
    gboolean ok;

    if (!ep_db_check_usable(db, error) || (own && !ep_db_begin(db, TRUE, error)))
        return FALSE;
    if (db->state == EP_DB_READING) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, "a script needs a writing transaction");
        return FALSE;
    }
    db->running = TRUE;
    ok = ep_db_settle(db, db->engine->script(db, sql, error));
    return own ? ep_db_end_own(db, ok, error) : ok;
}

gboolean
ep_db_set_durable(EpDb *db, gboolean durable, GError **error)
{
    static const char *const settings[][2] = {
        [EP_DB_SQLITE] = { "PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL" },
        [EP_DB_PGSQL] = { "SET synchronous_commit = off", "RESET synchronous_commit" },
    };

    return ep_db_query(db, settings[ep_db_get_kind(db)][durable ? 1 : 0], NULL, 0, 0, NULL, NULL, error);
}

static gboolean
ep_db_check_values(const EpDbQuery *query, EpValueType *types, GError **error)
{
    for (gsize row = 0; row < query->n_rows; row++) {
        const EpValue *values = ep_db_query_get_row(query, row);

        for (guint column = 0; column < query->n_columns; column++)
            if (!ep_value_check(&values[column], &types[column], column, error)) {
                if (query->n_rows > 1)
                    g_prefix_error(error, "row %" G_GSIZE_FORMAT ": ", row + 1);
                return FALSE;
            }
    }
    return TRUE;
}

const EpValue *
ep_db_query_get_row(const EpDbQuery *query, gsize row)
{
    return query->n_columns > 0 ? query->values + row * query->n_columns : NULL;
}

static gboolean
ep_db_run(EpDb *db, EpDbQuery *query, GError **error)
{
    g_autofree EpValueType *types = g_new0(EpValueType, MAX(query->n_columns, 1));

    query->types = types;
    return ep_db_check_values(query, types, error) && db->engine->query(db, query, error);
}

gboolean
ep_db_query(EpDb *db, const char *sql, const EpValue *values, guint n_columns, gsize n_rows, EpRowFunc func,
            gpointer user_data, GError **error)
{
    EpDbQuery query = { .sql = sql,
                        .values = values,
                        .n_columns = n_rows > 0 ? n_columns : 0,
                        .n_rows = MAX(n_rows, 1),
                        .func = func,
                        .user_data = user_data };
    gboolean own = n_rows > 1 && db->state == EP_DB_IDLE && !db->running;
    gboolean ok;

    if (!ep_db_check_usable(db, error) || (own && !ep_db_begin(db, !db->read_only, error)))
        return FALSE;
    db->running = TRUE;
    ok = ep_db_settle(db, ep_db_run(db, &query, error));
    return own ? ep_db_end_own(db, ok, error) : ok;
}

static gboolean
ep_db_keep_text(const EpRow *row, gpointer user_data, GError **error)
{
    char **text = user_data;

    if (*text == NULL)
        *text = g_strdup(ep_row_get_text(row, 0));
    return TRUE;
}

char *
ep_db_query_text(EpDb *db, const char *sql, const EpValue *values, guint n_columns, GError **error)
{
    g_autofree char *text = NULL;

    if (!ep_db_query(db, sql, values, n_columns, 1, ep_db_keep_text, &text, error))
        return NULL;
    return text != NULL ? g_steal_pointer(&text) : g_strdup("");
}

typedef struct {
    gint64 *value;
    gboolean found;
} EpDbInteger;

static gboolean
ep_db_keep_integer(const EpRow *row, gpointer user_data, GError **error)
{
    EpDbInteger *integer = user_data;

    if (!integer->found)
        *integer->value = ep_row_get_integer(row, 0);
    integer->found = TRUE;
    return TRUE;
}

gboolean
ep_db_query_integer(EpDb *db, const char *sql, const EpValue *values, guint n_columns, gint64 *out, GError **error)
{
    EpDbInteger integer = { .value = out };

    *out = 0;
    return ep_db_query(db, sql, values, n_columns, 1, ep_db_keep_integer, &integer, error);
}
