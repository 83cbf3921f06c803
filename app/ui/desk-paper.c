#include "app/ui/desk-paper-private.h"

#include <math.h>

enum { VIEW_CHANGED, SOURCE_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const double steps[] = { 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4 };

G_DEFINE_FINAL_TYPE_WITH_CODE(DeskPaper, desk_paper, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE(GTK_TYPE_SCROLLABLE, NULL))

static void
desk_paper_on_drawn(DeskImages *images, guint page, DeskPaper *self)
{
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
desk_paper_set_layout(DeskPaper *self, EpLayout *layout, gboolean keep_place)
{
    gboolean keep = keep_place && layout != NULL && ep_layout_get_n_pages(layout) == desk_paper_get_n_pages(self);

    g_return_if_fail(DESK_IS_PAPER(self));

    if (layout != NULL)
        ep_layout_ref(layout);
    g_clear_pointer(&self->layout, ep_layout_unref);
    self->layout = layout;
    desk_images_set_layout(self->images, layout, keep);
    for (guint i = 0; !keep && i < G_N_ELEMENTS(self->adjustments); i++)
        if (self->adjustments[i] != NULL)
            gtk_adjustment_set_value(self->adjustments[i], 0);
    desk_paper_hit_read(self);
    desk_paper_arrange(self);
    gtk_widget_queue_allocate(GTK_WIDGET(self));
}

void
desk_paper_set_fit(DeskPaper *self, DeskPaperFit fit)
{
    g_return_if_fail(DESK_IS_PAPER(self));

    self->fit = fit;
    desk_paper_arrange(self);
    desk_paper_show_page(self, self->page);
    desk_paper_announce(self);
}

DeskPaperFit
desk_paper_get_fit(DeskPaper *self)
{
    g_return_val_if_fail(DESK_IS_PAPER(self), DESK_PAPER_FREE);

    return self->fit;
}

void
desk_paper_set_zoom(DeskPaper *self, double zoom)
{
    g_return_if_fail(DESK_IS_PAPER(self));

    desk_paper_zoom_around(self, zoom, gtk_widget_get_width(GTK_WIDGET(self)) / 2.0,
                           gtk_widget_get_height(GTK_WIDGET(self)) / 2.0);
}

double
desk_paper_get_zoom(DeskPaper *self)
{
    g_return_val_if_fail(DESK_IS_PAPER(self), 1);

    return self->zoom;
}

static double
desk_paper_find_step(double zoom, int direction)
{
    if (direction > 0) {
        for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
            if (steps[i] > zoom + 0.005)
                return steps[i];
        return steps[G_N_ELEMENTS(steps) - 1];
    }
    for (guint i = G_N_ELEMENTS(steps); i > 0; i--)
        if (steps[i - 1] < zoom - 0.005)
            return steps[i - 1];
    return steps[0];
}

static double
desk_paper_find_zoom(DeskPaper *self, int n_steps)
{
    double zoom = self->zoom;

    for (int i = 0; i < ABS(n_steps); i++)
        zoom = desk_paper_find_step(zoom, n_steps);
    return zoom;
}

void
desk_paper_step_zoom(DeskPaper *self, int n_steps)
{
    g_return_if_fail(DESK_IS_PAPER(self));

    desk_paper_set_zoom(self, desk_paper_find_zoom(self, n_steps));
}

guint
desk_paper_get_page(DeskPaper *self)
{
    g_return_val_if_fail(DESK_IS_PAPER(self), 0);

    return self->page;
}

void
desk_paper_show_page(DeskPaper *self, guint page)
{
    GtkAdjustment *adjustment;
    graphene_rect_t rect;

    g_return_if_fail(DESK_IS_PAPER(self));

    adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
    if (page >= desk_paper_get_n_pages(self) || adjustment == NULL)
        return;
    desk_paper_get_page_rect(self, page, &rect);
    gtk_adjustment_set_value(adjustment, gtk_adjustment_get_value(adjustment) + rect.origin.y - DESK_PAPER_GAP);
}

gboolean
desk_paper_get_place(DeskPaper *self, GdkRectangle *place)
{
    graphene_rect_t rect;

    g_return_val_if_fail(DESK_IS_PAPER(self), FALSE);

    if (self->current < 0)
        return FALSE;
    desk_paper_get_hit_rect(self, &g_array_index(self->hits, DeskPaperHit, self->current), &rect);
    *place = (GdkRectangle){ (int)rect.origin.x, (int)rect.origin.y, (int)ceil(rect.size.width),
                             (int)ceil(rect.size.height) };
    return TRUE;
}

void
desk_paper_focus_place(DeskPaper *self)
{
    g_return_if_fail(DESK_IS_PAPER(self));

    if (self->current >= 0)
        gtk_widget_grab_focus(self->link);
}

gboolean
desk_paper_is_settled(DeskPaper *self)
{
    g_return_val_if_fail(DESK_IS_PAPER(self), TRUE);

    return self->layout == NULL || desk_images_is_complete(self->images);
}

static gboolean
desk_paper_on_announce(gpointer user_data)
{
    DeskPaper *self = user_data;

    self->announcement = 0;
    g_signal_emit(self, signals[VIEW_CHANGED], 0);
    return G_SOURCE_REMOVE;
}

void
desk_paper_announce(DeskPaper *self)
{
    if (self->announcement == 0)
        self->announcement = g_idle_add_full(G_PRIORITY_DEFAULT, desk_paper_on_announce, self, NULL);
}

void
desk_paper_emit_activated(DeskPaper *self, const char *source)
{
    g_signal_emit(self, signals[SOURCE_ACTIVATED], 0, source);
}

static gboolean
desk_paper_on_scroll(GtkEventControllerScroll *scroll, double dx, double dy, DeskPaper *self)
{
    GdkModifierType state = gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(scroll));

    if ((state & GDK_CONTROL_MASK) == 0 || self->layout == NULL)
        return FALSE;
    if (dy != 0)
        desk_paper_zoom_around(self, desk_paper_find_zoom(self, dy < 0 ? 1 : -1), self->pointer_x, self->pointer_y);
    return TRUE;
}

static void
desk_paper_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    desk_paper_arrange(DESK_PAPER(widget));
}

static void
desk_paper_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
    *minimum = 120;
    *natural = 600;
}

static void
desk_paper_dispose(GObject *object)
{
    DeskPaper *self = DESK_PAPER(object);

    g_clear_handle_id(&self->announcement, g_source_remove);
    desk_paper_scroll_dispose(self);
    g_clear_pointer(&self->link, gtk_widget_unparent);
    if (self->images != NULL)
        g_signal_handlers_disconnect_by_data(self->images, self);
    g_clear_object(&self->images);
    G_OBJECT_CLASS(desk_paper_parent_class)->dispose(object);
}

static void
desk_paper_finalize(GObject *object)
{
    DeskPaper *self = DESK_PAPER(object);

    g_clear_pointer(&self->layout, ep_layout_unref);
    g_array_unref(self->hits);
    G_OBJECT_CLASS(desk_paper_parent_class)->finalize(object);
}

static void
desk_paper_class_init(DeskPaperClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_paper_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_paper_finalize;
    desk_paper_scroll_class_init(G_OBJECT_CLASS(klass));
    widget_class->measure = desk_paper_measure;
    widget_class->size_allocate = desk_paper_allocate;
    widget_class->snapshot = desk_paper_snapshot;
    widget_class->focus = desk_paper_hit_focus;
    gtk_widget_class_set_css_name(widget_class, "deskpaper");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
    signals[VIEW_CHANGED] =
        g_signal_new("view-changed", DESK_TYPE_PAPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[SOURCE_ACTIVATED] = g_signal_new("source-activated", DESK_TYPE_PAPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_paper_init(DeskPaper *self)
{
    GtkEventController *scroll =
        gtk_event_controller_scroll_new(GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

    self->zoom = 1;
    self->images = desk_images_new();
    g_signal_connect(self->images, "drawn", G_CALLBACK(desk_paper_on_drawn), self);
    g_signal_connect(scroll, "scroll", G_CALLBACK(desk_paper_on_scroll), self);
    gtk_widget_add_controller(GTK_WIDGET(self), scroll);
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
    desk_paper_hit_init(self);
}

GtkWidget *
desk_paper_new(void)
{
    return g_object_new(DESK_TYPE_PAPER, NULL);
}
