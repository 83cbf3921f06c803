#include "endpoint/report/ep-xlsx-page.h"

#include <string.h>

#include "endpoint/report/ep-font.h"
#include "endpoint/report/ep-sheet-number.h"
#include "endpoint/report/ep-sheet-private.h"
#include "endpoint/report/ep-xlsx-grid.h"

#define LINE_HEIGHT 14.5 /* points; Yu Gothic is a tall face */
#define ROOM 3.5
#define MM (72.0 / 25.4)
/* Than on paper: the face differs and a spreadsheet pads its cells; printing fits them to a page's width again. */
#define WIDER 1.15
#define STAMP_HEIGHT (16 * MM)
#define NARROWEST_STAMP 18 /* mm */
#define WIDEST_STAMP 34
#define DEEPEST_FREEZE 12 /* more rows than this held fast leave no room to scroll in */

typedef struct {
    const EpSheet *sheet;
    lxw_worksheet *worksheet;
    EpXlsxFormat *formats;
    EpXlsxTextLoss *loss;
    EpXlsxGrid *grid;
    EpFont *font;
    lxw_row_t row;
} EpXlsxPage;

/* Text over the columns from @first to before @end. */
static void
ep_xlsx_page_put_text(EpXlsxPage *page, const char *text, guint first, guint end, EpXlsxLook look)
{
    g_autofree char *clean = ep_xlsx_text_clean(text, page->loss);
    lxw_format *format = ep_xlsx_format_get(page->formats, look);

    if (end - first > 1)
        worksheet_merge_range(page->worksheet, page->row, (lxw_col_t)first, page->row, (lxw_col_t)(end - 1), "",
                              format);
    if (*clean != '\0')
        worksheet_write_string(page->worksheet, page->row, (lxw_col_t)first, clean, format);
    else
        worksheet_write_blank(page->worksheet, page->row, (lxw_col_t)first, format);
}

static void
ep_xlsx_page_put_value(EpXlsxPage *page, const char *text, EpSheetKind kind, guint first, guint end, EpXlsxLook look)
{
    EpSheetNumber number;

    if (kind != EP_SHEET_NUMBER || !ep_sheet_number_parse(text, &number)) {
        look.number = kind == EP_SHEET_CODE || kind == EP_SHEET_MARK || ep_sheet_number_is_formula(text);
        ep_xlsx_page_put_text(page, text, first, end, look);
        return;
    }
    look.number = 2;
    look.decimals = (guint8)MIN(number.decimals, 15);
    look.percent = number.percent;
    look.grouped = number.grouped;
    ep_xlsx_page_put_text(page, "", first, end, look);
    worksheet_write_number(page->worksheet, page->row, (lxw_col_t)first, number.value,
                           ep_xlsx_format_get(page->formats, look));
}

static guint
ep_xlsx_page_count_lines(EpXlsxPage *page, const char *text, guint first, guint end)
{
    double width = (page->grid->edges[end] - page->grid->edges[first]) * WIDER - 8;

    return ep_font_count_lines(page->font, EP_FONT_BODY, 9, text, MAX(width, 9));
}

static void
ep_xlsx_page_end_row(EpXlsxPage *page, guint n_lines)
{
    /* 409 points are the tallest row there is. */
    worksheet_set_row(page->worksheet, page->row, MIN(n_lines * LINE_HEIGHT + ROOM, 409), NULL);
    page->row++;
}

static void
ep_xlsx_page_add_title(EpXlsxPage *page)
{
    guint end = page->grid->n_columns;
    const EpSheet *sheet = page->sheet;

    ep_xlsx_page_put_text(page, sheet->title, 0, end, (EpXlsxLook){ EP_XLSX_TITLE, .align = 1 });
    ep_xlsx_page_end_row(page, 2);
    if (*sheet->subtitle == '\0')
        return;
    ep_xlsx_page_put_text(page, sheet->subtitle, 0, end, (EpXlsxLook){ EP_XLSX_SUBTITLE, .align = 1 });
    ep_xlsx_page_end_row(page, 1);
}

/* Where each box begins when it is as near to @width as the columns allow; returns how much the boxes differ. */
static double
ep_xlsx_page_divide_stamps(const EpXlsxGrid *grid, double width, guint *edges, guint n_stamps)
{
    double least = G_MAXDOUBLE, most = 0;

    edges[n_stamps] = grid->n_columns;
    for (guint i = n_stamps; i-- > 0;) {
        edges[i] = ep_xlsx_grid_find(grid, grid->edges[edges[i + 1]] - width, i, edges[i + 1] - 1);
        least = MIN(least, grid->edges[edges[i + 1]] - grid->edges[edges[i]]);
        most = MAX(most, grid->edges[edges[i + 1]] - grid->edges[edges[i]]);
    }
    return most - least;
}

/* The edges of boxes at the right that differ least; beyond the table when it has too few columns for them. */
static guint *
ep_xlsx_page_find_stamps(const EpXlsxGrid *grid, guint n_stamps)
{
    guint *best = g_new0(guint, n_stamps + 1);
    g_autofree guint *edges = g_new0(guint, n_stamps + 1);
    double least = G_MAXDOUBLE;

    for (guint i = 0; i <= n_stamps; i++)
        best[i] = grid->n_columns + i;
    if (n_stamps >= grid->n_columns)
        return best;
    for (double mm = NARROWEST_STAMP; mm <= WIDEST_STAMP; mm++) {
        double differ = ep_xlsx_page_divide_stamps(grid, mm * MM, edges, n_stamps);

        if (differ >= least)
            continue;
        least = differ;
        memcpy(best, edges, (n_stamps + 1) * sizeof *edges);
    }
    return best;
}

static void
ep_xlsx_page_add_stamps(EpXlsxPage *page)
{
    guint n_stamps = page->sheet->stamps->len;
    g_autofree guint *edges = ep_xlsx_page_find_stamps(page->grid, n_stamps);

    if (n_stamps == 0)
        return;
    worksheet_set_row(page->worksheet, page->row++, ROOM, NULL);
    for (guint i = 0; i < n_stamps; i++) {
        const EpSheetStamp *stamp = &g_array_index(page->sheet->stamps, EpSheetStamp, i);

        ep_xlsx_page_put_text(page, stamp->label, edges[i], edges[i + 1],
                              (EpXlsxLook){ EP_XLSX_LABEL, EP_XLSX_EDGE_ALL, 1 });
        page->row++;
        ep_xlsx_page_put_text(page, stamp->name, edges[i], edges[i + 1],
                              (EpXlsxLook){ EP_XLSX_CELL, EP_XLSX_EDGE_ALL, 1 });
        page->row--;
    }
    ep_xlsx_page_end_row(page, 1);
    worksheet_set_row(page->worksheet, page->row, STAMP_HEIGHT, NULL);
    page->row += 2;
}

static void
ep_xlsx_page_add_pairs(EpXlsxPage *page, const EpSheetHeader *headers, guint n_pairs, EpXlsxEdges edges)
{
    const EpXlsxGrid *grid = page->grid;
    guint last = grid->n_columns;
    guint middle = n_pairs == 2 ? ep_xlsx_grid_find(grid, grid->edges[last] / 2, 2, last - 2) : last;
    guint lines = 1;

    for (guint i = 0; i < n_pairs; i++) {
        guint first = i == 0 ? 0 : middle;
        guint end = i == 0 ? middle : last;
        guint value = ep_xlsx_grid_find(grid, grid->edges[first] + 22 * MM, first + 1, end - 1);
        EpXlsxEdges left = i == 0 ? EP_XLSX_EDGE_LEFT : 0, right = end == last ? EP_XLSX_EDGE_RIGHT : 0;

        ep_xlsx_page_put_text(page, headers[i].label, first, value,
                              (EpXlsxLook){ EP_XLSX_LABEL, (guint8)(edges | left), 1 });
        ep_xlsx_page_put_value(page, headers[i].value, EP_SHEET_TEXT, value, end,
                               (EpXlsxLook){ EP_XLSX_CELL, (guint8)(edges | right) });
        lines = MAX(lines, ep_xlsx_page_count_lines(page, headers[i].value, value, end));
    }
    ep_xlsx_page_end_row(page, lines);
}

static void
ep_xlsx_page_add_headers(EpXlsxPage *page)
{
    const EpSheetHeader *headers = (const EpSheetHeader *)(const void *)page->sheet->headers->data;
    guint n_headers = page->sheet->headers->len;

    for (guint i = 0, n; i < n_headers; i += n) {
        n = i + 1 < n_headers && !headers[i].wide && !headers[i + 1].wide ? 2 : 1;
        ep_xlsx_page_add_pairs(page, &headers[i], n,
                               (i == 0 ? EP_XLSX_EDGE_TOP : 0) | (i + n == n_headers ? EP_XLSX_EDGE_BOTTOM : 0));
    }
    page->row += n_headers > 0;
}

static EpXlsxEdges
ep_xlsx_page_get_sides(guint column, guint span, guint n_columns)
{
    return (column == 0 ? EP_XLSX_EDGE_LEFT : 0) | (column + span == n_columns ? EP_XLSX_EDGE_RIGHT : 0);
}

static guint8
ep_xlsx_page_get_align(EpSheetRowKind row, EpSheetKind kind, guint column)
{
    if (column == 0 && row != EP_SHEET_ROW)
        return row == EP_SHEET_TOTAL ? 1 : 0;
    return kind == EP_SHEET_NUMBER ? 2 : kind == EP_SHEET_MARK ? 1 : 0;
}

static void
ep_xlsx_page_add_row(EpXlsxPage *page, const EpSheetTable *table, const guint *map, guint index)
{
    EpSheetRowKind kind = ep_sheet_table_get_row_kind(table, index);
    EpXlsxEdges bottom = index + 1 == table->rows->len ? EP_XLSX_EDGE_BOTTOM : 0;
    guint lines = 1;

    for (guint i = 0, span; i < table->n_columns; i += span) {
        const char *cell = ep_sheet_table_get_cell(table, index, i);
        EpXlsxLook look = { kind == EP_SHEET_ROW ? EP_XLSX_CELL : EP_XLSX_STRONG };

        span = ep_sheet_table_get_span(table, index, i);
        look.edges = (guint8)(bottom | ep_xlsx_page_get_sides(i, span, table->n_columns));
        look.align = ep_xlsx_page_get_align(kind, table->columns[i].kind, i);
        ep_xlsx_page_put_value(page, cell, table->columns[i].kind, map[i], map[i + span], look);
        if (table->columns[i].kind != EP_SHEET_NUMBER)
            lines = MAX(lines, ep_xlsx_page_count_lines(page, cell, map[i], map[i + span]));
    }
    ep_xlsx_page_end_row(page, lines);
}

static void
ep_xlsx_page_add_table(EpXlsxPage *page, const EpSheetTable *table)
{
    g_autofree guint *map = ep_xlsx_grid_map(page->grid, table);

    for (guint i = 0; i < table->n_columns; i++)
        ep_xlsx_page_put_text(page, table->columns[i].label, map[i], map[i + 1],
                              (EpXlsxLook){ EP_XLSX_LABEL,
                                            (guint8)(EP_XLSX_EDGE_TOP | ep_xlsx_page_get_sides(i, 1, table->n_columns)),
                                            1 });
    if (table == page->grid->main) {
        worksheet_repeat_rows(page->worksheet, page->row, page->row);
        if (page->row < DEEPEST_FREEZE)
            worksheet_freeze_panes(page->worksheet, page->row + 1, 0);
    }
    ep_xlsx_page_end_row(page, 1);
    for (guint i = 0; i < table->rows->len; i++)
        ep_xlsx_page_add_row(page, table, map, i);
    if (table->rows->len > 0)
        return;
    ep_xlsx_page_put_text(page, ep_sheet_get_none(), 0, map[table->n_columns],
                          (EpXlsxLook){ EP_XLSX_CELL, EP_XLSX_EDGE_ALL & ~EP_XLSX_EDGE_TOP, 1 });
    ep_xlsx_page_end_row(page, 1);
}

static void
ep_xlsx_page_add_section(EpXlsxPage *page, const EpSheetTable *section)
{
    guint end = page->grid->n_columns;
    guint lines;

    if (*section->heading != '\0') {
        ep_xlsx_page_put_text(page, section->heading, 0, end, (EpXlsxLook){ EP_XLSX_HEADING });
        ep_xlsx_page_end_row(page, 1);
    }
    if (section->n_columns > 0) {
        ep_xlsx_page_add_table(page, section);
    } else {
        lines = ep_xlsx_page_count_lines(page, section->text, 0, end);
        ep_xlsx_page_put_text(
            page, section->text, 0, end,
            (EpXlsxLook){ EP_XLSX_PROSE, EP_XLSX_EDGE_ALL, 0, ep_sheet_number_is_formula(section->text) });
        ep_xlsx_page_end_row(page, MAX(lines, (guint)(section->min_mm * MM / LINE_HEIGHT)));
    }
    page->row++;
}

static void
ep_xlsx_page_set_up(EpXlsxPage *page)
{
    lxw_worksheet *worksheet = page->worksheet;
    gboolean portrait = page->sheet->paper == EP_SHEET_PORTRAIT;

    /* 15 % wider than on paper: the face differs and a spreadsheet pads its cells; printing fits one page's width
     * again. */
    for (guint i = 0; i < page->grid->n_columns; i++)
        worksheet_set_column_pixels(
            worksheet, (lxw_col_t)i, (lxw_col_t)i,
            (uint32_t)((page->grid->edges[i + 1] - page->grid->edges[i]) * 96 / 72 * WIDER + 0.5), NULL);
    worksheet_set_paper(worksheet, 9); /* A4 */
    if (!portrait)
        worksheet_set_landscape(worksheet);
    worksheet_set_margins(worksheet, (portrait ? 20 : 15) / 25.4, 15 / 25.4, (portrait ? 13 : 20) / 25.4, 15 / 25.4);
    worksheet_fit_to_pages(worksheet, 1, 0);
    worksheet_center_horizontally(worksheet);
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_footer(worksheet, "&R&P / &N");
    worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
}

void
ep_xlsx_page_fill(const EpSheet *sheet, lxw_worksheet *worksheet, EpXlsxFormat *formats, EpXlsxTextLoss *loss)
{
    g_autoptr(EpXlsxGrid) grid = ep_xlsx_grid_new(sheet);
    g_autoptr(EpFont) font = ep_font_new();
    EpXlsxPage page = { sheet, worksheet, formats, loss, grid, font, 0 };

    ep_xlsx_page_set_up(&page);
    ep_xlsx_page_add_title(&page);
    ep_xlsx_page_add_stamps(&page);
    page.row += sheet->stamps->len == 0;
    ep_xlsx_page_add_headers(&page);
    for (guint i = 0; i < sheet->sections->len; i++)
        ep_xlsx_page_add_section(&page, sheet->sections->pdata[i]);
}
