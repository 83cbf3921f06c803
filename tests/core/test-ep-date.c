#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "tests/core/ep-test-date.h"

static void
test_canonical(void)
{
    static const char *const bad[] = { "",           "2026-4-1",    "2026-02-30", "2026-13-01",
                                       "2026-00-10", "0000-01-01",  "2026-01-00", "2026/04/01",
                                       "2026-04-0x", "2026-04-011", "２０２６" };

    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        EpDate date;

        g_assert_false(ep_date_parse(bad[i], &date, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    }
    for (int days = -719162; days <= 2932896; days += 13) { /* 0001-01-01 to 9999-12-31 */
        EpDate date = ep_date_from_days(days);
        g_autofree char *text = ep_date_to_text(date);

        g_assert_cmpint(ep_date_to_days(date), ==, days);
        g_assert_cmpint(ep_date_compare(date, ep_test_date(text)), ==, 0);
    }
    g_assert_false(ep_date_is_set(ep_date_from_days(-719163)));
    g_assert_false(ep_date_is_set(ep_date_from_days(2932897)));
}

static void
test_against_glib(void)
{
    EpDate date = ep_test_date("1899-12-01");
    g_autoptr(GDate) other = g_date_new_dmy(1, 12, 1899);

    while (date.year < 2101) {
        g_assert_cmpint(date.year, ==, g_date_get_year(other));
        g_assert_cmpint(date.month, ==, g_date_get_month(other));
        g_assert_cmpint(date.day, ==, g_date_get_day(other));
        g_assert_cmpint(ep_date_weekday(date), ==, g_date_get_weekday(other) % 7);
        date = ep_date_add_days(date, 1);
        g_date_add_days(other, 1);
    }
}

static void
test_read(void)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        { "2026-04-01", "2026-04-01" },
        { "2026/4/1", "2026-04-01" },
        { "2026-4-1", "2026-04-01" },
        { "2026.4.1", "2026-04-01" },
        { " 2026 / 4 / 1 ", "2026-04-01" },
        { "２０２６／４／１", "2026-04-01" },
        { "２０２６－０４－０１", "2026-04-01" },
        { "2026年4月1日", "2026-04-01" },
        { "2026年 4月 1日", "2026-04-01" },
        { "２０２６年４月１日（水）", "2026-04-01" },
        { "20260401", "2026-04-01" },
        { "R8.4.1", "2026-04-01" },
        { "r8/4/1", "2026-04-01" },
        { "R8-4-1", "2026-04-01" },
        { "R08.04.01", "2026-04-01" },
        { "R.8.4.1", "2026-04-01" },
        { "Ｒ８．４．１", "2026-04-01" },
        { "R080401", "2026-04-01" },
        { "R8年4月1日", "2026-04-01" },
        { "令和8年4月1日", "2026-04-01" },
        { "令和 8年 4月 1日", "2026-04-01" },
        { "令和元年5月1日", "2019-05-01" },
        { "令和1年5月1日", "2019-05-01" },
        { "R元.5.1", "2019-05-01" },
        { "㋿元年5月1日", "2019-05-01" },
        { "㍻30.1.2", "2018-01-02" },
        { "H30.1.2", "2018-01-02" },
        { "平成31年4月30日", "2019-04-30" },
        { "平成35年3月31日", "2023-03-31" },
        { "S63.4.1", "1988-04-01" },
        { "昭和64年1月7日", "1989-01-07" },
        { "T15.12.24", "1926-12-24" },
        { "明治45年7月29日", "1912-07-29" },
        { "2026/4/1 0:00", "2026-04-01" },
        { "2026/04/01 23:59:59", "2026-04-01" },
        { "2026-04-01T23:59:59Z", "2026-04-01" },
        { "2026-04-01T23:59:59.123+09:00", "2026-04-01" },
        { "2026年4月1日 14時05分", "2026-04-01" },
        { "2026/4/1 午後2:05", "2026-04-01" },
        { "2026/4/1(水)", "2026-04-01" },
        { "2026/4/1 (水・祝) 14:05", "2026-04-01" },
        { "令和8年4月1日水曜日", "2026-04-01" },
        { "2024-02-29", "2024-02-29" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = NULL;
        EpDate date;

        ep_date_read(cases[i].text, EP_DATE_PLAIN, &date, &error);
        g_assert_no_error(error);
        text = ep_date_to_text(date);
        g_assert_cmpstr(text, ==, cases[i].expected);
    }
}

static void
test_refused(void)
{
    static const char *const bad[] = {
        "",
        "2026-02-30",
        "2025/2/29",
        "R8.2.30",
        "令和0年4月1日",
        "8.4.1",
        "26/4/1",
        "4/1/2026",
        "4月1日",
        "2026年4月",
        "2026",
        "46113",
        "2026040",
        "202604011",
        "未定",
        "-",
        "2026/4/1 昼頃",
        "2026//4/1",
        "R8",
        "R100.4.1",
        "2026/13/1",
        "RR8.4.1",
        "20260230",
        "R080230",
        "2026-04-01x",
        "2026/4/1 25:00",
        "99999999999999999999",
        "0000-01-01",
    };

    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        EpDate date;

        if (ep_date_read(bad[i], EP_DATE_PLAIN, &date, &error))
            g_error("“%s” was taken for %d-%d-%d", bad[i], date.year, date.month, date.day);
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
    }
}

static void
test_serial(void)
{
    EpDate date;

    g_assert_true(ep_date_read("46113", EP_DATE_SERIAL, &date, NULL));
    g_assert_cmpint(ep_date_compare(date, ep_test_date("2026-04-01")), ==, 0);
    g_assert_true(ep_date_read("４６１１３.5", EP_DATE_SERIAL, &date, NULL));
    g_assert_cmpint(ep_date_compare(date, ep_test_date("2026-04-01")), ==, 0);
    g_assert_true(ep_date_read("20260401", EP_DATE_SERIAL, &date, NULL));
    g_assert_cmpint(ep_date_compare(date, ep_test_date("2026-04-01")), ==, 0);
    g_assert_false(ep_date_read("2026", EP_DATE_SERIAL, &date, NULL));
    g_assert_false(ep_date_read("00046", EP_DATE_SERIAL, &date, NULL));
    g_assert_false(ep_date_read("46113円", EP_DATE_SERIAL, &date, NULL));
}

static void
assert_text(char *text, const char *expected)
{
    g_assert_cmpstr(text, ==, expected);
    g_free(text);
}

static void
test_reckoning(void)
{
    assert_text(ep_date_to_text(ep_date_add_days(ep_test_date("2026-12-31"), 1)), "2027-01-01");
    assert_text(ep_date_to_text(ep_date_add_days(ep_test_date("2026-03-01"), -1)), "2026-02-28");
    assert_text(ep_date_to_text(ep_date_add_days(ep_test_date("2026-03-01"), G_MAXINT)), "");
    assert_text(ep_date_to_text(ep_date_add_months(ep_test_date("2026-01-31"), 1)), "2026-02-28");
    assert_text(ep_date_to_text(ep_date_add_months(ep_test_date("2024-02-29"), 12)), "2025-02-28");
    assert_text(ep_date_to_text(ep_date_add_months(ep_test_date("2026-01-15"), -1)), "2025-12-15");
    assert_text(ep_date_to_text(ep_date_add_months(ep_test_date("0001-01-15"), -1)), "");
    g_assert_cmpint(ep_date_fiscal_year(ep_test_date("2026-03-31")), ==, 2025);
    g_assert_cmpint(ep_date_fiscal_year(ep_test_date("2026-04-01")), ==, 2026);
    g_assert_cmpint(ep_date_weekday(ep_test_date("2026-11-20")), ==, 5);
    g_assert_cmpint(ep_date_weekday(ep_test_date("1600-01-01")), ==, 6);
    g_assert_cmpint(ep_date_compare(ep_test_date("2026-04-01"), ep_test_date("2026-03-31")), >, 0);
    g_assert_cmpint(ep_date_compare((EpDate){ 0 }, ep_test_date("0001-01-01")), <, 0);
}

static void
test_format(void)
{
    assert_text(ep_date_format_long(ep_test_date("2026-11-20")), "令和8年11月20日(金)");
    assert_text(ep_date_format_long(ep_test_date("2019-05-01")), "令和元年5月1日(水)");
    assert_text(ep_date_format_long(ep_test_date("2019-04-30")), "平成31年4月30日(火)");
    assert_text(ep_date_format_long(ep_test_date("1989-01-07")), "昭和64年1月7日(土)");
    assert_text(ep_date_format_long(ep_test_date("1850-01-07")), "1850年1月7日(月)");
    assert_text(ep_date_format_long((EpDate){ 0 }), "");
    assert_text(ep_date_format_short(ep_test_date("2026-11-20")), "11/20(金)");
    assert_text(ep_date_format_year(ep_test_date("2026-11-20")), "令和8年");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/date/canonical", test_canonical);
    g_test_add_func("/date/against-glib", test_against_glib);
    g_test_add_func("/date/read", test_read);
    g_test_add_func("/date/refused", test_refused);
    g_test_add_func("/date/serial", test_serial);
    g_test_add_func("/date/reckoning", test_reckoning);
    g_test_add_func("/date/format", test_format);
    return g_test_run();
}
