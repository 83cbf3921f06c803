#include "endpoint/store/ep-db-pgsql-private.h"

#include <string.h>

#include "endpoint/core/ep-error.h"

/* In flight at once. The server's answers to these fit in what libpq reads while it sends, so that neither side waits
 * for the other. */
#define BATCH_ROWS 512
#define BATCH_BYTES (256 * 1024)

/* Of pg_type: these numbers never change. */
static const Oid type_oids[] = {
    [EP_VALUE_NULL] = 0, /* the server infers it */
    [EP_VALUE_TEXT] = 25,
    [EP_VALUE_INTEGER] = 20,
    [EP_VALUE_BYTES] = 17,
};
#define BOOLEAN_OID 16

/* What libpq wants of one row of parameters; all go in binary, which for text is the text. */
typedef struct {
    const char **values;
    int *lengths;
    int *formats;
    gint64 *integers; /* in network byte order */
} EpDbPgsqlParameters;

static void
ep_db_pgsql_query_parameters_init(EpDbPgsqlParameters *parameters, guint n)
{
    parameters->values = g_new0(const char *, n + 1);
    parameters->lengths = g_new0(int, n + 1);
    parameters->formats = g_new0(int, n + 1);
    parameters->integers = g_new0(gint64, n + 1);
    for (guint i = 0; i < n; i++)
        parameters->formats[i] = 1;
}

static void
ep_db_pgsql_query_parameters_clear(EpDbPgsqlParameters *parameters)
{
    g_free(parameters->values);
    g_free(parameters->lengths);
    g_free(parameters->formats);
    g_free(parameters->integers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpDbPgsqlParameters, ep_db_pgsql_query_parameters_clear)

/* Returns the number of bytes that will be sent. */
static gsize
ep_db_pgsql_query_parameters_set(EpDbPgsqlParameters *parameters, const EpValue *values, guint n)
{
    gsize bytes = 0;

    for (guint i = 0; i < n; i++) {
        const EpValue *value = &values[i];

        if (ep_value_is_null(value)) {
            parameters->values[i] = NULL;
            continue;
        }
        if (value->type == EP_VALUE_INTEGER) {
            parameters->integers[i] = GINT64_TO_BE(value->integer);
            parameters->values[i] = (const char *)&parameters->integers[i];
            parameters->lengths[i] = sizeof(gint64);
        } else {
            parameters->values[i] = value->data;
            parameters->lengths[i] = ep_value_get_size(value);
        }
        bytes += parameters->lengths[i];
    }
    return bytes;
}

static gboolean
ep_db_pgsql_query_forget(EpDbPgsql *self, GError **error)
{
    g_hash_table_remove_all(self->statements);
    self->stale = FALSE;
    return ep_db_pgsql_exec(self, "DEALLOCATE ALL", error);
}

static char *
ep_db_pgsql_query_key(const EpDbQuery *query)
{
    GString *key = g_string_sized_new(query->n_columns + strlen(query->sql) + 1);

    for (guint i = 0; i < query->n_columns; i++)
        g_string_append_c(key, '0' + query->types[i]);
    g_string_append(key, query->sql);
    return g_string_free(key, FALSE);
}

/* The name of the statement on the server, or NULL. */
static const char *
ep_db_pgsql_query_prepare(EpDbPgsql *self, const EpDbQuery *query, GError **error)
{
    g_autofree char *key = ep_db_pgsql_query_key(query);
    g_autofree char *name = NULL;
    g_autofree Oid *oids = NULL;
    const char *known;
    PGresult *result;
    gboolean ok;

    if ((self->stale || g_hash_table_size(self->statements) >= EP_DB_MAX_STATEMENTS) &&
        !ep_db_pgsql_query_forget(self, error))
        return NULL;
    known = g_hash_table_lookup(self->statements, key);
    if (known != NULL)
        return known;
    name = g_strdup_printf("s%u", ++self->n_prepared);
    oids = g_new(Oid, query->n_columns + 1);
    for (guint i = 0; i < query->n_columns; i++)
        oids[i] = type_oids[query->types[i]];
    result = PQprepare(self->handle, name, query->sql, query->n_columns, oids);
    ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!ok)
        ep_db_pgsql_error_set(self, result, query->sql, error);
    PQclear(result);
    if (!ok)
        return NULL;
    known = name;
    g_hash_table_insert(self->statements, g_steal_pointer(&key), g_steal_pointer(&name));
    return known;
}

/* SQLite says 1 and 0 for what is true and false. */
static const char *
ep_db_pgsql_query_row_text(const EpRow *row, guint column)
{
    const char *text = PQgetvalue(row->data, row->index, column);

    if (PQftype(row->data, column) != BOOLEAN_OID || *text == '\0')
        return text;
    return *text == 't' ? "1" : "0";
}

static gint64
ep_db_pgsql_query_row_integer(const EpRow *row, guint column)
{
    return g_ascii_strtoll(ep_db_pgsql_query_row_text(row, column), NULL, 10);
}

static GBytes *
ep_db_pgsql_query_row_bytes(const EpRow *row, guint column)
{
    const char *text = PQgetvalue(row->data, row->index, column);
    unsigned char *data;
    gsize size = 0;

    if (PQgetisnull(row->data, row->index, column))
        return NULL;
    if (PQftype(row->data, column) != type_oids[EP_VALUE_BYTES])
        return g_bytes_new(text, strlen(text));
    data = PQunescapeBytea((const unsigned char *)text, &size);
    return g_bytes_new_with_free_func(data, size, (GDestroyNotify)PQfreemem, data);
}

static gboolean
ep_db_pgsql_query_take(EpDbPgsql *self, const EpDbQuery *query, PGresult *result, GError **error)
{
    EpRow row = { .text = ep_db_pgsql_query_row_text,
                  .integer = ep_db_pgsql_query_row_integer,
                  .bytes = ep_db_pgsql_query_row_bytes,
                  .data = result,
                  .n_columns = PQnfields(result) };

    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
        return TRUE;
    case PGRES_SINGLE_TUPLE:
    case PGRES_TUPLES_OK:
        for (; query->func != NULL && row.index < PQntuples(result); row.index++)
            if (!query->func(&row, query->user_data, error))
                return FALSE;
        return TRUE;
    default:
        return ep_db_pgsql_error_set(self, result, query->sql, error);
    }
}

static void
ep_db_pgsql_query_cancel(EpDbPgsql *self)
{
    PGcancel *cancel = PQgetCancel(self->handle);
    char words[256];

    if (cancel != NULL)
        PQcancel(cancel, words, sizeof words);
    PQfreeCancel(cancel);
}

/* Row by row, so that a large result is never in memory as a whole; what remains after a failure is read and dropped.
 */
static gboolean
ep_db_pgsql_query_once(EpDbPgsql *self, const EpDbQuery *query, const char *name, GError **error)
{
    g_auto(EpDbPgsqlParameters) parameters = { NULL };
    gboolean ok = TRUE;
    PGresult *result;

    ep_db_pgsql_query_parameters_init(&parameters, query->n_columns);
    ep_db_pgsql_query_parameters_set(&parameters, query->values, query->n_columns);
    if (!PQsendQueryPrepared(self->handle, name, query->n_columns, parameters.values, parameters.lengths,
                             parameters.formats, 0))
        return ep_db_pgsql_error_set(self, NULL, NULL, error);
    PQsetSingleRowMode(self->handle);
    while ((result = PQgetResult(self->handle)) != NULL) {
        if (ok && !ep_db_pgsql_query_take(self, query, result, error)) {
            ok = FALSE;
            ep_db_pgsql_query_cancel(self);
        }
        PQclear(result);
    }
    return ok;
}

/* Sends rows from @first on, as many as may be in flight; returns the first that was not sent, or @first when none
 * could be. */
static gsize
ep_db_pgsql_query_send(EpDbPgsql *self, const EpDbQuery *query, const char *name, EpDbPgsqlParameters *parameters,
                       gsize first)
{
    gsize end = MIN(first + BATCH_ROWS, query->n_rows);
    gsize bytes = 0;
    gsize row;

    for (row = first; row < end && bytes < BATCH_BYTES; row++) {
        bytes += ep_db_pgsql_query_parameters_set(parameters, ep_db_query_get_row(query, row), query->n_columns);
        if (!PQsendQueryPrepared(self->handle, name, query->n_columns, parameters->values, parameters->lengths,
                                 parameters->formats, 0))
            return first;
    }
    return PQpipelineSync(self->handle) ? row : first;
}

/* Takes the answers to rows @first to @end and the end of the batch; after a failure the rest is dropped. */
static gboolean
ep_db_pgsql_query_receive(EpDbPgsql *self, const EpDbQuery *query, gsize first, gsize end, GError **error)
{
    gboolean ok = TRUE;
    PGresult *result;

    for (gsize row = first; row < end; row++)
        while ((result = PQgetResult(self->handle)) != NULL) {
            if (ok && !ep_db_pgsql_query_take(self, query, result, error)) {
                ok = FALSE;
                g_prefix_error(error, "row %" G_GSIZE_FORMAT ": ", row + 1);
            }
            PQclear(result);
        }
    result = PQgetResult(self->handle);
    if (PQresultStatus(result) != PGRES_PIPELINE_SYNC && ok)
        ok = ep_db_pgsql_error_set(self, NULL, NULL, error);
    PQclear(result);
    return ok;
}

static gboolean
ep_db_pgsql_query_many(EpDbPgsql *self, const EpDbQuery *query, const char *name, GError **error)
{
    g_auto(EpDbPgsqlParameters) parameters = { NULL };
    gboolean ok = TRUE;

    if (!PQenterPipelineMode(self->handle))
        return ep_db_pgsql_error_set(self, NULL, NULL, error);
    ep_db_pgsql_query_parameters_init(&parameters, query->n_columns);
    for (gsize first = 0, end; ok && first < query->n_rows; first = end) {
        end = ep_db_pgsql_query_send(self, query, name, &parameters, first);
        ok = end > first ? ep_db_pgsql_query_receive(self, query, first, end, error)
                         : ep_db_pgsql_error_set(self, NULL, NULL, error);
    }
    if (!PQexitPipelineMode(self->handle) && ok)
        ok = ep_db_pgsql_error_set(self, NULL, NULL, error);
    return ok;
}

gboolean
ep_db_pgsql_query(EpDb *db, const EpDbQuery *query, GError **error)
{
    EpDbPgsql *self = (EpDbPgsql *)db;
    const char *name;

    if (db->state == EP_DB_IDLE && !ep_db_pgsql_revive(self, error))
        return FALSE;
    name = ep_db_pgsql_query_prepare(self, query, error);
    if (name == NULL)
        return FALSE;
    return query->n_rows > 1 ? ep_db_pgsql_query_many(self, query, name, error)
                             : ep_db_pgsql_query_once(self, query, name, error);
}
