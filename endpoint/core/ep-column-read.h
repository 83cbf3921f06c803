#pragma once

#include "endpoint/core/ep-column-map.h"

/*
 * A file back into records by the map that such files are written with: a console's own list, or what it says about
 * rows that it refused. Only columns that hold one field alone can be read back; the others are passed over.
 */
typedef struct {
    guint line;       /* in the file, from 1 */
    guint row;        /* of the data, from 1 */
    guint64 said;     /* by field: the file has a column for it */
    EpRecord *record; /* of the map's table, its id the line; NULL if a cell could not be read */
    char *problem;    /* what is wrong with the row, or NULL */
} EpColumnRow;

/* EpColumnRow. The encoding is told from the bytes; blanks around cells go, widths and case of headings do not matter.
 * EP_ERROR_INVALID if the file is no text, or lacks the heading of a column that must not be empty. */
GPtrArray *ep_column_read(const EpColumns *columns, GBytes *bytes, GError **error);
