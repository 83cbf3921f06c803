#pragma once

#include <glib.h>

/* Other programs, for tests. What fails aborts: a test without its tool is a failed test. */

/* Runs @argv (ended by NULL; found in PATH) and returns what it printed. */
char *ep_test_run(const char *const *argv);

/* The wrapper of a server, which ends when this program has ended, however that came about. */
typedef struct {
    char *line; /* that it prints once the server answers */
    GIOChannel *orders, *answers;
} EpTestServer;

EpTestServer *ep_test_run_server(const char *const *argv);
void ep_test_run_order(EpTestServer *server, const char *order); /* `stop` or `start`; returns when it is done */
