#pragma once

#include <glib.h>

/* The words of a command line: positional ones, and options in order. `--name value`, `--name=value`; flags take no
 * value. */
typedef struct {
    char *name;
    char *value;
} DeskCliOption;

typedef struct _DeskCliArgs DeskCliArgs;

/* @flags: names of options without a value, ended by NULL. EP_ERROR_USAGE if an option's value is missing. */
DeskCliArgs *desk_cli_args_parse(int argc, char **argv, const char *const *flags, GError **error);
void desk_cli_args_free(DeskCliArgs *args);

/* Takes the first word away; NULL if there is none. Free with g_free(). */
char *desk_cli_args_shift(DeskCliArgs *args);

guint desk_cli_args_get_n(DeskCliArgs *args);
const char *desk_cli_args_get(DeskCliArgs *args, guint index); /* NULL past the end */

/* The last value given, or NULL; the option counts as used. A flag's value is "". */
const char *desk_cli_args_take(DeskCliArgs *args, const char *name);

gboolean desk_cli_args_has_left(DeskCliArgs *args); /* an option that is not taken yet */

/* Calls @func for each option not taken yet; FALSE with @error if @func fails. */
typedef gboolean (*DeskCliOptionFunc)(const char *name, const char *value, gpointer user_data, GError **error);
gboolean desk_cli_args_take_rest(DeskCliArgs *args, DeskCliOptionFunc func, gpointer user_data, GError **error);
/* The same for each option called @name. */
gboolean desk_cli_args_take_each(DeskCliArgs *args, const char *name, DeskCliOptionFunc func, gpointer user_data,
                                 GError **error);
gboolean desk_cli_args_has(DeskCliArgs *args, const char *name); /* without taking it */

/* EP_ERROR_USAGE for a word or an option that @usage ("show TABLE ID|NUMBER [--history]") has no room for. Options
 * taken already are known. */
gboolean desk_cli_args_check(DeskCliArgs *args, const char *usage, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskCliArgs, desk_cli_args_free)
