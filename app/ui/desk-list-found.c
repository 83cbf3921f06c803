#include "app/ui/desk-list-found.h"

#include <string.h>

#include "endpoint/core/ep-fold.h"

char **
desk_list_found_split(const char *text)
{
    g_autofree char *folded = ep_fold(text);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    gboolean any = FALSE;

    for (char **word = words; *word != NULL; word++) {
        if (**word == '\0')
            continue;
        g_strv_builder_add(builder, *word);
        any = TRUE;
    }
    return any ? g_strv_builder_end(builder) : NULL;
}

static gsize
desk_list_found_length(GString *scratch, const char *text, gsize length)
{
    g_autofree char *head = g_strndup(text, length);

    g_string_truncate(scratch, 0);
    ep_fold_append(scratch, head);
    return scratch->len;
}

/* A voiced mark folds into the character before it. */
static gboolean
desk_list_found_joins(const char *text)
{
    gunichar c = g_utf8_get_char(text);

    return c == 0xFF9E || c == 0xFF9F || g_unichar_ismark(c);
}

gboolean
desk_list_found_next(const char *text, const char *word, gsize from, gsize *start, gsize *end)
{
    const char *rest = text + from, *at, *next = rest;
    g_autofree char *folded = ep_fold(rest);
    g_autoptr(GString) scratch = NULL;
    const char *hit = strstr(folded, word);
    gsize wanted, first = 0;

    if (hit == NULL)
        return FALSE;
    scratch = g_string_new(NULL);
    wanted = (gsize)(hit - folded);
    for (at = rest; *at != '\0'; at = next) {
        gsize length;

        next = g_utf8_next_char(at);
        length = desk_list_found_length(scratch, rest, (gsize)(next - rest));
        if (length <= wanted) {
            first = (gsize)(next - rest);
        } else if (length >= wanted + strlen(word)) {
            while (desk_list_found_joins(next))
                next = g_utf8_next_char(next);
            break;
        }
        if (*next == '\0')
            break;
    }
    /* A blank between words is folded only when the next word comes. */
    while (rest[first] == ' ')
        first++;
    *start = from + first;
    *end = from + (gsize)(next - rest);
    return *end > *start;
}
