#pragma once

#include "endpoint/store/ep-reader.h"

/* What waits for somebody: the open records of every kind, and how urgent each is. Nothing of it is stored. */

typedef enum {
    EP_URGENCY_NONE, /* not open */
    EP_URGENCY_OPEN,
    EP_URGENCY_DUE, /* today is the day */
    EP_URGENCY_LATE,
} EpUrgency;

/* Pure: by the record's state and its table's `due` field. @today is a canonical date. */
EpUrgency ep_today_judge(EpRecord *record, const char *today);

typedef struct {
    const EpTable *table;
    GPtrArray *records; /* EpRecord, the most urgent first, then by due date and number */
    guint n_due;
    guint n_late;
} EpTodaySection;

/* One section for each kind that has open records: late ones first, then those due, then in the catalog's order. */
GPtrArray *ep_today_load(EpReader *reader, const char *today, GError **error);
