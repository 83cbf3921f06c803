#pragma once

#include "endpoint/core/ep-time.h"

/*
 * The program's only clock. MADOGUCHI_NOW in the environment stops it at a moment, for scripts and samples: any form
 * ep_time_read() takes, local to Japan if it names no zone. One that cannot be read is a warning and the real time. Any
 * thread may ask.
 */
gint64 ep_clock_unix(void);         /* seconds since 1970 */
char *ep_clock_now(void);           /* the same as canonical text, UTC */
EpDate ep_clock_today(EpZone zone); /* the local day */

/* For tests: stops the clock at a canonical moment, or moves it there; NULL lets the real one go on. A malformed moment
 * is a critical. */
void ep_clock_set_fixed(const char *utc);
