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
char *
ep_test_run_server(const char *const *argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GIOChannel) channel = NULL;
    char *line = NULL;
    int input, output;

    g_spawn_async_with_pipes(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, ep_test_run_leave_group, NULL, NULL, &input,
                             &output, NULL, &error);
    g_assert_no_error(error);
    channel = g_io_channel_unix_new(output);
    g_io_channel_set_close_on_unref(channel, TRUE);
    g_io_channel_read_line(channel, &line, NULL, NULL, NULL);
    if (line == NULL)
        g_error("%s did not start; see above", argv[0]);
    return g_strchomp(line);
}
