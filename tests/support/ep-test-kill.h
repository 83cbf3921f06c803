#pragma once

#include <glib.h>

/*
 * A process that ends without a chance to tidy up: starts @command, waits for the line that it prints when it is at
 * work, and kills it @usec later. Aborts when it ends before that line.
 */
void ep_test_kill(const char *const *command, gulong usec);

/* What that process prints. */
void ep_test_kill_ready(void);
