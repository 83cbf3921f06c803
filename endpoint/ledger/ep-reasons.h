#pragma once

#include <glib.h>

/* The untranslated sentence that a code stands for, or NULL. */
typedef const char *(*EpReasonsText)(const char *code);

/**
 * ep_reasons_describe:
 * @lines: "code" or "code where", as records keep them
 *
 * What a person reads: each sentence once, with the first of those that it concerns and how many more there are. A line
 * that begins with no code stays as it is. Free with g_free().
 */
char *ep_reasons_describe(const char *lines, EpReasonsText text_of);
