#pragma once

#include "usbctl/usbctl-reason.h"

/* Would Windows keep it? One byte that is a comma, below 0x20 or above 0x7F, and it drops the whole serial (Microsoft's
 * USB FAQ). */
gboolean usbctl_serial_is_kept(const char *serial);

/* What is wrong with the text alone, or USBCTL_REASON_NONE. @pid and @release (bcdDevice) are four hex digits or "". */
UsbctlReason usbctl_serial_inspect(const char *serial, const char *pid, const char *release);
