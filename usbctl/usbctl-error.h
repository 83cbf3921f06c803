#pragma once

#include <glib.h>

#define USBCTL_ERROR (usbctl_error_quark())

/**
 * UsbctlError:
 * @USBCTL_ERROR_FAILED: something outside the program failed (a file, the bus, a library)
 * @USBCTL_ERROR_USAGE: the caller's words make no sense
 * @USBCTL_ERROR_NOT_FOUND: what was named does not exist
 * @USBCTL_ERROR_INVALID: input that cannot be accepted; the message names the place and the field
 *
 * The first three are `usbctl`'s exit statuses; the last leaves it with 1.
 */
typedef enum {
    USBCTL_ERROR_FAILED = 1,
    USBCTL_ERROR_USAGE = 2,
    USBCTL_ERROR_NOT_FOUND = 3,
    USBCTL_ERROR_INVALID = 6,
} UsbctlError;

GQuark usbctl_error_quark(void);
