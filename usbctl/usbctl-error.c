#include "usbctl/usbctl-error.h"

G_DEFINE_QUARK(usbctl - error - quark, usbctl_error)
