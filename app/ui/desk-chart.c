#include "app/ui/desk-chart.h"

#include "app/ui/desk-palette.h"

#define HEIGHT 96
#define HEAD 20 /* room for the number */
#define FOOT 18 /* room for the day */

struct _DeskChart {
    GtkWidget parent;
    char **labels;
    gint64 *values;
    guint n, pointed; /* pointed: a bar, or n */
};

G_DEFINE_FINAL_TYPE(DeskChart, desk_chart, GTK_TYPE_WIDGET)

static void
desk_chart_finalize(GObject *object)
{
    DeskChart *self = DESK_CHART(object);

    g_strfreev(self->labels);
    g_free(self->values);
    G_OBJECT_CLASS(desk_chart_parent_class)->finalize(object);
}

static void
desk_chart_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
    *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 160;
}

static void
desk_chart_write(DeskChart *self, GtkSnapshot *snapshot, const char *text, double x, double y, const GdkRGBA *colour)
{
    g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout(GTK_WIDGET(self), text);
    int width;

    pango_layout_get_pixel_size(layout, &width, NULL);
    x = CLAMP(x - width / 2.0, 0.0, MAX(gtk_widget_get_width(GTK_WIDGET(self)) - width, 0));
    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)x, (float)y));
    gtk_snapshot_append_layout(snapshot, layout, colour);
    gtk_snapshot_restore(snapshot);
}

static void
desk_chart_paint_bar(DeskChart *self, GtkSnapshot *snapshot, guint i, double step, gint64 most,
                     const DeskPalette *palette)
{
    guint shown = self->pointed < self->n ? self->pointed : self->n - 1;
    double room = HEIGHT - HEAD - FOOT, height = MAX(room * (double)self->values[i] / (double)most, 1.0);
    double x = i * step + step * 0.15;
    GdkRGBA colour = i == shown ? palette->accent : desk_palette_mix(&palette->surface, &palette->accent, 0.35);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, self->values[i]);

    gtk_snapshot_append_color(
        snapshot, &colour,
        &GRAPHENE_RECT_INIT((float)x, (float)(HEAD + room - height), (float)(step * 0.7), (float)height));
    if (i != shown)
        return;
    desk_chart_write(self, snapshot, number, x + step * 0.35, MAX(HEAD + room - height - 19, 0), &palette->text);
    desk_chart_write(self, snapshot, self->labels[i], x + step * 0.35, HEIGHT - FOOT + 1, &palette->quiet);
}

static void
desk_chart_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    DeskChart *self = DESK_CHART(widget);
    const DeskPalette *palette = desk_palette_of(widget);
    double width = gtk_widget_get_width(widget);
    gint64 most = 1;

    for (guint i = 0; i < self->n; i++)
        most = MAX(most, self->values[i]);
    for (guint i = 0; i < self->n; i++)
        desk_chart_paint_bar(self, snapshot, i, width / self->n, most, palette);
    gtk_snapshot_append_color(snapshot, &palette->hairline, &GRAPHENE_RECT_INIT(0, HEIGHT - FOOT, (float)width, 1));
}

static void
desk_chart_class_init(DeskChartClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->finalize = desk_chart_finalize;
    widget_class->measure = desk_chart_measure;
    widget_class->snapshot = desk_chart_snapshot;
    gtk_widget_class_set_css_name(widget_class, "chart");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_chart_point(DeskChart *self, double x)
{
    int width = gtk_widget_get_width(GTK_WIDGET(self));

    self->pointed = x >= 0.0 && width > 0 ? MIN((guint)(x / width * self->n), self->n) : self->n;
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
desk_chart_pointed(GtkEventControllerMotion *motion, double x, double y, gpointer user_data)
{
    desk_chart_point(user_data, x);
}

static void
desk_chart_left(GtkEventControllerMotion *motion, gpointer user_data)
{
    desk_chart_point(user_data, -1.0);
}

static void
desk_chart_init(DeskChart *self)
{
    GtkEventController *motion = gtk_event_controller_motion_new();

    g_signal_connect(motion, "motion", G_CALLBACK(desk_chart_pointed), self);
    g_signal_connect(motion, "leave", G_CALLBACK(desk_chart_left), self);
    gtk_widget_add_controller(GTK_WIDGET(self), motion);
}

GtkWidget *
desk_chart_new(void)
{
    return g_object_new(DESK_TYPE_CHART, NULL);
}

void
desk_chart_set(DeskChart *self, const char *const *labels, const gint64 *values, guint n)
{
    g_strfreev(self->labels);
    g_free(self->values);
    self->labels = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        self->labels[i] = g_strdup(labels[i]);
    self->values = g_memdup2(values, n * sizeof *values);
    self->n = self->pointed = n;
    gtk_widget_queue_draw(GTK_WIDGET(self));
}
