#pragma once

#include "endpoint/core/ep-date.h"

/*
 * The days the desk is open: Monday to Friday, less public holidays by rule (ep-holiday.h) and the year's end, 12/29 to
 * 1/3, with whatever the site has put over that. Set up by one thread; then any number may ask, as long as nobody sets.
 */
typedef struct _EpCalendar EpCalendar;

typedef enum {
    EP_CALENDAR_HOLIDAY,  /* a holiday that the rule does not know, or knows by another name */
    EP_CALENDAR_ORDINARY, /* not a holiday: open if it is a weekday outside the year's end */
    EP_CALENDAR_OPEN,     /* open, whatever day it is */
} EpCalendarDay;

EpCalendar *ep_calendar_new(void);
EpCalendar *ep_calendar_ref(EpCalendar *calendar);
void ep_calendar_unref(EpCalendar *calendar);

/* Puts @day over the rule for one date; the last word counts. @name is for holidays and may be NULL. */
void ep_calendar_set(EpCalendar *calendar, EpDate date, EpCalendarDay day, const char *name);

gboolean ep_calendar_is_open(EpCalendar *calendar, EpDate date);
/* The holiday's name, the calendar's own or static; NULL for an ordinary day, an open one, and a closed one that is no
 * holiday. */
const char *ep_calendar_holiday_name(EpCalendar *calendar, EpDate date);

/* The @n-th open day after @date (before it for a negative @n); 0 gives @date itself, open or not. No date comes back
 * when ten years in a row have no open day, or the calendar ends. */
EpDate ep_calendar_add_open_days(EpCalendar *calendar, EpDate date, int n);
/* The open days after @from up to and including @to, negative when @to is earlier (then after @to, up to and
 * including @from). Adding them to @from arrives at @to if that is open and not earlier. */
int ep_calendar_count_open_days(EpCalendar *calendar, EpDate from, EpDate to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpCalendar, ep_calendar_unref)
