#include "app/ui/desk-list-row.h"

struct _DeskListRow {
    GtkWidget parent;
    const DeskListLook *look; /* borrowed */
    EpRecord *record;
    guint position;
    gboolean selected;
};

G_DEFINE_FINAL_TYPE(DeskListRow, desk_list_row, GTK_TYPE_WIDGET)

static void
desk_list_row_dispose(GObject *object)
{
    g_clear_object(&DESK_LIST_ROW(object)->record);
    G_OBJECT_CLASS(desk_list_row_parent_class)->dispose(object);
}

static void
desk_list_row_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
    const DeskListLook *look = DESK_LIST_ROW(widget)->look;

    *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? look->row_height : look->columns->total;
    *minimum_baseline = *natural_baseline = -1;
}

static void
desk_list_row_paint_ring(const DeskListLook *look, GtkSnapshot *snapshot, const GdkRGBA *ink)
{
    static const float widths[] = { 2, 2, 2, 2 };
    const GdkRGBA inks[] = { *ink, *ink, *ink, *ink };
    GskRoundedRect ring;

    gsk_rounded_rect_init_from_rect(
        &ring,
        &GRAPHENE_RECT_INIT((float)look->view_x + 1, 0, (float)look->view_width - 2, (float)look->row_height - 1), 3);
    gtk_snapshot_append_border(snapshot, &ring, widths, inks);
}

static void
desk_list_row_paint_cells(DeskListRow *self, GtkSnapshot *snapshot, const DeskPalette *palette, const GdkRGBA *ground)
{
    const DeskListLook *look = self->look;

    for (guint i = 0; i < desk_columns_get_n(look->columns); i++) {
        const DeskColumn *column = desk_columns_peek(look->columns, i);
        char scratch[EP_SCRATCH_SIZE];
        DeskListCell cell;

        if (column->shown == 0)
            continue;
        desk_list_cell_fill(look, self->record, column, &cell, scratch);
        desk_list_cell_paint(look, snapshot, column, &cell, column->x, column->shown, palette, ground);
    }
}

/* The row is as wide as all columns; the part in view is what the list shows of it. */
static void
desk_list_row_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    DeskListRow *self = DESK_LIST_ROW(widget);
    const DeskPalette *palette = desk_palette_of(widget);
    float width = (float)gtk_widget_get_width(widget), height = (float)gtk_widget_get_height(widget);
    gboolean hover = (gtk_widget_get_state_flags(widget) & GTK_STATE_FLAG_PRELIGHT) != 0;
    const GdkRGBA *ground = self->selected ? &palette->selected : hover ? &palette->hover : &palette->surface;

    GdkRGBA line = self->selected ? desk_palette_mix(ground, &palette->accent, 0.14) : palette->hairline;

    if (self->record == NULL)
        return;
    if (ground != &palette->surface) /* which the list has painted */
        gtk_snapshot_append_color(snapshot, ground, &GRAPHENE_RECT_INIT(0, 0, width, height - 1));
    gtk_snapshot_append_color(snapshot, &line, &GRAPHENE_RECT_INIT(0, height - 1, width, 1));
    desk_list_row_paint_cells(self, snapshot, palette, ground);
    if (gtk_widget_has_focus(widget))
        desk_list_row_paint_ring(self->look, snapshot, &palette->accent);
}

static void
desk_list_row_state_flags_changed(GtkWidget *widget, GtkStateFlags before)
{
    const GtkStateFlags painted = GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUSED;

    if (((gtk_widget_get_state_flags(widget) ^ before) & painted) != 0)
        gtk_widget_queue_draw(widget);
    GTK_WIDGET_CLASS(desk_list_row_parent_class)->state_flags_changed(widget, before);
}

static void
desk_list_row_class_init(DeskListRowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_list_row_dispose;
    widget_class->measure = desk_list_row_measure;
    widget_class->snapshot = desk_list_row_snapshot;
    widget_class->state_flags_changed = desk_list_row_state_flags_changed;
    gtk_widget_class_set_css_name(widget_class, "deskrow");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
desk_list_row_init(DeskListRow *self)
{
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_focus_on_click(GTK_WIDGET(self), FALSE);
}

GtkWidget *
desk_list_row_new(const DeskListLook *look)
{
    DeskListRow *self = g_object_new(DESK_TYPE_LIST_ROW, NULL);

    self->look = look;
    return GTK_WIDGET(self);
}

void
desk_list_row_update_label(DeskListRow *self)
{
    const DeskListLook *look = self->look;
    g_autoptr(GString) label = g_string_new(NULL);

    for (guint i = 0; self->record != NULL && i < desk_columns_get_n(look->columns); i++) {
        const DeskColumn *column = desk_columns_peek(look->columns, i);
        char scratch[EP_SCRATCH_SIZE];
        DeskListCell cell;

        if (column->hidden)
            continue;
        desk_list_cell_fill(look, self->record, column, &cell, scratch);
        if (cell.was != NULL && *cell.was != '\0')
            g_string_append_printf(label, "%s%s →", label->len > 0 ? ", " : "", cell.was);
        if (*cell.text != '\0')
            g_string_append_printf(label, "%s%s", label->len == 0 ? "" : cell.was != NULL ? " " : ", ", cell.text);
    }
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
}

void
desk_list_row_show(DeskListRow *self, EpRecord *record, guint position, guint n)
{
    gboolean other = self->record != record;

    self->position = position;
    if (other) {
        g_set_object(&self->record, record);
        gtk_widget_queue_draw(GTK_WIDGET(self));
    }
    if (record == NULL)
        return;
    if (other)
        desk_list_row_update_label(self);
    gtk_accessible_update_relation(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int)position + 1,
                                   GTK_ACCESSIBLE_RELATION_SET_SIZE, (int)n, -1);
}

EpRecord *
desk_list_row_get_record(DeskListRow *self)
{
    return self->record;
}

guint
desk_list_row_get_position(DeskListRow *self)
{
    return self->position;
}

void
desk_list_row_set_selected(DeskListRow *self, gboolean selected)
{
    if (self->selected != selected) {
        self->selected = selected;
        gtk_widget_queue_draw(GTK_WIDGET(self));
    }
    gtk_accessible_update_state(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}
