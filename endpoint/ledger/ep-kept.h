#pragma once

#include "endpoint/store/ep-reader.h"

/*
 * Files kept in the ledger that a record speaks of: any kind with the fields `name` and `sha256` (an exported file, an
 * attachment).
 */

/* Whether records of @table have a file. */
gboolean ep_kept_has_file(const EpTable *table);

/* The bytes; EP_ERROR_NOT_FOUND if they are not kept any more. */
GBytes *ep_kept_read(EpReader *reader, EpRecord *record, GError **error);

/* What the file is called outside the ledger: the last part of its name. Free with g_free(). */
char *ep_kept_dup_name(EpRecord *record);
