#include "app/ui/desk-list-private.h"

/* Keys and pointer. */

/* Where @key leads from the cursor; DESK_LIST_NOWHERE if it leads nowhere. */
static guint
desk_list_key_target(DeskList *self, guint key)
{
    guint n = ep_list_get_n(self->model), page = (guint)MAX(1, self->view_height / self->look.row_height - 1);
    guint top = (guint)((self->scroll + self->look.row_height - 1) / self->look.row_height);
    gboolean has = self->cursor < n;
    guint cursor = has ? self->cursor : MIN(top, n - 1);

    switch (key) {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
        return has && cursor > 0 ? cursor - 1 : cursor;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
        return has ? MIN(cursor + 1, n - 1) : cursor;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
        return cursor > page ? cursor - page : 0;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
        return MIN(cursor + page, n - 1);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
        return 0;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
        return n - 1;
    default:
        return DESK_LIST_NOWHERE;
    }
}

static void
desk_list_go(DeskList *self, guint position, gboolean control, gboolean shift)
{
    if (shift && self->range_id == 0)
        self->range_id = self->cursor_id;
    desk_list_set_cursor(self, position);
    if (shift)
        desk_list_select_range(self, position, control);
    else if (!control)
        desk_list_select_only(self, position);
}

static void
desk_list_pan(DeskList *self, double by)
{
    GtkAdjustment *across = self->adjustment[GTK_ORIENTATION_HORIZONTAL];

    gtk_adjustment_set_value(across, gtk_adjustment_get_value(across) + by);
}

static void
desk_list_menu(DeskList *self, guint position, double x, double y)
{
    EpRecord *there = position != DESK_LIST_NOWHERE ? ep_list_peek(self->model, position) : NULL;
    g_autoptr(EpRecord) record = there != NULL ? g_object_ref(there) : NULL;

    if (record != NULL) {
        if (!desk_list_is_selected(self, ep_record_get_id(record)))
            desk_list_select_only(self, position);
        desk_list_set_cursor(self, position);
    }
    g_signal_emit_by_name(self, "context-menu", record, x, y);
}

static void
desk_list_key_menu(DeskList *self)
{
    double y;

    if (self->cursor == DESK_LIST_NOWHERE)
        return;
    desk_list_reveal(self, self->cursor);
    y = (double)self->cursor * self->look.row_height - self->scroll;
    desk_list_menu(self, self->cursor, 24, DESK_LIST_HEADER_HEIGHT + y + self->look.row_height - 4);
}

static void
desk_list_activate_cursor(DeskList *self)
{
    EpRecord *cursor = desk_list_get_cursor(self);
    g_autoptr(EpRecord) record = cursor != NULL ? g_object_ref(cursor) : NULL;

    if (record != NULL)
        g_signal_emit_by_name(self, "activate", record);
}

static gboolean
desk_list_key_other(DeskList *self, guint key, gboolean control, gboolean shift)
{
    switch (key) {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
        if (control || shift)
            return FALSE;
        desk_list_activate_cursor(self);
        return TRUE;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
        if (shift)
            desk_list_select_range(self, self->cursor, control);
        else
            desk_list_select_toggle(self, self->cursor);
        return TRUE;
    case GDK_KEY_a:
    case GDK_KEY_A:
        if (control && shift)
            desk_list_unselect_all(self);
        else if (control)
            desk_list_select_all(self);
        return control;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
        desk_list_pan(self, -60);
        return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
        desk_list_pan(self, 60);
        return TRUE;
    case GDK_KEY_Menu:
        desk_list_key_menu(self);
        return TRUE;
    case GDK_KEY_F10:
        if (shift)
            desk_list_key_menu(self);
        return shift;
    default:
        return FALSE;
    }
}

static gboolean
desk_list_key(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, DeskList *self)
{
    gboolean control = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;
    guint target;

    if (self->model == NULL || ep_list_get_n(self->model) == 0 || (state & GDK_ALT_MASK) != 0 ||
        !desk_list_has_row_focus(self))
        return FALSE;
    target = desk_list_key_target(self, key);
    if (target == DESK_LIST_NOWHERE)
        return desk_list_key_other(self, key, control, shift);
    desk_list_go(self, target, control, shift);
    return TRUE;
}

static void
desk_list_click(DeskList *self, guint position, int presses, GdkModifierType state)
{
    gboolean control = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;

    if (shift && self->range_id == 0)
        self->range_id = self->cursor_id;
    desk_list_set_cursor(self, position);
    if (shift)
        desk_list_select_range(self, position, control);
    else if (control)
        desk_list_select_toggle(self, position);
    else
        desk_list_select_only(self, position);
    if (presses == 2 && !control && !shift)
        desk_list_activate_cursor(self);
}

/* A cell at @x that leads somewhere. */
static void
desk_list_follow(DeskList *self, guint position, double x)
{
    g_autoptr(EpRecord) record = g_object_ref(ep_list_peek(self->model, position));
    double at = x + gtk_adjustment_get_value(self->adjustment[GTK_ORIENTATION_HORIZONTAL]);

    for (guint i = 0; i < desk_columns_get_n(self->look.columns); i++) {
        const DeskColumn *column = desk_columns_peek(self->look.columns, i);
        char scratch[EP_SCRATCH_SIZE];
        DeskListCell cell;

        if (column->shown == 0 || at < column->x || at >= column->x + column->shown)
            continue;
        desk_list_cell_fill(&self->look, record, column, &cell, scratch);
        if (cell.link)
            g_signal_emit_by_name(self, "link-activated", record, column->field);
        return;
    }
}

static void
desk_list_pressed(GtkGestureClick *gesture, int presses, double x, double y, DeskList *self)
{
    GtkGestureSingle *single = GTK_GESTURE_SINGLE(gesture);
    guint button = gtk_gesture_single_get_current_button(single), position = desk_list_position_at(self, y);
    GdkModifierType state = gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(gesture));

    if (y < DESK_LIST_HEADER_HEIGHT || (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_SECONDARY))
        return;
    gtk_gesture_set_state(GTK_GESTURE(gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    gtk_widget_grab_focus(GTK_WIDGET(self));
    if (button == GDK_BUTTON_SECONDARY)
        desk_list_menu(self, position, x, y);
    else if (position != DESK_LIST_NOWHERE) {
        desk_list_click(self, position, presses, state);
        if (presses == 1 && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
            desk_list_follow(self, position, x);
    } else if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
        desk_list_unselect_all(self);
}

void
desk_list_input_init(DeskList *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();
    GtkGesture *click = gtk_gesture_click_new();

    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_list_key), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
    gtk_gesture_single_set_button(GTK_GESTURE_SINGLE(click), 0);
    g_signal_connect(click, "pressed", G_CALLBACK(desk_list_pressed), self);
    gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
}
