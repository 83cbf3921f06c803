#include "endpoint/report/ep-xlsx-format.h"

#include <string.h>

G_STATIC_ASSERT(sizeof(EpXlsxLook) == sizeof(gint64));

struct _EpXlsxFormat {
    lxw_workbook *workbook;
    GHashTable *formats; /* of the look's bytes as a gint64 */
};

static const struct {
    const char *font;
    double size;
    gboolean bold;
    gboolean framed;
    lxw_color_t ground; /* 0: none */
} ROLES[] = {
    [EP_XLSX_TITLE] = { "Yu Mincho", 18, TRUE, FALSE, 0 },
    [EP_XLSX_SUBTITLE] = { "Yu Mincho", 11, FALSE, FALSE, 0 },
    [EP_XLSX_HEADING] = { "Yu Gothic", 10.5, TRUE, FALSE, 0 },
    [EP_XLSX_LABEL] = { "Yu Gothic", 8.5, FALSE, TRUE, 0xEBEBEB },
    [EP_XLSX_CELL] = { "Yu Gothic", 9, FALSE, TRUE, 0 },
    [EP_XLSX_STRONG] = { "Yu Gothic", 9, TRUE, TRUE, 0xF5F5F5 },
    [EP_XLSX_PROSE] = { "Yu Gothic", 9, FALSE, TRUE, 0 },
};

EpXlsxFormat *
ep_xlsx_format_new(lxw_workbook *workbook)
{
    EpXlsxFormat *formats = g_new0(EpXlsxFormat, 1);

    formats->workbook = workbook;
    formats->formats = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return formats;
}

void
ep_xlsx_format_free(EpXlsxFormat *formats)
{
    g_hash_table_unref(formats->formats);
    g_free(formats);
}

static guint8
ep_xlsx_format_get_border(EpXlsxLook look, EpXlsxEdges edge)
{
    return look.edges & edge ? LXW_BORDER_MEDIUM : LXW_BORDER_THIN;
}

static void
ep_xlsx_format_set_number(lxw_format *format, EpXlsxLook look)
{
    g_autoptr(GString) pattern = g_string_new(look.grouped ? "#,##0" : "0");

    if (look.decimals > 0)
        g_string_append_c(pattern, '.');
    for (guint i = 0; i < look.decimals; i++)
        g_string_append_c(pattern, '0');
    if (look.percent)
        g_string_append_c(pattern, '%');
    format_set_num_format(format, pattern->str);
}

static lxw_format *
ep_xlsx_format_make(lxw_workbook *workbook, EpXlsxLook look)
{
    static const guint8 aligns[] = { LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT };
    lxw_format *format = workbook_add_format(workbook);

    format_set_font_name(format, ROLES[look.role].font);
    format_set_font_size(format, ROLES[look.role].size);
    format_set_align(format, aligns[look.align]);
    format_set_align(format, look.role == EP_XLSX_PROSE ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
    if (ROLES[look.role].bold)
        format_set_bold(format);
    if (ROLES[look.role].ground != 0)
        format_set_bg_color(format, ROLES[look.role].ground);
    if (look.number == 1)
        format_set_num_format_index(format, 49); /* "@": stays text when somebody edits it */
    else if (look.number == 2)
        ep_xlsx_format_set_number(format, look);
    if (!ROLES[look.role].framed)
        return format;
    if (look.number != 2)
        format_set_text_wrap(format);
    format_set_top(format, ep_xlsx_format_get_border(look, EP_XLSX_EDGE_TOP));
    format_set_bottom(format, ep_xlsx_format_get_border(look, EP_XLSX_EDGE_BOTTOM));
    format_set_left(format, ep_xlsx_format_get_border(look, EP_XLSX_EDGE_LEFT));
    format_set_right(format, ep_xlsx_format_get_border(look, EP_XLSX_EDGE_RIGHT));
    return format;
}

lxw_format *
ep_xlsx_format_get(EpXlsxFormat *formats, EpXlsxLook look)
{
    gint64 key;
    lxw_format *format;

    memcpy(&key, &look, sizeof key);
    format = g_hash_table_lookup(formats->formats, &key);
    if (format == NULL) {
        format = ep_xlsx_format_make(formats->workbook, look);
        g_hash_table_insert(formats->formats, g_memdup2(&key, sizeof key), format);
    }
    return format;
}
