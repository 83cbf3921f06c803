#pragma once

#include <glib.h>

/* Runs @program in @folder with the words that follow (ended by NULL), as a person or a script does. Returns its exit
 * status; @out, @err (out, or NULL): what it printed. */
int ep_test_call(const char *program, const char *folder, char **out, char **err, ...) G_GNUC_NULL_TERMINATED;
