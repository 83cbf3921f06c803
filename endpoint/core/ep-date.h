#pragma once

#include <glib.h>

/*
 * A calendar day, passed by value. Everywhere else a date is canonical text "YYYY-MM-DD", which sorts as bytes; this
 * type is for reckoning and for showing. The year is 1–9999 of the Gregorian calendar; a year of 0 means no date.
 */
typedef struct {
    int year;
    int month; /* 1–12 */
    int day;   /* 1–31 */
} EpDate;

/* What ep_date_read() takes besides the forms that can mean nothing else. */
typedef enum {
    EP_DATE_PLAIN = 0,
    EP_DATE_SERIAL =
        1 << 0, /* five digits are a day number of Excel (46113 is 2026-04-01), with or without a fraction */
} EpDateFlags;

/* Canonical text only; another form or a day that does not exist is EP_ERROR_INVALID. */
gboolean ep_date_parse(const char *text, EpDate *date, GError **error);

/*
 * What a clerk or a file writes: 2026/4/1, 2026-4-1, 2026.4.1, 2026年4月1日, 20260401, R8.4.1, R8/4/1, R080401,
 * 令和8年4月1日, 令和元年5月1日, ㍻30.1.2, S63.4.1; letters, digits and signs of any width; a weekday and a time of day
 * behind it are passed over. Era years are counted on past an era's end, because papers and systems do (平成35年3月31日
 * is 2023-03-31). EP_ERROR_INVALID for everything else, with what was expected: a year of two digits, a day without a
 * year, 2026-02-30.
 */
gboolean ep_date_read(const char *text, EpDateFlags flags, EpDate *date, GError **error);

gboolean ep_date_is_set(EpDate date);
char *ep_date_to_text(EpDate date); /* canonical; "" for no date */

/* Days since 1970-01-01, negative before. From days outside the years 1–9999 comes no date. */
int ep_date_to_days(EpDate date);
EpDate ep_date_from_days(int days);

EpDate ep_date_add_days(EpDate date, int days);
EpDate ep_date_add_months(EpDate date, int months); /* the month's last day where the day does not exist */
int ep_date_compare(EpDate a, EpDate b);            /* negative, 0, positive; no date comes first */
int ep_date_weekday(EpDate date);                   /* 0 Sunday … 6 Saturday */
int ep_date_days_in_month(int year, int month);
int ep_date_fiscal_year(EpDate date); /* 年度: April to March, named after the year of its April */

/* As Japanese paper shows it; "" for no date. */
char *ep_date_format_long(EpDate date);         /* 令和8年11月20日(金) */
char *ep_date_format_short(EpDate date);        /* 11/20(金) */
char *ep_date_format_year(EpDate date);         /* 令和8年 */
const char *ep_date_weekday_label(EpDate date); /* 金 */

/* A canonical date as lists and sentences have it, 2026/11/20; points to @text, if that is another text, or to @scratch
 * (16 bytes). The macro's scratch lives as long as the block that it stands in. */
const char *ep_date_show(const char *text, char *scratch);
#define EP_DATE_SHOWN(text) ep_date_show((text), (char[16]){ "" })
