#pragma once

#include "usbctl/usbctl-registry.h"

/* Adds what is in @key of HKEY_LOCAL_MACHINE and below it; a @root is not said to exist. A key that does not exist adds
 * nothing. */
gboolean usbctl_key_windows_read(UsbctlRegistry *registry, const char *key, gboolean root, GError **error);

/* Does what @entry says. */
gboolean usbctl_key_windows_write(const UsbctlRegistryEntry *entry, GError **error);
