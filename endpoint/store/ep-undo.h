#pragma once

#include "endpoint/store/ep-act.h"

/**
 * ep_undo:
 * @seq: the act to take back
 * @info: who takes it back; `verb`, `undoes`, `table` and `record` are filled in here
 * @left: (out) (optional): sentences about what was changed since and therefore stays; free with g_strfreev()
 *
 * A new act that writes the old values where the act's own still stand. A record that the act created goes out of the
 * lists unless something refers to it or changed it since; a numbered one is cancelled instead, so that its number
 * keeps its meaning.
 *
 * Returns: the new act's seq, or 0 with EP_ERROR_NOT_FOUND (no such act) or EP_ERROR_REFUSED (taken back already,
 * nothing left to take back)
 */
gint64 ep_undo(EpStore *store, gint64 seq, const EpActInfo *info, char ***left, GError **error);

/* The acts of a run, newest first (gint64), without those taken back. */
GArray *ep_undo_list_run(EpStore *store, gint64 run, GError **error);
