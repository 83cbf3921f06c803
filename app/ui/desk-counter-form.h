#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-counter-case.h"
#include "usbctl/usbctl-device.h"

/*
 * An application as the paper has it, to be filled in: applicant, devices, PCs and users, use, confirmations. A new
 * one, or one that there is, with its lines. Devices come from what is plugged in, or are typed in. Ctrl+Enter receives
 * or saves it, Escape gives it up.
 *
 * Signals:
 * - "done" (gint64 application)
 * - "cancelled" ()
 * - "changed" (): the network, the rights or the devices are others
 */
#define DESK_TYPE_COUNTER_FORM (desk_counter_form_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterForm, desk_counter_form, DESK, COUNTER_FORM, GtkWidget)

GtkWidget *desk_counter_form_new(DeskData *data);
GtkWidget *desk_counter_form_new_edit(DeskData *data, EpRecord *application, const DeskCounterCase *belongings);
EpRecord *desk_counter_form_get_record(DeskCounterForm *self);                        /* borrowed; NULL: a new one */
EpDraft *desk_counter_form_get_answers(DeskCounterForm *self);                        /* borrowed */
void desk_counter_form_add_device(DeskCounterForm *self, const UsbctlDevice *device); /* NULL: one to be typed in */
gboolean desk_counter_form_has_device(DeskCounterForm *self, const UsbctlDevice *device);
void desk_counter_form_focus(DeskCounterForm *self, const char *field); /* NULL: where typing begins */
/* A device, PC or user of it; @id 0: one more. */
void desk_counter_form_focus_line(DeskCounterForm *self, const EpTable *table, gint64 id);
void desk_counter_form_submit(DeskCounterForm *self);
