#pragma once

#include "endpoint/core/ep-draft.h"

/*
 * Those of a target's @exports that nobody confirmed yet and whose every row a comparison saw there: unowned EpRecord.
 * @registrations: id → EpRecord, all of the target; @edited: id → EpDraft of those that the comparison changed;
 * @found: its EpDriftFound.
 */
GPtrArray *ep_drift_taken_list(GPtrArray *exports, GHashTable *registrations, GHashTable *edited, GPtrArray *found);
