#include "endpoint/ledger/ep-calendar-site.h"

#include <string.h>

#include "endpoint/ledger/ep-kinds.h"

EpCalendar *
ep_calendar_site_load(EpReader *reader, GError **error)
{
    g_autoptr(GPtrArray) days = ep_reader_load(reader, &ep_holiday_table, NULL, error);
    g_autoptr(EpCalendar) calendar = ep_calendar_new();

    for (guint i = 0; days != NULL && i < days->len; i++) {
        EpRecord *record = g_ptr_array_index(days, i);
        gboolean open = strcmp(ep_record_get_named(record, "kind"), "open") == 0;
        EpDate date;

        if (ep_date_parse(ep_record_get_named(record, "day"), &date, NULL))
            ep_calendar_set(calendar, date, open ? EP_CALENDAR_OPEN : EP_CALENDAR_HOLIDAY,
                            ep_record_get_named(record, "name"));
    }
    return days != NULL ? g_steal_pointer(&calendar) : NULL;
}
