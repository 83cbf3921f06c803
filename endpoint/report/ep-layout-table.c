#include "endpoint/report/ep-layout-band.h"

#define SPACE_ABOVE (4 * EP_LAYOUT_MM)
#define SPACE_UNDER_HEADING (1.2 * EP_LAYOUT_MM)
#define FEWEST_LINES 4 /* of a row that is cut: less is not begun at the foot of a page */

typedef struct {
    EpLayoutFlow *flow;
    EpLayoutGrid grid;
    EpLayoutBand *header; /* NULL: a paragraph */
    double top;           /* where the frame begins on this page */
} EpLayoutTable;

static void
ep_layout_table_open(EpLayoutTable *table)
{
    table->top = table->flow->y;
    if (table->header != NULL)
        ep_layout_band_place(table->header, table->flow, &table->grid);
}

static void
ep_layout_table_close(EpLayoutTable *table)
{
    ep_layout_add_frame(table->flow, table->grid.x, table->top, table->grid.width, table->flow->y - table->top,
                        EP_LAYOUT_FRAME);
}

static void
ep_layout_table_continue(EpLayoutTable *table)
{
    ep_layout_table_close(table);
    ep_layout_new_page(table->flow);
    ep_layout_table_open(table);
}

static double
ep_layout_table_get_header_height(const EpLayoutTable *table)
{
    return table->header != NULL ? table->header->height : 0;
}

static double
ep_layout_table_get_body_room(const EpLayoutTable *table)
{
    return ep_layout_get_page_room(table->flow) - ep_layout_table_get_header_height(table);
}

/* The height of the bands that must stand together with the one at @index; a page at most. */
static double
ep_layout_table_get_need(const EpLayoutTable *table, GPtrArray *bands, guint index)
{
    double room = ep_layout_table_get_body_room(table);
    double need = 0;

    for (guint i = index; i < bands->len; i++) {
        const EpLayoutBand *band = bands->pdata[i];

        if (need + band->height > room && i > index)
            return need;
        need += band->height;
        if (!band->keep)
            break;
    }
    if (need <= room)
        return need;
    return FEWEST_LINES * ep_font_get_pitch(EP_FONT_BODY, ep_font_get_size(EP_FONT_BODY));
}

static void
ep_layout_table_place_band(EpLayoutTable *table, const EpLayoutBand *band)
{
    if (band->height <= ep_layout_table_get_body_room(table)) {
        if (table->flow->y + band->height > table->flow->bottom)
            ep_layout_table_continue(table);
        ep_layout_band_place(band, table->flow, &table->grid);
        return;
    }
    for (guint line = 0;;) {
        line = ep_layout_band_place_piece(band, table->flow, &table->grid, line);
        if (line == 0)
            return;
        ep_layout_table_continue(table);
    }
}

static void
ep_layout_table_add_heading(EpLayoutFlow *flow, const char *heading)
{
    EpLayoutCell cell = {
        .text = heading, .x = flow->x, .w = flow->width, .style = EP_FONT_HEADING, .tint = 1, .inset = -EP_LAYOUT_PAD_X
    };
    double height;

    if (*heading == '\0')
        return;
    ep_layout_cell_fit(&cell, flow->font, FALSE);
    height = cell.n_lines * ep_font_get_pitch(cell.style, cell.size);
    ep_layout_cell_place(&cell, flow, flow->y, height);
    flow->y += height + SPACE_UNDER_HEADING;
}

static double
ep_layout_table_get_heading_height(const char *heading)
{
    if (*heading == '\0')
        return 0;
    return ep_font_get_pitch(EP_FONT_HEADING, ep_font_get_size(EP_FONT_HEADING)) + SPACE_UNDER_HEADING;
}

static void
ep_layout_table_place(EpLayoutTable *table, GPtrArray *bands)
{
    const char *heading = table->grid.table->heading;
    double need = ep_layout_table_get_heading_height(heading) + ep_layout_table_get_header_height(table) +
                  ep_layout_table_get_need(table, bands, 0);

    if (!ep_layout_is_page_top(table->flow)) {
        table->flow->y += SPACE_ABOVE;
        if (table->flow->y + need > table->flow->bottom)
            ep_layout_new_page(table->flow);
    }
    ep_layout_table_add_heading(table->flow, heading);
    ep_layout_table_open(table);
    for (guint i = 0; i < bands->len; i++) {
        if (i > 0 && table->flow->y + ep_layout_table_get_need(table, bands, i) > table->flow->bottom)
            ep_layout_table_continue(table);
        ep_layout_table_place_band(table, bands->pdata[i]);
    }
    ep_layout_table_close(table);
}

static void
ep_layout_table_add_bands(EpLayoutTable *table, GPtrArray *bands, const EpSheet *sheet)
{
    const EpSheetTable *source = table->grid.table;
    guint n_rows = source->rows->len;
    guint n_bands = (n_rows + table->grid.n_blocks - 1) / table->grid.n_blocks;
    EpFont *font = table->flow->font;

    if (source->n_columns == 0)
        g_ptr_array_add(bands, ep_layout_band_new_text(font, &table->grid, source->text, EP_FONT_PROSE, 0,
                                                       MAX(source->min_mm, 1) * EP_LAYOUT_MM));
    else if (n_rows == 0)
        g_ptr_array_add(bands, ep_layout_band_new_text(font, &table->grid, ep_sheet_get_none(), EP_FONT_BODY, 0.5, 0));
    for (guint i = 0; i < n_bands; i++)
        g_ptr_array_add(bands, ep_layout_band_new_rows(font, &table->grid, i, n_bands));
}

void
ep_layout_table_add(EpLayoutFlow *flow, const EpSheet *sheet, const EpSheetTable *source)
{
    g_autoptr(GPtrArray) bands = g_ptr_array_new_with_free_func((GDestroyNotify)ep_layout_band_free);
    EpLayoutTable table = { flow, { source, NULL, flow->x, flow->width, 1 }, NULL, 0 };
    g_autofree double *widths = NULL;

    if (source->n_columns > 0) {
        table.grid.n_blocks = source->rows->len > 0 ? source->n_blocks : 1;
        widths = ep_layout_columns_resolve(flow->font, source, flow->width / table.grid.n_blocks);
        table.grid.widths = widths;
        table.grid.width = 0;
        for (guint i = 0; i < source->n_columns; i++)
            table.grid.width += widths[i] * table.grid.n_blocks;
        table.header = ep_layout_band_new_header(flow->font, &table.grid);
    }
    ep_layout_table_add_bands(&table, bands, sheet);
    ep_layout_table_place(&table, bands);
    g_clear_pointer(&table.header, ep_layout_band_free);
}
