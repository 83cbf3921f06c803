#include "tests/support/ep-test-clamd.h"

#include <gio/gio.h>

#include "tests/support/ep-test-run.h"

static EpTestServer *server; /* its line is the path of clamd's socket */
static char *host;

static guint16
ep_test_clamd_find_port(void)
{
    g_autoptr(GSocketListener) listener = g_socket_listener_new();
    guint16 port = g_socket_listener_add_any_inet_port(listener, NULL, NULL);

    g_socket_listener_close(listener);
    return port;
}

static void
ep_test_clamd_start(void)
{
    g_autofree char *port = NULL;

    if (server != NULL)
        return;
    port = g_strdup_printf("%u", ep_test_clamd_find_port());
    server = ep_test_run_server((const char *[]){ SUPPORT_DIR "/clamd.sh", port, NULL });
    host = g_strconcat("127.0.0.1:", port, NULL);
}

const char *
ep_test_clamd_get_socket(void)
{
    ep_test_clamd_start();
    return server->line;
}

const char *
ep_test_clamd_get_host(void)
{
    ep_test_clamd_start();
    return host;
}
