#include <glib/gi18n-lib.h>

#include "app/ui/desk-paper-private.h"

/* Paper is white in a dark window too, and what lies on it keeps the paper's colours. */
static const GdkRGBA white = { 1, 1, 1, 1 };
static const GdkRGBA accent = { 0.122F, 0.306F, 0.549F, 1 };
static const GdkRGBA quiet = { 0.369F, 0.392F, 0.42F, 1 };

static void
desk_paper_draw_shadow(GtkSnapshot *snapshot, const graphene_rect_t *page)
{
    GskRoundedRect outline;

    gsk_rounded_rect_init_from_rect(&outline, page, 0);
    gtk_snapshot_append_outset_shadow(snapshot, &outline, &(GdkRGBA){ 0, 0, 0, 0.16F }, 0, 2, 0, 10);
    gtk_snapshot_append_outset_shadow(snapshot, &outline, &(GdkRGBA){ 0, 0, 0, 0.22F }, 0, 0, 1, 0);
}

/* White alone looks like an empty page. The words stand where they are seen, on as much of it as is in view. */
static void
desk_paper_draw_unpainted(DeskPaper *self, GtkSnapshot *snapshot, const graphene_rect_t *page)
{
    GtkWidget *widget = GTK_WIDGET(self);
    g_autoptr(PangoLayout) words = gtk_widget_create_pango_layout(widget, _("The page is being drawn…"));
    graphene_rect_t seen =
        GRAPHENE_RECT_INIT(0, 0, (float)gtk_widget_get_width(widget), (float)gtk_widget_get_height(widget));
    int width = 0, height = 0;

    gtk_snapshot_append_color(snapshot, &white, page);
    pango_layout_get_pixel_size(words, &width, &height);
    if (!graphene_rect_intersection(page, &seen, &seen) || seen.size.width < (float)width ||
        seen.size.height < (float)height)
        return;
    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT(seen.origin.x + (seen.size.width - (float)width) / 2,
                                                          seen.origin.y + (seen.size.height - (float)height) / 2));
    gtk_snapshot_append_layout(snapshot, words, &quiet);
    gtk_snapshot_restore(snapshot);
}

static void
desk_paper_draw_hovered(DeskPaper *self, GtkSnapshot *snapshot)
{
    const DeskPaperHit *hit;
    graphene_rect_t rect;
    GdkRGBA tint = accent;

    if (self->hovered < 0 || (guint)self->hovered >= self->hits->len)
        return;
    hit = &g_array_index(self->hits, DeskPaperHit, self->hovered);
    desk_paper_get_hit_rect(self, hit, &rect);
    tint.alpha = 0.12F;
    gtk_snapshot_append_color(snapshot, &tint, &rect);
    tint.alpha = 0.7F;
    gtk_snapshot_append_color(
        snapshot, &tint,
        &GRAPHENE_RECT_INIT(rect.origin.x, rect.origin.y + rect.size.height - 1.5F, rect.size.width, 1.5F));
}

void
desk_paper_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    DeskPaper *self = DESK_PAPER(widget);
    guint first = 0, last = 0;

    if (!desk_paper_get_visible(self, &first, &last))
        return;
    gtk_snapshot_push_clip(
        snapshot, &GRAPHENE_RECT_INIT(0, 0, (float)gtk_widget_get_width(widget), (float)gtk_widget_get_height(widget)));
    for (guint page = first; page <= last; page++) {
        GdkTexture *texture = desk_images_get(self->images, page);
        graphene_rect_t rect;

        desk_paper_get_page_rect(self, page, &rect);
        desk_paper_draw_shadow(snapshot, &rect);
        if (texture != NULL)
            gtk_snapshot_append_texture(snapshot, texture, &rect);
        else
            desk_paper_draw_unpainted(self, snapshot, &rect);
    }
    desk_paper_draw_hovered(self, snapshot);
    gtk_widget_snapshot_child(widget, self->link, snapshot);
    gtk_snapshot_pop(snapshot);
}
