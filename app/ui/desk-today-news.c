#include "app/ui/desk-today-news.h"

#include <string.h>

#include "endpoint/core/ep-calendar.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-calendar-site.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-today.h"

#define DAYS 20 /* open days in the chart */

void
desk_today_news_free(DeskTodayNews *news)
{
    g_free(news->day_note);
    g_clear_pointer(&news->sections, g_ptr_array_unref);
    g_clear_pointer(&news->worklog, ep_worklog_free);
    g_clear_pointer(&news->days, g_ptr_array_unref);
    g_clear_pointer(&news->labels, g_ptr_array_unref);
    g_clear_pointer(&news->received, g_array_unref);
    g_free(news);
}

static gboolean
desk_today_news_take_day(const EpRow *row, gpointer user_data, GError **error)
{
    gint64 *received = g_new(gint64, 1);

    *received = ep_row_get_integer(row, 1);
    g_hash_table_insert(user_data, g_strdup(ep_row_get_text(row, 0)), received);
    return TRUE;
}

/* The last open days, today among them even if it is not one. */
static gboolean
desk_today_news_load_days(DeskTodayNews *news, EpReader *reader, EpCalendar *calendar, GError **error)
{
    EpDate first = ep_calendar_add_open_days(calendar, news->today, 1 - DAYS);
    g_autofree char *from = ep_date_to_text(first);
    g_autoptr(GHashTable) by_day = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    EpValue value = EP_TEXT(from);

    if (!ep_reader_query(reader, "today-days", &value, 1, desk_today_news_take_day, by_day, error))
        return FALSE;
    for (EpDate day = first; ep_date_compare(day, news->today) <= 0; day = ep_date_add_days(day, 1)) {
        g_autofree char *text = ep_date_to_text(day);
        const gint64 *received = g_hash_table_lookup(by_day, text);
        gint64 n = received != NULL ? *received : 0;

        if (n == 0 && !ep_calendar_is_open(calendar, day) && ep_date_compare(day, news->today) != 0)
            continue;
        g_ptr_array_add(news->days, g_steal_pointer(&text));
        g_ptr_array_add(news->labels, ep_date_format_short(day));
        g_array_append_val(news->received, n);
    }
    g_ptr_array_add(news->labels, NULL);
    return TRUE;
}

gpointer
desk_today_news_load(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    EpReader *reader = ep_ledger_get_reader(ledger);
    g_autoptr(EpCalendar) calendar = ep_calendar_site_load(reader, error);
    g_autoptr(DeskTodayNews) news = g_new0(DeskTodayNews, 1);

    if (calendar == NULL)
        return NULL;
    news->today = ep_clock_today(EP_ZONE_JAPAN);
    news->now = ep_due_now();
    news->is_open = ep_calendar_is_open(calendar, news->today);
    news->day_note = g_strdup(ep_calendar_holiday_name(calendar, news->today));
    news->days = g_ptr_array_new_with_free_func(g_free);
    news->labels = g_ptr_array_new_with_free_func(g_free);
    news->received = g_array_new(FALSE, FALSE, sizeof(gint64));
    news->sections = ep_today_load(reader, &news->now, error);
    if (news->sections == NULL)
        return NULL;
    if (!ep_renewal_load_due(reader, news->now.day, &news->renewal, error) ||
        !ep_permit_count_ending(reader, news->now.day, &news->ending, &news->ending_days, error))
        return NULL;
    news->worklog = ep_worklog_load(ledger, news->now.day, error);
    if (news->worklog == NULL || !desk_today_news_load_days(news, reader, calendar, error))
        return NULL;
    return g_steal_pointer(&news);
}

static gboolean
desk_today_news_is_section_stale(const EpTodaySection *section, const EpDueNow *now)
{
    guint late = 0, near = 0;

    for (guint i = 0; i < section->records->len; i++) {
        EpRecord *record = g_ptr_array_index(section->records, i);

        late += ep_today_judge(record, now) == EP_URGENCY_LATE ? 1 : 0;
        near += ep_due_is_near(ep_today_get_due_at(record), now) ? 1 : 0;
    }
    return late != section->n_late || near != section->n_near;
}

gboolean
desk_today_news_is_stale(const DeskTodayNews *news)
{
    EpDueNow now = ep_due_now();

    if (strcmp(now.day, news->now.day) != 0)
        return TRUE;
    for (guint i = 0; i < news->sections->len; i++) {
        const EpTodaySection *section = g_ptr_array_index(news->sections, i);

        if (section->timed && desk_today_news_is_section_stale(section, &now))
            return TRUE;
    }
    return FALSE;
}
