#pragma once

#include <glib.h>

/* The folded words of a search text; NULL if there are none. Free with g_strfreev(). */
char **desk_list_found_split(const char *text);

/**
 * desk_list_found_next:
 * @text: what a cell shows
 * @word: folded
 * @from: where to begin, in bytes
 * @start: (out): where in @text the word stands
 * @end: (out): and where it ends
 *
 * Folding changes lengths (ガ may be two characters, ㍿ four), so a place in the folded text has to be led back.
 */
gboolean desk_list_found_next(const char *text, const char *word, gsize from, gsize *start, gsize *end);
