#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"

static void
assert_text(char *text, const char *expected)
{
    g_assert_cmpstr(text, ==, expected);
    g_free(text);
}

static void
test_canonical(void)
{
    static const char *const bad[] = { "",
                                       "2026-11-20",
                                       "2026-11-20T05:05:00",
                                       "2026-11-20 05:05:00Z",
                                       "2026-11-20T25:05:00Z",
                                       "2026-02-30T05:05:00Z",
                                       "2026-11-20T05:05:60Z",
                                       "2026-11-20T5:05:000Z",
                                       "2026-11-20T05:05:00z" };
    gint64 at;

    g_assert_true(ep_time_parse("1970-01-02T00:00:01Z", &at, NULL));
    g_assert_cmpint(at, ==, 86401);
    g_assert_true(ep_time_parse("1969-12-31T23:59:59Z", &at, NULL));
    g_assert_cmpint(at, ==, -1);
    assert_text(ep_time_to_text(-1), "1969-12-31T23:59:59Z");
    assert_text(ep_time_to_text(1795151100), "2026-11-20T05:05:00Z");
    assert_text(ep_time_to_text(G_MAXINT64), "");
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        if (ep_time_parse(bad[i], &at, &error))
            g_error("“%s” was taken", bad[i]);
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    }
}

static void
test_read(void)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        { "2026-11-20T05:05:00Z", "2026-11-20T05:05:00Z" },
        { "2026/11/20 14:05", "2026-11-20T05:05:00Z" },
        { "2026/11/20 14:05:09", "2026-11-20T05:05:09Z" },
        { "2026-11-20T14:05:09.999+09:00", "2026-11-20T05:05:09Z" },
        { "2026-11-20T14:05:09+0900", "2026-11-20T05:05:09Z" },
        { "2026-11-20 00:05:09 -05:30", "2026-11-20T05:35:09Z" },
        { "2026-11-20 14:05 JST", "2026-11-20T05:05:00Z" },
        { "令和8年11月20日(金) 午後2時5分", "2026-11-20T05:05:00Z" },
        { "2026/11/20 2:05:00 PM", "2026-11-20T05:05:00Z" },
        { "2026/11/20 12:05 AM", "2026-11-19T15:05:00Z" },
        { "２０２６／１１／２０　１４：０５", "2026-11-20T05:05:00Z" },
        { "2026/11/20", "2026-11-19T15:00:00Z" },
    };
    static const char *const bad[] = { "2026/11/20 昼", "2026/11/20 14:05 CET", "2026/11/20 14:5",
                                       "14:05",         "2026/11/20 14:05 +9",  "2026/11/20 14:05 +99:00" };
    gint64 at;

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        ep_time_read(cases[i].text, EP_ZONE_JAPAN, &at, &error);
        g_assert_no_error(error);
        assert_text(ep_time_to_text(at), cases[i].expected);
    }
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        if (ep_time_read(bad[i], EP_ZONE_JAPAN, &at, &error))
            g_error("“%s” was taken", bad[i]);
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    }
}

static void
test_local(void)
{
    EpDate date = ep_time_text_date("2026-11-19T15:00:00Z", EP_ZONE_JAPAN);

    assert_text(ep_date_to_text(date), "2026-11-20");
    assert_text(ep_time_to_text(ep_time_from_date(date, EP_ZONE_JAPAN)), "2026-11-19T15:00:00Z");
    assert_text(ep_date_to_text(ep_time_text_date("2026-11-19T14:59:59Z", EP_ZONE_JAPAN)), "2026-11-19");
    assert_text(ep_time_format("2026-11-20T05:05:00Z", EP_ZONE_JAPAN), "11/20(金) 14:05");
    assert_text(ep_time_format_clock("2026-11-20T00:05:59Z", EP_ZONE_JAPAN), "9:05");
    assert_text(ep_time_format("なし", EP_ZONE_JAPAN), "なし");
    g_assert_false(ep_date_is_set(ep_time_text_date("", EP_ZONE_JAPAN)));
}

static void
test_clock(void)
{
    gint64 real = g_get_real_time() / G_USEC_PER_SEC;

    g_assert_true(g_setenv("MADOGUCHI_NOW", "2026-11-20 14:05", TRUE));
    assert_text(ep_clock_now(), "2026-11-20T05:05:00Z"); /* asked for the first time in this program */
    ep_clock_set_fixed("2026-12-31T15:00:00Z");
    assert_text(ep_clock_now(), "2026-12-31T15:00:00Z");
    assert_text(ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN)), "2027-01-01");
    assert_text(ep_date_to_text(ep_clock_today(0)), "2026-12-31");
    ep_clock_set_fixed(NULL);
    g_assert_cmpint(ep_clock_unix(), >=, real);
    g_assert_cmpint(ep_clock_unix(), <=, real + 60);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/time/canonical", test_canonical);
    g_test_add_func("/time/read", test_read);
    g_test_add_func("/time/local", test_local);
    g_test_add_func("/clock/fixed", test_clock);
    return g_test_run();
}
