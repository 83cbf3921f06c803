#pragma once

#include <glib.h>

/* The UUID (RFC 9562, version 5, in a namespace of ours) of @name, as Windows writes GUIDs: {…} in capitals. The same
 * name has the same one anywhere. */
char *usbctl_uuid_new(const char *name);
