#include "endpoint/core/ep-csv-header.h"
#include "endpoint/core/ep-csv-write.h"
#include "endpoint/core/ep-error.h"

#include <string.h>

/* Records as "line:cell|cell|…", one after another with "/" between, "!" behind a damaged one. */
static char *
read_all(EpCsv *csv, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    EpCsvRow row;

    while (ep_csv_next(csv, &row, error)) {
        g_string_append_printf(out, "%s%u:", out->len > 0 ? "/" : "", row.line);
        for (guint i = 0; i < row.n_cells; i++) {
            g_autofree char *cell = ep_csv_row_dup(&row, i);

            g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", cell);
        }
        if (row.damaged)
            g_string_append_c(out, '!');
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void
assert_reads(const char *text, const char *expected)
{
    g_autoptr(EpCsv) csv = ep_csv_new(text, -1, ',');
    g_autoptr(GError) error = NULL;
    g_autofree char *found = read_all(csv, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(found, ==, expected);
}

static void
test_well_formed(void)
{
    assert_reads("", "");
    assert_reads("a", "1:a");
    assert_reads("a,b\n1,2\n", "1:a|b/2:1|2");
    assert_reads("a,b\r\n1,2\r\n", "1:a|b/2:1|2");
    assert_reads("a,b\r1,2\r", "1:a|b/2:1|2");
    assert_reads("a,\n,b", "1:a|/2:|b");
    assert_reads("\n\na", "1:/2:/3:a");
    assert_reads("a,", "1:a|");
    assert_reads("\"a,b\",\"c\"\"d\",\"\"", "1:a,b|c\"d|");
    assert_reads("\"a\nb\r\nc\rd\",e\nf", "1:a\nb\r\nc\rd|e/5:f");
    assert_reads(" a , b ", "1: a | b ");
    assert_reads("表,ソ,予\n", "1:表|ソ|予");
}

static void
test_guards(void)
{
    assert_reads("=\"00123\",x", "1:00123|x");
    assert_reads("\"=\"\"00123\"\"\",x", "1:00123|x");
    assert_reads("=“00123”,x", "1:00123|x");
    assert_reads("\"=“00123”\"", "1:00123");
    assert_reads("=\"a,b\",c", "1:a,b|c");
    assert_reads("=\"\",c", "1:|c");
    assert_reads("=A1+B2,=,=\"", "1:=A1+B2|=|=\"");
}

static void
assert_fault(const char *text, const char *strict, const char *lenient)
{
    g_autoptr(EpCsv) csv = ep_csv_new(text, -1, ',');
    g_autoptr(EpCsv) forgiving = ep_csv_new(text, -1, ',');
    g_autoptr(GError) error = NULL;
    g_autofree char *before = NULL;
    g_autofree char *found = NULL;
    EpCsvRow row;

    ep_csv_expect(csv, 3);
    before = read_all(csv, &error);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    if (!g_str_has_prefix(error->message, strict))
        g_error("“%s” should begin with “%s”", error->message, strict);
    g_assert_false(ep_csv_next(csv, &row, NULL));
    ep_csv_expect(forgiving, 3);
    ep_csv_set_lenient(forgiving, TRUE);
    found = read_all(forgiving, NULL);
    g_assert_cmpstr(found, ==, lenient);
    g_assert_cmpuint(ep_csv_n_problems(forgiving), ==, strchr(lenient, '!') != NULL ? 1 : 0);
    g_assert_cmpuint(ep_csv_problems(forgiving)->len, ==, ep_csv_n_problems(forgiving));
}

static void
test_faults(void)
{
    assert_fault("a,b,c\n1,\"open,3\n4,5,6", "line 2, column 2: a quote is opened", "1:a|b|c/2:1|\"open|3!/3:4|5|6");
    assert_fault("1,\"open,3\n4,\"5\",6", "line 1, column 2: a quote is opened", "1:1|\"open|3!/2:4|5|6");
    assert_fault("a\n1,\"Hey \" it\",3\n4", "line 2, column 2: text stands behind", "1:a/2:1|Hey  it\"|3!/3:4");
    assert_fault("1,2,3,4\n5", "line 1, column 4: there are more cells", "1:1|2|3|4!/2:5");
    assert_fault("1,24\" monitor,3\n", "line 1, column 2: a quote stands inside", "1:1|24\" monitor|3");
    assert_reads("1,2,3,,\n", "1:1|2|3||");
}

/* A stray quote in every line: each costs its own line, and not the square of them. */
static void
test_many_stray_quotes(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(EpCsv) csv = NULL;
    guint n = 0;
    EpCsvRow row;

    for (int i = 0; i < 20000; i++)
        g_string_append(text, i % 2 == 0 ? "a,\"b,c\n" : "a,b\"\"\"\",c\n");
    csv = ep_csv_new(text->str, text->len, ',');
    ep_csv_set_lenient(csv, TRUE);
    while (ep_csv_next(csv, &row, NULL))
        n++;
    g_assert_cmpuint(n, >, 0);
    g_assert_cmpuint(ep_csv_problems(csv)->len, <=, 1000);
}

static void
test_long_open_quote(void)
{
    g_autoptr(GString) text = g_string_new("a,\"b\n");
    g_autoptr(EpCsv) csv = NULL;
    guint n = 0;
    EpCsvRow row;

    for (int i = 0; i < 20000; i++)
        g_string_append(text, "1,2,3\n");
    g_string_append(text, "4,\"5\"\n");
    csv = ep_csv_new(text->str, text->len, ',');
    ep_csv_set_lenient(csv, TRUE);
    while (ep_csv_next(csv, &row, NULL))
        n++;
    g_assert_cmpuint(n, ==, 20002);
    g_assert_cmpuint(ep_csv_n_problems(csv), ==, 1);
}

/* Whatever the text: a lenient reader comes to the end with every line counted, and a strict one reads the same if
 * there is no fault. */
static void
test_random(void)
{
    static const char signs[] = ",\"\n\r= a\";\t";

    for (int round = 0; round < 20000; round++) {
        char text[24] = { 0 };
        guint n_lines = 1;
        g_autoptr(EpCsv) lenient = NULL;
        g_autoptr(EpCsv) strict = NULL;
        g_autoptr(GError) error = NULL;
        g_autofree char *found = NULL;
        g_autofree char *other = NULL;

        for (int length = g_test_rand_int_range(0, 23), i = 0; i < length; i++)
            text[i] = signs[g_test_rand_int_range(0, sizeof signs - 1)];
        for (const char *p = text; *p != '\0'; p++)
            n_lines += *p == '\n' || (*p == '\r' && p[1] != '\n') ? 1 : 0;
        lenient = ep_csv_new(text, -1, 0);
        strict = ep_csv_new(text, -1, ep_csv_delimiter(lenient));
        ep_csv_set_lenient(lenient, TRUE);
        found = read_all(lenient, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(ep_csv_tell(lenient).offset, ==, strlen(text));
        g_assert_cmpuint(ep_csv_tell(lenient).line, ==, n_lines);
        other = read_all(strict, &error);
        if (error == NULL)
            g_assert_cmpstr(found, ==, other);
        else
            g_assert_true(g_str_has_prefix(found, other));
    }
}

static void
test_delimiter(void)
{
    static const struct {
        const char *text;
        char expected;
    } cases[] = {
        { "a,b,c\n1,2,3\n", ',' },
        { "a\tb\tc\n1,5\t2,5\t3,5\n", '\t' },
        { "a;b;c\n1,5;2,5;3,5\n", ';' },
        { "資産台帳\n\n番号\t名前\n1\tx\n", '\t' },
        { "a\n1\n", ',' },
        { "", ',' },
        { "\"a;b\",\"c;d\"\n", ',' },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(EpCsv) csv = ep_csv_new(cases[i].text, -1, 0);

        g_assert_cmpint(ep_csv_delimiter(csv), ==, cases[i].expected);
    }
}

static guint
count_known(const EpCsvRow *row, gpointer user_data)
{
    const char *const *names = user_data;
    guint n = 0;

    for (guint i = 0; i < row->n_cells; i++) {
        g_autofree char *cell = ep_csv_row_dup_trim(row, i);

        n += g_strv_contains(names, cell) ? 1 : 0;
    }
    return n;
}

static void
assert_header(const char *text, EpCsvHeaderKnown known, guint line, const char *first)
{
    static const char *const names[] = { "資産管理番号", "ホスト名", "備考", "OS", NULL };
    g_autoptr(EpCsv) csv = ep_csv_new(text, -1, 0);
    g_autoptr(GError) error = NULL;
    g_autofree char *cell = NULL;
    EpCsvRow row;

    ep_csv_set_lenient(csv, TRUE);
    if (line == 0) {
        g_assert_false(ep_csv_header_find(csv, known, (gpointer)names, &row, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
        g_assert_cmpuint(ep_csv_tell(csv).offset, ==, 0);
        return;
    }
    ep_csv_header_find(csv, known, (gpointer)names, &row, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(row.line, ==, line);
    cell = ep_csv_row_dup_trim(&row, 0);
    g_assert_cmpstr(cell, ==, first);
    if (ep_csv_next(csv, &row, NULL))
        g_assert_cmpuint(row.line, >, line);
}

static void
test_header(void)
{
    assert_header("資産管理番号,ホスト名\nPC-1,a\n", count_known, 1, "資産管理番号");
    assert_header("PC台帳 備考,,\n2026/4/1 現在,,\n\n　資産管理番号　,ホスト名,OS,\nPC-1,a,W,\n", count_known, 4,
                  "資産管理番号");
    assert_header("備考\n\n資産管理番号,ホスト名\nPC-1,備考\n", count_known, 3, "資産管理番号");
    assert_header("2018/1/1 18:10 UPDATE\n\nDATE,TIME,実績\n2018/1/1,0:00,2783\n", count_known, 3, "DATE");
    assert_header("番号,名前,日付\n1,a,2026/4/1\n2,b,2026/4/2\n", NULL, 1, "番号");
    assert_header("資産管理番号\nPC-1\nPC-2\n", count_known, 1, "資産管理番号");
    assert_header("1,a,2026/4/1\n2,b,2026/4/2\n", count_known, 0, NULL);
    assert_header("a,a\n1,2\n", count_known, 0, NULL);
    assert_header("", count_known, 0, NULL);
}

/* Problems met while looking ahead are reported once, by the reading itself. */
static void
test_header_problems(void)
{
    g_autoptr(EpCsv) csv = ep_csv_new("番号,名前\n1,\"x\n2,y,z\n", -1, ',');
    EpCsvRow row;

    ep_csv_set_lenient(csv, TRUE);
    g_assert_true(ep_csv_header_find(csv, NULL, NULL, &row, NULL));
    g_assert_cmpuint(ep_csv_n_problems(csv), ==, 0);
    while (ep_csv_next(csv, &row, NULL))
        g_assert_true(row.damaged);
    g_assert_cmpuint(ep_csv_n_problems(csv), ==, 2);
    g_assert_cmpuint(((EpCsvProblem *)ep_csv_problems(csv)->pdata[1])->line, ==, 3);
    g_assert_cmpuint(((EpCsvProblem *)ep_csv_problems(csv)->pdata[1])->column, ==, 3);
}

static void
assert_written(const char *text, EpCsvWriteFlags flags, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(EpCsv) csv = NULL;
    g_autofree char *back = NULL;
    EpCsvRow row;

    ep_csv_write_cell(out, text, flags);
    g_assert_cmpstr(out->str, ==, expected);
    g_string_append(out, ",x");
    csv = ep_csv_new(out->str, out->len, ',');
    g_assert_true(ep_csv_next(csv, &row, NULL));
    g_assert_cmpuint(row.n_cells, ==, 2);
    back = ep_csv_row_dup(&row, 0);
    g_assert_cmpstr(back, ==, text);
}

static void
test_write(void)
{
    static const char *const row[] = { "a", "b,c", "", NULL };
    g_autoptr(GString) out = g_string_new(NULL);

    assert_written("", EP_CSV_WRITE_PLAIN, "");
    assert_written("窓口", EP_CSV_WRITE_PLAIN, "窓口");
    assert_written("a,b", EP_CSV_WRITE_PLAIN, "\"a,b\"");
    assert_written("a\"b", EP_CSV_WRITE_PLAIN, "\"a\"\"b\"");
    assert_written("a\r\nb", EP_CSV_WRITE_PLAIN, "\"a\r\nb\"");
    assert_written(" a", EP_CSV_WRITE_PLAIN, "\" a\"");
    assert_written("00123", EP_CSV_WRITE_PLAIN, "00123");
    assert_written("00123", EP_CSV_WRITE_GUARD, "\"=\"\"00123\"\"\"");
    assert_written("0", EP_CSV_WRITE_GUARD, "0");
    assert_written("123", EP_CSV_WRITE_GUARD, "123");
    assert_written("-12.5", EP_CSV_WRITE_GUARD, "-12.5");
    assert_written("123456789012", EP_CSV_WRITE_GUARD, "\"=\"\"123456789012\"\"\"");
    assert_written("=1+\"2\"", EP_CSV_WRITE_GUARD, "\"=\"\"=1+\"\"\"\"2\"\"\"\"\"\"\"");
    assert_written("@x", EP_CSV_WRITE_GUARD, "\"=\"\"@x\"\"\"");
    ep_csv_write_row(out, row, EP_CSV_WRITE_PLAIN);
    g_assert_cmpstr(out->str, ==, "a,\"b,c\",\r\n");
}

/* Random cells, written and read back. */
static void
test_round_trip(void)
{
    static const char *const parts[] = { ",", "\"", "\n", "\r\n", " ", "=", "表", "a", "0", "" };

    for (int round = 0; round < 2000; round++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(EpCsv) csv = NULL;
        EpCsvRow row;

        for (int i = 0; i < 3; i++) {
            GString *cell = g_string_new("x"); /* a lone ="…" is a guard by definition */

            for (int j = g_test_rand_int_range(0, 6); j > 0; j--)
                g_string_append(cell, parts[g_test_rand_int_range(0, G_N_ELEMENTS(parts))]);
            g_ptr_array_add(cells, g_string_free(cell, FALSE));
        }
        g_ptr_array_add(cells, NULL);
        ep_csv_write_row(out, (const char *const *)cells->pdata, round % 2 ? EP_CSV_WRITE_GUARD : EP_CSV_WRITE_PLAIN);
        csv = ep_csv_new(out->str, out->len, ',');
        g_assert_true(ep_csv_next(csv, &row, NULL));
        g_assert_cmpuint(row.n_cells, ==, 3);
        for (int i = 0; i < 3; i++) {
            g_autofree char *cell = ep_csv_row_dup(&row, i);

            g_assert_cmpstr(cell, ==, cells->pdata[i]);
        }
        g_assert_false(ep_csv_next(csv, &row, NULL));
    }
}

static void
test_speed(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    double best = 1e9;

    for (int i = 0; i < 8100; i++)
        for (int j = 0; j < 25; j++)
            g_string_append_printf(text, "%s%s", j % 5 == 0 ? "\"庁内LAN 業務系\"" : "PC-R8-00123",
                                   j < 24 ? "," : "\r\n");
    for (int round = 0; round < 3; round++) {
        gint64 start = g_get_monotonic_time();
        g_autoptr(EpCsv) csv = ep_csv_new(text->str, text->len, 0);
        guint n = 0;
        EpCsvRow row;

        while (ep_csv_next(csv, &row, NULL))
            n += row.n_cells;
        g_assert_cmpuint(n, ==, 8100 * 25);
        best = MIN(best, (g_get_monotonic_time() - start) / 1000.0);
    }
    g_test_minimized_result(best, "splitting 8,100 × 25 cells: %.1f ms", best);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/well-formed", test_well_formed);
    g_test_add_func("/csv/guards", test_guards);
    g_test_add_func("/csv/faults", test_faults);
    g_test_add_func("/csv/many-stray-quotes", test_many_stray_quotes);
    g_test_add_func("/csv/long-open-quote", test_long_open_quote);
    g_test_add_func("/csv/random", test_random);
    g_test_add_func("/csv/delimiter", test_delimiter);
    g_test_add_func("/csv/header", test_header);
    g_test_add_func("/csv/header/problems", test_header_problems);
    g_test_add_func("/csv/write", test_write);
    g_test_add_func("/csv/round-trip", test_round_trip);
    g_test_add_func("/csv/speed", test_speed);
    return g_test_run();
}
