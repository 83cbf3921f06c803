#include "endpoint/core/ep-csv-write.h"

#include <string.h>

#define EXCEL_DIGITS 11 /* longer ones are shown as 1.23457E+11 and lose digits from the sixteenth on */

static gboolean
ep_csv_write_is_number(const char *text)
{
    const char *p = text + (*text == '-' || *text == '+' ? 1 : 0);
    gsize whole = strspn(p, "0123456789");

    p += whole;
    if (*p == '.')
        p += 1 + strspn(p + 1, "0123456789");
    return whole > 0 && *p == '\0';
}

static gboolean
ep_csv_write_needs_guard(const char *text)
{
    gsize digits = strspn(text, "0123456789");

    if (digits > 0 && text[digits] == '\0')
        return digits > EXCEL_DIGITS || (digits > 1 && *text == '0');
    return *text != '\0' && strchr("=+-@", *text) != NULL && !ep_csv_write_is_number(text);
}

static gboolean
ep_csv_write_needs_quotes(const char *text)
{
    gsize length = strlen(text);

    return length > 0 && (strpbrk(text, ",\"\r\n\t") != NULL || *text == ' ' || text[length - 1] == ' ');
}

/* @text with every quote written @times times. */
static void
ep_csv_write_quoted(GString *out, const char *text, int times)
{
    for (; *text != '\0'; text++) {
        g_string_append_c(out, *text);
        for (int i = 1; *text == '"' && i < times; i++)
            g_string_append_c(out, '"');
    }
}

void
ep_csv_write_cell(GString *out, const char *text, EpCsvWriteFlags flags)
{
    if (text == NULL)
        return;
    if ((flags & EP_CSV_WRITE_GUARD) && ep_csv_write_needs_guard(text)) {
        g_string_append(out, "\"=\"\"");
        ep_csv_write_quoted(out, text, 4); /* doubled inside the formula, and again for the cell */
        g_string_append(out, "\"\"\"");
    } else if (ep_csv_write_needs_quotes(text)) {
        g_string_append_c(out, '"');
        ep_csv_write_quoted(out, text, 2);
        g_string_append_c(out, '"');
    } else {
        g_string_append(out, text);
    }
}

void
ep_csv_write_row(GString *out, const char *const *cells, EpCsvWriteFlags flags)
{
    for (gsize i = 0; cells[i] != NULL; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        ep_csv_write_cell(out, cells[i], flags);
    }
    g_string_append(out, "\r\n");
}
