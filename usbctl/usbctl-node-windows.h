#pragma once

#include "usbctl/usbctl-node.h"

/* Every node that may be a USB device or a part of one (UsbctlNode), with @all also those that are not plugged in. */
GPtrArray *usbctl_node_windows_list(gboolean all, GError **error);
