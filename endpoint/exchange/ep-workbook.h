#pragma once

#include <glib.h>

/**
 * ep_workbook_read:
 * @bytes: an .xlsx workbook (ECMA-376) as Excel or LibreOffice saves it
 *
 * The first of its sheets, in the order of their tabs, that is not hidden, as CSV: a line for each row of the sheet,
 * empty rows too, so that line numbers are the sheet's; dates and numbers as they are stored, line breaks in a cell as
 * blanks.
 *
 * Returns: the text, free with g_free(); NULL with EP_ERROR_INVALID, which says what is wrong with it
 */
char *ep_workbook_read(GBytes *bytes, GError **error);

/* The first bytes of a file are those of a workbook (of any ZIP). */
gboolean ep_workbook_is(const char *data, gsize size);
