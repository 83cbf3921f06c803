#include "endpoint/core/ep-clock.h"

typedef enum { UNASKED, RUNNING, FIXED } EpClockMode;

static GMutex lock;
static EpClockMode mode = UNASKED;
static gint64 fixed_at;

static void
ep_clock_read_environment(void)
{
    const char *now = g_getenv("MADOGUCHI_NOW");
    g_autoptr(GError) error = NULL;

    mode = RUNNING;
    if (now == NULL || *now == '\0')
        return;
    if (ep_time_read(now, EP_ZONE_JAPAN, &fixed_at, &error))
        mode = FIXED;
    else
        g_warning("MADOGUCHI_NOW: %s", error->message);
}

gint64
ep_clock_unix(void)
{
    gint64 now;

    g_mutex_lock(&lock);
    if (mode == UNASKED)
        ep_clock_read_environment();
    now = mode == FIXED ? fixed_at : g_get_real_time() / G_USEC_PER_SEC;
    g_mutex_unlock(&lock);
    return now;
}

char *
ep_clock_now(void)
{
    return ep_time_to_text(ep_clock_unix());
}

EpDate
ep_clock_today(EpZone zone)
{
    return ep_time_date(ep_clock_unix(), zone);
}

void
ep_clock_set_fixed(const char *utc)
{
    gint64 at = 0;

    g_return_if_fail(utc == NULL || ep_time_parse(utc, &at, NULL));
    g_mutex_lock(&lock);
    mode = utc != NULL ? FIXED : RUNNING;
    fixed_at = at;
    g_mutex_unlock(&lock);
}
