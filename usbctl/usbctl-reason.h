#pragma once

#include <glib.h>

/* How well a device can be told apart: 個体, 製品, 不可. The order counts: a worse reason has a greater level. */
typedef enum {
    USBCTL_LEVEL_INDIVIDUAL,
    USBCTL_LEVEL_PRODUCT,
    USBCTL_LEVEL_IMPOSSIBLE,
} UsbctlLevel;

/* Why a device is graded as it is, or why an operating system's policy cannot express a rule. */
typedef enum {
    USBCTL_REASON_NONE,
    USBCTL_REASON_VALID_SERIAL,
    /* impossible */
    USBCTL_REASON_NOT_ENUMERATED,
    USBCTL_REASON_NO_PRODUCT,
    USBCTL_REASON_COMPOSITE_STORAGE,
    /* the product only */
    USBCTL_REASON_NO_SERIAL,
    USBCTL_REASON_SERIAL_GENERATED,
    USBCTL_REASON_SERIAL_DROPPED,
    USBCTL_REASON_SERIAL_WILDCARD,
    USBCTL_REASON_SERIAL_SHORT,
    USBCTL_REASON_SERIAL_REPEATED,
    USBCTL_REASON_SERIAL_SEQUENCE,
    USBCTL_REASON_SERIAL_DEFAULT,
    USBCTL_REASON_SERIAL_MODEL,
    USBCTL_REASON_SERIAL_DATE,
    USBCTL_REASON_SERIAL_SHARED,
    USBCTL_REASON_SERIAL_OTHER_PRODUCT,
    USBCTL_REASON_CARD_READER,
    USBCTL_REASON_BRIDGE,
    /* a remark that changes no level */
    USBCTL_REASON_PREDICTED,
    /* of a target only */
    USBCTL_REASON_READ_ONLY,
    USBCTL_REASON_ANY_SERIAL,
    USBCTL_REASON_NO_USB_ID,
    USBCTL_REASON_SHADOWED,
    USBCTL_REASON_UNSEEN,
    USBCTL_N_REASONS,
} UsbctlReason;

const char *usbctl_reason_code(UsbctlReason reason);  /* stable, "no-serial" */
const char *usbctl_reason_text(UsbctlReason reason);  /* a sentence: a msgid of the domain "madoguchi" */
UsbctlLevel usbctl_reason_level(UsbctlReason reason); /* the best level that a device with this reason can have */

const char *usbctl_reason_level_code(UsbctlLevel level); /* stable, "individual" */
const char *usbctl_reason_level_text(UsbctlLevel level); /* a msgid */
