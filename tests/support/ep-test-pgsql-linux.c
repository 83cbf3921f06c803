#include <glib.h>

#include "tests/support/ep-test-pgsql-private.h"
#include "tests/support/ep-test-pgsql.h"
#include "tests/support/ep-test-run.h"

static EpTestServer *server;

const char *
ep_test_pgsql_get_server(void)
{
    static char *host;

    if (host == NULL) {
        g_autofree char *escaped = NULL;

        server = ep_test_run_server((const char *[]){ SUPPORT_DIR "/pgsql.sh", SUPPORT_CACHE, NULL });
        escaped = g_uri_escape_string(server->line, NULL, FALSE);
        host = g_strconcat("host=", escaped, NULL);
    }
    return host;
}

void
ep_test_pgsql_order(const char *order)
{
    ep_test_run_order(server, order);
}
