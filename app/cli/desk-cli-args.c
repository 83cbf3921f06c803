#include "app/cli/desk-cli-args.h"

#include <string.h>
#include <glib/gi18n.h>

#include "endpoint/core/ep-error.h"

struct _DeskCliArgs {
    GPtrArray *words;
    GArray *options; /* DeskCliOption */
    GHashTable *taken;
};

static void
desk_cli_option_clear(DeskCliOption *option)
{
    g_free(option->name);
    g_free(option->value);
}

/* Reads the option at argv[*at] and moves *@at to its last word. */
static gboolean
desk_cli_args_add_option(DeskCliArgs *self, int argc, char **argv, int *at, const char *const *flags, GError **error)
{
    const char *word = argv[*at] + 2, *equals = strchr(word, '=');
    DeskCliOption option = { NULL, NULL };

    if (equals != NULL) {
        option.name = g_strndup(word, equals - word);
        option.value = g_strdup(equals + 1);
    } else if (g_strv_contains(flags, word)) {
        option.name = g_strdup(word);
        option.value = g_strdup("");
    } else if (*at + 1 < argc) {
        option.name = g_strdup(word);
        option.value = g_strdup(argv[++*at]);
    } else {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("--%s needs a value"), word);
        return FALSE;
    }
    g_array_append_val(self->options, option);
    return TRUE;
}

DeskCliArgs *
desk_cli_args_parse(int argc, char **argv, const char *const *flags, GError **error)
{
    g_autoptr(DeskCliArgs) self = g_new0(DeskCliArgs, 1);

    self->words = g_ptr_array_new_with_free_func(g_free);
    self->options = g_array_new(FALSE, FALSE, sizeof(DeskCliOption));
    g_array_set_clear_func(self->options, (GDestroyNotify)desk_cli_option_clear);
    self->taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (int i = 0; i < argc; i++) {
        if (!g_str_has_prefix(argv[i], "--"))
            g_ptr_array_add(self->words, g_strdup(argv[i]));
        else if (!desk_cli_args_add_option(self, argc, argv, &i, flags, error))
            return NULL;
    }
    return g_steal_pointer(&self);
}

void
desk_cli_args_free(DeskCliArgs *self)
{
    g_ptr_array_unref(self->words);
    g_array_unref(self->options);
    g_hash_table_unref(self->taken);
    g_free(self);
}

char *
desk_cli_args_shift(DeskCliArgs *self)
{
    return self->words->len > 0 ? g_ptr_array_steal_index(self->words, 0) : NULL;
}

guint
desk_cli_args_get_n(DeskCliArgs *self)
{
    return self->words->len;
}

const char *
desk_cli_args_get(DeskCliArgs *self, guint index)
{
    return index < self->words->len ? g_ptr_array_index(self->words, index) : NULL;
}

const char *
desk_cli_args_take(DeskCliArgs *self, const char *name)
{
    const char *value = NULL;

    for (guint i = 0; i < self->options->len; i++) {
        DeskCliOption *option = &g_array_index(self->options, DeskCliOption, i);

        if (g_strcmp0(option->name, name) != 0)
            continue;
        value = option->value;
        g_hash_table_add(self->taken, option->name);
    }
    return value;
}

gboolean
desk_cli_args_has_left(DeskCliArgs *self)
{
    for (guint i = 0; i < self->options->len; i++) {
        if (!g_hash_table_contains(self->taken, g_array_index(self->options, DeskCliOption, i).name))
            return TRUE;
    }
    return FALSE;
}

static gboolean
desk_cli_args_call(DeskCliArgs *self, const char *name, DeskCliOptionFunc func, gpointer user_data, GError **error)
{
    for (guint i = 0; i < self->options->len; i++) {
        DeskCliOption *option = &g_array_index(self->options, DeskCliOption, i);

        if (g_hash_table_contains(self->taken, option->name) || (name != NULL && strcmp(option->name, name) != 0))
            continue;
        if (!func(option->name, option->value, user_data, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
desk_cli_args_take_rest(DeskCliArgs *self, DeskCliOptionFunc func, gpointer user_data, GError **error)
{
    if (!desk_cli_args_call(self, NULL, func, user_data, error))
        return FALSE;
    for (guint i = 0; i < self->options->len; i++)
        g_hash_table_add(self->taken, g_array_index(self->options, DeskCliOption, i).name);
    return TRUE;
}

gboolean
desk_cli_args_take_each(DeskCliArgs *self, const char *name, DeskCliOptionFunc func, gpointer user_data, GError **error)
{
    if (!desk_cli_args_call(self, name, func, user_data, error))
        return FALSE;
    desk_cli_args_take(self, name);
    return TRUE;
}

gboolean
desk_cli_args_has(DeskCliArgs *self, const char *name)
{
    for (guint i = 0; i < self->options->len; i++) {
        if (strcmp(g_array_index(self->options, DeskCliOption, i).name, name) == 0)
            return TRUE;
    }
    return FALSE;
}

/* How many words @usage has room for: those in capitals that are no option's value. */
static guint
desk_cli_args_count_words(const char *usage)
{
    g_auto(GStrv) tokens = g_strsplit(usage, " ", -1);
    gboolean value = FALSE;
    guint n = 0;

    for (char **token = tokens; *token != NULL; token++) {
        const char *word = *token + (**token == '[');

        if (g_str_has_prefix(word, "--")) {
            value = strchr(word, ']') == NULL; /* an option without a value closes its bracket at once */
            continue;
        }
        if (!value && g_ascii_isupper(*word)) {
            if (strstr(word, "…") != NULL)
                return G_MAXUINT;
            n++;
        }
        value = FALSE;
    }
    return n;
}

gboolean
desk_cli_args_check(DeskCliArgs *self, const char *usage, GError **error)
{
    guint room = desk_cli_args_count_words(usage);

    if (self->words->len > room) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("“%s” is one word too many"),
                    (char *)g_ptr_array_index(self->words, room));
        return FALSE;
    }
    for (guint i = 0; strstr(usage, "--FIELD") == NULL && i < self->options->len; i++) {
        DeskCliOption *option = &g_array_index(self->options, DeskCliOption, i);
        g_autofree char *name = g_strconcat("--", option->name, NULL);
        const char *at = strstr(usage, name);

        if (g_hash_table_contains(self->taken, option->name) || (at != NULL && strchr(" ]", at[strlen(name)]) != NULL))
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s is not known here"), name);
        return FALSE;
    }
    return TRUE;
}
