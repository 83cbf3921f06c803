#pragma once

#include <glib.h>

#include "usbctl/usbctl-fields.h"

/**
 * UsbctlDevice:
 *
 * One device as it was seen, read from a recording, or typed in. It never changes, so that any thread may read it. The
 * same struct, with only the known fields set, is what usbctl_device_new() takes. In a device that it returned no text
 * or list is NULL.
 */
typedef struct {
    const char *path;                  /* where it is plugged in ("1-4.2", "usb1"); "" when it is not */
    const char *parent;                /* path of the hub it hangs on */
    const char *label;                 /* what the ledger calls it; "" when it does not know it */
    const char *vid, *pid;             /* four hex digits, lower case; "" when unknown */
    const char *release;               /* bcdDevice, likewise */
    const char *serial;                /* as the device reports it; "" when it reports none */
    const char *name;                  /* product string */
    const char *manufacturer;          /* manufacturer string */
    const char *const *instance_ids;   /* as Windows writes them: the device's own, its interfaces', its disks' */
    const char *const *interfaces;     /* "08:06:50" (class:subclass:protocol) per interface and alternate setting */
    GBytes *descriptors;               /* as sysfs gives them, or NULL */
    const char *const *hardware_ids;   /* on Windows: exactly as it has them */
    const char *const *compatible_ids; /* likewise, with those of its interfaces */
    const char *container;             /* likewise, "{…}": one for all that belongs to the thing in the hand */
    const char *setup_class;           /* likewise: "USB", "WPD" */
    const char *const *volumes;        /* where its files are: "E:\" */
    gboolean composite;                /* Windows splits it into one device per interface */
    gboolean failed;                   /* it did not answer the enumeration */
    gboolean predicted;                /* the instance IDs were made from the serial, not read on Windows */
    gboolean card;                     /* what is meant is the memory card in it, which USB does not know */
    gboolean absent;                   /* known from before, not plugged in now */
} UsbctlDevice;

extern const UsbctlField usbctl_device_fields[];

/* A device from @parts. What they leave out is derived: IDs and serial from the instance IDs, interfaces from the
 * descriptors, and the instance ID from a serial that Windows would keep. USBCTL_ERROR_INVALID names the field that
 * makes no sense. */
UsbctlDevice *usbctl_device_new(const UsbctlDevice *parts, GError **error);
UsbctlDevice *usbctl_device_ref(UsbctlDevice *device);
void usbctl_device_unref(UsbctlDevice *device);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlDevice, usbctl_device_unref)

gboolean usbctl_device_equal(const UsbctlDevice *a, const UsbctlDevice *b);

/* Has it an interface of this class ("08")? */
gboolean usbctl_device_has_class(const UsbctlDevice *device, const char *class_code);

/* Is it among what a policy blocks unless a rule allows it: mass storage (08), a camera (06), a phone as one or as a
 * media player (MTP), which may say so in its compatible IDs only? */
gboolean usbctl_device_is_storage(const UsbctlDevice *device);

/* The compatible IDs of storage: what Windows' list denies. NULL ends them. */
extern const char *const usbctl_device_storage_ids[];

/* The first of them that Windows finds at the device or at an interface of it; NULL: none. */
const char *usbctl_device_find_storage_id(const UsbctlDevice *device);

/* Is it storage by the classes of its interfaces, which is all that Linux sees of it? */
gboolean usbctl_device_shows_storage(const UsbctlDevice *device);

/* Is it one that Linux makes up for a host controller? Its serial is the controller's address. */
gboolean usbctl_device_is_root_hub(const UsbctlDevice *device);

/* Is it @text: its path, one of its instance IDs, or vid:pid or vid:pid:serial? */
gboolean usbctl_device_is_named(const UsbctlDevice *device, const char *text);

/* USBGuard's device hash: Base64 of SHA-256 over name, vid, pid, serial and the raw descriptors. NULL without
 * descriptors. */
char *usbctl_device_hash(const UsbctlDevice *device);
