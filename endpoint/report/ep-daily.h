#pragma once

#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/report/ep-sheet.h"

/**
 * ep_daily_sheet:
 * @day: canonical
 *
 * The day's log (作業日報) as a sheet: what was carried over, came in, was done and stays open; how often what was
 * done; a line for each case; what should have been over; and what people wrote in the day's remarks. Cells carry
 * sources that ep_worklog_source_load() understands. Any day may be asked for, also one without an act.
 */
EpSheet *ep_daily_sheet(EpLedger *ledger, const char *day, GError **error);
