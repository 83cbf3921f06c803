#pragma once

#include "endpoint/ledger/ep-verb.h"

/* Permits (許可): a medium may be used on a network, by and on whom its scopes say, from one day to another. */

extern const EpChoice ep_permit_rights[]; /* codes as usbctl has them: "read-write", "read" */

/* Run functions: permits end, and with them what was registered for them; a lost medium ends all of its. */
gboolean ep_permit_run_end(EpDeed *deed, GError **error);
gboolean ep_permit_run_medium(EpDeed *deed, GError **error);

/* A run function: the medium of a temporary permit that was revoked leaves the house. */
gboolean ep_permit_run_hand_back(EpDeed *deed, GError **error);

/* A run function: a clean check becomes a temporary permit, without an application (持込). */
gboolean ep_permit_run_from_check(EpDeed *deed, GError **error);

/* Adds to @drafts a registration of @permit that waits on each of @targets (EpRecord) that is not retired. */
void ep_permit_add_registrations(gint64 permit, GPtrArray *targets, GPtrArray *drafts);
