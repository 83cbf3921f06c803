#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "usbctl/usbctl-device.h"

/*
 * A new application, filled in at the counter in the order of the paper: applicant, devices, PCs and users, use,
 * confirmations. Devices come from what is plugged in, or are typed in. Ctrl+Enter receives it, Escape gives it up.
 *
 * Signals:
 * - "done" (gint64 application)
 * - "cancelled" ()
 * - "changed" (): the network, the rights or the devices are others
 */
#define DESK_TYPE_COUNTER_NEW (desk_counter_new_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterNew, desk_counter_new, DESK, COUNTER_NEW, GtkWidget)

GtkWidget *desk_counter_new_new(DeskData *data);
EpDraft *desk_counter_new_get_answers(DeskCounterNew *self);                        /* borrowed */
void desk_counter_new_add_device(DeskCounterNew *self, const UsbctlDevice *device); /* NULL: one to be typed in */
gboolean desk_counter_new_has_device(DeskCounterNew *self, const UsbctlDevice *device);
void desk_counter_new_focus(DeskCounterNew *self);
void desk_counter_new_submit(DeskCounterNew *self);
