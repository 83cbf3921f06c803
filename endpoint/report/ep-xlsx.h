#pragma once

#include "endpoint/report/ep-sheet.h"

/**
 * ep_xlsx_write:
 * @path: replaced as a whole or left as it was
 * @notice: (out) (optional) (nullable): a sentence for the person about what could not be kept (control characters,
 * text beyond what a cell holds), or NULL when everything was
 *
 * The sheet as one worksheet, set for A4. Its largest table has a spreadsheet column per column, so that it can be
 * sorted and filtered; smaller tables and the labelled values are merged over these. Numbers are numbers. Everything
 * else is text and stays text, also when it begins with = + - @ or has leading zeros. Blocks side by side are a matter
 * of paper and are set as one table here. The same sheet gives the same bytes when it says when it was made. Errors in
 * EP_ERROR.
 */
gboolean ep_xlsx_write(const EpSheet *sheet, const char *path, char **notice, GError **error);
