#include "app/ui/desk-words.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-money.h"

#define MOST_LINES 40

char *
desk_words_dup_number(guint n)
{
    g_autofree char *digits = g_strdup_printf("%u", n);

    return ep_money_format(digits);
}

static guint
desk_words_count_lines(const char *text)
{
    guint n = 1;

    for (; (text = strchr(text, '\n')) != NULL; text++)
        n++;
    return n;
}

char *
desk_words_dup_head(const char *text)
{
    guint n = desk_words_count_lines(text);
    const char *end = text;
    g_autofree char *more = NULL, *words = NULL;

    if (n <= MOST_LINES)
        return NULL;
    for (guint i = 0; i < MOST_LINES; i++)
        end = strchr(end, '\n') + 1;
    more = desk_words_dup_number(n - MOST_LINES);
    words = g_strdup_printf(_("… %s more lines; deskctl show prints them all"), more);
    return g_strdup_printf("%.*s%s", (int)(end - text), text, words);
}
