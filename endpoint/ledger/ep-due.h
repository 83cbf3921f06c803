#pragma once

#include "endpoint/store/ep-reader.h"

/* What should be done by a day, of any kind whose table names a due date. */

typedef enum {
    EP_URGENCY_NONE, /* waits for nobody */
    EP_URGENCY_OPEN, /* waits for somebody */
    EP_URGENCY_DUE,  /* that day is the day */
    EP_URGENCY_LATE,
} EpUrgency;

/* Pure: how urgent a record in @state that is due at @due ("": never) is on @day. Days are canonical. */
EpUrgency ep_due_judge(const EpTable *table, const char *state, const char *due, const char *day);

typedef struct {
    gint64 record;
    char *due;
    char *state; /* in which the day left it */
} EpDue;

/* EpDue: what was due or late when @day ended, by due date. The day's last state counts, all else is as it is now. */
GPtrArray *ep_due_load(EpReader *reader, const EpTable *table, const char *day, GError **error);
