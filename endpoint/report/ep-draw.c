#include "endpoint/report/ep-draw.h"

#include <pango/pangocairo.h>

#define ASCENT 0.88 /* of a Japanese em box, whatever the font's own metrics say */

static void
ep_draw_line(const EpLayoutItem *item, cairo_t *cr)
{
    cairo_set_line_width(cr, item->weight);
    cairo_move_to(cr, item->x, item->y);
    cairo_line_to(cr, item->x + item->w, item->y + item->h);
    cairo_stroke(cr);
}

/* Fills of one tint that follow each other are one path: the squares of a code would else show seams between them. */
static void
ep_draw_fills(const EpLayoutItem *items, guint n_items, cairo_t *cr)
{
    double tint = -1;

    cairo_save(cr);
    for (guint i = 0; i < n_items; i++) {
        if (items[i].kind != EP_LAYOUT_FILL)
            continue;
        if (items[i].weight != tint) {
            cairo_fill(cr);
            tint = items[i].weight;
            cairo_set_source_rgb(cr, tint, tint, tint);
        }
        cairo_rectangle(cr, items[i].x, items[i].y, items[i].w, items[i].h);
    }
    cairo_fill(cr);
    cairo_restore(cr);
}

/* Lines are placed by us and not by Pango, so that fonts with different metrics give the same page. */
static void
ep_draw_text(const EpLayoutItem *item, EpFont *font, cairo_t *cr)
{
    PangoLayout *layout = ep_font_set(font, item->style, item->size, item->text, item->wraps ? item->w : -1);
    double pitch = ep_font_get_pitch(item->style, item->size);
    double baseline = item->y + (pitch - item->size) / 2 + ASCENT * item->size;

    for (guint i = 0; i < item->n_lines; i++, baseline += pitch) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, (int)(item->first_line + i));
        PangoRectangle extents;

        if (line == NULL)
            return;
        pango_layout_line_get_extents(line, NULL, &extents);
        cairo_move_to(cr, item->x + (item->w - (double)extents.width / PANGO_SCALE) * item->align, baseline);
        pango_cairo_show_layout_line(cr, line);
    }
}

void
ep_draw_page(const EpLayout *layout, guint page, cairo_t *cr)
{
    g_autoptr(EpFont) font = ep_font_new();
    guint n_items;
    const EpLayoutItem *items = ep_layout_get_items(layout, page, &n_items);

    cairo_save(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_SQUARE);
    /* Tints first: they would cover half of the line of the row above. */
    ep_draw_fills(items, n_items, cr);
    for (guint i = 0; i < n_items; i++)
        if (items[i].kind == EP_LAYOUT_TEXT)
            ep_draw_text(&items[i], font, cr);
    for (guint i = 0; i < n_items; i++)
        if (items[i].kind == EP_LAYOUT_LINE)
            ep_draw_line(&items[i], cr);
    cairo_restore(cr);
}
