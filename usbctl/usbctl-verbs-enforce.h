#pragma once

#include "usbctl/usbctl-command.h"

/* The operating system's own policy: shown, changed, put back. */
gboolean usbctl_verbs_enforce_read(const UsbctlArguments *arguments, GError **error);
gboolean usbctl_verbs_enforce_apply(const UsbctlArguments *arguments, GError **error);
gboolean usbctl_verbs_enforce_undo(const UsbctlArguments *arguments, GError **error);
