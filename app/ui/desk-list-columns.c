#include "app/ui/desk-list-private.h"

#include <string.h>

#include "app/ui/desk-list-header.h"

/* What the columns are and show. */

void
desk_list_relabel(DeskList *self)
{
    for (guint i = 0; i < self->rows->len; i++)
        desk_list_row_update_label(self->rows->pdata[i]);
}

void
desk_list_set_up_columns(DeskList *self)
{
    if (self->look.columns == NULL)
        return;
    desk_columns_set_mark(self->look.columns, self->mark != NULL);
    self->look.columns->wide = self->look.func != NULL;
    self->look.columns->fold = self->fold;
}

/* Places for columns whose titles are measured. */
void
desk_list_arrange(DeskList *self)
{
    if (self->look.columns == NULL)
        return;
    desk_list_header_update(DESK_LIST_HEADER(self->header));
    desk_columns_arrange(self->look.columns, self->look.view_width, desk_list_text_get_unit(self->look.text));
    desk_list_configure(self);
    desk_list_queue_rows(self);
    gtk_widget_queue_allocate(GTK_WIDGET(self));
}

void
desk_list_edited(DeskList *self)
{
    desk_list_arrange(self);
    desk_list_relabel(self);
    g_signal_emit_by_name(self, "columns-changed");
}

void
desk_list_sort(DeskList *self, guint field)
{
    gboolean descending;

    if (self->model == NULL || field == EP_NO_FIELD)
        return;
    descending = FALSE;
    descending = ep_list_get_sort(self->model, &descending) == field && !descending;
    self->sorting = TRUE;
    ep_list_set_sort(self->model, field, descending);
    self->sorting = FALSE;
    desk_list_header_update(DESK_LIST_HEADER(self->header));
    g_signal_emit_by_name(self, "columns-changed");
}

int
desk_list_fit(DeskList *self, const DeskColumn *column)
{
    int width = column->title_width + 2 * DESK_COLUMNS_PAD;

    for (guint i = 0; i < self->rows->len; i++) {
        EpRecord *record = desk_list_row_get_record(self->rows->pdata[i]);
        char scratch[EP_SCRATCH_SIZE];
        DeskListCell cell;

        if (record == NULL)
            continue;
        desk_list_cell_fill(&self->look, record, column, &cell, scratch);
        width = MAX(width, desk_list_cell_measure(&self->look, column, &cell) + 1);
    }
    return width;
}

void
desk_list_set_fold(DeskList *self, gboolean fold)
{
    self->fold = fold;
    desk_list_set_up_columns(self);
    desk_list_arrange(self);
}

char *
desk_list_get_columns(DeskList *self)
{
    GString *text = g_string_new(NULL);
    gboolean descending;
    guint sort;

    if (self->look.columns == NULL)
        return g_string_free(text, FALSE);
    desk_columns_write(self->look.columns, text);
    sort = ep_list_get_sort(self->model, &descending);
    if (sort != EP_NO_FIELD)
        g_string_append_printf(text, " sort=%s%s", descending ? "-" : "", self->look.columns->table->fields[sort].name);
    return g_string_free(text, FALSE);
}

static void
desk_list_read_sort(DeskList *self, const char *text)
{
    const char *sort = text != NULL ? strstr(text, "sort=") : NULL;
    g_autofree char *order = sort != NULL ? g_strndup(sort + strlen("sort="), strcspn(sort + strlen("sort="), " "))
                                          : g_strdup(self->look.columns->table->sort);

    ep_list_set_order(self->model, order);
}

void
desk_list_set_columns(DeskList *self, const char *text)
{
    if (self->look.columns == NULL || self->model == NULL)
        return;
    desk_columns_read(self->look.columns, text);
    desk_list_read_sort(self, text);
    desk_list_arrange(self);
    desk_list_relabel(self);
}

void
desk_list_set_func(DeskList *self, DeskListCellFunc func, gpointer user_data, GDestroyNotify destroy)
{
    if (self->func_destroy != NULL)
        self->func_destroy(self->look.func_data);
    self->look.func = func;
    self->look.func_data = user_data;
    self->func_destroy = destroy;
}

void
desk_list_set_cell_func(DeskList *self, const char *mark, DeskListCellFunc func, gpointer user_data,
                        GDestroyNotify destroy)
{
    desk_list_set_func(self, func, user_data, destroy);
    g_free(self->mark);
    self->mark = g_strdup(func != NULL ? mark : NULL);
    desk_list_set_up_columns(self);
    desk_list_arrange(self);
    desk_list_relabel(self);
}
