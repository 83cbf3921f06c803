#pragma once

#include "endpoint/ledger/ep-verb.h"

/* Run function of the verb that makes a job: says when to ask about it, if nobody did. */
gboolean ep_vendor_job_order(EpDeed *deed, GError **error);
