#pragma once

#include "endpoint/core/ep-calendar.h"
#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-reader.h"

/*
 * When the office opens and closes, and within what time things are done: rows of `office_rule`, which a site has only
 * where it differs from what stands here. Which days it is open at all is the calendar's (ep-calendar-site.h).
 */
typedef struct {
    int opens, closes;  /* minutes of the local day: 8:30 and 17:15 */
    int report_minutes; /* from a detection to its report: 15 */
    int notice_days;    /* how long before its end a section is told of it: 30 */
    int pattern_days;   /* how many open days old a virus pattern may be: 1, so that Monday takes Friday's */
    EpCalendar *calendar;
} EpOffice;

#define EP_OFFICE_NOTICE_DAYS 30

EpOffice *ep_office_load(EpReader *reader, GError **error);
void ep_office_free(EpOffice *office);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpOffice, ep_office_free)

/* The moment (canonical) at which the office closes on @day (canonical); "" if that is no day. Free with g_free(). */
char *ep_office_dup_closing(const EpOffice *office, const char *day);

/* Why temporary use cannot end at @until (a canonical moment): nobody is there to take it back. NULL if it can. */
char *ep_office_refuse_end(const EpOffice *office, const char *until);

/* In words, why a pattern of @pattern_date ("": not known) is too old on @day; NULL if it is not. Free with g_free().
 */
char *ep_office_dup_pattern_fault(const EpOffice *office, const char *pattern_date, const char *day);
