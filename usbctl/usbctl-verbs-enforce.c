#include "usbctl/usbctl-verbs-enforce.h"

#include <string.h>
#include <glib/gi18n.h>

#include "usbctl/usbctl-enforce.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-target.h"
#include "usbctl/usbctl-verbs.h"

typedef struct {
    const char *name, *file;
    GBytes *(*format)(const UsbctlRegistry *registry);
} UsbctlVerbsFormat;

static const UsbctlVerbsFormat formats[] = {
    { "json", "policy-now.json", usbctl_registry_to_json },
    { "registry-pol", "Registry.pol", usbctl_registry_to_pol },
    { "reg", "madoguchi.reg", usbctl_registry_to_reg },
};

static const UsbctlVerbsFormat *
usbctl_verbs_enforce_find(const char *name, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("there is no format “%s” here"), name);
    return NULL;
}

gboolean
usbctl_verbs_enforce_read(const UsbctlArguments *arguments, GError **error)
{
    const UsbctlVerbsFormat *format =
        usbctl_verbs_enforce_find(usbctl_command_option(arguments, "format", "json"), error);
    const char *folder = usbctl_command_option(arguments, "out", NULL);
    const UsbctlEnforcer *enforcer = NULL;
    g_autoptr(UsbctlRegistry) now = NULL;
    g_autoptr(GBytes) bytes = NULL;

    if (format == NULL)
        return FALSE;
    if (folder == NULL && format != &formats[0]) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("--format %s is a file: say the folder with --out"),
                    format->name);
        return FALSE;
    }
    enforcer = usbctl_enforce_get_system(error);
    now = enforcer != NULL ? enforcer->read(enforcer->data, error) : NULL;
    if (now == NULL)
        return FALSE;
    bytes = format->format(now);
    if (folder != NULL)
        return usbctl_verbs_write(folder, format->file, bytes, error);
    g_print("%.*s", (int)g_bytes_get_size(bytes), (const char *)g_bytes_get_data(bytes, NULL));
    return TRUE;
}

/* An administrator does what @words say; whether it was done is seen in the registry, which everybody may read. */
static gboolean
usbctl_verbs_enforce_elsewhere(const UsbctlArguments *arguments, const char *words, const UsbctlEnforcer *enforcer,
                               const UsbctlRegistry *change, GError **error)
{
    gboolean done;
    int status;

    if (usbctl_command_has(arguments, "no-prompt")) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_FAILED,
                            _("this needs an administrator; start it from a console that was opened as one"));
        return FALSE;
    }
    if (!usbctl_enforce_run_elevated(words, &status, error) || !usbctl_enforce_is_done(enforcer, change, &done, error))
        return FALSE;
    if (done && status == 0)
        return TRUE;
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED,
                _("the administrator's usbctl ended with status %d; start it from a console that was opened as "
                  "administrator to read why"),
                status);
    return FALSE;
}

static gboolean
usbctl_verbs_enforce_change(const UsbctlArguments *arguments, const char *date, const UsbctlEnforcer *enforcer,
                            const UsbctlRegistry *change, GError **error)
{
    g_autofree char *path = g_canonicalize_filename(arguments->subject, NULL);
    g_autofree char *words = g_strdup_printf("apply --as-of %s --no-prompt \"%s\"", date, path);
    g_autofree char *kept = NULL;

    if (usbctl_enforce_has_rights()) {
        if (!usbctl_enforce_apply(enforcer, change, &kept, error))
            return FALSE;
    } else {
        if (!usbctl_verbs_enforce_elsewhere(arguments, words, enforcer, change, error))
            return FALSE;
        kept = usbctl_enforce_find_kept(enforcer);
    }
    if (kept != NULL)
        g_print(_("what was there before is kept in %s\n"), kept);
    return TRUE;
}

gboolean
usbctl_verbs_enforce_apply(const UsbctlArguments *arguments, GError **error)
{
    const UsbctlEnforcer *enforcer = usbctl_enforce_get_system(error);
    g_autofree char *date = usbctl_verbs_date(arguments);
    g_autoptr(GPtrArray) unexpressed = usbctl_target_unexpressed_new();
    g_autoptr(UsbctlRegistry) change = NULL;
    gboolean done;

    if (enforcer == NULL)
        return FALSE;
    change = usbctl_enforce_load(arguments->subject, date, unexpressed, error);
    if (change == NULL || !usbctl_enforce_is_done(enforcer, change, &done, error))
        return FALSE;
    if (!done && !usbctl_verbs_enforce_change(arguments, date, enforcer, change, error))
        return FALSE;
    usbctl_verbs_print_left_out(unexpressed);
    g_print("%s\n", done ? _("It is in force already; nothing was changed.") : _("It is in force."));
    return TRUE;
}

gboolean
usbctl_verbs_enforce_undo(const UsbctlArguments *arguments, GError **error)
{
    const UsbctlEnforcer *enforcer = usbctl_enforce_get_system(error);
    g_autofree char *path = NULL;
    g_autoptr(UsbctlRegistry) restore = enforcer != NULL ? usbctl_enforce_load_kept(enforcer, &path, error) : NULL;

    if (restore == NULL)
        return FALSE;
    if (!usbctl_enforce_has_rights()) {
        if (!usbctl_verbs_enforce_elsewhere(arguments, "undo --no-prompt", enforcer, restore, error))
            return FALSE;
    } else if (!usbctl_enforce_undo(enforcer, error)) {
        return FALSE;
    }
    g_print(_("It is as it was before, from %s\n"), path);
    return TRUE;
}
