#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "usbctl/usbctl-device.h"

/*
 * The devices of an application that is being filled in: each with what its plug says and what only the paper knows.
 *
 * Signals:
 * - "changed" ()
 */
#define DESK_TYPE_COUNTER_DEVICES (desk_counter_devices_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterDevices, desk_counter_devices, DESK, COUNTER_DEVICES, GtkWidget)

GtkWidget *desk_counter_devices_new(DeskData *data);
void desk_counter_devices_add(DeskCounterDevices *self, const UsbctlDevice *device); /* NULL: one to be typed in */
void desk_counter_devices_add_record(DeskCounterDevices *self, EpRecord *line);      /* one there is */
void desk_counter_devices_refill(DeskCounterDevices *self); /* as the lines are now: something else changed them */
void desk_counter_devices_focus(DeskCounterDevices *self, gint64 line);
gboolean desk_counter_devices_has(DeskCounterDevices *self, const UsbctlDevice *device);
/* Which permit each is about is asked, too. */
void desk_counter_devices_ask_permits(DeskCounterDevices *self, gboolean asked);
gboolean desk_counter_devices_check(DeskCounterDevices *self); /* the first fault has the focus */
void desk_counter_devices_apply_to(DeskCounterDevices *self, EpDraft *application);
