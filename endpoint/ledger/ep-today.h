#pragma once

#include "endpoint/ledger/ep-due.h"

/* What waits for somebody, of every kind, and how urgent each is. Nothing of it is stored. */

/* Pure: ep_due_judge() of the record as it is. @today is a canonical date. */
EpUrgency ep_today_judge(EpRecord *record, const char *today);

const char *ep_today_get_due(EpRecord *record); /* the day by which it wants something done as it is now, or "" */

typedef struct {
    const EpTable *table;
    GPtrArray *records; /* EpRecord, the most urgent first, then by due date and number */
    guint n_due;
    guint n_late;
} EpTodaySection;

/* One section for each kind of which something waits: late ones first, then those due, then in the catalog's order. */
GPtrArray *ep_today_load(EpReader *reader, const char *today, GError **error);
