#pragma once

#include <glib.h>

/*
 * Search folding: what a person would call the same text gives the same bytes. NFKC, case, katakana to hiragana; long
 * vowel marks, hyphens of every sort and colons are left out, and so is what nobody sees (zero-width characters,
 * variation selectors). Runs of blanks become one blank between words, none at the ends. "ＰＣ－００１", "PC-001" and
 * "pc001" are one, so are "ｶﾞﾊﾞﾅﾝｽ" and "がばなんす".
 *
 * One pass through a table of folded characters which is filled from GLib on demand; any thread may call it. Text is
 * valid UTF-8 wherever the program keeps it; a malformed byte in what is given here counts as U+FFFD.
 */

/* The folded text, to be freed. NULL counts as "". */
char *ep_fold(const char *utf8);

/* Wide letters, digits and signs as narrow ones, in place; everything else stays as it is. */
void ep_fold_narrow(char *utf8);

/* NFKC alone, to be freed; ASCII text is a plain copy, at once. NULL for malformed UTF-8. */
char *ep_fold_normalize(const char *utf8);

/* Appends the folded text to @out; nothing else is allocated once @out is large enough. Blanks are told from @utf8
 * alone: what stood in @out before is neither read nor joined. NULL counts as "". */
void ep_fold_append(GString *out, const char *utf8);
