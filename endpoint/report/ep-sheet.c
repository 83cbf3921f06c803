#include "endpoint/report/ep-sheet-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE(EpSheet, ep_sheet, ep_sheet_ref, ep_sheet_unref)

static char *
ep_sheet_copy(const char *text)
{
    return g_utf8_make_valid(text != NULL ? text : "", -1);
}

static void
ep_sheet_replace(char **place, const char *text)
{
    g_free(*place);
    *place = ep_sheet_copy(text);
}

static void
ep_sheet_header_clear(gpointer data)
{
    EpSheetHeader *header = data;

    g_free(header->label);
    g_free(header->value);
    g_free(header->source);
}

static void
ep_sheet_stamp_clear(gpointer data)
{
    EpSheetStamp *stamp = data;

    g_free(stamp->label);
    g_free(stamp->name);
}

static void
ep_sheet_free_cells(char **cells, guint n_columns)
{
    for (guint i = 0; cells != NULL && i < n_columns; i++)
        g_free(cells[i]);
    g_free(cells);
}

static void
ep_sheet_table_free(gpointer data)
{
    EpSheetTable *table = data;

    for (guint i = 0; i < table->rows->len; i++) {
        EpSheetRow *row = &g_array_index(table->rows, EpSheetRow, i);

        ep_sheet_free_cells(row->cells, table->n_columns);
        ep_sheet_free_cells(row->sources, table->n_columns);
        g_free(row->source);
    }
    for (guint i = 0; i < table->n_columns; i++)
        g_free((char *)table->columns[i].label);
    g_array_unref(table->rows);
    g_free(table->columns);
    g_free(table->heading);
    g_free(table->text);
    g_free(table);
}

EpSheet *
ep_sheet_new(const char *title, const char *subtitle)
{
    EpSheet *sheet = g_new0(EpSheet, 1);

    g_atomic_ref_count_init(&sheet->refs);
    sheet->title = ep_sheet_copy(title);
    sheet->subtitle = ep_sheet_copy(subtitle);
    sheet->created = g_strdup("");
    sheet->headers = g_array_new(FALSE, TRUE, sizeof(EpSheetHeader));
    g_array_set_clear_func(sheet->headers, ep_sheet_header_clear);
    sheet->stamps = g_array_new(FALSE, TRUE, sizeof(EpSheetStamp));
    g_array_set_clear_func(sheet->stamps, ep_sheet_stamp_clear);
    sheet->sections = g_ptr_array_new_with_free_func(ep_sheet_table_free);
    return sheet;
}

EpSheet *
ep_sheet_ref(EpSheet *sheet)
{
    g_return_val_if_fail(sheet != NULL, NULL);
    g_atomic_ref_count_inc(&sheet->refs);
    return sheet;
}

void
ep_sheet_unref(EpSheet *sheet)
{
    g_return_if_fail(sheet != NULL);
    if (!g_atomic_ref_count_dec(&sheet->refs))
        return;
    g_free(sheet->title);
    g_free(sheet->subtitle);
    g_free(sheet->created);
    g_array_unref(sheet->headers);
    g_array_unref(sheet->stamps);
    g_ptr_array_unref(sheet->sections);
    g_free(sheet);
}

const char *
ep_sheet_get_subtitle(const EpSheet *sheet)
{
    return sheet->subtitle;
}

void
ep_sheet_set_paper(EpSheet *sheet, EpSheetPaper paper)
{
    sheet->paper = paper;
}

void
ep_sheet_set_created(EpSheet *sheet, const char *iso)
{
    ep_sheet_replace(&sheet->created, iso);
}

const char *
ep_sheet_get_none(void)
{
    return C_("report", "None");
}

void
ep_sheet_add_header(EpSheet *sheet, const char *label, const char *value, const char *source, gboolean wide)
{
    EpSheetHeader header = { ep_sheet_copy(label), ep_sheet_copy(value), g_strdup(source), wide };

    g_array_append_val(sheet->headers, header);
}

void
ep_sheet_add_stamp(EpSheet *sheet, const char *label, const char *name)
{
    EpSheetStamp stamp = { ep_sheet_copy(label), ep_sheet_copy(name) };

    g_array_append_val(sheet->stamps, stamp);
}

static EpSheetTable *
ep_sheet_add_section(EpSheet *sheet, const char *heading)
{
    EpSheetTable *table = g_new0(EpSheetTable, 1);

    table->heading = ep_sheet_copy(heading);
    table->text = g_strdup("");
    table->n_blocks = 1;
    table->rows = g_array_new(FALSE, TRUE, sizeof(EpSheetRow));
    g_ptr_array_add(sheet->sections, table);
    return table;
}

EpSheetTable *
ep_sheet_add_table(EpSheet *sheet, const char *heading, const EpSheetColumn *columns, guint n_columns)
{
    EpSheetTable *table;

    g_return_val_if_fail(n_columns > 0, NULL);
    table = ep_sheet_add_section(sheet, heading);
    table->columns = g_memdup2(columns, n_columns * sizeof *columns);
    table->n_columns = n_columns;
    for (guint i = 0; i < n_columns; i++)
        table->columns[i].label = ep_sheet_copy(columns[i].label);
    return table;
}

void
ep_sheet_add_paragraph(EpSheet *sheet, const char *heading, const char *text, double min_mm)
{
    EpSheetTable *section = ep_sheet_add_section(sheet, heading);

    ep_sheet_replace(&section->text, text);
    section->min_mm = min_mm;
}

void
ep_sheet_table_set_blocks(EpSheetTable *table, guint n_blocks)
{
    table->n_blocks = MAX(n_blocks, 1);
}

void
ep_sheet_table_add_row(EpSheetTable *table, EpSheetRowKind kind, const char *const *cells, const char *const *sources)
{
    EpSheetRow row = { .kind = kind, .cells = g_new0(char *, table->n_columns) };

    for (guint i = 0; i < table->n_columns; i++)
        if (cells[i] != NULL || i == 0 || kind == EP_SHEET_ROW)
            row.cells[i] = ep_sheet_copy(cells[i]);
    if (sources != NULL)
        row.sources = g_new0(char *, table->n_columns);
    for (guint i = 0; sources != NULL && i < table->n_columns; i++)
        row.sources[i] = g_strdup(sources[i]);
    g_array_append_val(table->rows, row);
}

void
ep_sheet_table_link_row(EpSheetTable *table, const char *source)
{
    EpSheetRow *row;

    g_return_if_fail(table->rows->len > 0);
    row = &g_array_index(table->rows, EpSheetRow, table->rows->len - 1);
    g_free(row->source);
    row->source = g_strdup(source);
}

static EpSheetTable *
ep_sheet_find_table(const EpSheet *sheet, guint index, guint *n_tables)
{
    *n_tables = 0;
    for (guint i = 0; i < sheet->sections->len; i++) {
        EpSheetTable *section = sheet->sections->pdata[i];

        if (section->n_columns > 0 && (*n_tables)++ == index)
            return section;
    }
    return NULL;
}

guint
ep_sheet_get_n_tables(const EpSheet *sheet)
{
    guint n_tables;

    ep_sheet_find_table(sheet, G_MAXUINT, &n_tables);
    return n_tables;
}

EpSheetTable *
ep_sheet_get_table(const EpSheet *sheet, guint index)
{
    guint n_tables;

    return ep_sheet_find_table(sheet, index, &n_tables);
}

const char *
ep_sheet_table_get_heading(const EpSheetTable *table)
{
    return table->heading;
}

guint
ep_sheet_table_get_n_columns(const EpSheetTable *table)
{
    return table->n_columns;
}

guint
ep_sheet_table_get_n_rows(const EpSheetTable *table)
{
    return table->rows->len;
}

static const EpSheetRow *
ep_sheet_table_get_row(const EpSheetTable *table, guint row)
{
    return &g_array_index(table->rows, EpSheetRow, row);
}

EpSheetRowKind
ep_sheet_table_get_row_kind(const EpSheetTable *table, guint row)
{
    return ep_sheet_table_get_row(table, row)->kind;
}

const char *
ep_sheet_table_get_cell(const EpSheetTable *table, guint row, guint column)
{
    return ep_sheet_table_get_row(table, row)->cells[column];
}

const char *
ep_sheet_table_get_source(const EpSheetTable *table, guint row, guint column)
{
    const EpSheetRow *r = ep_sheet_table_get_row(table, row);

    return r->sources != NULL && r->sources[column] != NULL ? r->sources[column] : r->source;
}

guint
ep_sheet_table_get_span(const EpSheetTable *table, guint row, guint column)
{
    guint span = 1;

    while (column + span < table->n_columns && ep_sheet_table_get_cell(table, row, column + span) == NULL)
        span++;
    return span;
}
