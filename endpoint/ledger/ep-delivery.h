#pragma once

#include "endpoint/ledger/ep-verb.h"

/*
 * What is delivered to the city on a medium (成果品): its files as they were checked, with their digests, and the check
 * that its certificate speaks of.
 */

/* The delivery stands first in @drafts: only what is clean is checked. */
void ep_delivery_take_check(EpDeed *deed, GPtrArray *drafts);
