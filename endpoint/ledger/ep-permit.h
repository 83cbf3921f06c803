#pragma once

#include "endpoint/ledger/ep-verb.h"

/* Permits (許可): a medium may be used on a network, by and on whom its scopes say, from one day to another. */

extern const EpChoice ep_permit_rights[]; /* codes as usbctl has them: "read-write", "read" */

/* Run functions: permits end, and with them what was registered for them; a lost medium ends all of its. */
gboolean ep_permit_run_end(EpDeed *deed, GError **error);
gboolean ep_permit_run_medium(EpDeed *deed, GError **error);
