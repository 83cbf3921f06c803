#pragma once

#include "usbctl/usbctl-backend.h"

typedef enum {
    USBCTL_WATCH_ADDED,
    USBCTL_WATCH_REMOVED,
    USBCTL_WATCH_CHANGED, /* another device, or the same with other strings, at the same path */
} UsbctlWatchEvent;

/* @device is the new one, or the one that left. @error is set, and @device NULL, when the devices could not be listed;
 * watching goes on. */
typedef void (*UsbctlWatchFunc)(UsbctlWatchEvent event, const UsbctlDevice *device, const GError *error,
                                gpointer user_data);

/*
 * Level-triggered: any sign of a change makes it list again, once the bus has been quiet for 100 ms or after half a
 * second, and report the difference. What is plugged in already is reported as added before usbctl_watch_new() returns.
 */
typedef struct _UsbctlWatch UsbctlWatch;

/* @backend must outlive the watch. Calls @func in the thread-default main context of the caller. */
UsbctlWatch *usbctl_watch_new(UsbctlBackend *backend, UsbctlWatchFunc func, gpointer user_data, GError **error);
void usbctl_watch_free(UsbctlWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlWatch, usbctl_watch_free)

/* What is plugged in now (UsbctlDevice, borrowed; valid until the next event). */
GPtrArray *usbctl_watch_get_devices(UsbctlWatch *watch);
