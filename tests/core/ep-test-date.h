#pragma once

#include "endpoint/core/ep-date.h"

/* The date of a canonical text; aborts when it is none. */
static inline EpDate
ep_test_date(const char *text)
{
    g_autoptr(GError) error = NULL;
    EpDate date = { 0 };

    ep_date_parse(text, &date, &error);
    g_assert_no_error(error);
    return date;
}
