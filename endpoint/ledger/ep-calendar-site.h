#pragma once

#include "endpoint/core/ep-calendar.h"
#include "endpoint/store/ep-reader.h"

/* The desk's open days: the rule, with the site's own days (`holiday` records) over it. */
EpCalendar *ep_calendar_site_load(EpReader *reader, GError **error);
