#pragma once

#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/report/ep-sheet.h"

/**
 * ep_renewal_sheet:
 * @renewal: the run
 * @lines: EpRecord of its lines, in their order
 * @name: the section's, or what else stands under the title
 *
 * The list of a yearly renewal as a table to be filled in and sent back: ep-renewal-answers.h reads it again by its
 * headings. What was answered already stands in it.
 */
EpSheet *ep_renewal_sheet(EpRecord *renewal, GPtrArray *lines, const char *name);

/**
 * ep_renewal_sheet_write_all:
 * @folder: gets a file for each section, "R8-更-00001_総務課.xlsx"
 * @suffix: ".xlsx" or ".csv"
 *
 * Returns: the files' names, or NULL; free with g_strfreev()
 */
char **ep_renewal_sheet_write_all(EpReader *reader, EpRecord *renewal, const char *folder, const char *suffix,
                                  EpProgress *progress, GError **error);
