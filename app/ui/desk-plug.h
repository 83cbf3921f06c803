#pragma once

#include <gio/gio.h>

#include "usbctl/usbctl-device.h"

/*
 * What is plugged in, kept up to date. Listing devices reads dozens of files, so a thread of its own does it; the
 * window hears of the result.
 *
 * Signals:
 * - "changed" (): desk_plug_get_devices() is another
 */
#define DESK_TYPE_PLUG (desk_plug_get_type())
G_DECLARE_FINAL_TYPE(DeskPlug, desk_plug, DESK, PLUG, GObject)

/* The devices of a recording in place of this machine's, for every DeskPlug made from now on. NULL: this machine's. */
void desk_plug_set_recording(const char *path);

DeskPlug *desk_plug_new(void);
GPtrArray *desk_plug_get_devices(DeskPlug *self); /* UsbctlDevice; no hub among them. Borrowed, replaced on change */
const char *desk_plug_get_fault(DeskPlug *self);  /* why they could not be listed; NULL */
UsbctlDevice *desk_plug_find(DeskPlug *self, const char *path); /* borrowed; NULL */
