#include "endpoint/report/ep-layout-band.h"

static EpLayoutBand *
ep_layout_band_new(guint n_cells)
{
    EpLayoutBand *band = g_new0(EpLayoutBand, 1);

    band->cells = g_new0(EpLayoutCell, n_cells);
    return band;
}

void
ep_layout_band_free(EpLayoutBand *band)
{
    g_free(band->cells);
    g_free(band);
}

static void
ep_layout_band_add(EpLayoutBand *band, EpFont *font, const EpLayoutCell *cell, gboolean one_line)
{
    EpLayoutCell *place = &band->cells[band->n_cells++];

    *place = *cell;
    ep_layout_cell_fit(place, font, one_line);
    band->height = MAX(MAX(band->height, ep_layout_cell_get_height(place)), band->least);
}

static double
ep_layout_band_get_block_width(const EpLayoutGrid *grid)
{
    return grid->width / grid->n_blocks;
}

EpLayoutBand *
ep_layout_band_new_header(EpFont *font, const EpLayoutGrid *grid)
{
    EpLayoutBand *band = ep_layout_band_new(grid->n_blocks * grid->table->n_columns);

    for (guint block = 0; block < grid->n_blocks; block++) {
        double x = grid->x + block * ep_layout_band_get_block_width(grid);

        for (guint i = 0; i < grid->table->n_columns; x += grid->widths[i++])
            ep_layout_band_add(band, font,
                               &(EpLayoutCell){ .text = grid->table->columns[i].label,
                                                .x = x,
                                                .w = grid->widths[i],
                                                .style = EP_FONT_LABEL,
                                                .align = 0.5,
                                                .tint = EP_LAYOUT_TINT },
                               FALSE);
    }
    return band;
}

static double
ep_layout_band_get_align(EpSheetKind kind)
{
    return kind == EP_SHEET_NUMBER ? 1 : kind == EP_SHEET_MARK ? 0.5 : 0;
}

/* What opens a group stands left, what opens a total in the middle, whatever the column holds. */
static double
ep_layout_band_get_row_align(EpSheetRowKind row, EpSheetKind column, guint index)
{
    if (row == EP_SHEET_GROUP && index == 0)
        return 0;
    return row == EP_SHEET_TOTAL && index == 0 ? 0.5 : ep_layout_band_get_align(column);
}

static void
ep_layout_band_add_row(EpLayoutBand *band, EpFont *font, const EpLayoutGrid *grid, guint row, double x)
{
    const EpSheetTable *table = grid->table;
    EpSheetRowKind kind = ep_sheet_table_get_row_kind(table, row);

    for (guint i = 0, span; i < table->n_columns; i += span) {
        EpSheetKind column = table->columns[i].kind;
        EpLayoutCell cell = {
            .text = ep_sheet_table_get_cell(table, row, i),
            .source = ep_sheet_table_get_source(table, row, i),
            .x = x,
            .style = kind == EP_SHEET_ROW ? EP_FONT_BODY : EP_FONT_STRONG,
            .align = ep_layout_band_get_row_align(kind, column, i),
            .tint = kind == EP_SHEET_ROW ? 1 : EP_LAYOUT_TINT_LIGHT,
            .inset = column == EP_SHEET_NUMBER ? EP_LAYOUT_MM / 3 : 0,
            .rule = kind == EP_SHEET_TOTAL,
        };

        span = ep_sheet_table_get_span(table, row, i);
        for (guint j = i; j < i + span; j++)
            cell.w += grid->widths[j];
        x += cell.w;
        ep_layout_band_add(band, font, &cell, column != EP_SHEET_TEXT);
    }
    band->keep |= kind == EP_SHEET_GROUP;
}

EpLayoutBand *
ep_layout_band_new_rows(EpFont *font, const EpLayoutGrid *grid, guint index, guint n_bands)
{
    EpLayoutBand *band = ep_layout_band_new(grid->n_blocks * grid->table->n_columns);
    guint n_rows = grid->table->rows->len;

    for (guint block = 0; block < grid->n_blocks; block++) {
        double x = grid->x + block * ep_layout_band_get_block_width(grid);

        if (index + block * n_bands < n_rows) {
            ep_layout_band_add_row(band, font, grid, index + block * n_bands, x);
            continue;
        }
        for (guint i = 0; i < grid->table->n_columns; x += grid->widths[i++])
            ep_layout_band_add(
                band, font,
                &(EpLayoutCell){ .text = "", .x = x, .w = grid->widths[i], .style = EP_FONT_BODY, .tint = 1 }, FALSE);
    }
    if (index + 1 < n_rows && grid->n_blocks == 1)
        band->keep |= ep_sheet_table_get_row_kind(grid->table, index + 1) == EP_SHEET_TOTAL;
    return band;
}

/* A box of text has more room around it than a cell. */
EpLayoutBand *
ep_layout_band_new_text(EpFont *font, const EpLayoutGrid *grid, const char *text, EpFontStyle style, double align,
                        double least)
{
    EpLayoutBand *band = ep_layout_band_new(1);

    band->least = least;
    ep_layout_band_add(band, font,
                       &(EpLayoutCell){ .text = text,
                                        .x = grid->x,
                                        .w = grid->width,
                                        .style = style,
                                        .align = align,
                                        .tint = 1,
                                        .inset = EP_LAYOUT_MM },
                       FALSE);
    return band;
}

/* The lines between cells, and below; the table's frame covers the outer ones. */
static void
ep_layout_band_add_lines(const EpLayoutBand *band, EpLayoutFlow *flow, const EpLayoutGrid *grid, double height)
{
    double block = ep_layout_band_get_block_width(grid);

    for (guint i = 1; i < band->n_cells; i++) {
        double x = band->cells[i].x;
        double at = (x - grid->x) / block;
        gboolean divides = ABS(at - (int)(at + 0.5)) < 1e-6;

        ep_layout_add_line(flow, x, flow->y, 0, height, divides ? EP_LAYOUT_FRAME : EP_LAYOUT_HAIR);
    }
    for (guint i = 0; i < band->n_cells; i++)
        if (band->cells[i].rule)
            ep_layout_add_line(flow, band->cells[i].x, flow->y, band->cells[i].w, 0, EP_LAYOUT_RULE);
    ep_layout_add_line(flow, grid->x, flow->y + height, grid->width, 0, EP_LAYOUT_HAIR);
}

void
ep_layout_band_place(const EpLayoutBand *band, EpLayoutFlow *flow, const EpLayoutGrid *grid)
{
    for (guint i = 0; i < band->n_cells; i++) {
        if (band->least > 0)
            ep_layout_cell_place_lines(&band->cells[i], flow, flow->y, band->height, 0, band->cells[i].n_lines);
        else
            ep_layout_cell_place(&band->cells[i], flow, flow->y, band->height);
    }
    ep_layout_band_add_lines(band, flow, grid, band->height);
    flow->y += band->height;
}

guint
ep_layout_band_place_piece(const EpLayoutBand *band, EpLayoutFlow *flow, const EpLayoutGrid *grid, guint first_line)
{
    double pitch = 0;
    guint most = 0, n_lines;
    double height;

    for (guint i = 0; i < band->n_cells; i++) {
        pitch = MAX(pitch, ep_font_get_pitch(band->cells[i].style, band->cells[i].size));
        most = MAX(most, band->cells[i].n_lines);
    }
    n_lines = (guint)MAX((flow->bottom - flow->y - 2 * EP_LAYOUT_PAD_Y) / pitch, 1);
    n_lines = MIN(n_lines, most - first_line);
    height = n_lines * pitch + 2 * EP_LAYOUT_PAD_Y;
    for (guint i = 0; i < band->n_cells; i++)
        ep_layout_cell_place_lines(&band->cells[i], flow, flow->y, height, first_line, n_lines);
    ep_layout_band_add_lines(band, flow, grid, height);
    flow->y += height;
    return first_line + n_lines < most ? first_line + n_lines : 0;
}
