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

/* What a number of the sheet is made of: an act, or a record that lies somewhere. */
typedef struct {
    char *at;         /* UTC; "" for a record */
    const char *what; /* the verb's or the state's label: a msgid, or "" */
    gboolean undone;  /* what was done was taken back by this act */
    const EpTable *table;
    gint64 record; /* 0: an act about nothing in particular */
    char *name;    /* number and title */
    char *who;
    char *note;
} EpDailyRow;

/* Opens a source of the sheet: EpDailyRow in order of time, freed with the array. EP_ERROR_USAGE if it is none. */
GPtrArray *ep_daily_open(EpLedger *ledger, const char *source, GError **error);
