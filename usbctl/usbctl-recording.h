#pragma once

#include "usbctl/usbctl-device.h"

/* Devices as JSON; docs/formats.md holds the schema. Both directions keep every field, so that a listing can be
 * replayed. */
GPtrArray *usbctl_recording_parse(const char *text, gsize length, GError **error); /* of UsbctlDevice */
char *usbctl_recording_format(GPtrArray *devices);
