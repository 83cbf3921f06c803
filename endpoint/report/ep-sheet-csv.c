#include "endpoint/report/ep-sheet-csv.h"

#include <string.h>

#include "endpoint/core/ep-csv-write.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/report/ep-sheet-private.h"

static void
ep_sheet_csv_append_line(GString *csv, const char *first, const char *second)
{
    ep_csv_write_row(csv, (const char *[]){ first, second, NULL }, EP_CSV_WRITE_GUARD);
}

static void
ep_sheet_csv_append_table(GString *csv, const EpSheet *sheet, const EpSheetTable *table)
{
    for (guint column = 0; column < table->n_columns; column++) {
        g_string_append(csv, column > 0 ? "," : "");
        ep_csv_write_cell(csv, table->columns[column].label, EP_CSV_WRITE_GUARD);
    }
    g_string_append(csv, "\r\n");
    for (guint row = 0; row < table->rows->len; row++) {
        for (guint column = 0; column < table->n_columns; column++) {
            g_string_append(csv, column > 0 ? "," : "");
            ep_csv_write_cell(csv, ep_sheet_table_get_cell(table, row, column), EP_CSV_WRITE_GUARD);
        }
        g_string_append(csv, "\r\n");
    }
    if (table->rows->len == 0)
        ep_sheet_csv_append_line(csv, ep_sheet_get_none(), NULL);
}

char *
ep_sheet_csv_format(const EpSheet *sheet)
{
    GString *csv = g_string_new("\xef\xbb\xbf");

    ep_sheet_csv_append_line(csv, sheet->title, *sheet->subtitle != '\0' ? sheet->subtitle : NULL);
    for (guint i = 0; i < sheet->headers->len; i++) {
        const EpSheetHeader *header = &g_array_index(sheet->headers, EpSheetHeader, i);

        ep_sheet_csv_append_line(csv, header->label, header->value);
    }
    for (guint i = 0; i < sheet->sections->len; i++) {
        const EpSheetTable *section = sheet->sections->pdata[i];

        g_string_append(csv, "\r\n");
        if (*section->heading != '\0')
            ep_sheet_csv_append_line(csv, section->heading, NULL);
        if (section->n_columns > 0)
            ep_sheet_csv_append_table(csv, sheet, section);
        else
            ep_sheet_csv_append_line(csv, section->text, NULL);
    }
    return g_string_free(csv, FALSE);
}

gboolean
ep_sheet_csv_write(const EpSheet *sheet, const char *path, GError **error)
{
    g_autofree char *csv = ep_sheet_csv_format(sheet);

    return ep_file_replace(path, csv, strlen(csv), error);
}
