#pragma once

#include <glib.h>

/* Other programs, for tests. What fails aborts: a test without its tool is a failed test. */

/* Runs @argv (ended by NULL; found in PATH) and returns what it printed. */
char *ep_test_run(const char *const *argv);

/* Starts the wrapper of a server, which ends when this program has ended, however that came about; returns the line
 * that it prints once the server answers. */
char *ep_test_run_server(const char *const *argv);
