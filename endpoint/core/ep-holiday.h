#pragma once

#include "endpoint/core/ep-date.h"

/* The years the rule knows; it has been compared with the published days up to 2050. A date outside them has no
 * holiday. */
#define EP_HOLIDAY_FIRST_YEAR 1990
#define EP_HOLIDAY_LAST_YEAR 2099

/*
 * The name of a Japanese public holiday by rule (国民の祝日に関する法律, with the exceptions of 1990, 1993 and
 * 2019–2021), NULL for any other day: 祝日 by their names, 振替休日, and 国民の休日 for a day between two of them. The
 * equinoxes are reckoned; the official days are announced each February for the year after. Any thread may ask.
 */
const char *ep_holiday_name(EpDate date);
