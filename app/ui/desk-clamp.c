#include "app/ui/desk-clamp.h"

struct _DeskClamp {
    GtkWidget parent;
    GtkWidget *child;
    int width;
};

G_DEFINE_FINAL_TYPE(DeskClamp, desk_clamp, GTK_TYPE_WIDGET)

static void
desk_clamp_dispose(GObject *object)
{
    g_clear_pointer(&DESK_CLAMP(object)->child, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_clamp_parent_class)->dispose(object);
}

static GtkSizeRequestMode
desk_clamp_get_request_mode(GtkWidget *widget)
{
    return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_clamp_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
    DeskClamp *self = DESK_CLAMP(widget);

    if (orientation == GTK_ORIENTATION_VERTICAL && for_size > self->width)
        for_size = self->width;
    gtk_widget_measure(self->child, orientation, for_size, minimum, natural, NULL, NULL);
    if (orientation == GTK_ORIENTATION_HORIZONTAL)
        *natural = CLAMP(*natural, *minimum, MAX(self->width, *minimum));
}

static void
desk_clamp_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    DeskClamp *self = DESK_CLAMP(widget);
    int minimum;

    gtk_widget_measure(self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    gtk_widget_allocate(self->child, MIN(width, MAX(self->width, minimum)), height, -1, NULL);
}

static void
desk_clamp_class_init(DeskClampClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_clamp_dispose;
    widget_class->get_request_mode = desk_clamp_get_request_mode;
    widget_class->measure = desk_clamp_measure;
    widget_class->size_allocate = desk_clamp_size_allocate;
}

static void
desk_clamp_init(DeskClamp *self)
{
}

GtkWidget *
desk_clamp_new(GtkWidget *child, int width)
{
    DeskClamp *self = g_object_new(DESK_TYPE_CLAMP, NULL);

    self->child = child;
    self->width = width;
    gtk_widget_set_parent(child, GTK_WIDGET(self));
    return GTK_WIDGET(self);
}
