#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-enforce.h"
#include "usbctl/usbctl-error.h"

const UsbctlEnforcer *
usbctl_enforce_get_system(GError **error)
{
    g_set_error_literal(
        error, USBCTL_ERROR, USBCTL_ERROR_FAILED,
        _("this works on Windows, whose registry holds the policy; for USBGuard, render --format usbguard "
          "writes the rules.conf to install"));
    return NULL;
}

/* Never asked: there is no enforcer. */
gboolean
usbctl_enforce_has_rights(void)
{
    return FALSE;
}

gboolean
usbctl_enforce_run_elevated(const char *words, int *status, GError **error)
{
    return usbctl_enforce_get_system(error) != NULL;
}
