#pragma once

#include <glib.h>

/* What the command line said: option → value, and what stands alone. */
typedef struct {
    GHashTable *options;
    const char *subject; /* NULL unless the verb takes one */
} UsbctlArguments;

/*
 * @usage is the grammar and not only its description: a verb takes the options that stand in it ("--all]" is one
 * without a value), needs those without brackets, and takes a word that stands alone, its subject, when the usage ends
 * with one in capitals (DEVICE, FILE).
 */
typedef struct {
    const char *name;
    const char *usage;
    const char *summary; /* a msgid */
    gboolean (*run)(const UsbctlArguments *arguments, GError **error);
} UsbctlVerb;

gboolean usbctl_command_has(const UsbctlArguments *arguments, const char *name);
const char *usbctl_command_option(const UsbctlArguments *arguments, const char *name, const char *otherwise);

/* Runs the verb of @verbs (which ends with a NULL name) that @argv names and returns the exit status: 0 done, 1 error,
 * 2 usage, 3 not found. */
int usbctl_command_main(const UsbctlVerb *verbs, int argc, char **argv);
