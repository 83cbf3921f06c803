#include "endpoint/core/ep-column-read.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-csv-header.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/core/ep-text.h"

typedef struct {
    const EpColumns *columns;
    EpCsv *csv;
    guint *at; /* by column of the map: where it stands in the file; G_MAXUINT: nowhere */
} EpColumnReader;

static void
ep_column_read_free_row(gpointer data)
{
    EpColumnRow *row = data;

    g_clear_object(&row->record);
    g_free(row->problem);
    g_free(row);
}

/* --- the header --- */

static guint
ep_column_read_find_heading(const EpCsvRow *header, const char *heading)
{
    g_autofree char *wanted = ep_csv_header_fold(heading);

    for (guint i = 0; i < header->n_cells; i++) {
        g_autofree char *text = ep_csv_row_dup_trim(header, i), *own = ep_csv_header_fold(text);

        if (*wanted != '\0' && strcmp(own, wanted) == 0)
            return i;
    }
    return G_MAXUINT;
}

static guint
ep_column_read_count_known(const EpCsvRow *row, gpointer user_data)
{
    const EpColumns *columns = user_data;
    guint n = 0;

    for (guint i = 0; i < columns->columns->len; i++) {
        const EpColumn *column = g_ptr_array_index(columns->columns, i);

        n += ep_column_read_find_heading(row, column->heading) != G_MAXUINT ? 1 : 0;
    }
    return n;
}

static gboolean
ep_column_read_header(EpColumnReader *self, GError **error)
{
    EpCsvRow header;

    if (!ep_csv_header_find(self->csv, ep_column_read_count_known, (gpointer)self->columns, &header, error))
        return FALSE;
    for (guint i = 0; i < self->columns->columns->len; i++) {
        const EpColumn *column = g_ptr_array_index(self->columns->columns, i);

        self->at[i] = ep_column_read_find_heading(&header, column->heading);
        if (self->at[i] == G_MAXUINT && column->required && column->field != EP_NO_FIELD) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("the file has no column “%s”"), column->heading);
            return FALSE;
        }
    }
    return TRUE;
}

/* --- rows --- */

static const char *
ep_column_read_find_code(const EpColumn *column, const char *text)
{
    g_autofree char *wanted = ep_fold(text);

    for (guint i = 0; i + 1 < column->words->len; i += 2) {
        g_autofree char *word = ep_fold(g_ptr_array_index(column->words, i + 1));

        if (strcmp(word, wanted) == 0)
            return g_ptr_array_index(column->words, i);
    }
    return NULL;
}

static gboolean
ep_column_read_cell(EpColumnReader *self, guint index, const EpCsvRow *row, char **values, guint64 *said,
                    GError **error)
{
    const EpColumn *column = g_ptr_array_index(self->columns->columns, index);
    g_autofree char *text = NULL;
    const char *code;

    if (column->field == EP_NO_FIELD || self->at[index] == G_MAXUINT || values[column->field] != NULL)
        return TRUE;
    *said |= G_GUINT64_CONSTANT(1) << column->field;
    text = ep_csv_row_dup_trim(row, self->at[index]);
    if (self->columns->table->fields[column->field].kind != EP_KIND_LINES)
        g_strdelimit(text, "\r\n", ' '); /* a console's people type what they like */
    code = ep_column_read_find_code(column, text);
    if (code != NULL)
        values[column->field] = g_strdup(code);
    else if (*text == '\0')
        values[column->field] = g_strdup("");
    else
        values[column->field] = ep_kind_parse(&self->columns->table->fields[column->field], text, error);
    if (values[column->field] != NULL)
        return TRUE;
    g_prefix_error(error, _("column %u (%s): "), self->at[index] + 1, column->heading);
    return FALSE;
}

static EpColumnRow *
ep_column_read_row(EpColumnReader *self, const EpCsvRow *cells, guint number)
{
    const EpTable *table = self->columns->table;
    EpColumnRow *row = g_new0(EpColumnRow, 1);
    g_autofree char **values = g_new0(char *, table->at.n_slots + 1);
    g_autoptr(GError) fault = NULL;
    gboolean good = TRUE;

    row->line = cells->line;
    row->row = number;
    for (guint i = 0; good && i < self->columns->columns->len; i++)
        good = ep_column_read_cell(self, i, cells, values, &row->said, &fault);
    if (good)
        row->record = ep_record_new(table, cells->line, 0, (const char *const *)values);
    else
        row->problem = g_strdup(fault->message);
    for (guint i = 0; i < table->at.n_slots; i++)
        g_free(values[i]);
    return row;
}

GPtrArray *
ep_column_read(const EpColumns *columns, GBytes *bytes, GError **error)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(ep_column_read_free_row);
    EpColumnReader self = { .columns = columns };
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    EpTextInfo info;
    g_autofree char *text = ep_text_decode(data, size, &info, error);
    g_autofree guint *at = g_new(guint, columns->columns->len + 1);
    g_autoptr(EpCsv) csv = NULL;
    EpCsvRow row;

    if (text == NULL)
        return NULL;
    self.csv = csv = ep_csv_new(text, (gssize)info.length, columns->separator);
    self.at = at;
    for (guint i = 0; i < columns->columns->len; i++)
        at[i] = i;
    ep_csv_set_lenient(csv, TRUE);
    if (columns->header && !ep_column_read_header(&self, error))
        return NULL;
    while (ep_csv_next(csv, &row, NULL)) {
        if (!row.blank)
            g_ptr_array_add(rows, ep_column_read_row(&self, &row, rows->len + 1));
    }
    return g_steal_pointer(&rows);
}
