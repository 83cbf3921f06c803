#pragma once

#include "endpoint/report/ep-sheet.h"

/*
 * A sheet as comma-separated text for people who open it in a spreadsheet: UTF-8 with BOM, CRLF, quotes where RFC 4180
 * wants them, and values that a spreadsheet would change or run guarded as ="…". Title, labelled values and sections
 * follow each other, divided by an empty line.
 */
char *ep_sheet_csv_format(const EpSheet *sheet);

/* Replaces @path as a whole or leaves it as it was. Errors in EP_ERROR. */
gboolean ep_sheet_csv_write(const EpSheet *sheet, const char *path, GError **error);
