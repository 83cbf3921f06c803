/* Separated values: what is read is written and read again as the same; what a strict reader takes, a lenient one takes
 * without a word. */
#include <string.h>

#include "endpoint/core/ep-csv-header.h"
#include "endpoint/core/ep-csv-write.h"
#include "endpoint/core/ep-error.h"
#include "tests/fuzz/fuzz.h"

static char *
format_rows(const char *text, gboolean lenient, EpCsvWriteFlags flags, gboolean *refused)
{
    g_autoptr(EpCsv) csv = ep_csv_new(text, -1, ',');
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    EpCsvRow row;

    ep_csv_set_lenient(csv, lenient);
    while (ep_csv_next(csv, &row, &error)) {
        for (guint i = 0; i < row.n_cells; i++) {
            g_autofree char *cell = ep_csv_row_dup(&row, i);

            if (i > 0)
                g_string_append_c(out, ',');
            ep_csv_write_cell(out, cell, flags);
        }
        g_string_append(out, "\r\n");
    }
    fuzz_check_error(error != NULL, error, EP_ERROR);
    g_assert_true(error == NULL || (!lenient && strstr(error->message, "line") != NULL));
    g_assert_cmpuint(ep_csv_problems(csv)->len, <=, ep_csv_n_problems(csv));
    g_assert_true(lenient || ep_csv_n_problems(csv) == 0);
    *refused = error != NULL;
    return g_strdup(out->str);
}

static void
check_header(const char *text)
{
    g_autoptr(EpCsv) csv = ep_csv_new(text, -1, 0);
    g_autoptr(GError) error = NULL;
    EpCsvPlace before = ep_csv_tell(csv), after;
    EpCsvRow header;

    ep_csv_set_lenient(csv, TRUE);
    if (ep_csv_header_find(csv, NULL, NULL, &header, &error)) {
        g_assert_cmpuint(header.n_cells, >, 0);
        return;
    }
    fuzz_check_error(TRUE, error, EP_ERROR);
    after = ep_csv_tell(csv);
    g_assert_cmpuint(before.offset, ==, after.offset);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = fuzz_dup_utf8(data, size);
    gboolean refused, again;

    if (text == NULL)
        return 0;
    for (int guard = 0; guard < 2; guard++) {
        EpCsvWriteFlags flags = guard ? EP_CSV_WRITE_GUARD : EP_CSV_WRITE_PLAIN;
        g_autofree char *strict = format_rows(text, FALSE, flags, &refused);
        g_autofree char *lenient = format_rows(text, TRUE, flags, &again);
        g_autofree char *twice = NULL;

        if (!refused)
            g_assert_cmpstr(strict, ==, lenient);
        twice = format_rows(lenient, FALSE, flags, &again);
        g_assert_false(again);
        if (guard)
            g_assert_cmpstr(lenient, ==, twice);
    }
    check_header(text);
    return 0;
}
