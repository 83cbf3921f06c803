#pragma once

#include "endpoint/ledger/ep-verb.h"

/* Run function of the verb that makes a loan: refused unless the loaner is ready. */
gboolean ep_loan_prepare(EpDeed *deed, GError **error);
