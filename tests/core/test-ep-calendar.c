#include <string.h>

#include "endpoint/core/ep-calendar.h"
#include "endpoint/core/ep-holiday.h"
#include "tests/core/ep-test-date.h"

typedef struct {
    const char *date, *name;
} Holiday;

/* Whole years, by hand from the law and its exceptions. */
static const Holiday years[] = {
    { "2019-01-01", "元日" },           { "2019-01-14", "成人の日" },     { "2019-02-11", "建国記念の日" },
    { "2019-03-21", "春分の日" },       { "2019-04-29", "昭和の日" },     { "2019-04-30", "国民の休日" },
    { "2019-05-01", "即位の日" },       { "2019-05-02", "国民の休日" },   { "2019-05-03", "憲法記念日" },
    { "2019-05-04", "みどりの日" },     { "2019-05-05", "こどもの日" },   { "2019-05-06", "振替休日" },
    { "2019-07-15", "海の日" },         { "2019-08-11", "山の日" },       { "2019-08-12", "振替休日" },
    { "2019-09-16", "敬老の日" },       { "2019-09-23", "秋分の日" },     { "2019-10-14", "体育の日" },
    { "2019-10-22", "即位礼正殿の儀" }, { "2019-11-03", "文化の日" },     { "2019-11-04", "振替休日" },
    { "2019-11-23", "勤労感謝の日" },   { "2020-01-01", "元日" },         { "2020-01-13", "成人の日" },
    { "2020-02-11", "建国記念の日" },   { "2020-02-23", "天皇誕生日" },   { "2020-02-24", "振替休日" },
    { "2020-03-20", "春分の日" },       { "2020-04-29", "昭和の日" },     { "2020-05-03", "憲法記念日" },
    { "2020-05-04", "みどりの日" },     { "2020-05-05", "こどもの日" },   { "2020-05-06", "振替休日" },
    { "2020-07-23", "海の日" },         { "2020-07-24", "スポーツの日" }, { "2020-08-10", "山の日" },
    { "2020-09-21", "敬老の日" },       { "2020-09-22", "秋分の日" },     { "2020-11-03", "文化の日" },
    { "2020-11-23", "勤労感謝の日" },   { "2021-01-01", "元日" },         { "2021-01-11", "成人の日" },
    { "2021-02-11", "建国記念の日" },   { "2021-02-23", "天皇誕生日" },   { "2021-03-20", "春分の日" },
    { "2021-04-29", "昭和の日" },       { "2021-05-03", "憲法記念日" },   { "2021-05-04", "みどりの日" },
    { "2021-05-05", "こどもの日" },     { "2021-07-22", "海の日" },       { "2021-07-23", "スポーツの日" },
    { "2021-08-08", "山の日" },         { "2021-08-09", "振替休日" },     { "2021-09-20", "敬老の日" },
    { "2021-09-23", "秋分の日" },       { "2021-11-03", "文化の日" },     { "2021-11-23", "勤労感謝の日" },
    { "2026-01-01", "元日" },           { "2026-01-12", "成人の日" },     { "2026-02-11", "建国記念の日" },
    { "2026-02-23", "天皇誕生日" },     { "2026-03-20", "春分の日" },     { "2026-04-29", "昭和の日" },
    { "2026-05-03", "憲法記念日" },     { "2026-05-04", "みどりの日" },   { "2026-05-05", "こどもの日" },
    { "2026-05-06", "振替休日" },       { "2026-07-20", "海の日" },       { "2026-08-11", "山の日" },
    { "2026-09-21", "敬老の日" },       { "2026-09-22", "国民の休日" },   { "2026-09-23", "秋分の日" },
    { "2026-10-12", "スポーツの日" },   { "2026-11-03", "文化の日" },     { "2026-11-23", "勤労感謝の日" },
    { "2027-01-01", "元日" },           { "2027-01-11", "成人の日" },     { "2027-02-11", "建国記念の日" },
    { "2027-02-23", "天皇誕生日" },     { "2027-03-21", "春分の日" },     { "2027-03-22", "振替休日" },
    { "2027-04-29", "昭和の日" },       { "2027-05-03", "憲法記念日" },   { "2027-05-04", "みどりの日" },
    { "2027-05-05", "こどもの日" },     { "2027-07-19", "海の日" },       { "2027-08-11", "山の日" },
    { "2027-09-20", "敬老の日" },       { "2027-09-23", "秋分の日" },     { "2027-10-11", "スポーツの日" },
    { "2027-11-03", "文化の日" },       { "2027-11-23", "勤労感謝の日" }, { "2032-01-01", "元日" },
    { "2032-01-12", "成人の日" },       { "2032-02-11", "建国記念の日" }, { "2032-02-23", "天皇誕生日" },
    { "2032-03-20", "春分の日" },       { "2032-04-29", "昭和の日" },     { "2032-05-03", "憲法記念日" },
    { "2032-05-04", "みどりの日" },     { "2032-05-05", "こどもの日" },   { "2032-07-19", "海の日" },
    { "2032-08-11", "山の日" },         { "2032-09-20", "敬老の日" },     { "2032-09-21", "国民の休日" },
    { "2032-09-22", "秋分の日" },       { "2032-10-11", "スポーツの日" }, { "2032-11-03", "文化の日" },
    { "2032-11-23", "勤労感謝の日" },
};

static int
count_holidays(int year)
{
    int n = 0;

    for (EpDate date = { year, 1, 1 }; date.year == year; date = ep_date_add_days(date, 1))
        n += ep_holiday_name(date) != NULL ? 1 : 0;
    return n;
}

static void
test_years(void)
{
    static const int whole[] = { 2019, 2020, 2021, 2026, 2027, 2032 };
    guint n = 0;

    for (guint i = 0; i < G_N_ELEMENTS(years); i++)
        g_assert_cmpstr(ep_holiday_name(ep_test_date(years[i].date)), ==, years[i].name);
    for (guint i = 0; i < G_N_ELEMENTS(whole); i++)
        n += count_holidays(whole[i]);
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(years));
    g_assert_null(ep_holiday_name(ep_test_date("1989-01-01")));
    g_assert_null(ep_holiday_name(ep_test_date("2100-01-01")));
    for (int year = EP_HOLIDAY_FIRST_YEAR; year <= EP_HOLIDAY_LAST_YEAR; year++)
        g_assert_cmpint(count_holidays(year), >=, 14);
}

static char *
read_shared(const char *name)
{
    g_autofree char *path =
        g_build_filename(g_getenv("G_TEST_SRCDIR"), "..", "..", "shared", "data", "holidays", name, NULL);
    char *text = NULL;

    if (!g_file_get_contents(path, &text, NULL, NULL))
        g_test_message("%s is not here: compared with this test's own years only", name);
    return text;
}

/* The one calls substitutes by their cause and the other calls both kinds just 休日; ceremonies are 休日 too. */
static void
assert_same_name(EpDate date, const char *published)
{
    const char *name = ep_holiday_name(date);

    if (name == NULL)
        g_error("%d-%d-%d should be %s", date.year, date.month, date.day, published);
    if (g_str_has_suffix(published, "振替休日"))
        g_assert_cmpstr(name, ==, "振替休日");
    else if (g_str_has_prefix(published, "休日"))
        g_assert_true(g_str_has_suffix(name, "休日") || g_str_has_prefix(name, "即位"));
    else
        g_assert_true(g_str_has_prefix(published, name));
}

static void
compare_published(char **lines, char separator, int last_year)
{
    g_autoptr(GHashTable) published = g_hash_table_new(NULL, NULL);

    for (; *lines != NULL; lines++) {
        char *end = strchr(*lines, separator);
        EpDate date;

        if (end == NULL || !g_ascii_isdigit(**lines))
            continue;
        *end++ = '\0';
        g_assert_true(ep_date_read(*lines, EP_DATE_PLAIN, &date, NULL));
        if (date.year < EP_HOLIDAY_FIRST_YEAR || date.year > last_year)
            continue;
        assert_same_name(date, g_strstrip(end));
        g_hash_table_add(published, GINT_TO_POINTER(ep_date_to_days(date)));
    }
    for (EpDate date = { EP_HOLIDAY_FIRST_YEAR, 1, 1 }; date.year <= last_year; date = ep_date_add_days(date, 1))
        if ((ep_holiday_name(date) != NULL) != g_hash_table_contains(published, GINT_TO_POINTER(ep_date_to_days(date))))
            g_error("%d-%d-%d differs", date.year, date.month, date.day);
}

static void
test_published_until_2050(void)
{
    g_autofree char *text = read_shared("holiday_jp_holidays.yml");
    g_auto(GStrv) lines = NULL;

    if (text == NULL)
        return;
    lines = g_strsplit(text, "\n", -1);
    compare_published(lines, ':', 2050);
}

static void
test_official(void)
{
    static const struct {
        const char *name;
        int last_year;
    } files[] = { { "syukujitsu_2021-08-01.csv", 2022 },
                  { "kkato233_syukujitsu_2022.csv", 2023 },
                  { "syukujitsu_2025-02-03.csv", 2026 } };

    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *bytes = read_shared(files[i].name);
        g_autofree char *text = NULL;
        g_auto(GStrv) lines = NULL;

        if (bytes == NULL)
            continue;
        text = g_convert(bytes, -1, "UTF-8", "CP932", NULL, NULL, NULL);
        g_assert_nonnull(text);
        lines = g_strsplit(text, "\n", -1);
        compare_published(lines, ',', files[i].last_year);
    }
}

static void
assert_date(EpDate date, const char *expected)
{
    g_autofree char *text = ep_date_to_text(date);

    g_assert_cmpstr(text, ==, expected);
}

static void
test_open(void)
{
    static const char *const closed[] = { "2026-11-21", "2026-11-22", "2026-11-23", "2026-12-29",
                                          "2026-12-31", "2027-01-01", "2027-01-03", "2026-09-22" };
    static const char *const open[] = { "2026-11-20", "2026-11-24", "2026-12-28", "2027-01-04" };
    g_autoptr(EpCalendar) calendar = ep_calendar_new();

    for (guint i = 0; i < G_N_ELEMENTS(closed); i++)
        g_assert_false(ep_calendar_is_open(calendar, ep_test_date(closed[i])));
    for (guint i = 0; i < G_N_ELEMENTS(open); i++)
        g_assert_true(ep_calendar_is_open(calendar, ep_test_date(open[i])));
    g_assert_null(ep_calendar_holiday_name(calendar, ep_test_date("2026-12-30")));
    g_assert_cmpstr(ep_calendar_holiday_name(calendar, ep_test_date("2026-11-23")), ==, "勤労感謝の日");
}

static void
test_counting(void)
{
    g_autoptr(EpCalendar) calendar = ep_calendar_new();

    assert_date(ep_calendar_add_open_days(calendar, ep_test_date("2026-11-20"), 1), "2026-11-24");
    assert_date(ep_calendar_add_open_days(calendar, ep_test_date("2026-12-28"), 1), "2027-01-04");
    assert_date(ep_calendar_add_open_days(calendar, ep_test_date("2026-11-22"), 0), "2026-11-22");
    assert_date(ep_calendar_add_open_days(calendar, ep_test_date("2026-11-24"), -1), "2026-11-20");
    assert_date(ep_calendar_add_open_days(calendar, ep_test_date("9999-12-28"), 3), "");
    g_assert_cmpint(ep_calendar_count_open_days(calendar, ep_test_date("2026-11-20"), ep_test_date("2026-11-24")), ==,
                    1);
    g_assert_cmpint(ep_calendar_count_open_days(calendar, ep_test_date("2026-11-20"), ep_test_date("2026-11-20")), ==,
                    0);
    g_assert_cmpint(ep_calendar_count_open_days(calendar, ep_test_date("2026-11-24"), ep_test_date("2026-11-20")), ==,
                    -1);
    for (int n = 1; n < 600; n += 7) {
        EpDate start = ep_test_date("2026-04-01");
        EpDate end = ep_calendar_add_open_days(calendar, start, n);

        g_assert_cmpint(ep_calendar_count_open_days(calendar, start, end), ==, n);
    }
}

static void
test_site_days(void)
{
    g_autoptr(EpCalendar) calendar = ep_calendar_new();
    EpDate friday = ep_test_date("2026-11-20"), holiday = ep_test_date("2026-11-23"),
           saturday = ep_test_date("2027-03-27");

    ep_calendar_set(calendar, friday, EP_CALENDAR_HOLIDAY, "市制記念日");
    g_assert_false(ep_calendar_is_open(calendar, friday));
    g_assert_cmpstr(ep_calendar_holiday_name(calendar, friday), ==, "市制記念日");
    ep_calendar_set(calendar, holiday, EP_CALENDAR_ORDINARY, NULL);
    g_assert_true(ep_calendar_is_open(calendar, holiday));
    g_assert_null(ep_calendar_holiday_name(calendar, holiday));
    ep_calendar_set(calendar, saturday, EP_CALENDAR_ORDINARY, NULL);
    g_assert_false(ep_calendar_is_open(calendar, saturday));
    ep_calendar_set(calendar, saturday, EP_CALENDAR_OPEN, NULL);
    g_assert_true(ep_calendar_is_open(calendar, saturday));
}

/* A table filled in by mistake must not hang the program. */
static void
test_never_open(void)
{
    g_autoptr(EpCalendar) calendar = ep_calendar_new();
    EpDate date = ep_test_date("2026-01-01");

    for (int i = 0; i < 4000; i++)
        ep_calendar_set(calendar, ep_date_add_days(date, i), EP_CALENDAR_HOLIDAY, NULL);
    assert_date(ep_calendar_add_open_days(calendar, date, 1), "");
    g_assert_cmpstr(ep_calendar_holiday_name(calendar, date), ==, "休日");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/holiday/years", test_years);
    g_test_add_func("/holiday/published-until-2050", test_published_until_2050);
    g_test_add_func("/holiday/official", test_official);
    g_test_add_func("/calendar/open", test_open);
    g_test_add_func("/calendar/counting", test_counting);
    g_test_add_func("/calendar/site-days", test_site_days);
    g_test_add_func("/calendar/never-open", test_never_open);
    return g_test_run();
}
