#pragma once

#include "app/cli/desk-cli.h"
#include "usbctl/usbctl-device.h"

/*
 * `deskctl do` takes values from where they are instead of from the keyboard: a plugged or recorded device, a virus
 * scanner. Each returns TRUE with *@taken set if the option was its own.
 */

/* --device DEVICE [--from FILE]: fills the answers of a verb that asks for a device, or adds it as a line. */
gboolean desk_cli_device_answer(EpReader *reader, EpDraft *answers, const char *from, const char *device,
                                GError **error);

/* --scan FOLDER: runs the virus scanner, whose result answers a verb that makes a check. */
gboolean desk_cli_device_scan(EpDraft *answers, const char *folder, GError **error);

/* The device @name as it is plugged in, or in the recording @from (NULL: this machine); NULL if it is not there. */
UsbctlDevice *desk_cli_device_dup(const char *from, const char *name);
