#include "tests/support/ep-test-kill.h"

#include <stdio.h>
#include <gio/gio.h>

void
ep_test_kill(const char *const *command, gulong usec)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GSubprocess) process = g_subprocess_newv(command, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
    char byte;

    g_assert_no_error(error);
    g_assert_cmpint(g_input_stream_read(g_subprocess_get_stdout_pipe(process), &byte, 1, NULL, &error), ==, 1);
    g_usleep(usec);
    g_subprocess_force_exit(process);
    g_subprocess_wait(process, NULL, &error);
    g_assert_no_error(error);
}

void
ep_test_kill_ready(void)
{
    puts("ready");
    fflush(stdout);
}
