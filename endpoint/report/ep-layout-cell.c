#include "endpoint/report/ep-layout-private.h"

#include <string.h>

#define SMALLEST 0.7

static double
ep_layout_cell_get_room(const EpLayoutCell *cell)
{
    return cell->w - 2 * (EP_LAYOUT_PAD_X + cell->inset);
}

void
ep_layout_cell_fit(EpLayoutCell *cell, EpFont *font, gboolean one_line)
{
    double room = ep_layout_cell_get_room(cell);

    cell->size = ep_font_get_size(cell->style);
    cell->wraps = FALSE;
    cell->n_lines = 1;
    if (ep_font_surely_fits(cell->size, cell->text, room))
        return;
    if (one_line) {
        double width = ep_font_measure(font, cell->style, cell->size, cell->text);

        /* Half a percent for widths that do not scale exactly. */
        if (width > room)
            cell->size *= CLAMP(room / width * 0.995, SMALLEST, 1);
        if (width * SMALLEST < room && strchr(cell->text, '\n') == NULL)
            return;
    }
    cell->wraps = TRUE;
    cell->n_lines = ep_font_count_lines(font, cell->style, cell->size, cell->text, room);
}

double
ep_layout_cell_get_height(const EpLayoutCell *cell)
{
    return cell->n_lines * ep_font_get_pitch(cell->style, cell->size) + 2 * EP_LAYOUT_PAD_Y;
}

void
ep_layout_cell_place_lines(const EpLayoutCell *cell, EpLayoutFlow *flow, double y, double height, guint first_line,
                           guint n_lines)
{
    EpLayoutItem item = {
        .kind = EP_LAYOUT_TEXT,
        .x = cell->x + EP_LAYOUT_PAD_X + cell->inset,
        .y = y + EP_LAYOUT_PAD_Y,
        .w = ep_layout_cell_get_room(cell),
        .h = height - 2 * EP_LAYOUT_PAD_Y,
        .text = cell->text,
        .style = cell->style,
        .size = cell->size,
        .align = cell->align,
        .wraps = cell->wraps,
        .first_line = first_line,
        .n_lines = first_line < cell->n_lines ? MIN(n_lines, cell->n_lines - first_line) : 0,
    };

    if (cell->tint < 1)
        ep_layout_add_fill(flow, cell->x, y, cell->w, height, cell->tint);
    ep_layout_add_text(flow, &item);
    ep_layout_add_hit(flow, cell->x, y, cell->w, height, cell->source);
}

void
ep_layout_cell_place(const EpLayoutCell *cell, EpLayoutFlow *flow, double y, double height)
{
    double text = cell->n_lines * ep_font_get_pitch(cell->style, cell->size);
    EpLayoutCell plain = *cell;

    plain.tint = 1;
    plain.source = NULL;
    if (cell->tint < 1)
        ep_layout_add_fill(flow, cell->x, y, cell->w, height, cell->tint);
    ep_layout_cell_place_lines(&plain, flow, y + (height - text) / 2 - EP_LAYOUT_PAD_Y, text + 2 * EP_LAYOUT_PAD_Y, 0,
                               cell->n_lines);
    ep_layout_add_hit(flow, cell->x, y, cell->w, height, cell->source);
}
