#pragma once

#include "endpoint/report/ep-sheet.h"

/* A day's log as the desk would print it, with invented people and machines: two pages. */
EpSheet *sample_daily_new(void);
