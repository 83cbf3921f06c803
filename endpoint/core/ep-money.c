#include "endpoint/core/ep-money.h"

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
ep_money_skip(const char **p, const char *word)
{
    if (!g_str_has_prefix(*p, word))
        return FALSE;
    *p += strlen(word);
    return TRUE;
}

static gboolean
ep_money_skip_any(const char **p, const char *const *words)
{
    for (; *words != NULL; words++)
        if (ep_money_skip(p, *words))
            return TRUE;
    return FALSE;
}

/* Digits, with commas only where thousands end. */
static gboolean
ep_money_read_digits(const char **p, GString *digits)
{
    int since_comma = -1;

    for (; g_ascii_isdigit(**p) || **p == ','; (*p)++) {
        if (**p != ',') {
            g_string_append_c(digits, **p);
            since_comma += since_comma >= 0 ? 1 : 0;
        } else if (digits->len == 0 || (since_comma < 0 ? digits->len > 3 : since_comma != 3)) {
            return FALSE;
        } else {
            since_comma = 0;
        }
    }
    return digits->len > 0 && (since_comma < 0 || since_comma == 3);
}

static gboolean
ep_money_read(const char *normal, gint64 *amount)
{
    static const char *const marks[] = { "¥", "\\", "金", " ", NULL };
    static const char *const minus[] = { "-", "△", "▲", "−", NULL };
    static const char *const units[] = { "円", "也", "-", "−", "ー", " ", NULL };
    g_autoptr(GString) digits = g_string_new(NULL);
    const char *p = normal;
    gboolean negative;

    while (ep_money_skip_any(&p, marks))
        ;
    negative = ep_money_skip_any(&p, minus);
    if (!negative)
        ep_money_skip(&p, "+");
    while (ep_money_skip_any(&p, marks))
        ;
    if (!ep_money_read_digits(&p, digits))
        return FALSE;
    if (*p == '.')
        p += 1 + strspn(p + 1, "0");
    while (ep_money_skip_any(&p, units))
        ;
    if (*p != '\0')
        return FALSE;
    if (negative)
        g_string_prepend_c(digits, '-');
    return g_ascii_string_to_signed(digits->str, 10, G_MININT64, G_MAXINT64, amount, NULL);
}

char *
ep_money_check(const char *text, GError **error)
{
    g_autofree char *normal = ep_fold_normalize(text != NULL ? text : "");
    gint64 amount;

    if (normal != NULL && ep_money_read(g_strstrip(normal), &amount))
        return g_strdup_printf("%" G_GINT64_FORMAT, amount);
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("“%s” is not an amount: whole yen such as 1200 or 1,200 are expected"), text != NULL ? text : "");
    return NULL;
}

char *
ep_money_format(const char *money)
{
    GString *out = g_string_new(money);
    gint64 amount;
    gsize first;

    if (money == NULL || !g_ascii_string_to_signed(money, 10, G_MININT64, G_MAXINT64, &amount, NULL))
        return g_string_free(out, FALSE);
    g_string_printf(out, "%" G_GINT64_FORMAT, amount);
    first = amount < 0 ? 1 : 0;
    for (gssize at = (gssize)out->len - 3; at > (gssize)first; at -= 3)
        g_string_insert_c(out, at, ',');
    return g_string_free(out, FALSE);
}
