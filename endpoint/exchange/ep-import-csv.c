#include "endpoint/exchange/ep-import-csv.h"

#include <string.h>

#include "endpoint/core/ep-csv-header.h"
#include "endpoint/exchange/ep-import-private.h"

struct _EpImportCsv {
    const EpTable *table;
    char *origin;
    char *sha256;
    char *text;
    EpTextInfo info;
    EpCsv *reader;
    EpCsvPlace body; /* behind the header */
    EpImportMap *map;
};

EpImportCsv *
ep_import_csv_new(const EpTable *table, const char *origin, GBytes *bytes, GError **error)
{
    g_autoptr(EpImportCsv) self = g_new0(EpImportCsv, 1);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    EpCsvRow header;

    self->table = table;
    self->origin = g_strdup(origin);
    self->sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    self->text = ep_text_decode(data, size, &self->info, error);
    if (self->text == NULL) {
        g_prefix_error(error, "%s: ", origin);
        return NULL;
    }
    self->reader = ep_csv_new(self->text, (gssize)self->info.length, 0);
    ep_csv_set_lenient(self->reader, TRUE);
    if (!ep_csv_header_find(self->reader, ep_import_map_count_known, (gpointer)table, &header, error)) {
        g_prefix_error(error, "%s: ", origin);
        return NULL;
    }
    self->map = ep_import_map_new(table, &header);
    self->body = ep_csv_tell(self->reader);
    return g_steal_pointer(&self);
}

void
ep_import_csv_free(EpImportCsv *self)
{
    g_clear_pointer(&self->map, ep_import_map_free);
    g_clear_pointer(&self->reader, ep_csv_free);
    g_free(self->text);
    g_free(self->sha256);
    g_free(self->origin);
    g_free(self);
}

const char *
ep_import_csv_get_origin(EpImportCsv *self)
{
    return self->origin;
}

const char *
ep_import_csv_get_sha256(EpImportCsv *self)
{
    return self->sha256;
}

EpImportMap *
ep_import_csv_get_map(EpImportCsv *self)
{
    return self->map;
}

static void
ep_import_csv_read_cell(EpImportCsv *self, EpImportValue *values, EpImportRow *row, guint column, const EpCsvCell *cell)
{
    guint field = ep_import_map_get_field(self->map, column);
    const char *text = cell->text, *reason;
    g_autofree char *giga = NULL;
    gsize length = cell->length;

    if (ep_import_map_is_giga(self->map, column) && length > 0 && g_ascii_isdigit(text[length - 1])) {
        giga = g_strdup_printf("%.*sGB", (int)length, text);
        text = giga;
        length += 2;
    }
    row->values[field] = ep_import_value_read(values, field, text, length, &reason);
    if (reason == NULL)
        return;
    row->verdict = EP_VERDICT_ERROR;
    ep_import_row_add_problem(row, column + 1, field, g_strdup(reason));
}

/* What the reader of the file had against the line. */
static void
ep_import_csv_take_problems(EpImportCsv *self, EpImportRow *row, guint *seen)
{
    GPtrArray *problems = ep_csv_problems(self->reader);

    row->verdict = EP_VERDICT_ERROR;
    for (; *seen < problems->len; (*seen)++) {
        const EpCsvProblem *problem = g_ptr_array_index(problems, *seen);

        ep_import_row_add_problem(row, problem->column, EP_NO_FIELD, g_strdup(problem->message));
    }
}

void
ep_import_csv_read(EpImportCsv *self, EpImportValue *values, GPtrArray *rows)
{
    guint n_columns = ep_import_map_get_n_columns(self->map), seen;
    EpCsvRow cells;

    ep_csv_seek(self->reader, self->body);
    seen = ep_csv_problems(self->reader)->len;
    while (ep_csv_next(self->reader, &cells, NULL)) {
        EpImportRow *row;

        if (cells.blank)
            continue;
        row = g_new0(EpImportRow, 1);
        row->origin = self->origin;
        row->line = cells.line;
        row->values = g_new0(const char *, self->table->at.n_fields + 1);
        g_ptr_array_add(rows, row);
        for (guint i = 0; i < MIN(cells.n_cells, n_columns); i++) {
            if (ep_import_map_get_field(self->map, i) != EP_NO_FIELD)
                ep_import_csv_read_cell(self, values, row, i, &cells.cells[i]);
        }
        if (cells.damaged)
            ep_import_csv_take_problems(self, row, &seen);
    }
}
