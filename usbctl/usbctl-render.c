#include "usbctl/usbctl-render.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"

const UsbctlFormat usbctl_render_formats[] = {
    { "registry-pol", "Registry.pol", USBCTL_TARGET_WINDOWS, usbctl_render_registry_pol },
    { "reg", "madoguchi.reg", USBCTL_TARGET_WINDOWS, usbctl_render_registry_reg },
    { "lgpo", "lgpo.txt", USBCTL_TARGET_WINDOWS, usbctl_render_registry_lgpo },
    { "usbguard", "rules.conf", USBCTL_TARGET_USBGUARD, usbctl_render_usbguard },
    { NULL },
};

const UsbctlFormat *
usbctl_render_find(const char *name)
{
    for (const UsbctlFormat *format = usbctl_render_formats; format->name != NULL; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

gboolean
usbctl_render_check_date(const char *date, GError **error)
{
    if (usbctl_rule_date_is_valid(date))
        return TRUE;
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("“%s” is not a date; write it like 2026-04-01"), date);
    return FALSE;
}
