#pragma once

#include "endpoint/core/ep-csv.h"

/* How many cells of @row look like names of fields that the caller knows. */
typedef guint (*EpCsvHeaderKnown)(const EpCsvRow *row, gpointer user_data);

/*
 * Finds the row with the column names among the first thirty rows that are not blank: the one with the most known names
 * (at least two, or half of its cells); if no row has any, the first that is as wide as the table and has only
 * different texts that are no figures or dates. Title rows and empty lines above it are passed over; @csv then stands
 * behind it, expects no more cells than it has, and @header is valid until the next read. EP_ERROR_INVALID when no row
 * will do, and @csv stands where it stood.
 */
gboolean ep_csv_header_find(EpCsv *csv, EpCsvHeaderKnown known, gpointer user_data, EpCsvRow *header, GError **error);

/* What the same heading in other widths, with blanks or a mark is, too: "資産 番号※" and "資産番号" are one. To be
 * freed. */
char *ep_csv_header_fold(const char *heading);
