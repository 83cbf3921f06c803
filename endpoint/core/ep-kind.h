#pragma once

#include "endpoint/core/ep-table.h"

/* What the kinds of value do. Stored values are canonical (ep-table.h); people and files write them in many ways. */

/**
 * ep_kind_parse:
 * @text: as typed or found in a file
 *
 * Returns: the canonical value ("" for nothing but blanks), free with g_free(); or NULL with EP_ERROR_INVALID and a
 * sentence that names the field and what is expected. Dates in any Japanese form, choices by code or label, numbers
 * with separators are understood. A reference is parsed as an id; names are looked up by the ledger.
 */
char *ep_kind_parse(const EpField *field, const char *text, GError **error);

/* Checks a canonical value. */
gboolean ep_kind_check(const EpField *field, const char *value, GError **error);

/* What a person reads in a list or on a card; points to @label, a static text, or @scratch (64 bytes). */
const char *ep_kind_display(const EpField *field, const char *label, char *scratch);

/* Orders labels; empty values come last. */
int ep_kind_compare(const EpField *field, const char *a, const char *b);

/* Numbers stand at the right edge of a column. */
gboolean ep_kind_is_number(EpKind kind);
gboolean ep_kind_is_code(EpKind kind); /* fixed-width face */

/* The name of a kind as `deskctl tables` says it. */
const char *ep_kind_get_name(EpKind kind);
