#include <glib.h>

#include "tests/support/ep-test-pgsql-private.h"

/* PostgreSQL runs beside Wine, not in it. */
const char *
ep_test_pgsql_get_server(void)
{
    const char *server = g_getenv("MADOGUCHI_TEST_PGSQL");

    if (server == NULL)
        g_error("MADOGUCHI_TEST_PGSQL does not say where PostgreSQL is (./dev windows does)");
    return server;
}
