#include "app/ui/desk-list-private.h"

#include <math.h>

DeskListRow *
desk_list_find_row(DeskList *self, guint position)
{
    for (guint i = 0; i < self->rows->len; i++) {
        DeskListRow *row = g_ptr_array_index(self->rows, i);

        if (desk_list_row_get_record(row) != NULL && desk_list_row_get_position(row) == position)
            return row;
    }
    return NULL;
}

gboolean
desk_list_has_row_focus(DeskList *self)
{
    GtkWidget *focus = gtk_widget_get_focus_child(GTK_WIDGET(self));

    return gtk_widget_has_focus(GTK_WIDGET(self)) || (focus != NULL && focus != self->header);
}

guint
desk_list_position_at(DeskList *self, double y)
{
    double position;

    if (self->model == NULL || y < DESK_LIST_HEADER_HEIGHT)
        return DESK_LIST_NOWHERE;
    position = floor((y - DESK_LIST_HEADER_HEIGHT + self->scroll) / self->look.row_height);
    return position < ep_list_get_n(self->model) ? (guint)position : DESK_LIST_NOWHERE;
}

/* The positions in view, and the cursor's while the keyboard is on it: a widget out of view keeps the focus, or every
 * turn of the wheel would lose it. */
static GArray *
desk_list_wanted(DeskList *self)
{
    GArray *wanted = g_array_new(FALSE, FALSE, sizeof(guint));
    guint n = self->model != NULL ? ep_list_get_n(self->model) : 0;
    guint first = (guint)(self->scroll / self->look.row_height);
    guint end = (guint)ceil((self->scroll + self->view_height) / self->look.row_height);
    gboolean pinned = self->cursor < n && desk_list_has_row_focus(self);

    if (pinned && self->cursor < first)
        g_array_append_val(wanted, self->cursor);
    for (guint position = first; position < MIN(end, n); position++)
        g_array_append_val(wanted, position);
    if (pinned && self->cursor >= end)
        g_array_append_val(wanted, self->cursor);
    return wanted;
}

/* Lets rows that show a wanted record stay with it; @places then has NULL where a free row is needed. */
static GPtrArray *
desk_list_keep_rows(DeskList *self, GArray *wanted, GPtrArray *places)
{
    GPtrArray *unused = g_ptr_array_new();

    g_ptr_array_set_size(places, (int)wanted->len);
    for (guint i = 0; i < self->rows->len; i++) {
        DeskListRow *row = g_ptr_array_index(self->rows, i);
        EpRecord *record = desk_list_row_get_record(row);
        gboolean kept = FALSE;

        for (guint j = 0; record != NULL && j < wanted->len && !kept; j++) {
            if (ep_list_peek(self->model, g_array_index(wanted, guint, j)) == record) {
                places->pdata[j] = row;
                kept = TRUE;
            }
        }
        if (!kept)
            g_ptr_array_add(unused, row);
    }
    return unused;
}

static DeskListRow *
desk_list_take_row(DeskList *self, GPtrArray *unused)
{
    GtkWidget *row;

    if (unused->len > 0)
        return g_ptr_array_steal_index_fast(unused, unused->len - 1);
    row = desk_list_row_new(&self->look);
    gtk_widget_set_parent(row, GTK_WIDGET(self));
    g_ptr_array_add(self->rows, row);
    return DESK_LIST_ROW(row);
}

/* Rows that show nothing stay for the next change, but not more than the view could use. */
static void
desk_list_drop_rows(DeskList *self, GPtrArray *unused)
{
    guint most = (guint)(self->view_height / self->look.row_height) + 2;

    for (guint i = 0; i < unused->len; i++) {
        GtkWidget *row = g_ptr_array_index(unused, i);

        if (self->rows->len > most) {
            g_ptr_array_remove_fast(self->rows, row);
            gtk_widget_unparent(row);
            continue;
        }
        desk_list_row_show(DESK_LIST_ROW(row), NULL, 0, 0);
        gtk_widget_set_child_visible(row, FALSE);
    }
}

/* Children stand in the order of the list, for whoever reads them one after the other. */
static void
desk_list_order_rows(DeskList *self, GPtrArray *places)
{
    GtkWidget *before = self->header;

    for (guint i = 0; i < places->len; i++) {
        GtkWidget *row = g_ptr_array_index(places, i);

        if (gtk_widget_get_next_sibling(before) != row)
            gtk_widget_insert_after(row, GTK_WIDGET(self), before);
        before = row;
    }
}

static void
desk_list_move_focus(DeskList *self)
{
    DeskListRow *row = desk_list_find_row(self, self->cursor);
    GtkWidget *target = row != NULL ? GTK_WIDGET(row) : GTK_WIDGET(self);

    if (!gtk_widget_has_focus(target))
        gtk_widget_grab_focus(target);
}

void
desk_list_bind(DeskList *self)
{
    g_autoptr(GArray) wanted = desk_list_wanted(self);
    g_autoptr(GPtrArray) places = g_ptr_array_new(), unused = desk_list_keep_rows(self, wanted, places);
    guint n = self->model != NULL ? ep_list_get_n(self->model) : 0;
    gboolean focused = desk_list_has_row_focus(self);

    for (guint i = 0; i < wanted->len; i++) {
        guint position = g_array_index(wanted, guint, i);
        EpRecord *record = ep_list_peek(self->model, position);

        if (places->pdata[i] == NULL)
            places->pdata[i] = desk_list_take_row(self, unused);
        desk_list_row_show(places->pdata[i], record, position, n);
        desk_list_row_set_selected(places->pdata[i], desk_list_is_selected(self, ep_record_get_id(record)));
        gtk_widget_set_child_visible(places->pdata[i], TRUE);
    }
    gtk_accessible_update_relation(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int)n, -1);
    desk_list_order_rows(self, places);
    if (focused)
        desk_list_move_focus(self);
    desk_list_drop_rows(self, unused);
    gtk_widget_queue_allocate(GTK_WIDGET(self));
}

void
desk_list_place(DeskList *self)
{
    int width, height = self->look.row_height;

    if (self->look.columns == NULL)
        return;
    width = MAX(self->look.view_width, self->look.columns->total);
    for (guint i = 0; i < self->rows->len; i++) {
        DeskListRow *row = g_ptr_array_index(self->rows, i);
        double y = (double)desk_list_row_get_position(row) * height - self->scroll;
        int minimum;

        if (desk_list_row_get_record(row) == NULL)
            continue;
        y = DESK_LIST_HEADER_HEIGHT + CLAMP(y, -2.0 * height, self->view_height + 2.0 * height);
        gtk_widget_measure(GTK_WIDGET(row), GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
        gtk_widget_size_allocate(GTK_WIDGET(row), &(GtkAllocation){ -self->look.view_x, (int)floor(y), width, height },
                                 -1);
    }
}
