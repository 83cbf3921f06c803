#include "endpoint/core/ep-date-read.h"

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SERIAL_EPOCH -25569 /* 1899-12-30: day numbers above 60 count from here because Excel has a 1900-02-29 */

static const struct {
    const char *name;
    char letter;
    int before; /* the year before its first */
} eras[] = {
    { "令和", 'R', 2018 }, { "平成", 'H', 1988 }, { "昭和", 'S', 1925 }, { "大正", 'T', 1911 }, { "明治", 'M', 1867 },
};

static const char *
ep_date_read_blanks(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

static gboolean
ep_date_read_word(const char **p, const char *word)
{
    if (!g_str_has_prefix(*p, word))
        return FALSE;
    *p += strlen(word);
    return TRUE;
}

/* All the digits that stand there; returns how many. More than eight make no number here and leave @value at 0. */
static int
ep_date_read_number(const char **p, int *value)
{
    int n = strspn(*p, "0123456789");

    *value = 0;
    for (int i = 0; i < n && n <= 8; i++)
        *value = *value * 10 + ((*p)[i] - '0');
    *p += n;
    return n;
}

/* The year before the era's first one, or -1 when no era stands there. */
static int
ep_date_read_era(const char **p)
{
    for (guint i = 0; i < G_N_ELEMENTS(eras); i++) {
        if (ep_date_read_word(p, eras[i].name)) {
            *p = ep_date_read_blanks(*p);
            return eras[i].before;
        }
        if (g_ascii_toupper(**p) == eras[i].letter && !g_ascii_isalpha((*p)[1])) {
            *p += (*p)[1] == '.' ? 2 : 1;
            *p = ep_date_read_blanks(*p);
            return eras[i].before;
        }
    }
    return -1;
}

/* What stands between two numbers of a date: @unit, a stroke, a full stop or one of the many dashes. */
static gboolean
ep_date_read_separator(const char **p, const char *unit)
{
    static const char *const signs[] = { "/", "-", ".", "・", "‐", "‑", "–", "—", "―", "−", "ー" };
    gboolean found;

    *p = ep_date_read_blanks(*p);
    found = ep_date_read_word(p, unit);
    for (guint i = 0; i < G_N_ELEMENTS(signs) && !found; i++)
        found = ep_date_read_word(p, signs[i]);
    *p = ep_date_read_blanks(*p);
    return found;
}

/* Month and day behind the year. */
static gboolean
ep_date_read_tail(const char **p, EpDate *date)
{
    int n;

    if (!ep_date_read_separator(p, "年"))
        return FALSE;
    n = ep_date_read_number(p, &date->month);
    if (n < 1 || n > 2 || !ep_date_read_separator(p, "月"))
        return FALSE;
    n = ep_date_read_number(p, &date->day);
    ep_date_read_word(p, "日");
    return n == 1 || n == 2;
}

static void
ep_date_read_split(int packed, int year_before, EpDate *date)
{
    date->year = year_before + packed / 10000;
    date->month = packed / 100 % 100;
    date->day = packed % 100;
}

static gboolean
ep_date_read_form(const char **p, EpDate *date)
{
    int before = ep_date_read_era(p), value, n;

    if (before >= 0 && ep_date_read_word(p, "元")) {
        date->year = before + 1;
        return ep_date_read_tail(p, date);
    }
    n = ep_date_read_number(p, &value);
    if ((before >= 0 && n == 6) || (before < 0 && n == 8)) {
        ep_date_read_split(value, MAX(before, 0), date);
        return date->year > before;
    }
    if (before >= 0 ? n < 1 || n > 2 || value == 0 : n != 4)
        return FALSE;
    date->year = MAX(before, 0) + value;
    return ep_date_read_tail(p, date);
}

/* "(金)", "(金・祝)", "(Fri)", "金曜日": passed over without a look at whether it is true. */
static const char *
ep_date_read_weekday(const char *p)
{
    static const char *const names[] = { "日", "月", "火", "水", "木", "金", "土" };
    const char *at = ep_date_read_blanks(p);

    if (*at == '(') {
        gsize length = strcspn(at, ")0123456789");

        return at[length] == ')' ? at + length + 1 : p;
    }
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *end = at;

        if (ep_date_read_word(&end, names[i]) && ep_date_read_word(&end, "曜")) {
            ep_date_read_word(&end, "日");
            return end;
        }
    }
    return p;
}

gboolean
ep_date_read_start(const char *text, EpDate *date, const char **rest, GError **error)
{
    const char *p = ep_date_read_blanks(text);
    EpDate d = { 0 };

    if (!ep_date_read_form(&p, &d)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("“%s” is not a date: year, month and day are expected, such as 2026-04-01, 2026/4/1 or R8.4.1"),
                    text);
        return FALSE;
    }
    if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > ep_date_days_in_month(d.year, d.month)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is not a date: the calendar has no such day"), text);
        return FALSE;
    }
    *date = d;
    *rest = ep_date_read_weekday(p);
    return TRUE;
}

/* Adds 12 hours for the afternoon, before or behind the figures; 12 o'clock belongs to the half day that it begins. */
static gboolean
ep_date_read_half(const char **p, int *half)
{
    const char *at = ep_date_read_blanks(*p);

    if (ep_date_read_word(&at, "午前") || g_ascii_strncasecmp(at, "AM", 2) == 0)
        *half = 0;
    else if (ep_date_read_word(&at, "午後") || g_ascii_strncasecmp(at, "PM", 2) == 0)
        *half = 12;
    else
        return FALSE;
    *p = g_ascii_isalpha(*at) ? at + 2 : at;
    return TRUE;
}

static void
ep_date_read_fraction(const char **p)
{
    if ((**p == '.' || **p == ',') && g_ascii_isdigit((*p)[1]))
        *p += 1 + strspn(*p + 1, "0123456789");
}

gboolean
ep_date_read_clock(const char *text, int *seconds, const char **rest)
{
    const char *p = text;
    int half = -1, hour, minute = 0, second = 0, n;

    ep_date_read_half(&p, &half);
    p = ep_date_read_blanks(p);
    n = ep_date_read_number(&p, &hour);
    if (n < 1 || n > 2)
        return FALSE;
    if (ep_date_read_word(&p, "時")) {
        if (ep_date_read_number(&p, &minute) > 0 && !ep_date_read_word(&p, "分"))
            return FALSE;
        if (ep_date_read_number(&p, &second) > 0 && !ep_date_read_word(&p, "秒"))
            return FALSE;
    } else if (!ep_date_read_word(&p, ":") || ep_date_read_number(&p, &minute) != 2) {
        return FALSE;
    } else if (ep_date_read_word(&p, ":")) {
        if (ep_date_read_number(&p, &second) != 2)
            return FALSE;
        ep_date_read_fraction(&p);
    }
    if (half < 0)
        ep_date_read_half(&p, &half);
    if (minute > 59 || second > 59 || hour > (half < 0 ? 23 : 12))
        return FALSE;
    *seconds = ((half < 0 ? hour : hour % 12 + half) * 60 + minute) * 60 + second;
    *rest = p;
    return TRUE;
}

/* "Z", "+09:00", "+0900", "JST" behind a time of day; the day is taken as it is written. */
static const char *
ep_date_read_zone(const char *p)
{
    p = ep_date_read_blanks(p);
    if (*p == 'Z')
        return p + 1;
    if (g_str_has_prefix(p, "JST") || g_str_has_prefix(p, "UTC"))
        return p + 3;
    if (*p == '+' || *p == '-')
        return p + 1 + strspn(p + 1, "0123456789:");
    return p;
}

static gboolean
ep_date_read_serial(const char *text, EpDate *date)
{
    const char *p = ep_date_read_blanks(text);
    int value;

    if (ep_date_read_number(&p, &value) != 5 || value < 10000)
        return FALSE;
    ep_date_read_fraction(&p);
    if (*ep_date_read_blanks(p) != '\0')
        return FALSE;
    *date = ep_date_from_days(SERIAL_EPOCH + value);
    return TRUE;
}

gboolean
ep_date_read(const char *text, EpDateFlags flags, EpDate *date, GError **error)
{
    g_autofree char *normal = ep_fold_normalize(text != NULL ? text : "");
    const char *rest;
    EpDate d;
    int seconds;

    if (normal == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("a date is expected, but this is not text in UTF-8"));
        return FALSE;
    }
    if ((flags & EP_DATE_SERIAL) && ep_date_read_serial(normal, date))
        return TRUE;
    if (!ep_date_read_start(normal, &d, &rest, error))
        return FALSE;
    if (*rest == 'T')
        rest++;
    if (ep_date_read_clock(rest, &seconds, &rest))
        rest = ep_date_read_zone(rest);
    if (*ep_date_read_blanks(rest) != '\0') {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is not a date: “%s” behind the day is not understood"),
                    text, rest);
        return FALSE;
    }
    *date = d;
    return TRUE;
}
