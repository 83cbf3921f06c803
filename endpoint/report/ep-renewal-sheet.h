#pragma once

#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/report/ep-sheet.h"

/**
 * ep_renewal_sheet_write_all:
 * @folder: gets a file for each section, "R8-更-00001_総務課.xlsx"
 * @suffix: ".xlsx" or ".csv"
 *
 * Returns: the files' names, or NULL; free with g_strfreev()
 */
char **ep_renewal_sheet_write_all(EpReader *reader, EpRecord *renewal, const char *folder, const char *suffix,
                                  EpProgress *progress, GError **error);
