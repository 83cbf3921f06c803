#pragma once

#include <glib.h>

typedef struct {
    double value; /* 0.985 for "98.5%" */
    guint decimals;
    gboolean percent;
    gboolean grouped; /* written with thousands separators */
} EpSheetNumber;

/* Reads a number as a report writes it: "1,234", "-3", "−3", "98.5%", "0.25". Anything else is text: "", "007", "1e5",
 * "1,23". */
gboolean ep_sheet_number_parse(const char *text, EpSheetNumber *out);

/* Whether a spreadsheet that opens a text file would run @text as a formula. */
gboolean ep_sheet_number_is_formula(const char *text);
