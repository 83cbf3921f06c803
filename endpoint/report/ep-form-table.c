#include <glib/gi18n-lib.h>

#include "endpoint/report/ep-form-private.h"

static void
ep_form_table_free_row(gpointer data)
{
    EpFormTableRow *row = data;

    g_clear_object(&row->record);
    g_free(row);
}

static void
ep_form_table_add_row(GPtrArray *rows, const EpFormNode *node, EpRecord *record, guint number, gboolean blank)
{
    EpFormTableRow *row = g_new0(EpFormTableRow, 1);

    row->row = node;
    row->record = record != NULL ? g_object_ref(record) : NULL;
    row->number = number;
    row->blank = blank;
    g_ptr_array_add(rows, row);
}

static gboolean
ep_form_table_load_row(EpFormPage *self, const EpFormNode *node, GPtrArray *rows, GError **error)
{
    g_autoptr(GPtrArray) records = NULL;
    guint n;

    if (!ep_form_fill_holds(self->fill, node->when, self->record))
        return TRUE;
    if (node->each == NULL && !node->each_listed) {
        ep_form_table_add_row(rows, node, self->record, 1, FALSE);
        return TRUE;
    }
    records =
        node->each_listed ? g_ptr_array_ref(self->listed) : ep_form_fill_rows(self->fill, node, self->record, error);
    if (records == NULL)
        return FALSE;
    for (n = 0; n < records->len; n++)
        ep_form_table_add_row(rows, node, g_ptr_array_index(records, n), n + 1, FALSE);
    for (; n < node->min; n++)
        ep_form_table_add_row(rows, node, NULL, n + 1, TRUE);
    return TRUE;
}

GPtrArray *
ep_form_table_load(EpFormPage *self, const EpFormNode *table, GError **error)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(ep_form_table_free_row);

    for (guint i = 0; i < table->children->len; i++) {
        const EpFormNode *node = g_ptr_array_index(table->children, i);

        if (node->kind == EP_FORM_ROW && !ep_form_table_load_row(self, node, rows, error))
            return NULL;
    }
    return g_steal_pointer(&rows);
}

static double
ep_form_table_get_top(const EpFormNode *table, guint page)
{
    return page > 0 && table->next > 0 ? table->next : table->y;
}

static double
ep_form_table_get_head_height(const EpFormNode *table)
{
    double height = 0;

    for (guint i = 0; i < table->children->len; i++) {
        const EpFormNode *node = g_ptr_array_index(table->children, i);

        height += node->kind == EP_FORM_HEAD ? node->h : 0;
    }
    return height;
}

/* The first row that stands on @page; rows->len when none is left. */
static guint
ep_form_table_find_first(const EpFormNode *table, GPtrArray *rows, guint page)
{
    guint at = 0;

    for (guint p = 0; p < page && at < rows->len; p++) {
        double y = ep_form_table_get_top(table, p) + ep_form_table_get_head_height(table);
        guint first = at;

        while (at < rows->len) {
            const EpFormTableRow *row = g_ptr_array_index(rows, at);

            if (table->bottom > 0 && at > first && y + row->row->h > table->bottom + 0.01)
                break;
            y += row->row->h;
            at++;
        }
    }
    return at;
}

guint
ep_form_table_count_pages(EpFormPage *self, const EpFormNode *table, GPtrArray *rows)
{
    guint n = 1;

    while (ep_form_table_find_first(table, rows, n) < rows->len)
        n++;
    return n;
}

static gboolean
ep_form_table_add_cells(EpFormPage *self, const EpFormNode *table, const EpFormNode *row, EpRecord *record, double y,
                        gboolean blank, GError **error)
{
    double x = table->x;
    guint column = 0;

    for (guint i = 0; i < row->children->len; i++) {
        const EpFormNode *cell = g_ptr_array_index(row->children, i);
        gboolean holds = blank || ep_form_fill_holds(self->fill, cell->when, record);
        double width = 0;

        for (guint s = 0; s < cell->span; s++)
            width += table->columns[column++];
        if (!ep_form_page_add_text(self, cell, record, x, y, width, row->h, blank || !holds, error))
            return FALSE;
        x += width;
    }
    return TRUE;
}

static gboolean
ep_form_table_add_heads(EpFormPage *self, const EpFormNode *table, double *y, GError **error)
{
    for (guint i = 0; i < table->children->len; i++) {
        const EpFormNode *node = g_ptr_array_index(table->children, i);

        if (node->kind != EP_FORM_HEAD)
            continue;
        if (!ep_form_table_add_cells(self, table, node, self->record, *y, FALSE, error))
            return FALSE;
        *y += node->h;
    }
    return TRUE;
}

gboolean
ep_form_table_add(EpFormPage *self, const EpFormNode *table, GError **error)
{
    g_autoptr(GPtrArray) loaded = NULL;
    GPtrArray *rows = table->bottom > 0 ? self->rows : (loaded = ep_form_table_load(self, table, error));
    double y = ep_form_table_get_top(table, table->bottom > 0 ? self->page : 0);
    guint from, to;

    if (rows == NULL)
        return FALSE;
    from = table->bottom > 0 ? ep_form_table_find_first(table, rows, self->page) : 0;
    to = table->bottom > 0 ? ep_form_table_find_first(table, rows, self->page + 1) : rows->len;
    if (!ep_form_table_add_heads(self, table, &y, error))
        return FALSE;
    for (guint i = from; i < to; i++) {
        const EpFormTableRow *row = g_ptr_array_index(rows, i);

        ep_form_fill_set_number(self->fill, "row", row->number);
        if (!ep_form_table_add_cells(self, table, row->row, row->record, y, row->blank, error))
            return FALSE;
        y += row->row->h;
    }
    if (y > ep_form_get_paper(self->form)->height + 0.01)
        ep_form_page_complain(
            self, table, _("line %u: its rows go beyond the paper; bottom=\"%s\" takes them to a next page"), "280");
    return TRUE;
}
