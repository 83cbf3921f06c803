#include "endpoint/store/ep-db-private.h"

#include "endpoint/core/ep-error.h"

static EpDb *
ep_db_pgsql_open(const char *uri, EpDbFlags flags, GError **error)
{
    g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, "PostgreSQL comes next");
    return NULL;
}

const EpDbEngine ep_db_pgsql_engine = { .open = ep_db_pgsql_open, .kind = EP_DB_PGSQL };
