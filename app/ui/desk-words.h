#pragma once

#include <glib.h>

/* 8100 → "8,100". Free with g_free(). */
char *desk_words_dup_number(guint n);
