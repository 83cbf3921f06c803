#include "usbctl/usbctl-command.h"

#include <string.h>
#include <glib/gi18n.h>

#include "usbctl/usbctl-error.h"

const char *
usbctl_command_option(const UsbctlArguments *arguments, const char *name, const char *otherwise)
{
    const char *value = g_hash_table_lookup(arguments->options, name);

    return value != NULL ? value : otherwise;
}

gboolean
usbctl_command_has(const UsbctlArguments *arguments, const char *name)
{
    return g_hash_table_contains(arguments->options, name);
}

static void
usbctl_command_help(const UsbctlVerb *verbs)
{
    for (const UsbctlVerb *verb = verbs; verb->name != NULL; verb++)
        g_print("usbctl %s %s\n    %s\n", verb->name, verb->usage, _(verb->summary));
    g_print("%s\n", _("DEVICE is a path, an instance ID, vid:pid or vid:pid:serial."));
}

static const UsbctlVerb *
usbctl_command_find(const UsbctlVerb *verbs, const char *name)
{
    for (const UsbctlVerb *verb = verbs; verb->name != NULL; verb++)
        if (strcmp(verb->name, name) == 0)
            return verb;
    return NULL;
}

static gboolean
usbctl_command_takes(const UsbctlVerb *verb, const char *option, char end)
{
    g_autofree char *word = g_strdup_printf("%s%c", option, end);

    return g_str_has_prefix(option, "--") && strstr(verb->usage, word) != NULL;
}

/* The subject that @verb takes, as its usage calls it, or NULL. */
static const char *
usbctl_command_subject(const UsbctlVerb *verb)
{
    const char *blank = strrchr(verb->usage, ' ');
    const char *last = blank != NULL ? blank + 1 : verb->usage;

    return *last != '\0' && last[strspn(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0' ? last : NULL;
}

static gboolean
usbctl_command_parse(const UsbctlVerb *verb, char **words, UsbctlArguments *arguments, GError **error)
{
    for (; *words != NULL; words++) {
        if (usbctl_command_takes(verb, *words, ']')) {
            g_hash_table_add(arguments->options, *words + 2);
        } else if (usbctl_command_takes(verb, *words, ' ') && words[1] != NULL) {
            g_hash_table_insert(arguments->options, *words + 2, words[1]);
            words++;
        } else if (!g_str_has_prefix(*words, "--") && arguments->subject == NULL &&
                   usbctl_command_subject(verb) != NULL) {
            arguments->subject = *words;
        } else {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("“%s” does not fit; the grammar is: usbctl %s %s"),
                        *words, verb->name, verb->usage);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
usbctl_command_check_complete(const UsbctlVerb *verb, const UsbctlArguments *arguments, GError **error)
{
    g_auto(GStrv) words = g_strsplit(verb->usage, " ", -1);
    const char *subject = usbctl_command_subject(verb);

    for (char **word = words; *word != NULL; word++) {
        gboolean missing = g_str_has_prefix(*word, "--") ? !g_hash_table_contains(arguments->options, *word + 2)
                                                         : g_strcmp0(*word, subject) == 0 && arguments->subject == NULL;

        if (missing) {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("%s is missing; the grammar is: usbctl %s %s"),
                        *word, verb->name, verb->usage);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
usbctl_command_run(const UsbctlVerb *verb, char **words, GError **error)
{
    g_autoptr(GHashTable) options = g_hash_table_new(g_str_hash, g_str_equal);
    UsbctlArguments arguments = { options, NULL };

    return usbctl_command_parse(verb, words, &arguments, error) &&
           usbctl_command_check_complete(verb, &arguments, error) && verb->run(&arguments, error);
}

static int
usbctl_command_status(const GError *error)
{
    return error->domain == USBCTL_ERROR && error->code <= USBCTL_ERROR_NOT_FOUND ? error->code : USBCTL_ERROR_FAILED;
}

int
usbctl_command_main(const UsbctlVerb *verbs, int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "help";
    const UsbctlVerb *verb = usbctl_command_find(verbs, name);
    g_autoptr(GError) error = NULL;

    if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0) {
        usbctl_command_help(verbs);
        return argc > 1 ? 0 : USBCTL_ERROR_USAGE;
    }
    if (verb == NULL)
        g_set_error(&error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("there is no verb “%s”; usbctl help lists them"), name);
    else if (usbctl_command_run(verb, argv + 2, &error))
        return 0;
    g_printerr("usbctl: %s\n", error->message);
    return usbctl_command_status(error);
}
