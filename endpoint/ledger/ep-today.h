#pragma once

#include "endpoint/ledger/ep-due.h"

/* What waits for somebody, of every kind, and how urgent each is. Nothing of it is stored. */

/* Pure: ep_due_judge() of the record as it is. */
EpUrgency ep_today_judge(EpRecord *record, const EpDueNow *now);

/* The day, and the moment of it, by which it wants something done as it is now, or "". */
const char *ep_today_get_due(EpRecord *record);
const char *ep_today_get_due_at(EpRecord *record);

typedef struct {
    const EpTable *table;
    gboolean timed;     /* those with a moment, which stand by themselves */
    GPtrArray *records; /* EpRecord, the most urgent first, then by due date, moment and number */
    guint n_due;
    guint n_late;
    guint n_near; /* whose moment has come or comes within the hour */
} EpTodaySection;

/* One section for each kind of which something waits, and one for those of it with a moment: what is near its moment
 * first, then late ones, then those due, then in the catalog's order. */
GPtrArray *ep_today_load(EpReader *reader, const EpDueNow *now, GError **error);
