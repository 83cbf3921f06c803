#include "app/ui/desk-list-header.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-list-chooser.h"
#include "app/ui/desk-list-private.h"
#include "app/ui/desk-list-title.h"

#define EDGE 5  /* so near an edge is on it */
#define START 8 /* so far is a drag, nearer is a click */
#define STEP 16 /* of a width, by key */

typedef enum { DRAG_NOTHING, DRAG_CLICK, DRAG_EDGE, DRAG_COLUMN } DragKind;

struct _DeskListHeader {
    GtkWidget parent;
    const DeskListLook *look; /* borrowed */

    /* Children */
    GPtrArray *titles; /* DeskListTitle, in the order of the columns that are shown */
    GtkWidget *button;

    int offset;
    DragKind drag;
    guint column; /* that is dragged: its index */
    int width;    /* it had when the drag began */
    int drop;     /* where a dragged column would go: pixels, or -1 */
};

G_DEFINE_FINAL_TYPE(DeskListHeader, desk_list_header, GTK_TYPE_WIDGET)

static DeskList *
desk_list_header_get_list(DeskListHeader *self)
{
    return self->look->list;
}

/* The index of the column at @x of the header, or the number of columns. */
static guint
desk_list_header_column_at(DeskListHeader *self, double x)
{
    guint n = self->look->columns != NULL ? desk_columns_get_n(self->look->columns) : 0;

    x += self->offset;
    for (guint i = 0; i < n; i++) {
        const DeskColumn *column = desk_columns_peek(self->look->columns, i);

        if (column->shown > 0 && x >= column->x && x < column->x + column->shown)
            return i;
    }
    return n;
}

/* The index of the column whose right edge is at @x, or the number of columns. */
static guint
desk_list_header_edge_at(DeskListHeader *self, double x)
{
    guint n = self->look->columns != NULL ? desk_columns_get_n(self->look->columns) : 0;

    x += self->offset;
    for (guint i = n; i > 0; i--) {
        const DeskColumn *column = desk_columns_peek(self->look->columns, i - 1);
        double edge = column->x + column->shown;

        if (column->shown > 0 && x >= edge - EDGE && x <= edge + EDGE)
            return i - 1;
    }
    return n;
}

/* Where in the order a column dropped at @x goes, and the line that shows it. */
static guint
desk_list_header_drop_at(DeskListHeader *self, double x, int *line)
{
    guint to = 0;

    *line = -1;
    for (guint i = 0; i < desk_columns_get_n(self->look->columns); i++) {
        const DeskColumn *column = desk_columns_peek(self->look->columns, i);

        if (column->shown == 0)
            continue;
        if (x + self->offset < column->x + column->shown / 2) {
            *line = column->x - self->offset;
            return i;
        }
        *line = column->x + column->shown - self->offset;
        to = i + 1;
    }
    return to;
}

static void
desk_list_header_set_width(DeskListHeader *self, guint index, int width)
{
    DeskColumn *column = desk_columns_peek(self->look->columns, index);

    if (column == NULL || column->field == EP_NO_FIELD)
        return;
    column->width = CLAMP(width, DESK_COLUMNS_MIN, 2000);
    desk_list_edited(desk_list_header_get_list(self));
}

static void
desk_list_header_drag_begin(GtkGestureDrag *gesture, double x, double y, DeskListHeader *self)
{
    guint n = self->look->columns != NULL ? desk_columns_get_n(self->look->columns) : 0;
    guint edge = desk_list_header_edge_at(self, x), column = desk_list_header_column_at(self, x);

    self->drop = -1;
    self->drag = edge < n ? DRAG_EDGE : column < n ? DRAG_CLICK : DRAG_NOTHING;
    self->column = edge < n ? edge : column;
    self->width = self->column < n ? desk_columns_peek(self->look->columns, self->column)->shown : 0;
}

static void
desk_list_header_drag_update(GtkGestureDrag *gesture, double dx, double dy, DeskListHeader *self)
{
    double x, y;

    gtk_gesture_drag_get_start_point(gesture, &x, &y);
    if (self->drag == DRAG_EDGE && dx != 0)
        desk_list_header_set_width(self, self->column, self->width + (int)dx);
    if (self->drag == DRAG_CLICK && ABS(dx) > START &&
        desk_columns_peek(self->look->columns, self->column)->field != EP_NO_FIELD)
        self->drag = DRAG_COLUMN;
    if (self->drag == DRAG_COLUMN) {
        desk_list_header_drop_at(self, x + dx, &self->drop);
        gtk_widget_queue_draw(GTK_WIDGET(self));
    }
}

static void
desk_list_header_move(DeskListHeader *self, guint from, guint to)
{
    if (to == from || to == from + 1)
        return;
    desk_columns_move(self->look->columns, from, to > from ? to - 1 : to);
    desk_list_edited(desk_list_header_get_list(self));
}

static void
desk_list_header_drag_end(GtkGestureDrag *gesture, double dx, double dy, DeskListHeader *self)
{
    DragKind drag = self->drag;
    double x, y;
    int line;

    gtk_gesture_drag_get_start_point(gesture, &x, &y);
    self->drag = DRAG_NOTHING;
    self->drop = -1;
    gtk_widget_queue_draw(GTK_WIDGET(self));
    if (drag == DRAG_CLICK)
        desk_list_sort(desk_list_header_get_list(self), desk_columns_peek(self->look->columns, self->column)->field);
    else if (drag == DRAG_COLUMN)
        desk_list_header_move(self, self->column, desk_list_header_drop_at(self, x + dx, &line));
}

static void
desk_list_header_pressed(GtkGestureClick *gesture, int presses, double x, double y, DeskListHeader *self)
{
    guint button = gtk_gesture_single_get_current_button(GTK_GESTURE_SINGLE(gesture));
    guint edge = desk_list_header_edge_at(self, x);
    DeskColumn *column = self->look->columns != NULL ? desk_columns_peek(self->look->columns, edge) : NULL;

    if (button == GDK_BUTTON_SECONDARY)
        desk_list_header_open_chooser(self);
    else if (button == GDK_BUTTON_PRIMARY && presses == 2 && column != NULL)
        desk_list_header_set_width(self, edge, desk_list_fit(desk_list_header_get_list(self), column));
}

static void
desk_list_header_motion(GtkEventControllerMotion *controller, double x, double y, DeskListHeader *self)
{
    gboolean edge =
        self->look->columns != NULL && desk_list_header_edge_at(self, x) < desk_columns_get_n(self->look->columns);

    gtk_widget_set_cursor_from_name(GTK_WIDGET(self), edge || self->drag == DRAG_EDGE ? "col-resize" : NULL);
}

/* The index of the column whose title has the focus; -1 if none has. */
static int
desk_list_header_get_focus(DeskListHeader *self, guint *title)
{
    GtkWidget *focus = gtk_widget_get_focus_child(GTK_WIDGET(self));

    if (focus == NULL || !g_ptr_array_find(self->titles, focus, title))
        return -1;
    for (guint i = 0; i < desk_columns_get_n(self->look->columns); i++) {
        if (desk_columns_peek(self->look->columns, i)->field == desk_list_title_get_field(DESK_LIST_TITLE(focus)))
            return (int)i;
    }
    return -1;
}

static void
desk_list_header_focus_field(DeskListHeader *self, guint field)
{
    for (guint i = 0; i < self->titles->len; i++) {
        if (desk_list_title_get_field(self->titles->pdata[i]) == field)
            gtk_widget_grab_focus(self->titles->pdata[i]);
    }
}

static gboolean
desk_list_header_focus_last(DeskListHeader *self)
{
    for (guint i = self->titles->len; i > 0; i--) {
        if (gtk_widget_get_child_visible(self->titles->pdata[i - 1]))
            return gtk_widget_grab_focus(self->titles->pdata[i - 1]);
    }
    return FALSE;
}

/* The next column that is shown, from @index on in the direction @by; @index if there is none. */
static guint
desk_list_header_neighbour(DeskListHeader *self, guint index, int by)
{
    for (int i = (int)index + by; i >= 0 && i < (int)desk_columns_get_n(self->look->columns); i += by) {
        if (desk_columns_peek(self->look->columns, (guint)i)->shown > 0)
            return (guint)i;
    }
    return index;
}

static void
desk_list_header_sideways(DeskListHeader *self, guint index, int by, GdkModifierType state)
{
    guint field = desk_columns_peek(self->look->columns, index)->field;
    guint next = desk_list_header_neighbour(self, index, by);

    if ((state & GDK_CONTROL_MASK) != 0) {
        desk_list_header_set_width(self, index, desk_columns_peek(self->look->columns, index)->shown + by * STEP);
    } else if ((state & GDK_ALT_MASK) != 0 && next != index) {
        desk_columns_move(self->look->columns, index, next);
        desk_list_edited(desk_list_header_get_list(self));
    } else if (by > 0 && next == index) {
        gtk_widget_grab_focus(self->button);
        return;
    } else if (next != index) {
        field = desk_columns_peek(self->look->columns, next)->field;
    }
    desk_list_header_focus_field(self, field);
}

static gboolean
desk_list_header_key(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                     DeskListHeader *self)
{
    guint title = 0;
    int index = desk_list_header_get_focus(self, &title);

    if (key == GDK_KEY_Left && index < 0) /* from the button */
        return desk_list_header_focus_last(self);
    if (index < 0)
        return FALSE;
    switch (key) {
    case GDK_KEY_Left:
        desk_list_header_sideways(self, (guint)index, -1, state);
        return TRUE;
    case GDK_KEY_Right:
        desk_list_header_sideways(self, (guint)index, 1, state);
        return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
        desk_list_sort(desk_list_header_get_list(self), desk_list_title_get_field(self->titles->pdata[title]));
        return TRUE;
    case GDK_KEY_Down:
        desk_list_leave_header(desk_list_header_get_list(self));
        return TRUE;
    case GDK_KEY_Menu:
        desk_list_header_open_chooser(self);
        return TRUE;
    case GDK_KEY_F10:
        if ((state & GDK_SHIFT_MASK) != 0)
            desk_list_header_open_chooser(self);
        return (state & GDK_SHIFT_MASK) != 0;
    default:
        return FALSE;
    }
}

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
    GtkEventController *keys = gtk_event_controller_key_new(), *motion = gtk_event_controller_motion_new();
    GtkGesture *drag = gtk_gesture_drag_new(), *click = gtk_gesture_click_new();

    self->titles = g_ptr_array_new();
    self->drop = -1;
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_list_header_key), self);
    g_signal_connect(motion, "motion", G_CALLBACK(desk_list_header_motion), self);
    g_signal_connect(drag, "drag-begin", G_CALLBACK(desk_list_header_drag_begin), self);
    g_signal_connect(drag, "drag-update", G_CALLBACK(desk_list_header_drag_update), self);
    g_signal_connect(drag, "drag-end", G_CALLBACK(desk_list_header_drag_end), self);
    gtk_gesture_single_set_button(GTK_GESTURE_SINGLE(click), 0);
    g_signal_connect(click, "pressed", G_CALLBACK(desk_list_header_pressed), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
    gtk_widget_add_controller(GTK_WIDGET(self), motion);
    gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(drag));
    gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
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
    EpList *model = desk_list_get_model(desk_list_header_get_list(self));
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
