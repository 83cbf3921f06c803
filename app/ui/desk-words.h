#pragma once

#include <glib.h>

/* 8100 → "8,100". Free with g_free(). */
char *desk_words_dup_number(guint n);

/* The first lines of what a program or a policy listed, and how many more there are: a label lays out all it is given,
 * and thousands of lines stop the window. NULL if @text is short enough. */
char *desk_words_dup_head(const char *text);
