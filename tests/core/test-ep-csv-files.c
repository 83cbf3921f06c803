#include "endpoint/core/ep-csv-header.h"
#include "endpoint/core/ep-csv-write.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-text.h"

#include <jansson.h>
#include <string.h>

/* Files of other people, which are not part of the project: whoever has them beside it gets them tested. */
static char *
shared_path(const char *name)
{
    return g_build_filename(g_getenv("G_TEST_SRCDIR"), "..", "..", "shared", "data", name, NULL);
}

static char *
read_shared(const char *name, gsize *length)
{
    g_autofree char *path = shared_path(name);
    char *bytes = NULL;

    if (!g_file_get_contents(path, &bytes, length, NULL))
        g_test_message("%s is not here and not tested", name);
    return bytes;
}

static char *
decode_shared(const char *name, EpTextInfo *info)
{
    g_autoptr(GError) error = NULL;
    gsize length;
    g_autofree char *bytes = read_shared(name, &length);
    char *text;

    if (bytes == NULL)
        return NULL;
    text = ep_text_decode(bytes, length, info, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(strlen(text), ==, info->length);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    return text;
}

static void
assert_cell(const EpCsvRow *row, guint column, json_t *expected)
{
    g_autofree char *cell = ep_csv_row_dup(row, column);

    g_assert_cmpstr(cell, ==, json_string_value(expected));
}

/* Every record of the file, the header included: an array of cells, or an object by column name. */
static void
assert_record(const EpCsvRow *row, char **names, json_t *expected)
{
    if (json_is_array(expected)) {
        g_assert_cmpuint(row->n_cells, ==, json_array_size(expected));
        for (guint i = 0; i < row->n_cells; i++)
            assert_cell(row, i, json_array_get(expected, i));
        return;
    }
    g_assert_cmpuint(row->n_cells, ==, json_object_size(expected));
    for (guint i = 0; i < row->n_cells; i++)
        assert_cell(row, i, json_object_get(expected, names[i]));
}

static char **
dup_names(EpCsv *csv)
{
    GPtrArray *names = g_ptr_array_new();
    EpCsvRow row;

    g_assert_true(ep_csv_next(csv, &row, NULL));
    for (guint i = 0; i < row.n_cells; i++)
        g_ptr_array_add(names, ep_csv_row_dup(&row, i));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

static void
check_expected(const char *name, json_t *expected)
{
    EpTextInfo info;
    g_autofree char *text = decode_shared(name, &info);
    g_autoptr(EpCsv) csv = ep_csv_new(text, info.length, ',');
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) names = NULL;
    EpCsvRow row;
    gsize n = 0;

    if (!json_is_array(json_array_get(expected, 0)))
        names = dup_names(csv);
    while (ep_csv_next(csv, &row, &error)) {
        g_assert_cmpuint(n, <, json_array_size(expected));
        assert_record(&row, names, json_array_get(expected, n++));
    }
    g_assert_no_error(error);
    g_assert_cmpuint(n, ==, json_array_size(expected));
}

static void
check_torture(const char *file)
{
    g_autofree char *name = g_build_filename("csv-torture", file, NULL);
    g_autofree char *base = g_strndup(name, strlen(name) - strlen(".csv"));
    g_autofree char *json_name = g_strconcat(base, ".json", NULL);
    g_autofree char *json = NULL;
    json_t *expected;
    gsize length;

    /* its .json holds another telephone number and one object without an array; the faulty ones have no .json */
    if (strstr(name, "location_coordinates") != NULL || strstr(name, "bad-") != NULL)
        return;
    json = read_shared(json_name, &length);
    expected = json_loadb(json, length, 0, NULL);
    g_assert_nonnull(expected);
    check_expected(name, expected);
    json_decref(expected);
}

static void
test_torture(void)
{
    g_autofree char *path = shared_path("csv-torture");
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *file;
    guint n = 0;

    if (folder == NULL) {
        g_test_message("csv-torture is not here and not tested");
        return;
    }
    while ((file = g_dir_read_name(folder)) != NULL) {
        if (!g_str_has_suffix(file, ".csv"))
            continue;
        check_torture(file);
        n++;
    }
    g_assert_cmpuint(n, >=, 23);
}

static void
test_torture_faults(void)
{
    static const struct {
        const char *name;
        gboolean strict;  /* a strict reader takes it */
        gboolean lenient; /* a lenient one has no problem with it */
    } files[] = {
        { "csv-torture/rfc4180_bad-header-less-fields.csv", TRUE, TRUE },
        { "csv-torture/rfc4180_bad-header-more-fields.csv", FALSE, FALSE },
        { "csv-torture/rfc4180_bad-missing-quote.csv", FALSE, FALSE },
        { "csv-torture/rfc4180_bad-quotes-with-unescaped-quote.csv", FALSE, FALSE },
        { "csv-torture/rfc4180_bad-unescaped-quote.csv", FALSE, TRUE },
        { "csv-torture/spectrum_location_coordinates.csv", FALSE, TRUE },
    };

    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        EpTextInfo info;
        g_autofree char *text = decode_shared(files[i].name, &info);

        for (int lenient = 0; text != NULL && lenient < 2; lenient++) {
            g_autoptr(EpCsv) csv = ep_csv_new(text, info.length, ',');
            g_autoptr(GError) error = NULL;
            EpCsvRow row;
            guint n = 0;

            ep_csv_set_lenient(csv, lenient);
            g_assert_true(ep_csv_next(csv, &row, &error));
            ep_csv_expect(csv, row.n_cells);
            while (ep_csv_next(csv, &row, &error))
                n++;
            g_assert_true((error == NULL) == (lenient || files[i].strict));
            g_assert_cmpuint(n, ==, error == NULL ? 1 : 0);
            if (lenient)
                g_assert_true((ep_csv_n_problems(csv) == 0) == files[i].lenient);
        }
    }
}

typedef struct {
    const char *name, *encoding;
    guint n_rows, n_cells;
    guint header_line; /* 0: there is none */
    EpTextLines lines;
} File;

static void
check_file(const File *file)
{
    EpTextInfo info;
    g_autofree char *text = decode_shared(file->name, &info);
    g_autoptr(EpCsv) csv = NULL;
    g_autoptr(GError) error = NULL;
    guint n_rows = 0, n_wide = 0;
    EpCsvRow row;

    if (text == NULL)
        return;
    g_assert_cmpstr(ep_text_info_name(&info), ==, file->encoding);
    g_assert_cmpint(info.lines, ==, file->lines);
    csv = ep_csv_new(text, info.length, 0);
    while (ep_csv_next(csv, &row, &error)) {
        n_rows++;
        n_wide += row.n_cells == file->n_cells ? 1 : 0;
    }
    g_assert_no_error(error);
    g_assert_cmpuint(n_rows, ==, file->n_rows);
    g_assert_cmpuint(n_wide + 2, >=, file->n_rows); /* a title and an empty line at the most */
    ep_csv_seek(csv, (EpCsvPlace){ 0, 1 });
    g_assert_true(ep_csv_header_find(csv, NULL, NULL, &row, NULL) == (file->header_line > 0));
    if (file->header_line > 0)
        g_assert_cmpuint(row.line, ==, file->header_line);
}

static void
test_files(void)
{
    static const File files[] = {
        { "csv-japan/JIGYOSYO_2015.CSV", "CP932", 21845, 13, 0, EP_TEXT_LINES_CRLF },
        { "csv-japan/KEN_ALL_sample_kazuhisa.csv", "CP932", 9, 15, 0, EP_TEXT_LINES_CRLF },
        { "csv-japan/chiba_nurseryData_2018.csv", "UTF-8", 366, 45, 1, EP_TEXT_LINES_CRLF },
        { "csv-japan/chiba_nurseryData_cp932.csv", "CP932", 233, 42, 1, EP_TEXT_LINES_CRLF },
        { "csv-japan/tepco_juyo-2016_cp932.csv", "CP932", 6603, 3, 3, EP_TEXT_LINES_CRLF },
        { "csv-japan/tepco_juyo-2017_utf8.csv", "UTF-8", 8763, 3, 3, EP_TEXT_LINES_CRLF },
        { "csv-ledger/snipeit_assets-sample.csv", "UTF-8 (BOM)", 23, 21, 1, EP_TEXT_LINES_LF },
        { "csv-ledger/snipeit_models-sample.csv", "UTF-8 (BOM)", 21, 9, 1, EP_TEXT_LINES_LF },
        { "csv-ledger/snipeit_users-sample.csv", "UTF-8 (BOM)", 101, 23, 1, EP_TEXT_LINES_LF },
        { "holidays/syukujitsu_2025-02-03.csv", "CP932", 1051, 2, 1, EP_TEXT_LINES_CRLF },
    };

    for (guint i = 0; i < G_N_ELEMENTS(files); i++)
        check_file(&files[i]);
}

static void
test_foreign(void)
{
    static const char *const names[] = { "csv-japan/encodings/encoding-eucjp.txt",
                                         "csv-japan/encodings/encoding-jis.txt",
                                         "csv-ledger/snipeit_assets-sample-BAD.csv" /* Mac Roman */ };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        gsize length;
        g_autofree char *bytes = read_shared(names[i], &length);
        g_autofree char *text = bytes != NULL ? ep_text_decode(bytes, length, NULL, &error) : NULL;

        g_assert_null(text);
        if (bytes != NULL) {
            g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
            g_test_message("%s: %s", names[i], error->message);
        }
    }
}

/* Each of the naughty strings survives a cell, and folding. */
static void
test_naughty(void)
{
    EpTextInfo info;
    g_autofree char *text = decode_shared("strings/blns.txt", &info);
    g_auto(GStrv) lines = text != NULL ? g_strsplit(text, "\n", -1) : NULL;

    for (guint i = 0; lines != NULL && lines[i] != NULL; i++) {
        g_autoptr(GString) out = g_string_new("x,");
        g_autoptr(EpCsv) csv = NULL;
        g_autofree char *cell = NULL;
        g_autofree char *folded = ep_fold(lines[i]);
        EpCsvRow row;

        ep_csv_write_cell(out, lines[i], EP_CSV_WRITE_GUARD);
        csv = ep_csv_new(out->str, out->len, ',');
        g_assert_true(ep_csv_next(csv, &row, NULL));
        cell = ep_csv_row_dup(&row, 1);
        g_assert_cmpstr(cell, ==, lines[i]);
        g_assert_true(g_utf8_validate(folded, -1, NULL));
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv-files/torture", test_torture);
    g_test_add_func("/csv-files/torture/faults", test_torture_faults);
    g_test_add_func("/csv-files/files", test_files);
    g_test_add_func("/csv-files/foreign", test_foreign);
    g_test_add_func("/csv-files/naughty", test_naughty);
    return g_test_run();
}
