#include "usbctl/usbctl-error.h"

G_DEFINE_QUARK(usbctl_error, usbctl_error)
