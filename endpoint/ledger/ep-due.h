#pragma once

#include "endpoint/store/ep-reader.h"

/* What should be done by a day, or by a moment of it, of any kind whose table names a due date. */

typedef enum {
    EP_URGENCY_NONE, /* waits for nobody */
    EP_URGENCY_OPEN, /* waits for somebody */
    EP_URGENCY_DUE,  /* that day is the day */
    EP_URGENCY_LATE,
} EpUrgency;

/* When it is judged, canonical: the local day, and the moment. */
typedef struct {
    char day[16];
    char at[24];
} EpDueNow;

EpDueNow ep_due_now(void);                  /* by the program's clock */
EpDueNow ep_due_at_end_of(const char *day); /* @day's last moment */

/* Pure: how urgent a record in @state that is due on @due ("": never), by @due_at ("": by the day's end), is. */
EpUrgency ep_due_judge(const EpTable *table, const char *state, const char *due, const char *due_at,
                       const EpDueNow *now);

/* Pure: the moment @due_at has come, or comes within the hour. */
gboolean ep_due_is_near(const char *due_at, const EpDueNow *now);

/* For the screen: "until 17:15", within the hour "17:15, 12 minutes left", then "17:15, 3 minutes over". */
char *ep_due_format(const char *due_at, const EpDueNow *now);

typedef struct {
    gint64 record;
    char *due;
    char *due_at; /* or "" */
    char *state;  /* in which the day left it */
} EpDue;

/* EpDue: what was due or late when @day ended, by due date. The day's last state counts, all else is as it is now. */
GPtrArray *ep_due_load(EpReader *reader, const EpTable *table, const char *day, GError **error);
