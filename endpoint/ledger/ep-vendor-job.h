#pragma once

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-verb.h"

/* Run function of the verb that makes a job: says when to ask about it, if nobody did. */
gboolean ep_vendor_job_order(EpDeed *deed, GError **error);

/* Calendar days that the vendor had the PC, until it came back or @today; 0 before it is collected. */
int ep_vendor_job_count_days(EpRecord *job, EpDate today);
