#include "app/ui/desk-list-private.h"

/* Selection and cursor. Both are ids; positions only say where they stand at the moment. */

static void
desk_list_add_id(DeskList *self, gint64 id)
{
    if (!g_hash_table_contains(self->selected, &id))
        g_hash_table_add(self->selected, g_memdup2(&id, sizeof id));
}

static gint64
desk_list_get_id(DeskList *self, guint position)
{
    EpRecord *record = self->model != NULL ? ep_list_peek(self->model, position) : NULL;

    return record != NULL ? ep_record_get_id(record) : 0;
}

gboolean
desk_list_is_selected(DeskList *self, gint64 id)
{
    return g_hash_table_contains(self->selected, &id);
}

GPtrArray *
desk_list_get_selected(DeskList *self)
{
    GPtrArray *records = g_ptr_array_new_with_free_func(g_object_unref);
    guint left = g_hash_table_size(self->selected);
    guint n = self->model != NULL ? ep_list_get_n(self->model) : 0;

    for (guint i = 0; left > 0 && i < n; i++) {
        EpRecord *record = ep_list_peek(self->model, i);

        if (g_hash_table_contains(self->selected, ep_record_peek_id(record))) {
            g_ptr_array_add(records, g_object_ref(record));
            left--;
        }
    }
    return records;
}

guint
desk_list_get_n_selected(DeskList *self)
{
    return self->handed->len;
}

/* On the rows. */
static void
desk_list_show_selection(DeskList *self)
{
    for (guint i = 0; i < self->rows->len; i++) {
        DeskListRow *row = g_ptr_array_index(self->rows, i);
        EpRecord *record = desk_list_row_get_record(row);

        if (record != NULL)
            desk_list_row_set_selected(row, desk_list_is_selected(self, ep_record_get_id(record)));
    }
}

void
desk_list_selection_prune(DeskList *self)
{
    GHashTableIter iter;
    gpointer id;

    g_hash_table_iter_init(&iter, self->selected);
    while (g_hash_table_iter_next(&iter, &id, NULL)) {
        if (self->model == NULL || ep_list_lookup(self->model, *(gint64 *)id) == NULL)
            g_hash_table_iter_remove(&iter);
    }
}

void
desk_list_selection_check(DeskList *self)
{
    GPtrArray *now = desk_list_get_selected(self);
    gboolean same = now->len == self->handed->len;

    for (guint i = 0; same && i < now->len; i++)
        same = now->pdata[i] == self->handed->pdata[i];
    g_ptr_array_unref(self->handed);
    self->handed = now;
    if (!same)
        g_signal_emit_by_name(self, "selection-changed");
}

static void
desk_list_selection_done(DeskList *self)
{
    desk_list_show_selection(self);
    desk_list_selection_check(self);
}

void
desk_list_set_cursor(DeskList *self, guint position)
{
    gint64 id = desk_list_get_id(self, position);

    if (id == 0)
        return;
    self->cursor = position;
    self->cursor_id = id;
    desk_list_reveal(self, position);
    desk_list_bind(self);
}

void
desk_list_select_only(DeskList *self, guint position)
{
    gint64 id = desk_list_get_id(self, position);

    if (id == 0)
        return;
    g_hash_table_remove_all(self->selected);
    desk_list_add_id(self, id);
    self->range_id = id;
    desk_list_selection_done(self);
}

void
desk_list_select_toggle(DeskList *self, guint position)
{
    gint64 id = desk_list_get_id(self, position);

    if (id == 0)
        return;
    if (!g_hash_table_remove(self->selected, &id))
        desk_list_add_id(self, id);
    self->range_id = id;
    desk_list_selection_done(self);
}

void
desk_list_select_range(DeskList *self, guint position, gboolean add)
{
    guint from = self->range_id != 0 ? ep_list_find_id(self->model, self->range_id) : G_MAXUINT;

    if (desk_list_get_id(self, position) == 0)
        return;
    if (from == G_MAXUINT) {
        from = position;
        self->range_id = desk_list_get_id(self, position);
    }
    if (!add)
        g_hash_table_remove_all(self->selected);
    for (guint i = MIN(from, position); i <= MAX(from, position); i++)
        desk_list_add_id(self, desk_list_get_id(self, i));
    desk_list_selection_done(self);
}

void
desk_list_select_all(DeskList *self)
{
    guint n = self->model != NULL ? ep_list_get_n(self->model) : 0;

    for (guint i = 0; i < n; i++)
        desk_list_add_id(self, desk_list_get_id(self, i));
    desk_list_selection_done(self);
}

void
desk_list_unselect_all(DeskList *self)
{
    g_hash_table_remove_all(self->selected);
    self->range_id = 0;
    desk_list_selection_done(self);
}

gboolean
desk_list_select_id(DeskList *self, gint64 id)
{
    guint position = self->model != NULL ? ep_list_find_id(self->model, id) : G_MAXUINT;

    if (position == G_MAXUINT)
        return FALSE;
    desk_list_set_cursor(self, position);
    desk_list_select_only(self, position);
    return TRUE;
}

EpRecord *
desk_list_get_cursor(DeskList *self)
{
    return self->model != NULL && self->cursor_id != 0 ? ep_list_peek(self->model, self->cursor) : NULL;
}
