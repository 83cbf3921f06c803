#include "endpoint/core/ep-calendar.h"

#include "endpoint/core/ep-holiday.h"

#define SEARCH_DAYS 3653 /* without a single open day */

typedef struct {
    EpCalendarDay day;
    char *name;
} EpCalendarEntry;

struct _EpCalendar {
    gatomicrefcount references;
    GHashTable *entries; /* days since 1970 → EpCalendarEntry */
};

static void
ep_calendar_entry_free(gpointer data)
{
    EpCalendarEntry *entry = data;

    g_free(entry->name);
    g_free(entry);
}

EpCalendar *
ep_calendar_new(void)
{
    EpCalendar *self = g_new0(EpCalendar, 1);

    g_atomic_ref_count_init(&self->references);
    self->entries = g_hash_table_new_full(NULL, NULL, NULL, ep_calendar_entry_free);
    return self;
}

EpCalendar *
ep_calendar_ref(EpCalendar *self)
{
    g_atomic_ref_count_inc(&self->references);
    return self;
}

void
ep_calendar_unref(EpCalendar *self)
{
    if (!g_atomic_ref_count_dec(&self->references))
        return;
    g_hash_table_unref(self->entries);
    g_free(self);
}

void
ep_calendar_set(EpCalendar *self, EpDate date, EpCalendarDay day, const char *name)
{
    EpCalendarEntry *entry = g_new0(EpCalendarEntry, 1);

    entry->day = day;
    entry->name = g_strdup(name != NULL && *name != '\0' ? name : "休日");
    g_hash_table_replace(self->entries, GINT_TO_POINTER(ep_date_to_days(date)), entry);
}

static const EpCalendarEntry *
ep_calendar_look_up(EpCalendar *self, EpDate date)
{
    return g_hash_table_lookup(self->entries, GINT_TO_POINTER(ep_date_to_days(date)));
}

const char *
ep_calendar_holiday_name(EpCalendar *self, EpDate date)
{
    const EpCalendarEntry *entry = ep_calendar_look_up(self, date);

    if (entry == NULL)
        return ep_holiday_name(date);
    return entry->day == EP_CALENDAR_HOLIDAY ? entry->name : NULL;
}

static gboolean
ep_calendar_is_year_end(EpDate date)
{
    return (date.month == 12 && date.day >= 29) || (date.month == 1 && date.day <= 3);
}

gboolean
ep_calendar_is_open(EpCalendar *self, EpDate date)
{
    const EpCalendarEntry *entry = ep_calendar_look_up(self, date);
    int weekday = ep_date_weekday(date);

    if (entry != NULL && entry->day == EP_CALENDAR_OPEN)
        return TRUE;
    return weekday != 0 && weekday != 6 && !ep_calendar_is_year_end(date) &&
           ep_calendar_holiday_name(self, date) == NULL;
}

EpDate
ep_calendar_add_open_days(EpCalendar *self, EpDate date, int n)
{
    int step = n < 0 ? -1 : 1;
    int days = ep_date_to_days(date);
    int closed = 0;

    while (n != 0) {
        days += step;
        date = ep_date_from_days(days);
        if (!ep_date_is_set(date) || closed > SEARCH_DAYS)
            return (EpDate){ 0 };
        closed++;
        if (!ep_calendar_is_open(self, date))
            continue;
        n -= step;
        closed = 0;
    }
    return date;
}

int
ep_calendar_count_open_days(EpCalendar *self, EpDate from, EpDate to)
{
    int first = ep_date_to_days(from), last = ep_date_to_days(to);
    int count = 0;

    if (last < first)
        return -ep_calendar_count_open_days(self, to, from);
    for (int days = first + 1; days <= last; days++)
        count += ep_calendar_is_open(self, ep_date_from_days(days)) ? 1 : 0;
    return count;
}
