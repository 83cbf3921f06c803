#include "app/ui/desk-icon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 16
#define LINE 1.35

/* of more than one table */
#define A_PC "R 1.5 2.5 13 8.5 M 8 11 L 8 13.5 M 5 13.5 L 11 13.5"
#define A_STICK "R 4.5 5 7 9.5 M 6 5 L 6 1.5 L 10 1.5 L 10 5 M 8 9 L 8 11"
#define A_PERSON                                                                                                       \
    "O 5.8 5.5 2.4 M 1.5 13.5 A 5.8 13.5 4.3 180 360 M 10.2 3.2 A 10.4 5.5 2.3 -95 95 M 12.2 "                         \
    "9.9 A 10.4 13.5 4.1 -65 0"

/* Strokes: M and L go to a point, O draws a circle (centre, radius), A an arc (centre, radius, from, to in degrees),
 * R a rounded rectangle (corner, width, height), Z closes. */
static const struct {
    const char *name, *strokes;
} icons[] = {
    { "today", "R 2 3 12 11 M 2 6.5 L 14 6.5 M 5 1.5 L 5 4 M 11 1.5 L 11 4 M 5.5 10.5 L 7.3 12 L 10.8 8.5" },
    { "pc", A_PC },
    { "application", "M 9.5 1.5 L 3 1.5 L 3 14.5 L 13 14.5 L 13 5 L 9.5 1.5 L 9.5 5 L 13 5 M 5.5 8 L 10.5 8 M 5.5 11 L "
                     "10.5 11" },
    { "medium", A_STICK },
    { "application_pc", A_PC },
    { "application_device", A_STICK },
    { "application_user", A_PERSON },
    { "permit", "R 2 2.5 12 11 M 5 8 L 7.2 10.2 L 11 6" },
    { "restriction", "O 8 8 6 M 3.8 12.2 L 12.2 3.8" },
    { "registration", "M 2 4 L 9 4 M 2 8 L 7 8 M 2 12 L 6 12 M 9 11 L 11 13 L 14.5 8.5" },
    { "virus_check", "M 8 1.5 L 13.5 3.5 L 13.5 8 L 11.5 12 L 8 14.5 L 4.5 12 L 2.5 8 L 2.5 3.5 Z M 5.5 8 L 7.5 10 L "
                     "10.8 6.2" },
    { "incident", "M 8 1.8 L 14.8 13.8 L 1.2 13.8 Z M 8 6 L 8 10 M 8 11.6 L 8 12.2" },
    { "delivery", "O 8 8 6.3 O 8 8 1.7 M 11.2 3.6 A 8 8 5.4 -52 -10" },
    { "office_rule", "O 8 8 6.3 M 8 4 L 8 8 L 11 9.8" },
    { "export", "M 8 9.5 L 8 1.5 M 5 4.5 L 8 1.5 L 11 4.5 M 2 9 L 2 14 L 14 14 L 14 9" },
    { "drift", "M 2 5 L 13 5 M 10.5 2.5 L 13 5 L 10.5 7.5 M 14 11 L 3 11 M 5.5 8.5 L 3 11 L 5.5 13.5" },
    { "call",
      "M 3 2 L 5.5 2 L 6.8 5.2 L 5 6.6 L 6.6 9.2 L 9.4 11 L 10.8 9.2 L 14 10.5 L 14 13 L 12.5 14 L 8.5 12.6 L 4.6 "
      "9.2 L 2.2 4.6 L 2.2 3 Z" },
    { "repair",
      "M 10.5 2.2 L 8.4 4.3 L 8.8 7.2 L 11.7 7.6 L 13.8 5.5 A 10.6 5.4 3.4 2 135 L 2.6 13.4 M 10.5 2.2 A 10.6 "
      "5.4 3.4 -92 -225" },
    { "vendor_job", "R 1.5 5 8 7 M 9.5 7.5 L 12.5 7.5 L 14.5 9.8 L 14.5 12 L 9.5 12 O 4.5 12.6 1.4 O 11.6 12.6 1.4" },
    { "loan", "R 1.5 2.5 8 6 M 5.5 8.5 L 5.5 10.5 M 11.5 4 L 14 6.5 L 11.5 9 M 14 6.5 L 11 6.5 M 14.5 13 L 4 13 M 6.5 "
              "11.2 L 4 13 L 6.5 14.8" },
    { "instruction", "M 2 2.5 L 14 2.5 L 14 11 L 8.5 11 L 5 14 L 5 11 L 2 11 Z M 5 5.5 L 11 5.5 M 5 8 L 9 8" },
    { "daylog", "R 3 1.5 10 13 M 5.5 5 L 10.5 5 M 5.5 8 L 10.5 8 M 5.5 11 L 8.5 11" },
    { "daily", "R 3 1.5 10 13 M 5.5 12 L 5.5 9 M 8 12 L 8 6 M 10.5 12 L 10.5 7.5" },
    { "import", "M 8 1.5 L 8 9.5 M 5 6.5 L 8 9.5 L 11 6.5 M 2 9 L 2 14 L 14 14 L 14 9" },
    { "software", "R 2 2 12 12 M 2 5.5 L 14 5.5 M 5 8.5 L 7 10.3 L 5 12 M 8.5 12 L 11 12" },
    { "section",
      "R 3 1.5 10 13 M 6 4.5 L 7 4.5 M 9 4.5 L 10 4.5 M 6 7.5 L 7 7.5 M 9 7.5 L 10 7.5 M 6.7 14.5 L 6.7 11 L "
      "9.3 11 L 9.3 14.5" },
    { "staff", "O 8 5 3 M 2.5 14.5 A 8 14.5 5.5 180 360" },
    { "person", A_PERSON },
    { "holiday", "R 2 3 12 11 M 2 6.5 L 14 6.5 M 5 1.5 L 5 4 M 11 1.5 L 11 4 M 6 8.7 L 10 12 M 10 8.7 L 6 12" },
    { "target", "O 8 8 6 O 8 8 2.4 M 8 0.8 L 8 3.4 M 8 12.6 L 8 15.2 M 0.8 8 L 3.4 8 M 12.6 8 L 15.2 8" },
    { "route",
      "O 3.5 3.5 1.8 O 12.5 12.5 1.8 M 5.3 3.5 L 10 3.5 A 10 5.8 2.3 -90 90 L 6 8.1 A 6 10.3 2.2 -90 -270 L 10.7 "
      "12.5" },
    { "mapping",
      "M 2 4 L 5.5 4 L 10.5 12 L 14 12 M 12 10 L 14 12 L 12 14 M 2 12 L 5.5 12 L 7 9.6 M 9 6.4 L 10.5 4 L 14 4 "
      "M 12 2 L 14 4 L 12 6" },
    { "settings", "M 2 4.5 L 8 4.5 M 12 4.5 L 14 4.5 O 10 4.5 1.8 M 2 11.5 L 4 11.5 M 8 11.5 L 14 11.5 O 6 11.5 1.8" },
    { "search", "O 6.8 6.8 4.6 M 10.2 10.2 L 14.2 14.2" },
    { "edit", "M 3 10.4 L 2 14 L 5.6 13 L 13.6 5 L 11 2.4 Z M 9.4 4 L 12 6.6" },
    { "fold", "R 1.5 2.5 13 11 M 6 2.5 L 6 13.5 M 11.5 6 L 9.5 8 L 11.5 10" },
    { "more", "O 3 8 0.7 O 8 8 0.7 O 13 8 0.7" },
    { "larger", "O 6.8 6.8 4.6 M 10.2 10.2 L 14.2 14.2 M 4.8 6.8 L 8.8 6.8 M 6.8 4.8 L 6.8 8.8" },
    { "smaller", "O 6.8 6.8 4.6 M 10.2 10.2 L 14.2 14.2 M 4.8 6.8 L 8.8 6.8" },
    { "fit",
      "M 2 5.5 L 2 2 L 5.5 2 M 10.5 2 L 14 2 L 14 5.5 M 14 10.5 L 14 14 L 10.5 14 M 5.5 14 L 2 14 L 2 10.5 R 5 5 6 6" },
    { "form",
      "R 2.5 1.5 11 13 M 5.5 4.5 L 10.5 4.5 M 5 7.5 L 11 7.5 L 11 12 L 5 12 Z M 5 9.8 L 11 9.8 M 7.5 7.5 L 7.5 12" },
    { "print",
      "M 4.5 6 L 4.5 1.5 L 11.5 1.5 L 11.5 6 M 4.5 12 L 1.5 12 L 1.5 6 L 14.5 6 L 14.5 12 L 11.5 12 R 4.5 9.5 7 5" },
    { "explain", "O 8 8 6.3 M 6 6.5 A 8 6.5 2 -180 45 L 8 8.6 L 8 9.6 M 8 11.4 L 8 11.8" },
    { "attachment", "M 11.5 5 L 6.8 9.9 A 5.9 8.8 1.4 50 -130 L 10.2 2.9 A 11.6 4.4 2 -135 45 L 7.2 12.3 A 4.8 9.8 3.5 "
                    "45 -135 L 8.2 3.4" },
    { "save", "M 8 1.5 L 8 9.5 M 5 6.5 L 8 9.5 L 11 6.5 M 2 9 L 2 14 L 14 14 L 14 9" },
    { "remove", "M 4 4 L 12 12 M 12 4 L 4 12" },
    { "plain", "R 2.5 2.5 11 11 M 5.5 6 L 10.5 6 M 5.5 9 L 10.5 9" },
};

struct _DeskIcon {
    GtkWidget parent;
    const char *strokes;
};

G_DEFINE_FINAL_TYPE(DeskIcon, desk_icon, GTK_TYPE_WIDGET)

static double
desk_icon_read(const char **at)
{
    char *end;
    double value = g_ascii_strtod(*at, &end);

    *at = end;
    return value;
}

static void
desk_icon_round(cairo_t *cr, double x, double y, double width, double height)
{
    const double r = 1.6;

    cairo_new_sub_path(cr);
    cairo_arc(cr, x + width - r, y + r, r, -G_PI / 2, 0);
    cairo_arc(cr, x + width - r, y + height - r, r, 0, G_PI / 2);
    cairo_arc(cr, x + r, y + height - r, r, G_PI / 2, G_PI);
    cairo_arc(cr, x + r, y + r, r, G_PI, 3 * G_PI / 2);
    cairo_close_path(cr);
}

static void
desk_icon_stroke(cairo_t *cr, char what, const double *p)
{
    switch (what) {
    case 'M':
        cairo_move_to(cr, p[0], p[1]);
        break;
    case 'L':
        cairo_line_to(cr, p[0], p[1]);
        break;
    case 'O':
        cairo_new_sub_path(cr);
        cairo_arc(cr, p[0], p[1], p[2], 0, 2 * G_PI);
        break;
    case 'A':
        if (p[4] >= p[3])
            cairo_arc(cr, p[0], p[1], p[2], p[3] * G_PI / 180, p[4] * G_PI / 180);
        else
            cairo_arc_negative(cr, p[0], p[1], p[2], p[3] * G_PI / 180, p[4] * G_PI / 180);
        break;
    case 'R':
        desk_icon_round(cr, p[0], p[1], p[2], p[3]);
        break;
    default:
        cairo_close_path(cr);
        break;
    }
}

static guint
desk_icon_count(char what)
{
    return what == 'Z' ? 0 : what == 'O' ? 3 : what == 'A' ? 5 : what == 'R' ? 4 : 2;
}

static void
desk_icon_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    DeskIcon *self = DESK_ICON(widget);
    cairo_t *cr = gtk_snapshot_append_cairo(snapshot, &GRAPHENE_RECT_INIT(0, 0, SIZE, SIZE));
    GdkRGBA ink;

    gtk_style_context_get_color(gtk_widget_get_style_context(widget), &ink);
    gdk_cairo_set_source_rgba(cr, &ink);
    cairo_set_line_width(cr, LINE);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    for (const char *at = self->strokes; *at != '\0';) {
        char what = *at++;
        double p[5] = { 0 };

        if (what == ' ')
            continue;
        for (guint i = 0; i < desk_icon_count(what); i++)
            p[i] = desk_icon_read(&at);
        desk_icon_stroke(cr, what, p);
    }
    cairo_stroke(cr);
    cairo_destroy(cr);
}

static void
desk_icon_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
    *minimum = *natural = SIZE;
}

static void
desk_icon_class_init(DeskIconClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    widget_class->snapshot = desk_icon_snapshot;
    widget_class->measure = desk_icon_measure;
    gtk_widget_class_set_css_name(widget_class, "image");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_icon_init(DeskIcon *self)
{
    gtk_widget_set_valign(GTK_WIDGET(self), GTK_ALIGN_CENTER);
    gtk_widget_set_halign(GTK_WIDGET(self), GTK_ALIGN_CENTER);
}

GtkWidget *
desk_icon_new(const char *name)
{
    DeskIcon *self = g_object_new(DESK_TYPE_ICON, NULL);

    self->strokes = icons[G_N_ELEMENTS(icons) - 1].strokes;
    for (guint i = 0; i < G_N_ELEMENTS(icons); i++) {
        if (strcmp(icons[i].name, name) == 0)
            self->strokes = icons[i].strokes;
    }
    return GTK_WIDGET(self);
}

GtkWidget *
desk_icon_new_button(const char *name)
{
    GtkWidget *button = gtk_button_new();

    gtk_button_set_child(GTK_BUTTON(button), desk_icon_new(name));
    gtk_widget_add_css_class(button, "image-button");
    return button;
}
