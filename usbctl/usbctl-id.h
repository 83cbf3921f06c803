#pragma once

#include <glib.h>

#define USBCTL_ID_SIZE 200 /* MAX_DEVICE_ID_LEN of cfgmgr32.h, with the end */

/*
 * A Windows device instance ID, `enumerator\device\instance`. The string itself is opaque and compared whole, without
 * regard to ASCII case (Windows 7 writes Vid_, later ones VID_); everything else here is derived from it and can be
 * derived again.
 */
typedef struct {
    char raw[USBCTL_ID_SIZE];    /* exactly as it was read */
    const char *enumerator;      /* "USB", "USBSTOR", … */
    const char *model;           /* "VID_0951&PID_1666", "Disk&Ven_…" */
    const char *instance;        /* the last part */
    char vid[5], pid[5];         /* lower-case hex; "" when the ID has none */
    int interface_number;        /* the MI_ number when it is one interface of a composite device, else -1 */
    gboolean generated;          /* Windows made the last part up from hub and port: it differs on every PC and port */
    gboolean uasp;               /* USB-attached SCSI: Windows writes MSFT30 before the serial */
    char serial[USBCTL_ID_SIZE]; /* of USB and USBSTOR IDs that carry one, without MSFT30 and the LUN; else "" */
    /*< private >*/
    char parts[USBCTL_ID_SIZE]; /* what the three parts point into */
} UsbctlId;

/* NULL and USBCTL_ERROR_INVALID when @text cannot be an instance ID. */
UsbctlId *usbctl_id_parse(const char *text, GError **error);
void usbctl_id_free(UsbctlId *id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlId, usbctl_id_free)

/* Did Windows make up the last part of an ID, a disk's without its LUN (hex digits and "&")? It differs on every PC and
 * port, and is no serial number. */
gboolean usbctl_id_is_generated(const char *instance);

/* Is it what the bus names, and not a child (disk, interface) of it? */
gboolean usbctl_id_is_usb_device(const UsbctlId *id);

/* Of an instance ID: is it that of a USB disk, the same on every PC? What parsing it would say, for long lists. */
gboolean usbctl_id_is_own_disk(const char *text);

/* The form that is equal for equal IDs (transfer full). */
char *usbctl_id_fold(const char *text);

/* What Windows is expected to call the device; NULL when it would drop the serial. @prefix is "" or "MSFT30". */
char *usbctl_id_predict(const char *vid, const char *pid, const char *prefix, const char *serial);
