#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/report/ep-xlsx-text.h"
#include "endpoint/report/ep-xlsx.h"
#include "tests/report/sample-daily.h"
#include "tests/support/ep-test-run.h"

static const EpSheetColumn COLUMNS[] = {
    { "管理番号", EP_SHEET_CODE, .mm = 25 }, { "内容", EP_SHEET_TEXT, .share = 1 }, { "分", EP_SHEET_NUMBER, .mm = 12 },
    { "時刻", EP_SHEET_MARK, .mm = 12 },     { "率", EP_SHEET_NUMBER, .mm = 12 },
};

typedef struct {
    char *folder;
    char *path;
} Place;

static Place
new_place(void)
{
    Place place = { g_dir_make_tmp("xlsx-XXXXXX", NULL), NULL };

    place.path = g_build_filename(place.folder, "日報.xlsx", NULL);
    return place;
}

static void
free_place(Place *place)
{
    g_assert_cmpint(g_remove(place->path), ==, 0);
    g_assert_cmpint(g_rmdir(place->folder), ==, 0);
    g_free(place->path);
    g_free(place->folder);
}

/* A part of the file, taken out by unzip and read by libxml2. */
static xmlXPathContext *
open_part(const char *path, const char *part)
{
    g_autofree char *xml = ep_test_run((const char *[]){ "unzip", "-p", path, part, NULL });
    xmlXPathContext *context;
    xmlDoc *doc;

    doc = xmlReadMemory(xml, (int)strlen(xml), part, NULL, XML_PARSE_NONET);
    g_assert_nonnull(doc);
    context = xmlXPathNewContext(doc);
    xmlXPathRegisterNs(context, BAD_CAST "m", BAD_CAST "http://schemas.openxmlformats.org/spreadsheetml/2006/main");
    return context;
}

static void
close_part(xmlXPathContext *part)
{
    xmlDoc *doc = part->doc;

    xmlXPathFreeContext(part);
    xmlFreeDoc(doc);
}

static char *
ask(xmlXPathContext *part, const char *format, ...)
{
    g_autofree char *path = NULL;
    xmlXPathObject *found;
    xmlChar *text;
    char *copy;
    va_list args;

    va_start(args, format);
    path = g_strdup_vprintf(format, args);
    va_end(args);
    found = xmlXPathEvalExpression(BAD_CAST path, part);
    g_assert_nonnull(found);
    text = xmlXPathCastToString(found);
    copy = g_strdup((const char *)text);
    xmlFree(text);
    xmlXPathFreeObject(found);
    return copy;
}

static void
assert_answer(xmlXPathContext *part, const char *path, const char *answer)
{
    g_autofree char *got = ask(part, "%s", path);

    g_test_message("%s", path);
    g_assert_cmpstr(got, ==, answer);
}

/* The text of a cell that must be a shared string. */
static void
assert_string(xmlXPathContext *page, xmlXPathContext *strings, const char *cell, const char *text)
{
    g_autofree char *type = ask(page, "string(//m:c[@r='%s']/@t)", cell);
    g_autofree char *index = ask(page, "string(//m:c[@r='%s']/m:v)", cell);
    g_autofree char *got = ask(strings, "string(//m:si[%d])", atoi(index) + 1);

    g_test_message("%s", cell);
    g_assert_cmpstr(type, ==, "s");
    g_assert_cmpstr(got, ==, text);
}

static void
assert_number(xmlXPathContext *page, const char *cell, const char *number)
{
    g_autofree char *type = ask(page, "string(//m:c[@r='%s']/@t)", cell);
    g_autofree char *got = ask(page, "string(//m:c[@r='%s']/m:v)", cell);

    g_test_message("%s", cell);
    g_assert_cmpstr(type, ==, "");
    g_assert_cmpstr(got, ==, number);
}

/* The title takes row 1, a free row follows, the heading is in row 3, the labels in 4, the first row in 5. */
static void
test_xlsx_cells(void)
{
    g_autoptr(EpSheet) sheet = ep_sheet_new("PC台帳", NULL);
    EpSheetTable *table = ep_sheet_add_table(sheet, "一覧", COLUMNS, G_N_ELEMENTS(COLUMNS));
    g_autoptr(GError) error = NULL;
    g_autofree char *notice = NULL;
    Place place = new_place();
    xmlXPathContext *page, *strings, *book;

    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "00123", "=1+1", "1,234", "8:35", "98.5%" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "12345", "@SUM(A1)", "-3", "+1", "007" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "-", "改行\nあり <&>", "=2", "", "0.25" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "a", "c\001d_x0041_", "", "-1", "1" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_TOTAL, (const char *[]){ "計", NULL, "1,231", NULL, "" }, NULL);
    g_assert_true(ep_xlsx_write(sheet, place.path, &notice, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(notice, ==, "1 control character was left out.");

    page = open_part(place.path, "xl/worksheets/sheet1.xml");
    strings = open_part(place.path, "xl/sharedStrings.xml");
    assert_answer(page, "count(//m:f)", "0"); /* no formula anywhere */
    assert_string(page, strings, "A1", "PC台帳");
    assert_string(page, strings, "A3", "一覧");
    assert_string(page, strings, "A4", "管理番号");
    assert_string(page, strings, "A5", "00123");
    assert_string(page, strings, "B5", "=1+1");
    assert_number(page, "C5", "1234");
    assert_string(page, strings, "D5", "8:35");
    assert_number(page, "E5", "0.985");
    assert_string(page, strings, "A6", "12345");
    assert_string(page, strings, "B6", "@SUM(A1)");
    assert_number(page, "C6", "-3");
    assert_string(page, strings, "D6", "+1");
    assert_string(page, strings, "E6", "007");
    assert_string(page, strings, "B7", "改行\nあり <&>");
    assert_string(page, strings, "C7", "=2");
    assert_number(page, "E7", "0.25");
    assert_string(page, strings, "B8", "cd_x005F_x0041_"); /* read as cd_x0041_ */
    assert_string(page, strings, "D8", "-1");
    assert_number(page, "C9", "1231");
    assert_answer(page, "count(//m:mergeCell[@ref='A1:E1'])", "1");
    assert_answer(page, "count(//m:mergeCell[@ref='A9:B9'])", "1");
    assert_answer(page, "string(//m:pane/@ySplit)", "4"); /* the labels stay in sight */
    assert_answer(page, "string(//m:pageSetup/@paperSize)", "9");
    assert_answer(page, "string(//m:pageSetup/@orientation)", "portrait");
    book = open_part(place.path, "xl/workbook.xml");
    assert_answer(book, "string(//m:definedName[@name='_xlnm.Print_Titles'])", "'PC台帳'!$4:$4");
    assert_answer(book, "string(//m:sheet/@name)", "PC台帳");
    close_part(book);
    close_part(strings);
    close_part(page);
    free_place(&place);
}

/* Text columns and texts that look like formulas are marked as text, so that editing a cell does not change what it is.
 */
static void
test_xlsx_formats(void)
{
    g_autoptr(EpSheet) sheet = ep_sheet_new("t", NULL);
    EpSheetTable *table = ep_sheet_add_table(sheet, NULL, COLUMNS, G_N_ELEMENTS(COLUMNS));
    static const struct {
        const char *cell;
        const char *format;
    } expected[] = { { "A4", "49" }, { "B4", "49" }, { "D4", "49" }, { "B5", "0" } };
    Place place = new_place();
    xmlXPathContext *page, *styles;

    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "007", "=1", "1,234", "1/2", "" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "7", "ふつう", "5", "", "" }, NULL);
    g_assert_true(ep_xlsx_write(sheet, place.path, NULL, NULL));
    page = open_part(place.path, "xl/worksheets/sheet1.xml");
    styles = open_part(place.path, "xl/styles.xml");
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autofree char *style = ask(page, "string(//m:c[@r='%s']/@s)", expected[i].cell);
        g_autofree char *format = ask(styles, "string(//m:cellXfs/m:xf[%d]/@numFmtId)", atoi(style) + 1);

        g_test_message("%s", expected[i].cell);
        g_assert_cmpstr(format, ==, expected[i].format);
    }
    assert_answer(styles, "count(//m:numFmt[@formatCode='#,##0'])", "1");
    assert_answer(styles, "count(//m:font[m:name/@val='Yu Gothic']) > 0", "true");
    close_part(styles);
    close_part(page);
    free_place(&place);
}

static void
test_xlsx_daily(void)
{
    g_autoptr(EpSheet) sheet = sample_daily_new();
    Place place = new_place();
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;
    g_autoptr(GError) error = NULL;
    gsize first_size, second_size;
    xmlXPathContext *strings, *page;
    static const char *const words[] = { "作業日報",    "令和8年11月20日(金)　開庁日",
                                         "監督員",      "受託責任者",
                                         "R8-問-02114", "None" };

    g_assert_true(ep_xlsx_write(sheet, place.path, NULL, &error));
    g_assert_no_error(error);
    strings = open_part(place.path, "xl/sharedStrings.xml");
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *found = ask(strings, "count(//m:t[.='%s'])", words[i]);

        g_assert_cmpstr(found, ==, "1");
    }
    close_part(strings);
    page = open_part(place.path, "xl/worksheets/sheet1.xml");
    assert_answer(page, "count(//m:cols/m:col)", "10");
    assert_answer(page, "count(//m:pane)", "0"); /* its labels are too far down to hold fast */
    assert_answer(page, "count(//m:c[starts-with(@r,'J')][not(@t)][m:v]) > 40", "true");
    close_part(page);

    g_assert_true(g_file_get_contents(place.path, &first, &first_size, NULL));
    g_assert_true(ep_xlsx_write(sheet, place.path, NULL, NULL));
    g_assert_true(g_file_get_contents(place.path, &second, &second_size, NULL));
    g_assert_cmpmem(first, first_size, second, second_size);
    free_place(&place);
}

static void
test_xlsx_small_sheets(void)
{
    g_autoptr(EpSheet) empty = ep_sheet_new("[a]/*?", NULL);
    g_autoptr(EpSheet) narrow = ep_sheet_new("t", "u");
    g_autofree char *missing = NULL;
    g_autoptr(GError) error = NULL;
    Place place = new_place();

    ep_sheet_add_paragraph(empty, "特記事項", NULL, 20);
    g_assert_true(ep_xlsx_write(empty, place.path, NULL, &error));
    for (guint i = 0; i < 6; i++)
        ep_sheet_add_stamp(narrow, "印", NULL);
    for (guint i = 0; i < 3; i++)
        ep_sheet_add_header(narrow, "項目", "値", NULL, FALSE);
    ep_sheet_table_add_row(ep_sheet_add_table(narrow, NULL, COLUMNS, 1), EP_SHEET_ROW, (const char *[]){ "1" }, NULL);
    g_assert_true(ep_xlsx_write(narrow, place.path, NULL, &error));
    g_assert_no_error(error);
    missing = g_build_filename(place.folder, "none", "x.xlsx", NULL);
    g_assert_false(ep_xlsx_write(empty, missing, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    free_place(&place);
}

static void
test_xlsx_text(void)
{
    EpXlsxTextLoss loss = { 0 };
    g_autofree char *long_text = g_strnfill(40000, 'a');
    g_autofree char *cut = ep_xlsx_text_clean(long_text, &loss);
    g_autofree char *clean = ep_xlsx_text_clean("a\r\nb\tc\x7f", &loss);
    g_autofree char *name = ep_xlsx_text_make_name("'2026/11:日報?'");
    g_autofree char *nothing = ep_xlsx_text_make_name("***");
    g_autofree char *long_name =
        ep_xlsx_text_make_name("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四");
    g_autofree char *notice = ep_xlsx_text_describe_loss(&loss);

    g_assert_cmpuint(strlen(cut), ==, 32767);
    g_assert_cmpstr(clean, ==, "a\nb\tc");
    g_assert_cmpstr(name, ==, "202611日報");
    g_assert_cmpstr(nothing, ==, "Sheet1");
    g_assert_cmpint(g_utf8_strlen(long_name, -1), ==, 31);
    g_assert_cmpstr(notice, ==, "1 control character was left out. 1 text longer than a cell holds was cut.");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setlocale(LC_ALL, "");
    g_test_add_func("/report/xlsx/cells", test_xlsx_cells);
    g_test_add_func("/report/xlsx/formats", test_xlsx_formats);
    g_test_add_func("/report/xlsx/daily", test_xlsx_daily);
    g_test_add_func("/report/xlsx/small-sheets", test_xlsx_small_sheets);
    g_test_add_func("/report/xlsx/text", test_xlsx_text);
    return g_test_run();
}
