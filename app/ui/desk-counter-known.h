#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/ledger/ep-known.h"
#include "usbctl/usbctl-device.h"

/* What the ledger says about devices that are plugged in: read on the reader's thread, shown beside the application. */

typedef struct {
    UsbctlDevice *device;
    EpRecord *line;   /* of application_device: filled from the device, graded */
    char *network;    /* where it is wanted; NULL */
    GPtrArray *known; /* EpKnown */
    char *incident;   /* the number of one that is open of it; "" */
} DeskCounterFinding;

/* For what a device would be used, to say beforehand what this network's targets cannot do. Texts are copied. */
typedef struct {
    const char *network, *rights; /* NULL or "": not known yet */
    gboolean pcs, users;          /* it names some */
} DeskCounterUse;

/* @devices: UsbctlDevice. The callback gets DeskCounterFinding in an array from desk_data_run_finish(). */
void desk_counter_known_read(DeskData *data, GPtrArray *devices, const DeskCounterUse *use,
                             GAsyncReadyCallback callback, gpointer callback_data);

/* Has an application this device already? By product and serial number. */
gboolean desk_counter_known_is_line(const UsbctlDevice *device, EpRecord *line);
