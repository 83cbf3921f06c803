#pragma once

#include <glib.h>

/* What the raw bytes say that sysfs shows as `descriptors`: the device descriptor, then each configuration
 * (USB 2.0, 9.6). */
typedef struct {
    guint16 vid, pid, release;
    gboolean composite; /* would Windows load usbccgp for it? */
    GStrv interfaces;   /* "08:06:50" per interface and alternate setting, in the order of the bytes */
} UsbctlDescriptor;

/* NULL when the bytes do not even hold a device descriptor; what follows a broken length is left out. */
UsbctlDescriptor *usbctl_descriptor_parse(GBytes *bytes);
void usbctl_descriptor_free(UsbctlDescriptor *descriptor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlDescriptor, usbctl_descriptor_free)
