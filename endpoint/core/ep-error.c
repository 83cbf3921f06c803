#include "endpoint/core/ep-error.h"

G_DEFINE_QUARK(ep - error - quark, ep_error)
