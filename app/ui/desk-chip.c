#include "app/ui/desk-chip.h"

#include <math.h>

#define HEIGHT 20
#define PAD 7
#define SIGN 8
#define GAP 5

static void
desk_chip_draw_sign(cairo_t *cr, EpTint tint)
{
    switch (tint) {
    case EP_TINT_FINE:
        cairo_arc(cr, 4, 4, 3.5, 0, 2 * G_PI);
        cairo_fill(cr);
        break;
    case EP_TINT_WAIT: /* half a disc, in a ring */
        cairo_arc(cr, 4, 4, 3, 0, 2 * G_PI);
        cairo_stroke(cr);
        cairo_arc(cr, 4, 4, 3, -G_PI / 2, G_PI / 2);
        cairo_fill(cr);
        break;
    case EP_TINT_LATE:
        cairo_move_to(cr, 4, 0.2);
        cairo_line_to(cr, 8, 7.6);
        cairo_line_to(cr, 0, 7.6);
        cairo_fill(cr);
        break;
    case EP_TINT_INFO:
        cairo_move_to(cr, 4, 0);
        cairo_line_to(cr, 8, 4);
        cairo_line_to(cr, 4, 8);
        cairo_line_to(cr, 0, 4);
        cairo_fill(cr);
        break;
    default:
        cairo_arc(cr, 4, 4, 3, 0, 2 * G_PI);
        cairo_stroke(cr);
        break;
    }
}

/* One node for each sign in each theme, kept for the life of the program. */
static GskRenderNode *
desk_chip_sign(EpTint tint, const DeskPalette *palette)
{
    static GskRenderNode *signs[2][EP_TINT_LATE + 1];
    GskRenderNode **sign = &signs[palette == desk_palette_get(TRUE)][tint];
    cairo_t *cr;

    if (*sign != NULL)
        return *sign;
    *sign = gsk_cairo_node_new(&GRAPHENE_RECT_INIT(0, 0, SIGN, SIGN));
    cr = gsk_cairo_node_get_draw_context(*sign);
    gdk_cairo_set_source_rgba(cr, &palette->tint[tint]);
    cairo_set_line_width(cr, 1.3);
    desk_chip_draw_sign(cr, tint);
    cairo_destroy(cr);
    return *sign;
}

void
desk_chip_paint(DeskListText *text, GtkSnapshot *snapshot, const char *word, EpTint tint, int x, int height, int width,
                const DeskPalette *palette, const GdkRGBA *ground)
{
    const GdkRGBA *ink = &palette->tint[tint];
    GdkRGBA fill = desk_palette_mix(ground, ink, DESK_PALETTE_CHIP);
    PangoLayout *layout = desk_list_text_get(text, DESK_FACE_CHIP, word, width - 2 * PAD - SIGN - GAP);
    float top = (float)((height - 1 - HEIGHT + 1) / 2);
    GskRoundedRect outline;
    int own;

    pango_layout_get_pixel_size(layout, &own, NULL);
    own = MIN(own + 2 * PAD + SIGN + GAP, width);
    gsk_rounded_rect_init_from_rect(&outline, &GRAPHENE_RECT_INIT((float)x, top, (float)own, HEIGHT), HEIGHT / 2.0F);
    gtk_snapshot_push_rounded_clip(snapshot, &outline);
    gtk_snapshot_append_color(snapshot, &fill, &outline.bounds);
    gtk_snapshot_pop(snapshot);
    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)(x + PAD), top + (HEIGHT - SIGN) / 2.0F));
    gtk_snapshot_append_node(snapshot, desk_chip_sign(tint, palette));
    gtk_snapshot_restore(snapshot);
    desk_list_text_paint(snapshot, layout, x + PAD + SIGN + GAP, desk_list_text_get_baseline(text, height), ink);
}

int
desk_chip_measure(DeskListText *text, const char *word)
{
    return desk_list_text_measure(text, DESK_FACE_CHIP, word) + 2 * PAD + SIGN + GAP;
}
