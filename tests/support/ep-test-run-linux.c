#include "tests/support/ep-test-run.h"

#include <unistd.h>

char *
ep_test_run(const char *const *argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *err = NULL;
    char *out = NULL;
    int status;

    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
    g_assert_no_error(error);
    if (!g_spawn_check_wait_status(status, &error))
        g_error("%s: %s\n%s", argv[0], error->message, err);
    return out;
}

/* A time-out of meson kills the test's process group; the wrapper must outlive that to clean up. */
static void
ep_test_run_leave_group(gpointer user_data)
{
    setsid();
}

/* The wrapper's standard input stays open for as long as this process lives, which is how it learns of the end. */
EpTestServer *
ep_test_run_server(const char *const *argv)
{
    EpTestServer *server = g_new0(EpTestServer, 1);
    g_autoptr(GError) error = NULL;
    int input, output;

    g_spawn_async_with_pipes(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, ep_test_run_leave_group, NULL, NULL, &input,
                             &output, NULL, &error);
    g_assert_no_error(error);
    server->orders = g_io_channel_unix_new(input);
    server->answers = g_io_channel_unix_new(output);
    g_io_channel_read_line(server->answers, &server->line, NULL, NULL, NULL);
    if (server->line == NULL)
        g_error("%s did not start; see above", argv[0]);
    g_strchomp(server->line);
    return server;
}

void
ep_test_run_order(EpTestServer *server, const char *order)
{
    g_autofree char *line = g_strconcat(order, "\n", NULL);
    g_autofree char *answer = NULL;

    g_io_channel_write_chars(server->orders, line, -1, NULL, NULL);
    g_io_channel_flush(server->orders, NULL);
    g_io_channel_read_line(server->answers, &answer, NULL, NULL, NULL);
    if (answer == NULL)
        g_error("the server did not %s; see above", order);
}
