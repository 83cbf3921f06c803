#include "app/ui/desk-paper-private.h"

#include <math.h>

#define COMFORTABLE 1.25 /* what fitting does not go beyond: letters as large as a headline are no easier to read */

enum { PROP_0, PROP_HADJUSTMENT, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY };

guint
desk_paper_get_n_pages(DeskPaper *self)
{
    return self->layout != NULL ? ep_layout_get_n_pages(self->layout) : 0;
}

/* Paper is drawn at whole device pixels. */
static double
desk_paper_round(DeskPaper *self, double value)
{
    int factor = gtk_widget_get_scale_factor(GTK_WIDGET(self));

    return round(value * factor) / factor;
}

double
desk_paper_get_scale(DeskPaper *self)
{
    return self->zoom * 96.0 / 72.0;
}

static void
desk_paper_get_page_size(DeskPaper *self, double *width, double *height)
{
    ep_layout_get_page_size(self->layout, width, height);
    *width = desk_paper_round(self, *width * desk_paper_get_scale(self));
    *height = desk_paper_round(self, *height * desk_paper_get_scale(self));
}

static double
desk_paper_get_value(DeskPaper *self, GtkOrientation orientation)
{
    GtkAdjustment *adjustment = self->adjustments[orientation];

    return adjustment != NULL ? gtk_adjustment_get_value(adjustment) : 0;
}

void
desk_paper_get_page_rect(DeskPaper *self, guint page, graphene_rect_t *rect)
{
    double width, height, left, top;

    desk_paper_get_page_size(self, &width, &height);
    left = MAX(DESK_PAPER_GAP, (gtk_widget_get_width(GTK_WIDGET(self)) - width) / 2);
    top = DESK_PAPER_GAP + page * (height + DESK_PAPER_GAP);
    graphene_rect_init(rect,
                       (float)desk_paper_round(self, left - desk_paper_get_value(self, GTK_ORIENTATION_HORIZONTAL)),
                       (float)desk_paper_round(self, top - desk_paper_get_value(self, GTK_ORIENTATION_VERTICAL)),
                       (float)width, (float)height);
}

void
desk_paper_get_hit_rect(DeskPaper *self, const DeskPaperHit *hit, graphene_rect_t *rect)
{
    float scale = (float)desk_paper_get_scale(self);
    graphene_rect_t page;

    desk_paper_get_page_rect(self, hit->page, &page);
    graphene_rect_init(rect, page.origin.x + hit->rect.origin.x * scale, page.origin.y + hit->rect.origin.y * scale,
                       hit->rect.size.width * scale, hit->rect.size.height * scale);
}

gboolean
desk_paper_get_visible(DeskPaper *self, guint *first, guint *last)
{
    int height = gtk_widget_get_height(GTK_WIDGET(self));
    guint n_pages = desk_paper_get_n_pages(self);
    gboolean any = FALSE;

    for (guint page = 0; page < n_pages; page++) {
        graphene_rect_t rect;

        desk_paper_get_page_rect(self, page, &rect);
        if (rect.origin.y + rect.size.height <= 0)
            continue;
        if (rect.origin.y >= height)
            break;
        if (!any)
            *first = page;
        *last = page;
        any = TRUE;
    }
    return any;
}

static void
desk_paper_configure(DeskPaper *self, GtkOrientation orientation, double size, double content)
{
    GtkAdjustment *adjustment = self->adjustments[orientation];

    if (adjustment == NULL)
        return;
    gtk_adjustment_configure(adjustment, gtk_adjustment_get_value(adjustment), 0, MAX(content, size), 40, size * 0.9,
                             size);
}

static void
desk_paper_fit(DeskPaper *self)
{
    double width, height, zoom;
    int w = gtk_widget_get_width(GTK_WIDGET(self)), h = gtk_widget_get_height(GTK_WIDGET(self));

    if (self->layout == NULL || self->fit == DESK_PAPER_FREE || w <= 0 || h <= 0)
        return;
    ep_layout_get_page_size(self->layout, &width, &height);
    zoom = (w - 2 * DESK_PAPER_GAP) * 72.0 / 96.0 / width;
    if (self->fit == DESK_PAPER_FIT_PAGE)
        zoom = MIN(zoom, (h - 2 * DESK_PAPER_GAP) * 72.0 / 96.0 / height);
    zoom = CLAMP(zoom, 0.25, COMFORTABLE);
    if (fabs(zoom - self->zoom) < 1e-6)
        return;
    self->zoom = zoom;
    desk_paper_announce(self);
}

void
desk_paper_arrange(DeskPaper *self)
{
    double width = 0, height = 0;
    guint n_pages = desk_paper_get_n_pages(self);

    self->arranging = TRUE;
    desk_paper_fit(self);
    if (n_pages > 0)
        desk_paper_get_page_size(self, &width, &height);
    desk_paper_configure(self, GTK_ORIENTATION_HORIZONTAL, gtk_widget_get_width(GTK_WIDGET(self)),
                         width + 2 * DESK_PAPER_GAP);
    desk_paper_configure(self, GTK_ORIENTATION_VERTICAL, gtk_widget_get_height(GTK_WIDGET(self)),
                         DESK_PAPER_GAP + n_pages * (height + DESK_PAPER_GAP));
    self->arranging = FALSE;
    desk_paper_scrolled(self);
}

/* The page nearest to @y, and the place in it as parts of its size. */
static guint
desk_paper_locate(DeskPaper *self, double x, double y, double *part_x, double *part_y)
{
    guint n_pages = desk_paper_get_n_pages(self), page = 0;
    graphene_rect_t rect;

    desk_paper_get_page_rect(self, 0, &rect);
    while (page + 1 < n_pages && y > rect.origin.y + rect.size.height + DESK_PAPER_GAP / 2.0)
        desk_paper_get_page_rect(self, ++page, &rect);
    *part_x = (x - rect.origin.x) / rect.size.width;
    *part_y = (y - rect.origin.y) / rect.size.height;
    return page;
}

static void
desk_paper_scroll_by(DeskPaper *self, GtkOrientation orientation, double distance)
{
    GtkAdjustment *adjustment = self->adjustments[orientation];

    if (adjustment != NULL)
        gtk_adjustment_set_value(adjustment, gtk_adjustment_get_value(adjustment) + distance);
}

void
desk_paper_zoom_around(DeskPaper *self, double zoom, double x, double y)
{
    double part_x, part_y;
    graphene_rect_t rect;
    guint page;

    if (self->layout == NULL)
        return;
    page = desk_paper_locate(self, x, y, &part_x, &part_y);
    self->fit = DESK_PAPER_FREE;
    self->zoom = CLAMP(zoom, 0.25, 4);
    desk_paper_arrange(self);
    desk_paper_get_page_rect(self, page, &rect);
    desk_paper_scroll_by(self, GTK_ORIENTATION_HORIZONTAL, rect.origin.x + part_x * rect.size.width - x);
    desk_paper_scroll_by(self, GTK_ORIENTATION_VERTICAL, rect.origin.y + part_y * rect.size.height - y);
    desk_paper_announce(self);
}

static double
desk_paper_distance(double start, double length, double view)
{
    if (start < DESK_PAPER_GAP)
        return start - DESK_PAPER_GAP;
    if (start + length > view - DESK_PAPER_GAP)
        return MIN(start - DESK_PAPER_GAP, start + length + DESK_PAPER_GAP - view);
    return 0;
}

void
desk_paper_scroll_to(DeskPaper *self, const graphene_rect_t *rect)
{
    GtkWidget *widget = GTK_WIDGET(self);

    desk_paper_scroll_by(self, GTK_ORIENTATION_HORIZONTAL,
                         desk_paper_distance(rect->origin.x, rect->size.width, gtk_widget_get_width(widget)));
    desk_paper_scroll_by(self, GTK_ORIENTATION_VERTICAL,
                         desk_paper_distance(rect->origin.y, rect->size.height, gtk_widget_get_height(widget)));
}

/* The page that the upper third of the view shows. */
static guint
desk_paper_find_page(DeskPaper *self)
{
    double part_x, part_y;
    GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
    guint n_pages = desk_paper_get_n_pages(self);
    double size = gtk_widget_get_height(GTK_WIDGET(self));

    if (n_pages == 0)
        return 0;
    /* The last page may be too short to come up that far. */
    if (adjustment != NULL && gtk_adjustment_get_value(adjustment) > 0 &&
        gtk_adjustment_get_value(adjustment) + size >= gtk_adjustment_get_upper(adjustment) - 1)
        return n_pages - 1;
    return desk_paper_locate(self, 0, size / 3, &part_x, &part_y);
}

void
desk_paper_scrolled(DeskPaper *self)
{
    guint first = 0, last = 0, page;

    if (self->arranging)
        return;
    if (desk_paper_get_visible(self, &first, &last))
        desk_images_want(self->images, first, last,
                         desk_paper_get_scale(self) * gtk_widget_get_scale_factor(GTK_WIDGET(self)));
    desk_paper_hit_allocate(self);
    gtk_widget_queue_draw(GTK_WIDGET(self));
    page = desk_paper_find_page(self);
    if (page == self->page)
        return;
    self->page = page;
    desk_paper_announce(self);
}

static void
desk_paper_set_adjustment(DeskPaper *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
    GtkAdjustment **place = &self->adjustments[orientation];

    if (*place != NULL)
        g_signal_handlers_disconnect_by_func(*place, desk_paper_scrolled, self);
    g_set_object(place, adjustment);
    if (adjustment == NULL)
        return;
    g_signal_connect_swapped(adjustment, "value-changed", G_CALLBACK(desk_paper_scrolled), self);
    gtk_widget_queue_allocate(GTK_WIDGET(self));
}

static void
desk_paper_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
    DeskPaper *self = DESK_PAPER(object);

    if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
        desk_paper_set_adjustment(self, id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL,
                                  g_value_get_object(value));
    else
        self->policies[id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL] =
            (guint)g_value_get_enum(value);
}

static void
desk_paper_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
    DeskPaper *self = DESK_PAPER(object);

    if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
        g_value_set_object(
            value, self->adjustments[id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
    else
        g_value_set_enum(
            value,
            (int)self->policies[id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
}

void
desk_paper_scroll_class_init(GObjectClass *klass)
{
    klass->set_property = desk_paper_set_property;
    klass->get_property = desk_paper_get_property;
    g_object_class_override_property(klass, PROP_HADJUSTMENT, "hadjustment");
    g_object_class_override_property(klass, PROP_VADJUSTMENT, "vadjustment");
    g_object_class_override_property(klass, PROP_HSCROLL_POLICY, "hscroll-policy");
    g_object_class_override_property(klass, PROP_VSCROLL_POLICY, "vscroll-policy");
}

void
desk_paper_scroll_dispose(DeskPaper *self)
{
    desk_paper_set_adjustment(self, GTK_ORIENTATION_HORIZONTAL, NULL);
    desk_paper_set_adjustment(self, GTK_ORIENTATION_VERTICAL, NULL);
}
