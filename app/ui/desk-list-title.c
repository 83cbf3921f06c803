#include "app/ui/desk-list-title.h"

#include "app/ui/desk-list-private.h"
#include "endpoint/core/ep-kind.h"

#define ARROW 8
#define GAP 5

struct _DeskListTitle {
    GtkWidget parent;
    const DeskListLook *look; /* borrowed */
    guint field;
    GtkAccessibleSort sort;
};

G_DEFINE_FINAL_TYPE(DeskListTitle, desk_list_title, GTK_TYPE_WIDGET)

const char *
desk_list_title_name(const DeskListLook *look, guint field)
{
    if (field == EP_NO_FIELD)
        return look->list->mark != NULL ? look->list->mark : "";
    return ep_label(look->columns->table->fields[field].label);
}

static void
desk_list_title_draw_arrow(GtkSnapshot *snapshot, int x, int height, gboolean down, const GdkRGBA *ink)
{
    cairo_t *cr = gtk_snapshot_append_cairo(snapshot, &GRAPHENE_RECT_INIT((float)x, 0, ARROW, (float)height));
    double middle = (height - 1) / 2.0, tip = down ? 2.5 : -2.5;

    gdk_cairo_set_source_rgba(cr, ink);
    cairo_set_line_width(cr, 1.5);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_move_to(cr, x + 0.5, middle - tip / 2);
    cairo_line_to(cr, x + 4, middle + tip);
    cairo_line_to(cr, x + 7.5, middle - tip / 2);
    cairo_stroke(cr);
    cairo_destroy(cr);
}

static void
desk_list_title_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    static const float widths[] = { 2, 2, 2, 2 };
    DeskListTitle *self = DESK_LIST_TITLE(widget);
    const DeskPalette *palette = desk_palette_of(widget);
    int width = gtk_widget_get_width(widget), height = gtk_widget_get_height(widget);
    gboolean sorted = self->sort != GTK_ACCESSIBLE_SORT_NONE;
    gboolean hover = (gtk_widget_get_state_flags(widget) & GTK_STATE_FLAG_PRELIGHT) != 0;
    const GdkRGBA *ink = sorted || hover ? &palette->text : &palette->quiet;
    int room = width - 2 * DESK_COLUMNS_PAD - (sorted ? ARROW + GAP : 0), x = DESK_COLUMNS_PAD, own;
    PangoLayout *layout;

    layout = desk_list_text_get(self->look->text, DESK_FACE_HEAD, desk_list_title_name(self->look, self->field), room);
    pango_layout_get_pixel_size(layout, &own, NULL);
    if (self->field != EP_NO_FIELD && ep_kind_is_number(self->look->columns->table->fields[self->field].kind))
        x = width - DESK_COLUMNS_PAD - own - (sorted ? ARROW + GAP : 0);
    desk_list_text_paint(snapshot, layout, x, desk_list_text_get_baseline(self->look->text, height), ink);
    if (sorted)
        desk_list_title_draw_arrow(snapshot, x + own + GAP, height, self->sort == GTK_ACCESSIBLE_SORT_DESCENDING,
                                   &palette->accent);
    if (gtk_widget_has_focus(widget)) {
        const GdkRGBA inks[] = { palette->accent, palette->accent, palette->accent, palette->accent };
        GskRoundedRect ring;

        gsk_rounded_rect_init_from_rect(&ring, &GRAPHENE_RECT_INIT(2, 3, (float)width - 4, (float)height - 7), 4);
        gtk_snapshot_append_border(snapshot, &ring, widths, inks);
    }
}

static void
desk_list_title_state_flags_changed(GtkWidget *widget, GtkStateFlags before)
{
    gtk_widget_queue_draw(widget);
    GTK_WIDGET_CLASS(desk_list_title_parent_class)->state_flags_changed(widget, before);
}

static void
desk_list_title_class_init(DeskListTitleClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    widget_class->snapshot = desk_list_title_snapshot;
    widget_class->state_flags_changed = desk_list_title_state_flags_changed;
    gtk_widget_class_set_css_name(widget_class, "desktitle");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
}

static void
desk_list_title_init(DeskListTitle *self)
{
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_focus_on_click(GTK_WIDGET(self), FALSE);
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
desk_list_title_new(const DeskListLook *look, guint field)
{
    DeskListTitle *self = g_object_new(DESK_TYPE_LIST_TITLE, NULL);

    self->look = look;
    self->field = field;
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   desk_list_title_name(look, field), -1);
    return GTK_WIDGET(self);
}

guint
desk_list_title_get_field(DeskListTitle *self)
{
    return self->field;
}

int
desk_list_title_get_width(DeskListTitle *self)
{
    const char *name = desk_list_title_name(self->look, self->field);

    return desk_list_text_measure(self->look->text, DESK_FACE_HEAD, name) + ARROW + GAP;
}

void
desk_list_title_set_sort(DeskListTitle *self, GtkAccessibleSort sort)
{
    if (self->sort != sort) {
        self->sort = sort;
        gtk_widget_queue_draw(GTK_WIDGET(self));
    }
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_SORT, sort, -1);
}
