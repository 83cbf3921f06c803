#include "app/ui/desk-composing.h"
#include "app/ui/desk-map-private.h"

/* --- what is done to a row --- */

static void
desk_map_insert(DeskMap *self, EpDraft *column)
{
    guint at = desk_map_get_place(self);
    DeskMapRow *row = desk_map_show_column(self, column, MIN(at + 1, self->map->columns->len));

    desk_map_set_current(self, row);
    desk_map_update(self, TRUE);
    desk_map_row_focus(row, "heading");
}

void
desk_map_add(DeskMap *self)
{
    g_autoptr(EpDraft) column = ep_draft_new(ep_column_map_get_column_table());

    ep_draft_fill(column, "", "", 0);
    desk_map_insert(self, column);
}

void
desk_map_double(DeskMap *self)
{
    g_autoptr(EpDraft) column = NULL,
                       old = self->current != NULL ? ep_draft_ref(desk_map_row_get_draft(self->current)) : NULL;

    if (old == NULL)
        return;
    column = ep_draft_new(ep_draft_get_table(old));
    for (guint i = 0; i < ep_draft_get_table(old)->at.n_fields; i++)
        ep_draft_set(column, i, ep_draft_get(old, i));
    desk_map_insert(self, column);
}

void
desk_map_remove(DeskMap *self)
{
    guint at = desk_map_get_place(self);
    DeskMapRow *row = self->current, *next = desk_map_get_row(self, at + 1);

    if (row == NULL)
        return;
    g_ptr_array_add(self->removed, ep_draft_ref(desk_map_row_get_draft(row)));
    next = next == NULL && at > 0 ? desk_map_get_row(self, at - 1) : next;
    if (next != NULL)
        desk_map_row_focus(next, "heading");
    else
        gtk_widget_grab_focus(self->add);
    desk_map_set_current(self, next);
    gtk_box_remove(GTK_BOX(self->rows), GTK_WIDGET(row));
    desk_map_update(self, TRUE);
}

void
desk_map_bring_back(DeskMap *self)
{
    g_autoptr(EpDraft) column =
        self->removed->len > 0 ? g_ptr_array_steal_index(self->removed, self->removed->len - 1) : NULL;

    if (column != NULL)
        desk_map_insert(self, column);
}

void
desk_map_move(DeskMap *self, int by)
{
    guint at = desk_map_get_place(self);
    GtkWidget *row = GTK_WIDGET(self->current), *after;

    if (row == NULL || (by < 0 && at == 0) || (by > 0 && desk_map_get_row(self, at + 1) == NULL))
        return;
    after = by > 0 ? gtk_widget_get_next_sibling(row) : at > 1 ? GTK_WIDGET(desk_map_get_row(self, at - 2)) : NULL;
    gtk_box_reorder_child_after(GTK_BOX(self->rows), row, after);
    desk_map_update(self, TRUE);
}

void
desk_map_turn(DeskMap *self, int by)
{
    guint n = self->records != NULL ? self->records->len : 0;

    if (n == 0)
        return;
    self->looked_at = (self->looked_at + n + (guint)(by + (int)n)) % n;
    desk_map_update(self, FALSE);
}

/* --- keys --- */

/* An entry's own, or its input method's. */
static gboolean
desk_map_is_typing(GtkWidget *focus)
{
    return GTK_IS_TEXT(focus) && desk_composing_is_on(gtk_widget_get_parent(focus));
}

static gboolean
desk_map_step(DeskMap *self, int by)
{
    guint at = desk_map_get_place(self);
    DeskMapRow *next = by > 0 ? desk_map_get_row(self, at + 1) : at > 0 ? desk_map_get_row(self, at - 1) : NULL;

    return next != NULL && desk_map_row_focus_below(next, self->current);
}

static gboolean
desk_map_take_alt_key(DeskMap *self, guint key)
{
    switch (key) {
    case GDK_KEY_Up:
        desk_map_move(self, -1);
        return TRUE;
    case GDK_KEY_Down:
        desk_map_move(self, 1);
        return TRUE;
    case GDK_KEY_Left:
        desk_map_turn(self, -1);
        return TRUE;
    case GDK_KEY_Right:
        desk_map_turn(self, 1);
        return TRUE;
    default:
        return FALSE;
    }
}

static gboolean
desk_map_take_key(DeskMap *self, GtkWidget *focus, guint key, GdkModifierType state)
{
    gboolean control = state == GDK_CONTROL_MASK, plain = state == 0;

    if (control && (key == GDK_KEY_d || key == GDK_KEY_D)) {
        desk_map_double(self);
        return TRUE;
    }
    if ((key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete) && (control || (plain && !GTK_IS_TEXT(focus)))) {
        desk_map_remove(self);
        return TRUE;
    }
    if (!plain || !GTK_IS_TEXT(focus))
        return FALSE;
    if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
        return desk_map_step(self, -1);
    return (key == GDK_KEY_Down || key == GDK_KEY_KP_Down || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) &&
           desk_map_step(self, 1);
}

/* Before an entry takes them; what opens above a row keeps its own. */
static gboolean
desk_map_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
    DeskMap *self = user_data;
    GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(GTK_WIDGET(self)));

    state &= gtk_accelerator_get_default_mod_mask();
    if (focus == NULL || gtk_widget_get_ancestor(focus, GTK_TYPE_POPOVER) != NULL || desk_map_is_typing(focus))
        return FALSE;
    if (state == 0 && (key == GDK_KEY_Insert || key == GDK_KEY_KP_Insert)) {
        desk_map_add(self);
        return TRUE;
    }
    if (!gtk_widget_is_ancestor(focus, self->rows))
        return FALSE;
    return state == GDK_ALT_MASK ? desk_map_take_alt_key(self, key) : desk_map_take_key(self, focus, key, state);
}

void
desk_map_add_keys(DeskMap *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_map_key), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
}
