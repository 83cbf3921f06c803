#include "endpoint/ledger/ep-due.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"

#define HOUR 3600
#define DAY (24 * HOUR)

static EpDueNow
ep_due_at_unix(gint64 at)
{
    g_autofree char *text = ep_time_to_text(at), *day = ep_date_to_text(ep_time_date(at, EP_ZONE_JAPAN));
    EpDueNow now;

    g_strlcpy(now.day, day, sizeof now.day);
    g_strlcpy(now.at, text, sizeof now.at);
    return now;
}

EpDueNow
ep_due_now(void)
{
    return ep_due_at_unix(ep_clock_unix());
}

EpDueNow
ep_due_at_end_of(const char *day)
{
    EpDate date = { 0 };

    ep_date_parse(day, &date, NULL);
    return ep_due_at_unix(ep_time_from_date(date, EP_ZONE_JAPAN) + DAY - 1);
}

EpUrgency
ep_due_judge(const EpTable *table, const char *state, const char *due, const char *due_at, const EpDueNow *now)
{
    int order;

    if (*due != '\0' && ep_table_is_due_in(table, state)) {
        order = strcmp(due, now->day);
        if (order < 0 || (order == 0 && *due_at != '\0' && strcmp(due_at, now->at) <= 0))
            return EP_URGENCY_LATE;
        if (order == 0)
            return EP_URGENCY_DUE;
    }
    return ep_table_is_open(table, state) ? EP_URGENCY_OPEN : EP_URGENCY_NONE;
}

/* Seconds until @due_at, negative when it is over. */
static gint64
ep_due_get_rest(const char *due_at, const EpDueNow *now)
{
    gint64 due = 0, at = 0;

    ep_time_parse(due_at, &due, NULL);
    ep_time_parse(now->at, &at, NULL);
    return due - at;
}

gboolean
ep_due_is_near(const char *due_at, const EpDueNow *now)
{
    return *due_at != '\0' && ep_due_get_rest(due_at, now) <= HOUR;
}

static char *
ep_due_format_over(gint64 over)
{
    int minutes = (int)(over / 60);

    if (over >= DAY)
        return g_strdup_printf(ngettext("%d day over", "%d days over", (gulong)(over / DAY)), (int)(over / DAY));
    if (over >= HOUR)
        return g_strdup_printf(_("%d:%02d h over"), minutes / 60, minutes % 60);
    return minutes > 0 ? g_strdup_printf(ngettext("%d minute over", "%d minutes over", (gulong)minutes), minutes)
                       : g_strdup(_("time is up"));
}

char *
ep_due_format(const char *due_at, const EpDueNow *now)
{
    gint64 rest = ep_due_get_rest(due_at, now);
    int minutes = (int)((rest + 59) / 60);
    g_autofree char *clock = ep_time_format_clock(due_at, EP_ZONE_JAPAN), *words = NULL;

    if (rest > HOUR)
        return g_strdup_printf(_("until %s"), clock);
    words = rest <= 0 ? ep_due_format_over(-rest)
                      : g_strdup_printf(ngettext("%d minute left", "%d minutes left", (gulong)minutes), minutes);
    return g_strdup_printf("%s %s", clock, words);
}

static void
ep_due_free(gpointer data)
{
    EpDue *due = data;

    g_free(due->due);
    g_free(due->due_at);
    g_free(due->state);
    g_free(due);
}

typedef struct {
    const EpTable *table;
    EpDueNow now;
    GPtrArray *dues;
} EpDueLoad;

static gboolean
ep_due_take_row(const EpRow *row, gpointer user_data, GError **error)
{
    EpDueLoad *load = user_data;
    const char *due = ep_row_get_text(row, 1), *state = ep_row_get_text(row, 2), *due_at = ep_row_get_text(row, 3);
    EpDue *one;

    if (ep_due_judge(load->table, state, due, due_at, &load->now) < EP_URGENCY_DUE)
        return TRUE;
    one = g_new0(EpDue, 1);
    one->record = ep_row_get_integer(row, 0);
    one->due = g_strdup(due);
    one->due_at = g_strdup(due_at);
    one->state = g_strdup(state);
    g_ptr_array_add(load->dues, one);
    return TRUE;
}

GPtrArray *
ep_due_load(EpReader *reader, const EpTable *table, const char *day, GError **error)
{
    g_autoptr(GPtrArray) dues = g_ptr_array_new_with_free_func(ep_due_free);
    EpDueLoad load = { table, ep_due_at_end_of(day), dues };

    if (table->due != NULL && !ep_reader_load_dues(reader, table, day, ep_due_take_row, &load, error))
        return NULL;
    return g_steal_pointer(&dues);
}
