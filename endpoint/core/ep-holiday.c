#include "endpoint/core/ep-holiday.h"

#define N_YEARS (EP_HOLIDAY_LAST_YEAR - EP_HOLIDAY_FIRST_YEAR + 1)
#define SUBSTITUTE "振替休日"
#define BETWEEN "国民の休日"
#define REFORM 2007 /* from this year a substitute moves on past holidays, and 5/4 is a holiday of its own */

typedef struct {
    const char *names[13][32]; /* by month and day */
} EpHolidayYear;

typedef struct {
    int first, last;
    int month;
    int day;    /* 0: the Monday below */
    int monday; /* which of the month */
    const char *name;
} EpHolidayRule;

static const EpHolidayRule rules[] = {
    { 0, 9999, 1, 1, 0, "元日" },
    { 0, 1999, 1, 15, 0, "成人の日" },
    { 2000, 9999, 1, 0, 2, "成人の日" },
    { 0, 9999, 2, 11, 0, "建国記念の日" },
    { 2020, 9999, 2, 23, 0, "天皇誕生日" },
    { 0, 2006, 4, 29, 0, "みどりの日" },
    { 2007, 9999, 4, 29, 0, "昭和の日" },
    { 2019, 2019, 5, 1, 0, "即位の日" },
    { 0, 9999, 5, 3, 0, "憲法記念日" },
    { 2007, 9999, 5, 4, 0, "みどりの日" },
    { 0, 9999, 5, 5, 0, "こどもの日" },
    { 1993, 1993, 6, 9, 0, "結婚の儀" },
    { 1996, 2002, 7, 20, 0, "海の日" },
    { 2003, 2019, 7, 0, 3, "海の日" },
    { 2020, 2020, 7, 23, 0, "海の日" },
    { 2021, 2021, 7, 22, 0, "海の日" },
    { 2022, 9999, 7, 0, 3, "海の日" },
    { 2020, 2020, 7, 24, 0, "スポーツの日" },
    { 2021, 2021, 7, 23, 0, "スポーツの日" },
    { 2016, 2019, 8, 11, 0, "山の日" },
    { 2020, 2020, 8, 10, 0, "山の日" },
    { 2021, 2021, 8, 8, 0, "山の日" },
    { 2022, 9999, 8, 11, 0, "山の日" },
    { 0, 2002, 9, 15, 0, "敬老の日" },
    { 2003, 9999, 9, 0, 3, "敬老の日" },
    { 0, 1999, 10, 10, 0, "体育の日" },
    { 2000, 2019, 10, 0, 2, "体育の日" },
    { 2022, 9999, 10, 0, 2, "スポーツの日" },
    { 2019, 2019, 10, 22, 0, "即位礼正殿の儀" },
    { 0, 9999, 11, 3, 0, "文化の日" },
    { 1990, 1990, 11, 12, 0, "即位礼正殿の儀" },
    { 0, 9999, 11, 23, 0, "勤労感謝の日" },
    { 0, 2018, 12, 23, 0, "天皇誕生日" },
};

static EpHolidayYear *years[N_YEARS];

static int
ep_holiday_nth_monday(int year, int month, int n)
{
    int first = ep_date_weekday((EpDate){ year, month, 1 });

    return 1 + (8 - first) % 7 + 7 * (n - 1);
}

/* The usual formula for 1980–2099; @base is the moment of 1980 in days of the month. */
static int
ep_holiday_equinox(int year, double base)
{
    return (int)(base + 0.242194 * (year - 1980) - (year - 1980) / 4);
}

static const char **
ep_holiday_slot(EpHolidayYear *self, EpDate date)
{
    return &self->names[date.month][date.day];
}

/* @named holds only the days that the law names: substitutes and days between make no further ones. Before 2007 a
 * Sunday was left alone; since then none lies between two. */
static void
ep_holiday_fill_between(EpHolidayYear *self, EpHolidayYear *named, int year)
{
    for (EpDate date = { year, 1, 2 }; date.month != 12 || date.day != 31; date = ep_date_add_days(date, 1)) {
        if (*ep_holiday_slot(named, date) != NULL || ep_date_weekday(date) == 0)
            continue;
        if (*ep_holiday_slot(named, ep_date_add_days(date, -1)) != NULL &&
            *ep_holiday_slot(named, ep_date_add_days(date, 1)) != NULL)
            *ep_holiday_slot(self, date) = BETWEEN;
    }
}

static void
ep_holiday_fill_substitutes(EpHolidayYear *self, EpHolidayYear *named, int year)
{
    for (EpDate date = { year, 1, 1 }; date.year == year; date = ep_date_add_days(date, 1)) {
        EpDate next = ep_date_add_days(date, 1);

        if (ep_date_weekday(date) != 0 || *ep_holiday_slot(named, date) == NULL)
            continue;
        while (year >= REFORM && *ep_holiday_slot(named, next) != NULL)
            next = ep_date_add_days(next, 1);
        *ep_holiday_slot(self, next) = SUBSTITUTE;
    }
}

static EpHolidayYear *
ep_holiday_make_year(int year)
{
    EpHolidayYear *self = g_new0(EpHolidayYear, 1);
    EpHolidayYear named;

    for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
        const EpHolidayRule *rule = &rules[i];
        int day = rule->day != 0 ? rule->day : ep_holiday_nth_monday(year, rule->month, rule->monday);

        if (year >= rule->first && year <= rule->last)
            self->names[rule->month][day] = rule->name;
    }
    self->names[3][ep_holiday_equinox(year, 20.8431)] = "春分の日";
    self->names[9][ep_holiday_equinox(year, 23.2488)] = "秋分の日";
    named = *self;
    ep_holiday_fill_between(self, &named, year);
    ep_holiday_fill_substitutes(self, &named, year);
    return self;
}

const char *
ep_holiday_name(EpDate date)
{
    EpHolidayYear **slot, *year;

    if (date.year < EP_HOLIDAY_FIRST_YEAR || date.year > EP_HOLIDAY_LAST_YEAR)
        return NULL;
    slot = &years[date.year - EP_HOLIDAY_FIRST_YEAR];
    year = g_atomic_pointer_get(slot);
    if (year == NULL) {
        year = ep_holiday_make_year(date.year);
        if (!g_atomic_pointer_compare_and_exchange(slot, NULL, year)) { /* another thread was first */
            g_free(year);
            year = g_atomic_pointer_get(slot);
        }
    }
    return *ep_holiday_slot(year, date);
}
