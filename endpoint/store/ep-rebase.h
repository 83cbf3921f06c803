#pragma once

#include "endpoint/core/ep-draft.h"
#include "endpoint/store/ep-reader.h"

/* Drafts (EpDraft, of any tables) against the ledger as it is now, under the write lock. New records are left alone. */

/* Takes over what others changed since; EP_ERROR_CONFLICT if a draft changed the same fields, or its record is gone.
 * One that changes nothing goes with its record: it is marked as removed. */
gboolean ep_rebase(EpReader *reader, GPtrArray *drafts, GError **error);

/* @record: (out): what @draft takes away, as it is now; NULL if somebody did so already. EP_ERROR_CONFLICT if somebody
 * changed it since. */
gboolean ep_rebase_removal(EpReader *reader, EpDraft *draft, EpRecord **record, GError **error);

/* What is done afterwards may not come before what happened to the record last: EP_ERROR_REFUSED for a state that would
 * change on @day before its last change. */
gboolean ep_rebase_check_day(EpReader *reader, GPtrArray *drafts, const char *day, GError **error);
