#include "app/ui/desk-list-private.h"

#include <math.h>

/* Scrolling, and where things stand after the model has changed. */

static void
desk_list_scrolled(GtkAdjustment *adjustment, DeskList *self)
{
    if (self->configuring)
        return;
    if (adjustment == self->adjustment[GTK_ORIENTATION_VERTICAL]) {
        self->scroll = floor(gtk_adjustment_get_value(adjustment));
        desk_list_bind(self);
    }
    gtk_widget_queue_allocate(GTK_WIDGET(self));
}

void
desk_list_set_adjustment(DeskList *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
    GtkAdjustment **place = &self->adjustment[orientation];

    if (adjustment != NULL && *place == adjustment)
        return;
    if (*place != NULL) {
        g_signal_handlers_disconnect_by_func(*place, desk_list_scrolled, self);
        g_clear_object(place);
    }
    if (adjustment == NULL)
        adjustment = gtk_adjustment_new(0, 0, 0, 0, 0, 0);
    *place = g_object_ref_sink(adjustment);
    g_signal_connect(adjustment, "value-changed", G_CALLBACK(desk_list_scrolled), self);
    desk_list_configure(self);
}

void
desk_list_scroll_init(DeskList *self)
{
    desk_list_set_adjustment(self, GTK_ORIENTATION_HORIZONTAL, NULL);
    desk_list_set_adjustment(self, GTK_ORIENTATION_VERTICAL, NULL);
}

void
desk_list_scroll_dispose(DeskList *self)
{
    for (guint i = 0; i < G_N_ELEMENTS(self->adjustment); i++) {
        if (self->adjustment[i] != NULL)
            g_signal_handlers_disconnect_by_func(self->adjustment[i], desk_list_scrolled, self);
        g_clear_object(&self->adjustment[i]);
    }
}

static double
desk_list_height(DeskList *self)
{
    return self->model != NULL ? (double)ep_list_get_n(self->model) * self->look.row_height : 0;
}

void
desk_list_configure(DeskList *self)
{
    double width = self->look.columns != NULL ? self->look.columns->total : 0;
    GtkAdjustment *across = self->adjustment[GTK_ORIENTATION_HORIZONTAL];
    GtkAdjustment *down = self->adjustment[GTK_ORIENTATION_VERTICAL];
    int row = self->look.row_height;

    if (across == NULL || down == NULL || self->configuring)
        return;
    self->configuring = TRUE;
    self->scroll = CLAMP(self->scroll, 0, MAX(0, desk_list_height(self) - self->view_height));
    gtk_adjustment_configure(across, gtk_adjustment_get_value(across), 0, MAX(width, self->look.view_width), 40,
                             self->look.view_width * 0.9, self->look.view_width);
    gtk_adjustment_configure(down, self->scroll, 0, MAX(desk_list_height(self), self->view_height), row,
                             MAX(row, self->view_height - row), self->view_height);
    self->configuring = FALSE;
}

static gboolean
desk_list_is_in_view(DeskList *self, guint position)
{
    double top = (double)position * self->look.row_height - self->scroll;

    return top + self->look.row_height > 0 && top < self->view_height;
}

void
desk_list_reveal(DeskList *self, guint position)
{
    double top = (double)position * self->look.row_height;

    if (self->view_height <= 0)
        return;
    if (top < self->scroll)
        self->scroll = top;
    else if (top + self->look.row_height > self->scroll + self->view_height)
        self->scroll = top + self->look.row_height - self->view_height;
    desk_list_configure(self);
}

DeskListAnchor
desk_list_get_top(DeskList *self)
{
    DeskListRow *row = desk_list_find_row(self, (guint)ceil(self->scroll / self->look.row_height));
    DeskListAnchor top = { 0, 0 };

    if (self->scroll > 0 && row != NULL) {
        top.id = ep_record_get_id(desk_list_row_get_record(row));
        top.offset = (double)desk_list_row_get_position(row) * self->look.row_height - self->scroll;
    }
    return top;
}

static DeskListAnchor
desk_list_get_anchor(DeskList *self)
{
    DeskListRow *row = desk_list_find_row(self, self->cursor);

    if (self->cursor == DESK_LIST_NOWHERE || row == NULL || !desk_list_is_in_view(self, self->cursor))
        return desk_list_get_top(self);
    return (DeskListAnchor){ .id = ep_record_get_id(desk_list_row_get_record(row)),
                             .offset = (double)self->cursor * self->look.row_height - self->scroll };
}

static gboolean
desk_list_shows_cursor(DeskList *self)
{
    DeskListRow *row = desk_list_find_row(self, self->cursor);

    return row != NULL && ep_record_get_id(desk_list_row_get_record(row)) == self->cursor_id;
}

typedef struct {
    guint position, removed, added;
} DeskListSpan;

/* Where @id is now; if it is hidden, what follows it in the ledger's order; if it is gone, what took the place @was. */
static guint
desk_list_locate(DeskList *self, gint64 id, guint was, const DeskListSpan *span)
{
    EpRecord *record = ep_list_lookup(self->model, id);
    guint n = ep_list_get_n(self->model), position = ep_list_find_id(self->model, id);

    if (position != G_MAXUINT)
        return position;
    if (n == 0)
        return DESK_LIST_NOWHERE;
    if (record != NULL) {
        position = 0;
        for (guint i = 0; position < n; i++) {
            EpRecord *any = ep_list_peek_any(self->model, i);

            if (any == record)
                break;
            position += any == ep_list_peek(self->model, position) ? 1 : 0;
        }
        return MIN(position, n - 1);
    }
    if (was >= span->position + span->removed)
        was = was - span->removed + span->added;
    else if (was >= span->position)
        was = MIN(was, span->position + span->added);
    return MIN(was, n - 1);
}

/* A new search begins at its first hits, unless one is looking at a record that is among them. */
static void
desk_list_scroll_to_hits(DeskList *self, gboolean cursor_seen)
{
    self->scroll = 0;
    if (cursor_seen && self->cursor_id != 0 && ep_list_find_id(self->model, self->cursor_id) == self->cursor)
        desk_list_reveal(self, self->cursor);
}

static void
desk_list_restore(DeskList *self, const DeskListAnchor *anchor, guint was, const DeskListSpan *span)
{
    guint position = anchor->id != 0 ? desk_list_locate(self, anchor->id, was, span) : DESK_LIST_NOWHERE;

    self->scroll = position != DESK_LIST_NOWHERE ? (double)position * self->look.row_height - anchor->offset : 0;
}

void
desk_list_model_changed(EpList *model, guint position, guint removed, guint added, DeskList *self)
{
    const DeskListSpan span = { position, removed, added };
    const char *find = ep_list_get_find(model);
    gboolean searched = g_strcmp0(find, self->find) != 0, began = searched && *self->find == '\0';
    gboolean seen = self->cursor != DESK_LIST_NOWHERE && desk_list_is_in_view(self, self->cursor);
    gboolean home = seen && desk_list_shows_cursor(self); /* not only beside its record */
    DeskListAnchor anchor = desk_list_get_anchor(self), top = desk_list_get_top(self);
    guint was = (guint)((self->scroll + anchor.offset) / self->look.row_height);

    if (began)
        self->before_find = top;
    if (searched) {
        g_free(self->find);
        self->find = g_strdup(find);
    }
    if (self->cursor_id != 0)
        self->cursor = desk_list_locate(self, self->cursor_id, self->cursor, &span);
    if (searched && *find == '\0')
        desk_list_restore(self, home ? &anchor : &self->before_find, was, &span);
    else if (searched || (self->sorting && !seen))
        desk_list_scroll_to_hits(self, seen);
    else
        desk_list_restore(self, &anchor, was, &span);
    desk_list_configure(self);
    desk_list_selection_prune(self);
    desk_list_bind(self);
    desk_list_selection_check(self);
}
