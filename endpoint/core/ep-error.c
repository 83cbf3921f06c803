#include "endpoint/core/ep-error.h"

G_DEFINE_QUARK(ep_error, ep_error)
