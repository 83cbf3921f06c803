#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-counter-known.h"

/* Where a plugged device can go. */
typedef enum {
    DESK_COUNTER_DEVICE_FREE,  /* into a new application only */
    DESK_COUNTER_DEVICE_FITS,  /* into the application that is open, too */
    DESK_COUNTER_DEVICE_MEANT, /* into the new one that is being filled in */
    DESK_COUNTER_DEVICE_TAKEN, /* it is in the application that is open */
} DeskCounterPlace;

/*
 * A device that is plugged in: its name and numbers, how well it can be told apart and why, what the ledger knows of
 * it, what this network's enforcement cannot do with it.
 *
 * Signals:
 * - "take" (gboolean new): into a new application, or into the one that is open
 */
#define DESK_TYPE_COUNTER_DEVICE (desk_counter_device_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterDevice, desk_counter_device, DESK, COUNTER_DEVICE, GtkWidget)

/* @finding is borrowed and must outlive the widget. */
GtkWidget *desk_counter_device_new(const DeskCounterFinding *finding, DeskCounterPlace place);
const UsbctlDevice *desk_counter_device_get_device(DeskCounterDevice *self);
void desk_counter_device_focus(DeskCounterDevice *self); /* where it is taken */
