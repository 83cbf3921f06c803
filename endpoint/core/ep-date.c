#include "endpoint/core/ep-date.h"

#include "endpoint/core/ep-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_TO_1970 719468 /* from 0000-03-01 */
#define LAST_YEAR 9999

typedef struct {
    EpDate first;
    const char *name;
} EpDateEra;

/* Newest first. 明治 began on 1868-10-23 and counts from the start of that year's lunar calendar; the Gregorian one
 * came in 1873. */
static const EpDateEra eras[] = {
    { { 2019, 5, 1 }, "令和" },  { { 1989, 1, 8 }, "平成" },  { { 1926, 12, 25 }, "昭和" },
    { { 1912, 7, 30 }, "大正" }, { { 1868, 1, 25 }, "明治" },
};

static const char *const weekdays[] = { "日", "月", "火", "水", "木", "金", "土" };

static gboolean
ep_date_is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
ep_date_days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    g_return_val_if_fail(month >= 1 && month <= 12, 0);
    return days[month - 1] + (month == 2 && ep_date_is_leap(year) ? 1 : 0);
}

gboolean
ep_date_is_set(EpDate date)
{
    return date.year != 0;
}

static gboolean
ep_date_digits(const char *text, int n, int *value)
{
    *value = 0;
    for (int i = 0; i < n; i++) {
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
        *value = *value * 10 + (text[i] - '0');
    }
    return TRUE;
}

gboolean
ep_date_parse(const char *text, EpDate *date, GError **error)
{
    EpDate d = { 0 };

    if (text == NULL || strlen(text) != 10 || text[4] != '-' || text[7] != '-' || !ep_date_digits(text, 4, &d.year) ||
        !ep_date_digits(text + 5, 2, &d.month) || !ep_date_digits(text + 8, 2, &d.day)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is not a date: write it like 2026-04-01"),
                    text != NULL ? text : "");
        return FALSE;
    }
    if (d.year == 0 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > ep_date_days_in_month(d.year, d.month)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is not a date: the calendar has no such day"), text);
        return FALSE;
    }
    *date = d;
    return TRUE;
}

char *
ep_date_to_text(EpDate date)
{
    return ep_date_is_set(date) ? g_strdup_printf("%04d-%02d-%02d", date.year, date.month, date.day) : g_strdup("");
}

/* Counted in years that begin in March, so that the leap day comes last. */
int
ep_date_to_days(EpDate date)
{
    int year = date.month > 2 ? date.year : date.year - 1;
    int month = (date.month + 9) % 12;

    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1 - DAYS_TO_1970;
}

EpDate
ep_date_from_days(int days)
{
    gint64 n = (gint64)days + DAYS_TO_1970;
    int cycle, in_cycle, year, in_year, month;
    EpDate date = { 0 };

    if (n < 306 || n > 3652364) /* 0001-01-01 and 9999-12-31 */
        return date;
    cycle = n / 146097;
    in_cycle = n % 146097;
    year = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    in_year = in_cycle - (365 * year + year / 4 - year / 100);
    month = (5 * in_year + 2) / 153;
    date.day = in_year - (153 * month + 2) / 5 + 1;
    date.month = month < 10 ? month + 3 : month - 9;
    date.year = year + cycle * 400 + (date.month <= 2 ? 1 : 0);
    return date;
}

EpDate
ep_date_add_days(EpDate date, int days)
{
    if (!ep_date_is_set(date))
        return date;
    return ep_date_from_days(ep_date_to_days(date) + CLAMP(days, -4000000, 4000000));
}

EpDate
ep_date_add_months(EpDate date, int months)
{
    gint64 n = (gint64)date.year * 12 + date.month - 1 + months;
    EpDate moved = { n / 12, n % 12 + 1, date.day };

    if (!ep_date_is_set(date) || n < 12 || moved.year > LAST_YEAR)
        return (EpDate){ 0 };
    moved.day = MIN(date.day, ep_date_days_in_month(moved.year, moved.month));
    return moved;
}

int
ep_date_compare(EpDate a, EpDate b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

int
ep_date_weekday(EpDate date)
{
    int weekday = (ep_date_to_days(date) + 4) % 7; /* 1970-01-01 was a Thursday */

    return weekday < 0 ? weekday + 7 : weekday;
}

const char *
ep_date_weekday_label(EpDate date)
{
    return weekdays[ep_date_weekday(date)];
}

int
ep_date_fiscal_year(EpDate date)
{
    return date.month >= 4 ? date.year : date.year - 1;
}

char *
ep_date_format_year(EpDate date)
{
    if (!ep_date_is_set(date))
        return g_strdup("");
    for (guint i = 0; i < G_N_ELEMENTS(eras); i++) {
        int n = date.year - eras[i].first.year + 1;

        if (ep_date_compare(date, eras[i].first) >= 0)
            return n == 1 ? g_strdup_printf("%s元年", eras[i].name) : g_strdup_printf("%s%d年", eras[i].name, n);
    }
    return g_strdup_printf("%d年", date.year);
}

char *
ep_date_format_long(EpDate date)
{
    g_autofree char *year = ep_date_format_year(date);

    if (!ep_date_is_set(date))
        return g_strdup("");
    return g_strdup_printf("%s%d月%d日(%s)", year, date.month, date.day, ep_date_weekday_label(date));
}

const char *
ep_date_show(const char *text, char *scratch)
{
    EpDate date;

    if (!ep_date_parse(text, &date, NULL) || !ep_date_is_set(date))
        return text;
    g_snprintf(scratch, 16, "%04d/%02d/%02d", date.year, date.month, date.day);
    return scratch;
}

char *
ep_date_format_short(EpDate date)
{
    if (!ep_date_is_set(date))
        return g_strdup("");
    return g_strdup_printf("%d/%d(%s)", date.month, date.day, ep_date_weekday_label(date));
}
