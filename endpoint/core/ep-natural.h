#pragma once

#include <glib.h>

/*
 * The order of codes: runs of ASCII digits count as numbers of any length, everything else by code point. PC-2 < PC-10,
 * R8-周-00123 < R10-周-1. Equal numbers with leading zeros come after those without (PC-2 < PC-02), so only equal text
 * compares equal. Nothing is folded: what sorts as one but is not would jump about. NULL counts as "".
 */
int ep_natural_compare(const char *a, const char *b);
