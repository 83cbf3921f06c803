/* Column maps: their text, what they write and leave out, and the way back. */
#include <string.h>

#include "endpoint/core/ep-column-read.h"
#include "endpoint/core/ep-column-write.h"
#include "endpoint/core/ep-error.h"

static const EpChoice rights[] = { { "read", "Read", EP_TINT_NONE },
                                   { "read-write", "Read and write", EP_TINT_NONE },
                                   { NULL, NULL, EP_TINT_NONE } };

static const EpField fields[] = {
    { "permit", "Permit", EP_KIND_CODE, 0 },
    { "name", "Name", EP_KIND_LINES, 0, .aliases = "名称|機器名" },
    { "vid", "Vendor ID", EP_KIND_CODE, 0, .aliases = "メーカーID" },
    { "serial", "Serial number", EP_KIND_CODE, 0, .aliases = "シリアル番号" },
    { "rights", "Rights", EP_KIND_CHOICE, 0, .choices = rights },
    { "until", "Until", EP_KIND_DATE, 0, .aliases = "使用期限" },
    { NULL },
};

static EpTable table = { .name = "device", .label = "Devices", .fields = fields };

static GPtrArray *
make_rows(const char *const (*values)[6], guint n)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < n; i++)
        g_ptr_array_add(rows, ep_record_new(&table, i + 1, 0, values[i]));
    return rows;
}

static EpColumns *
compile(const char *text)
{
    g_autoptr(GError) error = NULL;
    EpColumns *columns = ep_columns_parse(&table, text, &error);

    g_assert_no_error(error);
    return columns;
}

static EpColumnFiles *
write_rows(const EpColumns *columns, const char *const (*values)[6], guint n)
{
    g_autoptr(GPtrArray) rows = make_rows(values, n);
    g_autoptr(GError) error = NULL;
    EpColumnFiles *files = ep_column_write(columns, rows, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(files->places->len, ==, n);
    return files;
}

static void
assert_file(EpColumnFiles *files, guint index, const char *expected, gssize size)
{
    GBytes *bytes = g_ptr_array_index(files->files, index);
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length);

    g_assert_cmpmem(data, length, expected, (size < 0 ? strlen(expected) : (gsize)size));
}

#define UTF8 "@encoding=utf-8\n@lines=lf\n"

static void
test_text(void)
{
    static const char whole[] = "@encoding=utf-16le-bom\n@separator=tab\n@quotes=all\n@lines=crlf\n@header=1\n"
                                "@dates=YYYYMMDD\n@rows=10000\n@bytes=\n@file=list.csv\n@deltas=column\n"
                                "名称=name; longest 80; cut\n"
                                "\"a=b; \"\"c\"\"\"=\"{permit} of {name}\"; required; upper\n"
                                "権限=rights; read=読取; read-write=\"読み書き;可\"; =\" \"\n"
                                "空=\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(EpColumnMap) map = ep_column_map_parse(&table, whole, &error);
    g_autofree char *again = NULL;

    g_assert_no_error(error);
    g_assert_cmpuint(map->columns->len, ==, 4);
    g_assert_cmpstr(ep_draft_get_named(g_ptr_array_index(map->columns, 1), "heading"), ==, "a=b; \"c\"");
    g_assert_cmpstr(ep_draft_get_named(g_ptr_array_index(map->columns, 2), "words"), ==,
                    "read=読取\nread-write=読み書き;可\n= ");
    again = ep_column_map_to_text(map);
    g_assert_cmpstr(again, ==, whole);
}

static void
test_refused(void)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {
        { "", "there is no column yet" },
        { "名称", "line 1: expected heading=field" },
        { "# remark\n名称=name\n番号=nummer", "column 2 (番号): there is no “nummer”" },
        { "@encoding=ebcdic", "line 1: Encoding: “ebcdic” is none of" },
        { "@colour=red", "line 1: there is no setting “colour”" },
        { "名称=name; longish 3", "line 1: “longish 3” is no option" },
        { "名称=name; longest many", "line 1: Most half-width characters: “many” is not a whole number" },
        { "名称=\"name", "line 1: a quote is opened here and not closed" },
        { "名称=\"name\" x", "line 1: “x” stands behind a closing quote" },
        { "名称=\"{name\"", "column 1 (名称): there is no “{name”" },
        { "名称=name\n名称=serial", "column 2 (名称): the heading stands there twice" },
        { "権限=rights; write=書", "column 1 (権限): “write” is no value" },
        { "名称=name; a=b", "column 1 (名称): “a” is no value" },
        { "方法=; required", "column 1 (方法): it must not be empty, and nothing stands in it" },
        { "@dates=today\n名称=name", "@dates: “today” is no pattern" },
        { "@file=../x\n名称=name", "@file: “../x” is no name of a file" },
        { "@file=\n名称=name", "@file: Please fill in File name" },
        { "@rows=-3\n名称=name", "@rows: write 1 or more" },
        { "名称=name; longest 0", "column 1 (名称): write 1 or more" },
        { "名😀称=name", "column 1 (名😀称): the file's encoding has no “😀”" },
        { "名称=\"{name}😀\"", "column 1 (名称): the file's encoding has no “😀”" },
        { "権限=rights; read=😀", "column 1 (権限): the file's encoding has no “😀”" },
        { "@quotes=never\n\"a,b\"=name", "column 1 (a,b): it holds a separator or a quote" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(EpColumns) columns = ep_columns_parse(&table, cases[i].text, &error);

        g_test_message("%s: %s", cases[i].text, error->message);
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
        g_assert_true(g_str_has_prefix(error->message, cases[i].reason));
        g_assert_null(columns);
    }
}

/* All that is wrong at once, each where it is mended; the columns that are right can be shown all the same. */
static void
test_checked(void)
{
    static const struct {
        guint column;
        const char *field, *message;
    } expected[] = {
        { 1, "value", "there is no “nummer”" },
        { 2, "longest", "write 1 or more" },
        { 2, "words", "“a” is no value" },
        { 3, "heading", "the heading stands there twice" },
        { EP_COLUMN_FILE, "dates", "“today” is no pattern" },
    };
    static const char *const values[] = { "R8-1", "Stick", "0951", "A1", "read", "2027-03-31" };
    g_autoptr(EpColumnMap) map = ep_column_map_parse(
        &table, "@dates=today\n名称=name; longest 3; cut\n番号=nummer\n種別=serial; longest 0; a=b\n名称=serial", NULL);
    g_autoptr(GPtrArray) wrong = NULL;
    g_autoptr(EpColumns) columns = ep_column_map_check(map, &wrong);
    g_autoptr(EpRecord) record = ep_record_new(&table, 1, 0, values);
    g_autofree char *first = ep_column_dup_cell(columns, 0, record), *last = ep_column_dup_cell(columns, 3, record);

    g_assert_cmpuint(wrong->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < wrong->len; i++) {
        const EpColumnWrong *one = g_ptr_array_index(wrong, i);

        g_assert_cmpuint(one->column, ==, expected[i].column);
        g_assert_cmpstr(one->field, ==, expected[i].field);
        g_assert_true(g_str_has_prefix(one->message, expected[i].message));
    }
    g_assert_cmpstr(first, ==, "Sti");
    g_assert_cmpstr(last, ==, "A1");
}

static void
test_read_by_people(void)
{
    static const struct {
        const char *value, *labelled;
    } cases[] = {
        { "{name} {vid}", "{Name} {Vendor ID}" },
        { "{{name}", "{{name}" },
        { "{nonsense} {", "{nonsense} {" },
        { "plain", "plain" },
        { "", "" },
    };
    g_autoptr(EpColumnMap) map = ep_column_map_parse(
        &table, "@rows=5\n名称=\"{name} x\"; required; longest 80\n権限=rights; read=読; =無\n", NULL);
    g_autofree char *described = ep_column_map_describe(map);

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *labelled = ep_column_dup_labelled(&table, cases[i].value);
        g_autofree char *value = ep_column_dup_named(&table, labelled);

        g_assert_cmpstr(labelled, ==, cases[i].labelled);
        g_assert_cmpstr(value, ==, cases[i].value);
    }
    g_assert_cmpuint(ep_column_find_alone(&table, "{serial}"), ==, ep_table_find(&table, "serial"));
    g_assert_cmpuint(ep_column_find_alone(&table, "{serial} "), ==, EP_NO_FIELD);
    g_assert_cmpuint(ep_column_find_alone(&table, "{}"), ==, EP_NO_FIELD);
    g_assert_cmpstr(described, ==,
                    "名称 ← {Name} x; Must not be empty; Most half-width characters: 80\n"
                    "権限 ← Rights; Words for values: read=読, =無\n"
                    "Encoding: Shift JIS (CP932); Separator: Comma; Quotes: Where needed; Line end: CR LF (Windows); "
                    "First row holds the headings; Dates as: YYYY/MM/DD; Most rows in a file: 5; "
                    "File name: devices.csv; Changes alone: Not taken: a list replaces the one before");
}

/* What is taken off must not stand in the file like what is allowed. */
static void
test_action(void)
{
    static const EpField with_action[] = { { "action", "What changes", EP_KIND_CODE, 0 },
                                           { "serial", "Serial number", EP_KIND_CODE, 0 },
                                           { NULL } };
    static EpTable flagged = { .name = "flagged", .label = "Rows", .fields = with_action };
    g_autoptr(GError) error = NULL;
    g_autoptr(EpColumns) refused = NULL, taken = NULL;

    ep_table_prepare(&flagged);
    refused = ep_columns_parse(&flagged, "@deltas=column\n番号=serial", &error);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_cmpstr(error->message, ==, "@deltas: no column says what to do: add one that holds what changes");
    taken = ep_columns_parse(&flagged, "@deltas=column\n番号=serial\n処理=action", NULL);
    g_assert_nonnull(taken);
}

static void
test_written(void)
{
    static const char *const rows[][6] = {
        { "R8-1", "表, \"大\"", "09ab", "00123", "read", "2027-03-31" },
        { "R8-2", "", "0951", "A\nB", "", "" },
    };
    g_autoptr(EpColumns) columns =
        compile(UTF8 "許可=permit\n名称=name\nID=vid; upper\n番号=serial\n権限=rights; read=読取; =なし\n"
                     "期限=until\n定数=\"{{{permit}\"\n空=\n");
    g_autoptr(EpColumnFiles) files = write_rows(columns, rows, 2);

    assert_file(files, 0,
                "許可,名称,ID,番号,権限,期限,定数,空\n"
                "R8-1,\"表, \"\"大\"\"\",09AB,00123,読取,2027/03/31,{R8-1,\n"
                "R8-2,,0951,\"A\nB\",なし,,{R8-2,\n",
                -1);
    g_assert_cmpuint(files->problems->len, ==, 0);
}

static void
test_encodings(void)
{
    static const char *const rows[][6] = { { "1", "表ソ①𠮷", "", "", "", "" } };
    static const struct {
        const char *settings, *bytes;
        gsize size;
    } cases[] = {
        { "@encoding=utf-8-bom\n@header=\n",
          "\xef\xbb\xbf"
          "表ソ①𠮷\r\n",
          3 + 13 + 2 },
        { "@encoding=cp932\n@header=\n", "\x95\x5c\x83\x5c\x87\x40\x81\xac\r\n", 10 },
        { "@encoding=utf-16le-bom\n@header=\n@lines=lf\n@quotes=all\n",
          "\xff\xfe\"\0\x68\x88\xbd\x30\x60\x24\x42\xd8\xb7\xdf\"\0\n\0", 18 },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat(cases[i].settings, "名称=name\n", NULL);
        g_autoptr(EpColumns) columns = compile(text);
        g_autoptr(EpColumnFiles) files = write_rows(columns, rows, 1);

        assert_file(files, 0, cases[i].bytes, (gssize)cases[i].size);
        g_assert_cmpuint(files->problems->len, ==, i == 1 ? 1 : 0);
    }
}

/* Each fault, with what becomes of its row. */
static void
test_faults(void)
{
    static const char *const rows[][6] = {
        { "1", "髙橋のメモリ", "0951", "AB", "", "" },
        { "2", "𠮷田 𠮷", "0951", "AB", "", "" },
        { "3", "x", "0951", "", "", "" },
        { "4", "x", "0951", "ABCDEFGHI", "", "" },
        { "5", "x", "0951", "ｱ𠮷", "", "" },
        { "6", "二二二三三", "0951", "AB", "", "" },
        { "7", "a,b", "0951", "AB", "", "" },
    };
    static const struct {
        guint row, column;
        EpColumnFault fault;
    } expected[] = {
        { 1, 0, EP_COLUMN_FAULT_REPLACED }, { 2, 1, EP_COLUMN_FAULT_EMPTY }, { 3, 1, EP_COLUMN_FAULT_LONG },
        { 4, 1, EP_COLUMN_FAULT_LOST },     { 5, 0, EP_COLUMN_FAULT_CUT },   { 6, 0, EP_COLUMN_FAULT_BREAK },
        { 0, 0, EP_COLUMN_FAULT_CUT },
    };
    g_autoptr(EpColumns) columns =
        compile("@quotes=never\n名称=name; longest 9; cut\n番号=serial; required; longest 8\n");
    g_autoptr(EpColumnFiles) files = write_rows(columns, rows, 7);
    guint left_out = 0;

    g_assert_cmpuint(files->problems->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < files->problems->len; i++) {
        const EpColumnProblem *problem = &g_array_index(files->problems, EpColumnProblem, i);
        guint at = i == 0 ? G_N_ELEMENTS(expected) - 1 : i - 1;

        g_assert_cmpuint(problem->row, ==, expected[at].row);
        g_assert_cmpuint(problem->column, ==, expected[at].column);
        g_assert_cmpint(problem->fault, ==, expected[at].fault);
        g_assert_nonnull(ep_column_fault_text(problem->fault));
        left_out += ep_column_fault_leaves_out(problem->fault);
    }
    g_assert_cmpuint(left_out, ==, 4);
    for (guint i = 0; i < 7; i++)
        g_assert_cmpint(g_array_index(files->places, EpColumnPlace, i).file == G_MAXUINT, ==,
                        (i >= 2 && i <= 4) || i == 6);
    g_assert_cmpuint(g_array_index(files->places, EpColumnPlace, 5).row, ==, 3);
}

static void
test_split(void)
{
    const char *rows[7][6] = { { "1" }, { "2" }, { "3" }, { "4" }, { "5" }, { "6" }, { "7" } };
    static const struct {
        const char *limit;
        guint files;
    } cases[] = { { "@rows=3\n", 3 }, { "@bytes=9\n", 3 }, { "@rows=7\n", 1 }, { "@bytes=5\n", 7 } };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat(UTF8, cases[i].limit, "nr=permit\n", NULL);
        g_autoptr(EpColumns) columns = compile(text);
        g_autoptr(EpColumnFiles) files = write_rows(columns, rows, 7);
        g_autofree char *first = ep_column_file_name(columns, NULL, 0),
                        *third = ep_column_file_name(columns, "added", 2);

        g_assert_cmpuint(files->files->len, ==, cases[i].files);
        assert_file(files, 0, i == 2 ? "nr\n1\n2\n3\n4\n5\n6\n7\n" : i == 3 ? "nr\n1\n" : "nr\n1\n2\n3\n", -1);
        g_assert_cmpuint(g_array_index(files->places, EpColumnPlace, 6).file, ==, cases[i].files - 1);
        g_assert_cmpstr(first, ==, "devices.csv");
        g_assert_cmpstr(third, ==, "devices-added-3.csv");
    }
}

static void
test_does_not_fit(void)
{
    static const char *const rows[][6] = { { "12345" } };
    g_autoptr(EpColumns) columns = compile(UTF8 "@bytes=6\nnr=permit\n");
    g_autoptr(GPtrArray) records = make_rows(rows, 1);
    g_autoptr(GError) error = NULL;

    g_assert_null(ep_column_write(columns, records, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "6 bytes does not fit into a file of 6"));
}

/* What was written is read back as it was, in every encoding, whatever the columns' order. */
static void
test_round_trip(void)
{
    static const char *const rows[][6] = {
        { "R8-周-00001", "表, \"大\"", "0951", "00123", "read", "2027-03-31" },
        { "R8-周-00002", "ﾒﾓﾘ\n二", "09ab", "ABCDEF", "read-write", "" },
    };
    static const char *const encodings[] = { "cp932", "utf-8", "utf-8-bom", "utf-16le-bom" };

    for (guint i = 0; i < G_N_ELEMENTS(encodings); i++) {
        g_autofree char *text = g_strdup_printf("@encoding=%s\n@separator=tab\n名称=name\n許可=permit; required\n"
                                                "権限=rights; read=読取; read-write=読書\n何か=\"{permit}!\"\n"
                                                "番号=serial\n期限=until\nID=vid; lower\n",
                                                encodings[i]);
        g_autoptr(EpColumns) columns = compile(text);
        g_autoptr(EpColumnFiles) files = write_rows(columns, rows, 2);
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) back = ep_column_read(columns, g_ptr_array_index(files->files, 0), &error);

        g_assert_no_error(error);
        g_assert_cmpuint(back->len, ==, 2);
        for (guint k = 0; k < 2; k++) {
            const EpColumnRow *row = g_ptr_array_index(back, k);

            g_assert_cmpstr(row->problem, ==, NULL);
            g_assert_cmpuint(row->row, ==, k + 1);
            for (guint f = 0; f < 6; f++)
                g_assert_cmpstr(ep_record_get(row->record, f), ==, rows[k][f]);
        }
    }
}

static void
test_read_faults(void)
{
    g_autoptr(EpColumns) columns = compile("番号=serial; required\n期限=until\n");
    g_autoptr(GBytes) lacks = g_bytes_new_static("期限,名称\n2026/4/1,x\n", strlen("期限,名称\n2026/4/1,x\n"));
    static const char text[] = "一覧\n番 号 ※,期限,他\nA,R8.4.1,z\nB,soon,z\n";
    g_autoptr(GBytes) mixed = g_bytes_new_static(text, sizeof text - 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = NULL;
    EpColumnRow *row;

    g_assert_null(ep_column_read(columns, lacks, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_cmpstr(error->message, ==, "the file has no column “番号”");
    g_clear_error(&error);
    rows = ep_column_read(columns, mixed, &error);
    g_assert_no_error(error);
    row = g_ptr_array_index(rows, 0);
    g_assert_cmpuint(row->line, ==, 3);
    g_assert_cmpstr(ep_record_get_named(row->record, "until"), ==, "2026-04-01");
    row = g_ptr_array_index(rows, 1);
    g_assert_null(row->record);
    g_assert_true(g_str_has_prefix(row->problem, "column 2 (期限): "));
}

/* How a console writes is told from a file that it wrote. */
static void
test_sample(void)
{
    static const char text[] = "\xef\xbb\xbf\"メーカーID\",\"機器名\",\"シリアル番号\",\"部署\"\n"
                               "\"0951\",\"a\",\"001\",\"b\"\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text - 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpColumnMap) map = ep_column_map_new_from_sample(&table, "/tmp/export.csv", bytes, &error);
    g_autofree char *told = NULL;

    g_assert_no_error(error);
    told = ep_column_map_to_text(map);
    g_assert_cmpstr(told, ==,
                    "@encoding=utf-8-bom\n@separator=comma\n@quotes=all\n@lines=lf\n@header=1\n@dates=YYYY/MM/DD\n"
                    "@rows=\n@bytes=\n@file=export.csv\n@deltas=no\n"
                    "メーカーID=vid\n機器名=name\nシリアル番号=serial\n部署=\n");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_table_prepare(&table);
    g_test_add_func("/core/column/text", test_text);
    g_test_add_func("/core/column/refused", test_refused);
    g_test_add_func("/core/column/checked", test_checked);
    g_test_add_func("/core/column/action", test_action);
    g_test_add_func("/core/column/read-by-people", test_read_by_people);
    g_test_add_func("/core/column/written", test_written);
    g_test_add_func("/core/column/encodings", test_encodings);
    g_test_add_func("/core/column/faults", test_faults);
    g_test_add_func("/core/column/split", test_split);
    g_test_add_func("/core/column/does-not-fit", test_does_not_fit);
    g_test_add_func("/core/column/round-trip", test_round_trip);
    g_test_add_func("/core/column/read-faults", test_read_faults);
    g_test_add_func("/core/column/sample", test_sample);
    return g_test_run();
}
