#include "endpoint/report/ep-xlsx-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define LONGEST_CELL 32767 /* UTF-16 units */
#define LONGEST_NAME 31

static gboolean
ep_xlsx_text_is_escape(const char *p)
{
    return p[0] == '_' && p[1] == 'x' && g_ascii_isxdigit(p[2]) && g_ascii_isxdigit(p[3]) && g_ascii_isxdigit(p[4]) &&
           g_ascii_isxdigit(p[5]) && p[6] == '_';
}

static gboolean
ep_xlsx_text_is_carried(gunichar c)
{
    return (c >= 0x20 || c == '\n' || c == '\t') && c != 0x7f && c != 0xfffe && c != 0xffff;
}

char *
ep_xlsx_text_clean(const char *text, EpXlsxTextLoss *loss)
{
    GString *clean = g_string_sized_new(strlen(text));
    gsize units = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (c == '\r' && p[1] == '\n')
            continue;
        if (!ep_xlsx_text_is_carried(c)) {
            loss->n_controls++;
            continue;
        }
        units += c > 0xffff ? 2 : 1;
        if (ep_xlsx_text_is_escape(p)) {
            g_string_append(clean, "_x005F");
            units += strlen("_x005F");
        }
        if (units > LONGEST_CELL) {
            loss->n_cut++;
            break;
        }
        g_string_append_unichar(clean, c);
    }
    return g_string_free(clean, FALSE);
}

char *
ep_xlsx_text_make_name(const char *text)
{
    g_autoptr(GString) name = g_string_new(NULL);
    const char *p = text;

    for (guint n = 0; *p != '\0' && n < LONGEST_NAME; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (c < 0x20 || c > 0xffff || (c < 0x80 && strchr("[]:*?/\\", (int)c) != NULL) || (c == '\'' && name->len == 0))
            continue;
        g_string_append_unichar(name, c);
        n++;
    }
    while (name->len > 0 && name->str[name->len - 1] == '\'')
        g_string_truncate(name, name->len - 1);
    return g_strdup(name->len > 0 ? name->str : "Sheet1");
}

char *
ep_xlsx_text_describe_loss(const EpXlsxTextLoss *loss)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

    if (loss->n_controls > 0)
        g_ptr_array_add(parts, g_strdup_printf(ngettext("%u control character was left out.",
                                                        "%u control characters were left out.", loss->n_controls),
                                               loss->n_controls));
    if (loss->n_cut > 0)
        g_ptr_array_add(parts, g_strdup_printf(ngettext("%u text longer than a cell holds was cut.",
                                                        "%u texts longer than a cell holds were cut.", loss->n_cut),
                                               loss->n_cut));
    if (parts->len == 0)
        return NULL;
    g_ptr_array_add(parts, NULL);
    return g_strjoinv(" ", (char **)parts->pdata);
}
