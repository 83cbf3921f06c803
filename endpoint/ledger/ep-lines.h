#pragma once

#include "endpoint/core/ep-draft.h"
#include "endpoint/store/ep-reader.h"

/*
 * Records that belong to another, from a table as text: a CSV file, or cells pasted from a spreadsheet. The first row
 * names a field of @table in each column, by its name, its label or another heading that its field knows; references
 * are written by number or name.
 */

/* Sets a value as a person writes it; references by number or name. */
gboolean ep_lines_set(EpReader *reader, EpDraft *draft, guint field, const char *text, GError **error);

/* EpDraft; EP_ERROR_INVALID names line, column and what to do. */
GPtrArray *ep_lines_parse(EpReader *reader, const EpTable *table, const char *text, GError **error);
