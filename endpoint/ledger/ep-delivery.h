#pragma once

#include "endpoint/ledger/ep-verb.h"

/*
 * What is delivered to the city on a medium (成果品): its files as they were checked, with their digests, and the check
 * that its certificate speaks of.
 */

/* A run function: a virus check, with the files it looked at as lines of the answers (delivery_file). */
gboolean ep_delivery_run_check(EpDeed *deed, GError **error);

/* The delivery stands first in @drafts: only what is clean is checked. */
void ep_delivery_take_check(EpDeed *deed, GPtrArray *drafts);
