#include "endpoint/report/ep-sheet-csv.h"

#include <string.h>

#include "endpoint/report/ep-file.h"
#include "endpoint/report/ep-sheet-number.h"
#include "endpoint/report/ep-sheet-private.h"

static void
ep_sheet_csv_append_cell(GString *csv, const char *text, gboolean first)
{
    g_autofree char *guarded = ep_sheet_number_is_formula(text) ? g_strconcat("'", text, NULL) : g_strdup(text);

    if (!first)
        g_string_append_c(csv, ',');
    if (strpbrk(guarded, ",\"\r\n") == NULL) {
        g_string_append(csv, guarded);
        return;
    }
    g_string_append_c(csv, '"');
    for (const char *p = guarded; *p != '\0'; p++) {
        if (*p == '"')
            g_string_append_c(csv, '"');
        g_string_append_c(csv, *p);
    }
    g_string_append_c(csv, '"');
}

static void
ep_sheet_csv_append_line(GString *csv, const char *first, const char *second)
{
    ep_sheet_csv_append_cell(csv, first, TRUE);
    if (second != NULL)
        ep_sheet_csv_append_cell(csv, second, FALSE);
    g_string_append(csv, "\r\n");
}

static void
ep_sheet_csv_append_table(GString *csv, const EpSheet *sheet, const EpSheetTable *table)
{
    for (guint column = 0; column < table->n_columns; column++)
        ep_sheet_csv_append_cell(csv, table->columns[column].label, column == 0);
    g_string_append(csv, "\r\n");
    for (guint row = 0; row < table->rows->len; row++) {
        for (guint column = 0; column < table->n_columns; column++) {
            const char *cell = ep_sheet_table_get_cell(table, row, column);

            ep_sheet_csv_append_cell(csv, cell != NULL ? cell : "", column == 0);
        }
        g_string_append(csv, "\r\n");
    }
    if (table->rows->len == 0)
        ep_sheet_csv_append_line(csv, ep_sheet_get_none(sheet), NULL);
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
