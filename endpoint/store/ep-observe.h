#pragma once

#include "endpoint/store/ep-act.h"

/*
 * Writing into observed tables (EP_TABLE_OBSERVED): what machines report. Only inside an act, and not journalled row by
 * row: a row's `rev` is the act that saw it first, its `gone` the act that missed it. So undoing an import takes its
 * observations back, too.
 */

/* @values: @n_rows times the id, the act's seq, then the table's stored fields in order. */
gboolean ep_observe_add(EpAct *act, const EpTable *table, const EpValue *values, gsize n_rows, GError **error);

/* The rows @ids are not there any more. */
gboolean ep_observe_end(EpAct *act, const EpTable *table, const gint64 *ids, gsize n_ids, GError **error);

/* Takes back what act @seq observed, in all observed tables. */
gboolean ep_observe_undo(EpAct *act, gint64 seq, GError **error);
