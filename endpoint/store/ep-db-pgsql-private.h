#pragma once

#include <libpq-fe.h>

#include "endpoint/store/ep-db-private.h"

typedef struct {
    EpDb parent;
    PGconn *handle;
    GHashTable *statements; /* parameter types and SQL text → name on the server */
    guint n_prepared;       /* ever, so that names differ */
    gboolean stale;         /* tables have changed under the prepared statements */
    EpDbFlags flags;        /* it was opened with */
    gboolean settled;       /* our settings hold in it */
} EpDbPgsql;

/* Runs SQL without parameters that returns nothing of interest. */
gboolean ep_db_pgsql_exec(EpDbPgsql *self, const char *sql, GError **error);
gboolean ep_db_pgsql_query(EpDb *db, const EpDbQuery *query, GError **error);

/* Sets @error from @result, or from the connection when it is NULL, and returns FALSE, to be returned. */
gboolean ep_db_pgsql_error_set(EpDbPgsql *self, const PGresult *result, const char *sql, GError **error);
gboolean ep_db_pgsql_error_set_lost(EpDbPgsql *self, GError **error);

/* Between transactions: connects again when the server has gone away since. */
gboolean ep_db_pgsql_revive(EpDbPgsql *self, GError **error);
