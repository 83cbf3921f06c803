#include "app/ui/desk-words.h"

#include "endpoint/core/ep-money.h"

char *
desk_words_dup_number(guint n)
{
    g_autofree char *digits = g_strdup_printf("%u", n);

    return ep_money_format(digits);
}
