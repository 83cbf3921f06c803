#include "endpoint/core/ep-time.h"

#include "endpoint/core/ep-date-read.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_SECONDS 86400

gboolean
ep_time_parse(const char *text, gint64 *unix_seconds, GError **error)
{
    g_autofree char *day = text != NULL ? g_strndup(text, 10) : NULL;
    const char *end;
    EpDate date;
    int seconds;

    if (day == NULL || strlen(text) != 20 || text[10] != 'T' || strspn(text + 11, "0123456789:") != 8 ||
        !ep_date_parse(day, &date, NULL) || !ep_date_read_clock(text + 11, &seconds, &end) || strcmp(end, "Z") != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is not a time: write it like 2026-04-01T05:30:00Z"),
                    text != NULL ? text : "");
        return FALSE;
    }
    *unix_seconds = (gint64)ep_date_to_days(date) * DAY_SECONDS + seconds;
    return TRUE;
}

static int
ep_time_day(gint64 seconds, int *in_day)
{
    gint64 day = seconds / DAY_SECONDS;

    *in_day = seconds % DAY_SECONDS;
    if (*in_day < 0) {
        *in_day += DAY_SECONDS;
        day--;
    }
    return CLAMP(day, G_MININT32, G_MAXINT32);
}

char *
ep_time_to_text(gint64 unix_seconds)
{
    int in_day;
    EpDate date = ep_date_from_days(ep_time_day(unix_seconds, &in_day));

    if (!ep_date_is_set(date))
        return g_strdup("");
    return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", date.year, date.month, date.day, in_day / 3600,
                           in_day / 60 % 60, in_day % 60);
}

/* The zone behind a time of day, if one stands there. */
static gboolean
ep_time_read_zone(const char **rest, EpZone *zone)
{
    const char *p = *rest + strspn(*rest, " ");
    int n, sign = *p == '-' ? -1 : 1;
    guint64 value;

    *rest = p;
    if (*p == '\0')
        return TRUE;
    if (strcmp(p, "Z") == 0 || strcmp(p, "UTC") == 0)
        *zone = 0;
    else if (strcmp(p, "JST") == 0)
        *zone = EP_ZONE_JAPAN;
    else if (*p != '+' && *p != '-')
        return FALSE;
    else {
        g_autofree char *figures = g_strdup(p + 1);

        if (strlen(figures) == 5 && figures[2] == ':')
            memmove(figures + 2, figures + 3, 3);
        n = strlen(figures);
        if (n == 2)
            value = g_ascii_strtoull(figures, NULL, 10) * 100;
        else
            value = g_ascii_strtoull(figures, NULL, 10);
        if ((n != 2 && n != 4) || strspn(figures, "0123456789") != (gsize)n || value > 1400 || value % 100 > 59)
            return FALSE;
        *zone = sign * (int)(value / 100 * 60 + value % 100);
    }
    return TRUE;
}

gboolean
ep_time_read(const char *text, EpZone zone, gint64 *unix_seconds, GError **error)
{
    g_autofree char *normal = ep_fold_normalize(text != NULL ? text : "");
    const char *rest;
    EpDate date;
    int seconds = 0;
    gboolean understood = TRUE;

    if (normal == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("a time is expected, but this is not text in UTF-8"));
        return FALSE;
    }
    if (!ep_date_read_start(normal, &date, &rest, error))
        return FALSE;
    if (*rest == 'T')
        rest++;
    if (rest[strspn(rest, " ")] != '\0')
        understood = ep_date_read_clock(rest, &seconds, &rest) && ep_time_read_zone(&rest, &zone);
    if (!understood) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("“%s” is not a time: a time of day such as 14:05 is expected behind the date"), text);
        return FALSE;
    }
    *unix_seconds = (gint64)ep_date_to_days(date) * DAY_SECONDS + seconds - (gint64)zone * 60;
    return TRUE;
}

EpDate
ep_time_date(gint64 unix_seconds, EpZone zone)
{
    int in_day;

    return ep_date_from_days(ep_time_day(unix_seconds + (gint64)zone * 60, &in_day));
}

gint64
ep_time_from_date(EpDate date, EpZone zone)
{
    return (gint64)ep_date_to_days(date) * DAY_SECONDS - (gint64)zone * 60;
}

EpDate
ep_time_text_date(const char *text, EpZone zone)
{
    gint64 seconds;

    if (!ep_time_parse(text, &seconds, NULL))
        return (EpDate){ 0 };
    return ep_time_date(seconds, zone);
}

char *
ep_time_format_clock(const char *text, EpZone zone)
{
    gint64 seconds;
    int in_day;

    if (!ep_time_parse(text, &seconds, NULL))
        return g_strdup(text != NULL ? text : "");
    ep_time_day(seconds + (gint64)zone * 60, &in_day);
    return g_strdup_printf("%d:%02d", in_day / 3600, in_day / 60 % 60);
}

char *
ep_time_format(const char *text, EpZone zone)
{
    g_autofree char *day = NULL;
    g_autofree char *clock = NULL;
    EpDate date = ep_time_text_date(text, zone);

    if (!ep_date_is_set(date))
        return g_strdup(text != NULL ? text : "");
    day = ep_date_format_short(date);
    clock = ep_time_format_clock(text, zone);
    return g_strdup_printf("%s %s", day, clock);
}
