#include "endpoint/core/ep-error.h"

/* clang-format off: it takes the hyphens for minus signs */
G_DEFINE_QUARK(ep-error-quark, ep_error)
/* clang-format on */
