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

enum { ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

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
    desk_chart_write(self, snapshot, number, x + step * 0.35, 0, &palette->text); /* above all bars */
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
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_SLIDER); /* one of a row of values */
    signals[ACTIVATED] = g_signal_new("activated", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_UINT);
}

static guint
desk_chart_get_shown(DeskChart *self)
{
    return self->pointed < self->n ? self->pointed : self->n - 1;
}

static void
desk_chart_point_bar(DeskChart *self, guint bar)
{
    g_autofree char *text = NULL;

    self->pointed = MIN(bar, self->n);
    gtk_widget_queue_draw(GTK_WIDGET(self));
    if (self->n == 0)
        return;
    bar = desk_chart_get_shown(self);
    text = g_strdup_printf("%s: %" G_GINT64_FORMAT, self->labels[bar], self->values[bar]);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                   GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double)(self->n - 1),
                                   GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double)bar, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                   text, -1);
}

static void
desk_chart_point(DeskChart *self, double x)
{
    int width = gtk_widget_get_width(GTK_WIDGET(self));

    desk_chart_point_bar(self, x >= 0.0 && width > 0 ? (guint)(x / width * self->n) : self->n);
}

static void
desk_chart_activate(DeskChart *self)
{
    guint bar = desk_chart_get_shown(self);

    if (self->n > 0 && self->values[bar] != 0)
        g_signal_emit(self, signals[ACTIVATED], 0, bar);
}

static void
desk_chart_released(GtkGestureClick *click, int n_press, double x, double y, gpointer user_data)
{
    desk_chart_point(user_data, x);
    desk_chart_activate(user_data);
}

static gboolean
desk_chart_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
    DeskChart *self = user_data;
    guint shown = desk_chart_get_shown(self);

    if (self->n == 0 || (state & gtk_accelerator_get_default_mod_mask()) != 0)
        return FALSE;
    switch (key) {
    case GDK_KEY_Left:
        desk_chart_point_bar(self, shown > 0 ? shown - 1 : 0);
        return TRUE;
    case GDK_KEY_Right:
        desk_chart_point_bar(self, MIN(shown + 1, self->n - 1));
        return TRUE;
    case GDK_KEY_Home:
        desk_chart_point_bar(self, 0);
        return TRUE;
    case GDK_KEY_End:
        desk_chart_point_bar(self, self->n - 1);
        return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
        desk_chart_activate(self);
        return TRUE;
    default:
        return FALSE;
    }
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
    GtkEventController *motion = gtk_event_controller_motion_new(), *keys = gtk_event_controller_key_new();
    GtkGesture *click = gtk_gesture_click_new();

    g_signal_connect(motion, "motion", G_CALLBACK(desk_chart_pointed), self);
    g_signal_connect(motion, "leave", G_CALLBACK(desk_chart_left), self);
    gtk_widget_add_controller(GTK_WIDGET(self), motion);
    g_signal_connect(click, "released", G_CALLBACK(desk_chart_released), self);
    gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_chart_key), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_cursor_from_name(GTK_WIDGET(self), "pointer");
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
    self->n = n;
    desk_chart_point_bar(self, n);
}

void
desk_chart_get_bar(DeskChart *self, guint bar, GdkRectangle *place)
{
    double step = self->n > 0 ? (double)gtk_widget_get_width(GTK_WIDGET(self)) / self->n : 0.0;

    *place = (GdkRectangle){ (int)(bar * step), HEAD, (int)step, HEIGHT - HEAD - FOOT };
}
