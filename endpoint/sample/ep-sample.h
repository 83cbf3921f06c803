#pragma once

#include "endpoint/ledger/ep-ledger.h"

/**
 * ep_sample_fill:
 * @n_pcs: how many PCs; three quarters stand on the office LAN
 * @n_days: on how many calendar days up to today somebody has worked at the desk; 0 leaves it unused
 * @n_media: about how many media were applied for in that time; 0: as many as an ordinary desk has in it
 * @seed: the same seed gives the same desk
 *
 * Fills an empty ledger with a plausible desk of invented people, places and machines. EP_ERROR_REFUSED if it holds PCs
 * already.
 */
gboolean ep_sample_fill(EpLedger *ledger, guint n_pcs, guint n_days, guint n_media, guint32 seed, EpProgress *progress,
                        GError **error);

/* The PCs as a ledger CSV would bring them: CP932-safe Japanese headings, CRLF ends. Free with g_free(). */
char *ep_sample_csv(guint n_pcs, guint32 seed);
