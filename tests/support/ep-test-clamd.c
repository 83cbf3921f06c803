#include "tests/support/ep-test-clamd.h"

#include <unistd.h>
#include <gio/gio.h>

static char *socket_path, *host;

/* A time-out of meson kills the test's process group; the wrapper must outlive that to clean up. */
static void
ep_test_clamd_leave_group(gpointer user_data)
{
    setsid();
}

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
    const char *argv[] = { SUPPORT_DIR "/clamd.sh", NULL, NULL };
    g_autoptr(GIOChannel) channel = NULL;
    g_autoptr(GError) error = NULL;
    int input, output;

    if (socket_path != NULL)
        return;
    argv[1] = port = g_strdup_printf("%u", ep_test_clamd_find_port());
    g_spawn_async_with_pipes(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, ep_test_clamd_leave_group, NULL, NULL, &input,
                             &output, NULL, &error);
    g_assert_no_error(error);
    channel = g_io_channel_unix_new(output);
    g_io_channel_set_close_on_unref(channel, TRUE);
    g_io_channel_read_line(channel, &socket_path, NULL, NULL, NULL);
    if (socket_path == NULL)
        g_error("the private clamd did not start; see above");
    g_strchomp(socket_path);
    host = g_strconcat("127.0.0.1:", port, NULL);
}

const char *
ep_test_clamd_get_socket(void)
{
    ep_test_clamd_start();
    return socket_path;
}

const char *
ep_test_clamd_get_host(void)
{
    ep_test_clamd_start();
    return host;
}
