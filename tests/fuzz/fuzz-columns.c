/* The column map of a target, and a file that is read by it: what stands above a line "----" is the map, what is below
 * it the file. What can be read is written by the same map, and read again as the same. */
#include <string.h>

#include "endpoint/core/ep-column-read.h"
#include "endpoint/core/ep-column-write.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist-row.h"
#include "tests/fuzz/fuzz.h"

#define BREAK "\n----\n"

static GPtrArray *
pick_records(GPtrArray *rows)
{
    GPtrArray *records = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < rows->len; i++) {
        const EpColumnRow *row = g_ptr_array_index(rows, i);

        g_assert_cmpuint(row->line, >, 0);
        g_assert_true(row->record != NULL || (row->problem != NULL && *row->problem != '\0'));
        if (row->record != NULL && row->problem == NULL)
            g_ptr_array_add(records, g_object_ref(row->record));
    }
    return records;
}

/* Every row has a place in a file, or is named as left out. */
static void
check_written(const EpColumns *columns, GPtrArray *records)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpColumnFiles) files = ep_column_write(columns, records, &error);

    fuzz_check_error(files == NULL, error, EP_ERROR);
    if (files == NULL)
        return;
    g_assert_cmpuint(files->places->len, ==, records->len);
    for (guint i = 0; i < records->len; i++) {
        const EpColumnPlace *place = &g_array_index(files->places, EpColumnPlace, i);
        gboolean named = FALSE;

        for (guint k = 0; k < files->problems->len; k++) {
            const EpColumnProblem *problem = &g_array_index(files->problems, EpColumnProblem, k);

            named = named || (problem->row == i && ep_column_fault_leaves_out(problem->fault));
        }
        g_assert_true(place->file == G_MAXUINT ? named : place->file < files->files->len);
    }
}

static void
check_file(const EpColumns *columns, const char *text, gsize size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = ep_column_read(columns, bytes, &error), records = NULL;

    fuzz_check_error(rows == NULL, error, EP_ERROR);
    if (rows == NULL)
        return;
    records = pick_records(rows);
    check_written(columns, records);
}

static void
check_sample(const EpTable *table, const char *text, gsize size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpColumnMap) map = ep_column_map_new_from_sample(table, "list.csv", bytes, &error);

    fuzz_check_error(map == NULL, error, EP_ERROR);
    if (map != NULL) {
        g_autofree char *told = ep_column_map_to_text(map);
        g_autoptr(EpColumnMap) again = ep_column_map_parse(table, told, &error);

        g_assert_no_error(error);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const EpTable *table = ep_allowlist_row_get_table();
    const char *end = g_strstr_len((const char *)data, (gssize)size, BREAK);
    const char *file = end != NULL ? end + strlen(BREAK) : (const char *)data + size;
    g_autofree char *text = fuzz_dup_utf8(data, end != NULL ? (size_t)(end - (const char *)data) : size);
    g_autofree char *written = NULL, *twice = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpColumnMap) map = text != NULL ? ep_column_map_parse(table, text, &error) : NULL, again = NULL;
    g_autoptr(EpColumns) columns = NULL;

    check_sample(table, file, (gsize)((const char *)data + size - file));
    if (text == NULL)
        return 0;
    fuzz_check_error(map == NULL, error, EP_ERROR);
    if (map == NULL)
        return 0;
    written = ep_column_map_to_text(map);
    again = ep_column_map_parse(table, written, &error);
    g_assert_no_error(error);
    twice = ep_column_map_to_text(again);
    g_assert_cmpstr(written, ==, twice);
    columns = ep_column_map_compile(map, &error);
    fuzz_check_error(columns == NULL, error, EP_ERROR);
    if (columns != NULL)
        check_file(columns, file, (gsize)((const char *)data + size - file));
    return 0;
}
