#pragma once

#include "endpoint/ledger/ep-worklog.h"

/*
 * What stands behind a number of the daily log. A source is a line of text that a sheet carries with its cell:
 *   worklog?day=2026-11-20&table=repair&network=lan&count=received     (count: before, received, done, open)
 *   worklog?day=2026-11-20&count=received                              (the same of all kinds together)
 *   worklog?day=2026-11-20&verb=repair.return
 *   worklog?day=2026-11-20                                             (all acts of the day)
 *   record?table=repair&id=123
 */
char *ep_worklog_source_count(const EpWorklog *worklog, const EpWorklogCount *count, const char *which);
char *ep_worklog_source_received(const char *day); /* all that came in on it */
char *ep_worklog_source_verb(const EpWorklog *worklog, const EpVerb *verb);
char *ep_worklog_source_day(const EpWorklog *worklog);
char *ep_worklog_source_record(const EpSubject *subject);

typedef struct {
    gint64 seq;
    const EpTable *table;
    gint64 record; /* the one of @table that it moved; 0: its subject is what it is about */
} EpWorklogSourceAct;

typedef struct {
    char *day;            /* "" for a single record */
    const EpTable *table; /* of @records; NULL: of several kinds, see the acts */
    GArray *records;      /* gint64; one that came and went, or was taken back, is there once */
    GArray *acts;         /* EpWorklogSourceAct in order; empty where the number is about a state, not about work */
} EpWorklogSource;

/* EP_ERROR_USAGE if @source is none of these. */
EpWorklogSource *ep_worklog_source_load(EpLedger *ledger, const char *source, GError **error);
void ep_worklog_source_free(EpWorklogSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpWorklogSource, ep_worklog_source_free)
