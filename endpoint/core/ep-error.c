#include "endpoint/core/ep-error.h"

G_DEFINE_QUARK(ep_error, ep_error)
/* clang-format off: it takes the hyphens for minus signs */
G_DEFINE_QUARK(ep - error - quark, ep_error)
/* clang-format on */
