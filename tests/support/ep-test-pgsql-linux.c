#include <glib.h>

#include "tests/support/ep-test-pgsql-private.h"
#include "tests/support/ep-test-run.h"

const char *
ep_test_pgsql_get_server(void)
{
    static char *server;

    if (server == NULL) {
        g_autofree char *folder = ep_test_run_server((const char *[]){ SUPPORT_DIR "/pgsql.sh", SUPPORT_CACHE, NULL });
        g_autofree char *escaped = g_uri_escape_string(folder, NULL, FALSE);

        server = g_strconcat("host=", escaped, NULL);
    }
    return server;
}
