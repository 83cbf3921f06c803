#pragma once

#include "endpoint/core/ep-column-map.h"
#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-reader.h"

/* Use restrictions (使用制限): what the console of one target lets be done with a permit's medium, set on the client's
 * instruction by one person and seen to work by another. The business network has none (ep-route.h). */

/* What a restriction leaves of a permit, as far as lists can say it: "none", "read", or "" for all of it. */
const char *ep_restriction_get_level(const char *restricts);
const char *ep_restriction_get_stricter(const char *a, const char *b); /* of two levels */

/* Why @target's list cannot say it (a code of ep_identity_get_text()); NULL: it can, or there is no list. @columns as
 * for ep_target_kind_refuse(). */
const char *ep_restriction_get_limit(EpRecord *restriction, EpRecord *target, const EpColumns *columns);

/* The table's check: within the permit's period, beside no other that says the same or the contrary; what the target
 * cannot say is not set before somebody says how. */
gboolean ep_restriction_check(struct _EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error);

/* A run function of permits: one is asked for, on a target of the permit's network. */
gboolean ep_restriction_run_open(EpDeed *deed, GError **error);

/* Permits (ids) end: adds what becomes of their restrictions to @drafts. */
gboolean ep_restriction_end_all(EpDeed *deed, const gint64 *permits, gsize n_permits, GPtrArray *drafts,
                                GError **error);

/* Permits (EpRecord) were renewed, and their successors are written: writes the restrictions of those, which last on.
 * @drafts: the successors, among others. */
gboolean ep_restriction_renew_all(EpDeed *deed, GPtrArray *permits, GPtrArray *drafts, GError **error);
