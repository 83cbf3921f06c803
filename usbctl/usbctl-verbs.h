#pragma once

#include "usbctl/usbctl-command.h"

/* Everything that the console program can do; ends with a NULL name. */
extern const UsbctlVerb usbctl_verbs[];

/* What several verbs share. */
char *usbctl_verbs_date(const UsbctlArguments *arguments); /* --as-of, or today */
gboolean usbctl_verbs_write(const char *folder, const char *name, GBytes *bytes, GError **error);
void usbctl_verbs_print_left_out(GPtrArray *unexpressed); /* of UsbctlUnexpressed */
