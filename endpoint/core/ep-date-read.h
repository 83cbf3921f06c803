#pragma once

#include "endpoint/core/ep-date.h"

/*
 * The reader that ep_date_read() and ep_time_read() share: reads a date from the start of @text, which has been through
 * NFKC, and leaves *@rest behind it and behind a weekday. EP_ERROR_INVALID as ep_date_read() says.
 */
gboolean ep_date_read_start(const char *text, EpDate *date, const char **rest, GError **error);

/* Reads hours, minutes and, if they are there, seconds ("14:05", "14:05:09.123", "14時05分", "午後2:05") into seconds
 * of the day. FALSE without an error when no time of day stands there. */
gboolean ep_date_read_clock(const char *text, int *seconds, const char **rest);
