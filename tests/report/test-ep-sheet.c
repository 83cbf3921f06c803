#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/report/ep-sheet-csv.h"
#include "endpoint/report/ep-sheet-number.h"
#include "endpoint/report/ep-sheet-private.h"

static const EpSheetColumn COLUMNS[] = {
    { "種別", EP_SHEET_TEXT, .share = 1 },
    { "管理番号", EP_SHEET_CODE, .mm = 20 },
    { "件数", EP_SHEET_NUMBER, .mm = 12 },
};

static void
test_sheet_copies_and_repairs(void)
{
    g_autoptr(EpSheet) sheet = ep_sheet_new("作業日報", NULL);
    char label[] = "所属";
    char cell[] = "a\xff"
                  "b";
    EpSheetColumn column = { label, EP_SHEET_TEXT, .share = 1 };
    EpSheetTable *table = ep_sheet_add_table(sheet, NULL, &column, 1);

    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ cell }, NULL);
    label[0] = cell[0] = 'x';
    g_assert_cmpstr(table->columns[0].label, ==, "所属");
    g_assert_cmpstr(ep_sheet_table_get_cell(table, 0, 0), ==,
                    "a\xef\xbf\xbd"
                    "b");
    g_assert_cmpstr(ep_sheet_get_subtitle(sheet), ==, "");
    g_assert_cmpstr(ep_sheet_table_get_heading(table), ==, "");
}

static void
test_sheet_sources(void)
{
    g_autoptr(EpSheet) sheet = ep_sheet_new("t", NULL);
    EpSheetTable *table;

    ep_sheet_add_paragraph(sheet, "特記事項", "なし", 0);
    table = ep_sheet_add_table(sheet, "件数", COLUMNS, G_N_ELEMENTS(COLUMNS));
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "修理", "1", "2" },
                           (const char *[]){ NULL, NULL, "act?verb=repair" });
    ep_sheet_table_link_row(table, "act?id=7");
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "返却", NULL, "2" }, NULL);

    g_assert_cmpuint(ep_sheet_get_n_tables(sheet), ==, 1);
    g_assert_true(ep_sheet_get_table(sheet, 0) == table);
    g_assert_null(ep_sheet_get_table(sheet, 1));
    g_assert_cmpstr(ep_sheet_table_get_source(table, 0, 2), ==, "act?verb=repair");
    g_assert_cmpstr(ep_sheet_table_get_source(table, 0, 0), ==, "act?id=7");
    g_assert_null(ep_sheet_table_get_source(table, 1, 0));
    g_assert_cmpstr(ep_sheet_table_get_cell(table, 1, 1), ==, ""); /* a plain row joins nothing */
}

static void
test_sheet_spans(void)
{
    g_autoptr(EpSheet) sheet = ep_sheet_new("t", NULL);
    EpSheetTable *table = ep_sheet_add_table(sheet, NULL, COLUMNS, G_N_ELEMENTS(COLUMNS));

    ep_sheet_table_add_row(table, EP_SHEET_TOTAL, (const char *[]){ "計", NULL, "12" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_GROUP, (const char *[]){ NULL, NULL, NULL }, NULL);
    g_assert_cmpuint(ep_sheet_table_get_span(table, 0, 0), ==, 2);
    g_assert_cmpuint(ep_sheet_table_get_span(table, 0, 2), ==, 1);
    g_assert_cmpuint(ep_sheet_table_get_span(table, 1, 0), ==, 3);
    g_assert_cmpstr(ep_sheet_table_get_cell(table, 1, 0), ==, ""); /* nothing at its left to join */
}

static void
test_number_parse(void)
{
    static const struct {
        const char *text;
        double value;
        guint decimals;
    } good[] = {
        { "0", 0, 0 },
        { "1234", 1234, 0 },
        { "1,234,567", 1234567, 0 },
        { "-3", -3, 0 },
        { "\xe2\x88\x92"
          "3",
          -3, 0 },
        { "0.25", 0.25, 2 },
        { "98.5%", 0.985, 1 },
        { "999", 999, 0 },
    };
    static const char *const bad[] = { "",   "-",   "007", "1,23", "12,34", ",123", "1,2345",           "1e5",   "1.",
                                       ".5", "1 2", "+3",  "3件",  "0x10",  "1%%",  "1234567890123456", "１２３" };
    EpSheetNumber number;

    for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
        g_test_message("%s", good[i].text);
        g_assert_true(ep_sheet_number_parse(good[i].text, &number));
        g_assert_cmpfloat_with_epsilon(number.value, good[i].value, 1e-12);
        g_assert_cmpuint(number.decimals, ==, good[i].decimals);
    }
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_test_message("%s", bad[i]);
        g_assert_false(ep_sheet_number_parse(bad[i], &number));
    }
}

static void
test_csv_format(void)
{
    g_autoptr(EpSheet) sheet = ep_sheet_new("作業日報", "令和8年11月20日(金)");
    EpSheetTable *table;
    g_autofree char *csv = NULL;

    ep_sheet_add_header(sheet, "従事者", "佐藤, 鈴木", NULL, FALSE);
    table = ep_sheet_add_table(sheet, "件数", COLUMNS, G_N_ELEMENTS(COLUMNS));
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "\"引用\"\n改行", "00123", "1,234" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "=1+1", "-", "-3" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_TOTAL, (const char *[]){ "計", NULL, "@x" }, NULL);
    ep_sheet_add_table(sheet, "未解除", COLUMNS, 1);
    ep_sheet_add_paragraph(sheet, "特記事項", "引継ぎあり", 20);

    csv = ep_sheet_csv_format(sheet);
    g_assert_cmpstr(csv, ==,
                    "\xef\xbb\xbf"
                    "作業日報,令和8年11月20日(金)\r\n"
                    "従事者,\"佐藤, 鈴木\"\r\n"
                    "\r\n件数\r\n種別,管理番号,件数\r\n"
                    "\"\"\"引用\"\"\n改行\",\"=\"\"00123\"\"\",\"1,234\"\r\n"
                    "\"=\"\"=1+1\"\"\",\"=\"\"-\"\"\",-3\r\n"
                    "計,,\"=\"\"@x\"\"\"\r\n"
                    "\r\n未解除\r\n種別\r\nNone\r\n"
                    "\r\n特記事項\r\n引継ぎあり\r\n");
}

static void
test_csv_write(void)
{
    g_autoptr(EpSheet) sheet = ep_sheet_new("t", NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("sheet-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "日報.csv", NULL);
    g_autofree char *missing = g_build_filename(folder, "none", "x.csv", NULL);
    g_autofree char *read = NULL;

    g_assert_true(ep_sheet_csv_write(sheet, path, &error));
    g_assert_no_error(error);
    g_assert_true(g_file_get_contents(path, &read, NULL, NULL));
    g_assert_cmpstr(read, ==, "\xef\xbb\xbft\r\n");
    g_assert_false(ep_sheet_csv_write(sheet, missing, &error));
    g_assert_cmpuint(error->domain, ==, EP_ERROR);
    g_assert_cmpint(g_remove(path), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setlocale(LC_ALL, "");
    g_test_add_func("/report/sheet/copies-and-repairs", test_sheet_copies_and_repairs);
    g_test_add_func("/report/sheet/sources", test_sheet_sources);
    g_test_add_func("/report/sheet/spans", test_sheet_spans);
    g_test_add_func("/report/number/parse", test_number_parse);
    g_test_add_func("/report/csv/format", test_csv_format);
    g_test_add_func("/report/csv/write", test_csv_write);
    return g_test_run();
}
