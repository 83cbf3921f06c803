#pragma once

#include "endpoint/ledger/ep-worklog.h"

/* A row of worklog-piles or worklog-moves. */
typedef struct {
    const char *from, *to; /* piles */
    gboolean today, undo;
    gint64 n;
} EpWorklogMove;

void ep_worklog_move_read(EpWorklogMove *move, const EpRow *row);

/* Adds the move to @count, whose table and network say which piles are meant. FALSE if it has nothing to do with them.
 */
gboolean ep_worklog_count_add(EpWorklogCount *count, const EpWorklogMove *move);

GPtrArray *ep_worklog_load_counts(EpLedger *ledger, const char *day, GError **error);
GPtrArray *ep_worklog_load_acts(EpLedger *ledger, const char *day, GError **error);
GPtrArray *ep_worklog_make_tallies(EpLedger *ledger, GPtrArray *acts);
gboolean ep_worklog_load_cases(EpWorklog *worklog, EpLedger *ledger, GError **error);
gboolean ep_worklog_load_dues(EpWorklog *worklog, EpLedger *ledger, GError **error);
