#pragma once

#include "usbctl/usbctl-command.h"

/* Everything that the console program can do; ends with a NULL name. */
extern const UsbctlVerb usbctl_verbs[];
