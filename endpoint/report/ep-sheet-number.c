#include "endpoint/report/ep-sheet-number.h"

#include <string.h>

#define MINUS_SIGN "\xe2\x88\x92" /* U+2212 */

static const char *
ep_sheet_number_skip_sign(const char *text, gboolean *negative)
{
    *negative = FALSE;
    if (g_str_has_prefix(text, MINUS_SIGN)) {
        *negative = TRUE;
        return text + strlen(MINUS_SIGN);
    }
    if (*text == '-') {
        *negative = TRUE;
        return text + 1;
    }
    return text;
}

/* Appends the digits before the point to @digits; returns what follows them, or NULL when they are not grouped by
 * threes. */
static const char *
ep_sheet_number_read_integer(const char *text, GString *digits, gboolean *grouped)
{
    gsize group = 0;

    *grouped = FALSE;
    for (; g_ascii_isdigit(*text) || *text == ','; text++) {
        if (*text != ',') {
            g_string_append_c(digits, *text);
            group++;
            continue;
        }
        if (group == 0 || group > 3 || (*grouped && group != 3))
            return NULL;
        *grouped = TRUE;
        group = 0;
    }
    return digits->len == 0 || (*grouped && group != 3) ? NULL : text;
}

gboolean
ep_sheet_number_parse(const char *text, EpSheetNumber *out)
{
    g_autoptr(GString) digits = g_string_new(NULL);
    gboolean negative;
    const char *rest;

    *out = (EpSheetNumber){ 0 };
    rest = ep_sheet_number_read_integer(ep_sheet_number_skip_sign(text, &negative), digits, &out->grouped);
    if (rest == NULL || (digits->len > 1 && digits->str[0] == '0'))
        return FALSE;
    if (*rest == '.') {
        g_string_append_c(digits, '.');
        for (rest++; g_ascii_isdigit(*rest); rest++, out->decimals++)
            g_string_append_c(digits, *rest);
        if (out->decimals == 0)
            return FALSE;
    }
    out->percent = *rest == '%';
    /* A double holds 15 digits for certain; what is longer is an identifier. */
    if (rest[out->percent ? 1 : 0] != '\0' || digits->len > 15)
        return FALSE;
    out->value = g_ascii_strtod(digits->str, NULL) / (out->percent ? 100 : 1) * (negative ? -1 : 1);
    return TRUE;
}

gboolean
ep_sheet_number_is_formula(const char *text)
{
    EpSheetNumber number;

    if (*text == '\0' || strchr("=+-@\t\r", *text) == NULL)
        return FALSE;
    return strspn(text, "-") != strlen(text) && !ep_sheet_number_parse(text, &number);
}
