#pragma once

#include "endpoint/core/ep-progress.h"
#include "endpoint/store/ep-store.h"

typedef void (*EpVerifyFunc)(const char *problem, gpointer user_data);

/**
 * ep_verify:
 * @func: called for every fault found: a row of the journal changed, removed or put elsewhere, a record changed behind
 * the program's back
 * @n_problems: (out): how many
 * @hash: (out): the last act's hash; written down elsewhere it proves the whole journal up to it
 *
 * Recomputes the chain, then replays all changes and compares every record. FALSE only if reading failed or was
 * cancelled.
 */
gboolean ep_verify(EpStore *store, EpVerifyFunc func, gpointer user_data, EpProgress *progress, guint *n_problems,
                   char **hash, GError **error);
