#pragma once

#include <glib.h>

/* Do two cells name the same PCs, in whatever order and however they are set apart (blanks, commas, semicolons, lines)?
 */
gboolean ep_drift_place_is_same(const char *a, const char *b);
