#include "app/ui/desk-list-header-private.h"

/* Pointer and keys on a list's header. */

#define EDGE 5  /* so near an edge is on it */
#define START 8 /* so far is a drag, nearer is a click */
#define STEP 16 /* of a width, by key */
#define NO_COLUMN G_MAXUINT

/* How many columns there are to be hit at @x: none under the button. */
static guint
desk_list_header_count_at(DeskListHeader *self, double x)
{
    if (self->look->columns == NULL || x >= gtk_widget_get_width(GTK_WIDGET(self)) - DESK_COLUMNS_BUTTON)
        return 0;
    return desk_columns_get_n(self->look->columns);
}

/* The index of the column at @x of the header. */
static guint
desk_list_header_column_at(DeskListHeader *self, double x)
{
    guint n = desk_list_header_count_at(self, x);

    x += self->offset;
    for (guint i = 0; i < n; i++) {
        const DeskColumn *column = desk_columns_peek(self->look->columns, i);

        if (column->shown > 0 && x >= column->x && x < column->x + column->shown)
            return i;
    }
    return NO_COLUMN;
}

/* The index of the column whose right edge is at @x. */
static guint
desk_list_header_edge_at(DeskListHeader *self, double x)
{
    guint n = desk_list_header_count_at(self, x);

    x += self->offset;
    for (guint i = n; i > 0; i--) {
        const DeskColumn *column = desk_columns_peek(self->look->columns, i - 1);
        double edge = column->x + column->shown;

        if (column->shown > 0 && x >= edge - EDGE && x <= edge + EDGE)
            return i - 1;
    }
    return NO_COLUMN;
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
    desk_list_edited(self->look->list);
}

static void
desk_list_header_drag_begin(GtkGestureDrag *gesture, double x, double y, DeskListHeader *self)
{
    guint edge = desk_list_header_edge_at(self, x), column = desk_list_header_column_at(self, x);

    self->drop = -1;
    self->drag = edge != NO_COLUMN ? DRAG_EDGE : column != NO_COLUMN ? DRAG_CLICK : DRAG_NOTHING;
    self->column = edge != NO_COLUMN ? edge : column;
    self->width = self->drag != DRAG_NOTHING ? desk_columns_peek(self->look->columns, self->column)->shown : 0;
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
    desk_list_edited(self->look->list);
}

static void
desk_list_header_drag_end(GtkGestureDrag *gesture, double dx, double dy, DeskListHeader *self)
{
    DragKind drag = self->fitted ? DRAG_NOTHING : self->drag;
    double x, y;
    int line;

    gtk_gesture_drag_get_start_point(gesture, &x, &y);
    self->drag = DRAG_NOTHING;
    self->fitted = FALSE;
    self->drop = -1;
    gtk_widget_queue_draw(GTK_WIDGET(self));
    if (drag == DRAG_CLICK)
        desk_list_sort(self->look->list, desk_columns_peek(self->look->columns, self->column)->field);
    else if (drag == DRAG_COLUMN)
        desk_list_header_move(self, self->column, desk_list_header_drop_at(self, x + dx, &line));
}

static void
desk_list_header_pressed(GtkGestureClick *gesture, int presses, double x, double y, DeskListHeader *self)
{
    guint button = gtk_gesture_single_get_current_button(GTK_GESTURE_SINGLE(gesture));
    guint edge = desk_list_header_edge_at(self, x);

    if (button == GDK_BUTTON_SECONDARY) {
        desk_list_header_open_chooser(self);
    } else if (button == GDK_BUTTON_PRIMARY && presses == 2 && edge != NO_COLUMN) {
        self->fitted = TRUE;
        desk_list_header_set_width(self, edge,
                                   desk_list_fit(self->look->list, desk_columns_peek(self->look->columns, edge)));
    }
}

static void
desk_list_header_motion(GtkEventControllerMotion *controller, double x, double y, DeskListHeader *self)
{
    gboolean edge = desk_list_header_edge_at(self, x) != NO_COLUMN;

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
        desk_list_edited(self->look->list);
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
        desk_list_sort(self->look->list, desk_list_title_get_field(self->titles->pdata[title]));
        return TRUE;
    case GDK_KEY_Down:
        gtk_widget_grab_focus(GTK_WIDGET(self->look->list));
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

void
desk_list_header_input_init(DeskListHeader *self)
{
    GtkEventController *keys = gtk_event_controller_key_new(), *motion = gtk_event_controller_motion_new();
    GtkGesture *drag = gtk_gesture_drag_new(), *click = gtk_gesture_click_new();

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
