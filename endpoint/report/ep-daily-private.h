#pragma once

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-worklog.h"
#include "endpoint/report/ep-sheet.h"

/* The sheet's parts; @number counts the headings. */
void ep_daily_add_counts(EpSheet *sheet, EpWorklog *worklog, guint number);
void ep_daily_add_tallies(EpSheet *sheet, EpWorklog *worklog, guint number);
void ep_daily_add_cases(EpSheet *sheet, EpWorklog *worklog, guint number);
void ep_daily_add_dues(EpSheet *sheet, EpWorklog *worklog, EpDate day, guint number);

/* Short names of the networks, for narrow columns; "" for none. */
const char *ep_daily_get_network(const char *code);

char *ep_daily_format_heading(guint number, const char *text);
