#pragma once

#include "endpoint/ledger/ep-verb.h"

/* Use restrictions (使用制限): what the console of one target lets be done with a permit's medium, set on the client's
 * instruction by one person and seen to work by another. The business network has none (ep-route.h). */

/* A run function of permits: one is asked for, on a target of the permit's network. */
gboolean ep_restriction_run_open(EpDeed *deed, GError **error);

/* Permits (ids) end: adds what becomes of their restrictions to @drafts. */
gboolean ep_restriction_end_all(EpDeed *deed, const gint64 *permits, gsize n_permits, GPtrArray *drafts,
                                GError **error);
