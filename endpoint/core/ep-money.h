#pragma once

#include <glib.h>

/*
 * Money is whole yen as integer text: "1200", "-300", "0". The checker takes "1,200", "¥1,200", "￥１，２００－",
 * "1,200円", "金1,200円也", "△300" and "▲300" (minus, as accounts write it) and decimals that are zero. The result is
 * to be freed; NULL with EP_ERROR_INVALID and what was expected for anything else, such as 12.5 or 1万.
 */
char *ep_money_check(const char *text, GError **error);

char *ep_money_format(const char *money); /* "1,200"; what is not integer text comes back as it is */
