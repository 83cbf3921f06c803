#include "app/ui/desk-list-header-private.h"

#include "app/ui/desk-list-chooser.h"

G_DEFINE_FINAL_TYPE(DeskListHeader, desk_list_header, GTK_TYPE_WIDGET)

/* Tab enters once and leaves at once. */
static gboolean
desk_list_header_focus(GtkWidget *widget, GtkDirectionType direction)
{
    DeskListHeader *self = DESK_LIST_HEADER(widget);

    if (gtk_widget_get_focus_child(widget) != NULL || self->titles->len == 0)
        return FALSE;
    return gtk_widget_grab_focus(self->titles->pdata[0]);
}

static void
desk_list_header_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
    int unused;

    gtk_widget_measure(DESK_LIST_HEADER(widget)->button, orientation, -1, &unused, NULL, NULL, NULL);
    *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? DESK_LIST_HEADER_HEIGHT : DESK_COLUMNS_BUTTON;
    *minimum_baseline = *natural_baseline = -1;
}

static void
desk_list_header_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    DeskListHeader *self = DESK_LIST_HEADER(widget);
    int size = 28;

    for (guint i = 0; i < self->titles->len; i++) {
        GtkWidget *title = g_ptr_array_index(self->titles, i);
        const DeskColumn *column =
            desk_columns_find(self->look->columns, desk_list_title_get_field(DESK_LIST_TITLE(title)));
        int minimum;

        gtk_widget_measure(title, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
        gtk_widget_set_child_visible(title, column != NULL && column->shown > 0);
        if (column != NULL)
            gtk_widget_size_allocate(
                title, &(GtkAllocation){ column->x - self->offset, 0, MAX(column->shown, minimum), height }, -1);
    }
    gtk_widget_size_allocate(
        self->button,
        &(GtkAllocation){ width - size - (DESK_COLUMNS_BUTTON - size) / 2, (height - 1 - size) / 2, size, size }, -1);
}

static void
desk_list_header_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    DeskListHeader *self = DESK_LIST_HEADER(widget);
    const DeskPalette *palette = desk_palette_of(widget);
    float width = (float)gtk_widget_get_width(widget), height = (float)gtk_widget_get_height(widget);
    GdkRGBA line = desk_palette_mix(&palette->hairline, &palette->quiet, 0.25);

    gtk_snapshot_append_color(snapshot, &palette->ground, &GRAPHENE_RECT_INIT(0, 0, width, height));
    gtk_snapshot_append_color(snapshot, &line, &GRAPHENE_RECT_INIT(0, height - 1, width, 1));
    for (guint i = 0; i < self->titles->len; i++) {
        const DeskColumn *column =
            desk_columns_find(self->look->columns, desk_list_title_get_field(self->titles->pdata[i]));

        gtk_widget_snapshot_child(widget, self->titles->pdata[i], snapshot);
        if (column != NULL && column->shown > 0)
            gtk_snapshot_append_color(
                snapshot, &palette->hairline,
                &GRAPHENE_RECT_INIT((float)(column->x + column->shown - self->offset - 1), 9, 1, height - 19));
    }
    gtk_snapshot_append_color(snapshot, &palette->ground,
                              &GRAPHENE_RECT_INIT(width - DESK_COLUMNS_BUTTON, 0, DESK_COLUMNS_BUTTON, height - 1));
    gtk_widget_snapshot_child(widget, self->button, snapshot);
    if (self->drop >= 0)
        gtk_snapshot_append_color(snapshot, &palette->accent,
                                  &GRAPHENE_RECT_INIT((float)MAX(self->drop - 1, 0), 2, 2, height - 4));
}

static void
desk_list_header_clear(DeskListHeader *self)
{
    while (self->titles->len > 0)
        gtk_widget_unparent(g_ptr_array_steal_index(self->titles, self->titles->len - 1));
}

static void
desk_list_header_dispose(GObject *object)
{
    DeskListHeader *self = DESK_LIST_HEADER(object);

    if (self->titles != NULL)
        desk_list_header_clear(self);
    g_clear_pointer(&self->titles, g_ptr_array_unref);
    g_clear_pointer(&self->button, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_list_header_parent_class)->dispose(object);
}

static void
desk_list_header_class_init(DeskListHeaderClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_list_header_dispose;
    widget_class->measure = desk_list_header_measure;
    widget_class->size_allocate = desk_list_header_size_allocate;
    widget_class->snapshot = desk_list_header_snapshot;
    widget_class->focus = desk_list_header_focus;
    gtk_widget_class_set_css_name(widget_class, "deskheader");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_ROW_GROUP);
}

static void
desk_list_header_init(DeskListHeader *self)
{
    self->titles = g_ptr_array_new();
    self->drop = -1;
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
    desk_list_header_input_init(self);
}

GtkWidget *
desk_list_header_new(const DeskListLook *look)
{
    DeskListHeader *self = g_object_new(DESK_TYPE_LIST_HEADER, NULL);

    self->look = look;
    self->button = desk_list_chooser_new(look);
    gtk_widget_set_parent(self->button, GTK_WIDGET(self));
    return GTK_WIDGET(self);
}

/* The titles stand for the columns that are shown, in their order. */
static gboolean
desk_list_header_is_current(DeskListHeader *self)
{
    guint title = 0;

    for (guint i = 0; i < desk_columns_get_n(self->look->columns); i++) {
        const DeskColumn *column = desk_columns_peek(self->look->columns, i);

        if (column->hidden)
            continue;
        if (title == self->titles->len || desk_list_title_get_field(self->titles->pdata[title]) != column->field)
            return FALSE;
        title++;
    }
    return title == self->titles->len;
}

static void
desk_list_header_rebuild(DeskListHeader *self)
{
    desk_list_header_clear(self);
    for (guint i = 0; i < desk_columns_get_n(self->look->columns); i++) {
        DeskColumn *column = desk_columns_peek(self->look->columns, i);
        GtkWidget *title;

        if (column->hidden)
            continue;
        title = desk_list_title_new(self->look, column->field);
        gtk_widget_insert_before(title, GTK_WIDGET(self), self->button);
        g_ptr_array_add(self->titles, title);
        column->title_width = desk_list_title_get_width(DESK_LIST_TITLE(title));
    }
}

void
desk_list_header_update(DeskListHeader *self)
{
    EpList *model = desk_list_get_model(self->look->list);
    gboolean descending = FALSE;
    guint sort = model != NULL ? ep_list_get_sort(model, &descending) : EP_NO_FIELD;

    if (self->look->columns == NULL)
        return;
    if (!desk_list_header_is_current(self))
        desk_list_header_rebuild(self);
    for (guint i = 0; i < self->titles->len; i++) {
        DeskListTitle *title = g_ptr_array_index(self->titles, i);
        DeskColumn *column = desk_columns_find(self->look->columns, desk_list_title_get_field(title));
        gboolean sorted = column->field != EP_NO_FIELD && column->field == sort;

        column->title_width = desk_list_title_get_width(title);
        gtk_widget_set_tooltip_text(GTK_WIDGET(title), column->shown < column->title_width + 2 * DESK_COLUMNS_PAD
                                                           ? desk_list_title_name(self->look, column->field)
                                                           : NULL);
        desk_list_title_set_sort(title, !sorted      ? GTK_ACCESSIBLE_SORT_NONE
                                        : descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                     : GTK_ACCESSIBLE_SORT_ASCENDING);
    }
    gtk_widget_queue_allocate(GTK_WIDGET(self));
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
desk_list_header_set_offset(DeskListHeader *self, int offset)
{
    if (self->offset == offset)
        return;
    self->offset = offset;
    gtk_widget_queue_allocate(GTK_WIDGET(self));
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
desk_list_header_open_chooser(DeskListHeader *self)
{
    gtk_menu_button_popup(GTK_MENU_BUTTON(self->button));
}
