#pragma once

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-ledger.h"

/**
 * ep_sample_days_fill:
 * @first: the first of the days; the last is the clock's today
 * @n_media: about how many media the applications of these days are for; 0: as many as an ordinary desk has
 *
 * Lets invented people work at the desk on every open day: calls taken and answered, PCs taken in, repaired, lent and
 * given back, applications for USB devices received, checked, decided and registered. Moves the clock while it works,
 * and leaves it as it was. The ledger must hold sample PCs and staff.
 */
gboolean ep_sample_days_fill(EpLedger *ledger, EpDate first, guint n_media, guint32 seed, EpProgress *progress,
                             GError **error);
