#pragma once

#include "endpoint/store/ep-reader.h"

/* The next number of @table's series in the fiscal year of @day: "R8-周-00123". Inside the write lock only; given back
 * with the transaction. Numbers that a record has already, because an import brought them, are passed over. Free with
 * g_free(). */
char *ep_number_draw(EpReader *reader, const EpTable *table, const char *day, GError **error);
