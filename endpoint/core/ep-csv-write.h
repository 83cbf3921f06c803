#pragma once

#include <glib.h>

typedef enum {
    EP_CSV_WRITE_PLAIN = 0,
    EP_CSV_WRITE_GUARD =
        1 << 0, /* values that Excel would change or run are written as ="…", which EpCsv takes off again */
} EpCsvWriteFlags;

/*
 * Appends one cell of comma-separated values, quoted where RFC 4180 asks for it and where blanks at its ends would be
 * lost; NULL counts as
 * "". Guarded are figures with leading zeros or more than eleven digits, and what begins with = + - @ without being a
 * number.
 */
void ep_csv_write_cell(GString *out, const char *text, EpCsvWriteFlags flags);

/* A whole record with CRLF behind it; @cells ends with NULL. */
void ep_csv_write_row(GString *out, const char *const *cells, EpCsvWriteFlags flags);
