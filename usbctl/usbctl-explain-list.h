#pragma once

#include "usbctl/usbctl-explain.h"
#include "usbctl/usbctl-read.h"

/*
 * What happens to a device under a list that somebody else may have written: not what our policy would become, but what
 * the file says. Decisions name no rule; @match of the step that decides is the entry.
 */

/* Device Installation Restrictions as Windows evaluates them, with layers or without. Every node of the device is
 * asked, itself, its interfaces, its disks: what the steps are of is the first that is blocked, else the device itself,
 * and its instance ID is @node (transfer full). */
GPtrArray *usbctl_explain_registry(const UsbctlRegistry *registry, const UsbctlDevice *device, char **node,
                                   UsbctlDecision *decision);

/* Any other list, on @date (YYYY-MM-DD): the first entry that means the device decides. */
GPtrArray *usbctl_explain_list(const UsbctlList *list, const UsbctlDevice *device, UsbctlTarget target,
                               const char *date, UsbctlDecision *decision);

/* Explains @file, whatever kind of list it is, as lines for a console. USBCTL_ERROR_INVALID names what can be read. */
char *usbctl_explain_file(const UsbctlFile *file, const UsbctlDevice *device, const char *date, GError **error);
