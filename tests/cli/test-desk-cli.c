/* deskctl as a script uses it: words in, text and exit status out. The program's path is the first argument. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tests/support/ep-test-folder.h"

static const char *program;

typedef struct {
    char *folder;
} TestDesk;

/* Runs "deskctl WORDS" in the desk's folder and returns what it printed; *@status is its exit status. */
static char *
test_run(TestDesk *desk, int *status, const char *words)
{
    g_autofree char *line = g_strdup_printf("%s --store desk.db --as tanaka %s", program, words);
    g_auto(GStrv) argv = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *faults = NULL;
    char *text = NULL;
    int wait = 0;

    g_assert_true(g_shell_parse_argv(line, NULL, &argv, &error));
    g_assert_true(g_spawn_sync(desk->folder, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, &faults, &wait, &error));
    g_assert_no_error(error);
    *status = g_spawn_check_wait_status(wait, &error) ? 0 : error->code;
    if (*status != 0 && *faults == '\0')
        g_error("%s failed without a word", words);
    g_strchomp(text);
    return text;
}

static void
test_expect(TestDesk *desk, int wanted, const char *words)
{
    int status;
    g_autofree char *text = test_run(desk, &status, words);

    if (status != wanted)
        g_error("%s: status %d instead of %d: %s", words, status, wanted, text);
}

static char *
test_get(TestDesk *desk, const char *words)
{
    int status;
    char *text = test_run(desk, &status, words);

    if (status != 0)
        g_error("%s: status %d", words, status);
    return text;
}

static void
test_open(TestDesk *desk, gconstpointer data)
{
    desk->folder = g_dir_make_tmp("madoguchi-cli-XXXXXX", NULL);
    test_expect(desk, 0, "sample --pcs 60 --days 4");
}

static void
test_close(TestDesk *desk, gconstpointer data)
{
    ep_test_folder_remove(desk->folder);
    g_free(desk->folder);
}

static void
test_statuses(TestDesk *desk, gconstpointer data)
{
    test_expect(desk, 2, "nonsense");
    test_expect(desk, 2, "list nothing");
    test_expect(desk, 2, "list pc --colour red");
    test_expect(desk, 2, "list pc extra");
    test_expect(desk, 2, "verify extra");
    test_expect(desk, 2, "undo 1 --nonsense x"); /* before anything is done */
    test_expect(desk, 2, "do pc.nothing PC-00001");
    test_expect(desk, 2, "do pc.edit");
    test_expect(desk, 3, "show pc PC-99999");
    test_expect(desk, 1, "do pc.new --asset_number PC-1 --network moon");
    test_expect(desk, 4, "do pc.retire PC-00001"); /* rests on an instruction */
    test_expect(desk, 4, "sample");                /* into an empty ledger only */
    test_expect(desk, 0, "verify");
}

static void
test_do_and_undo(TestDesk *desk, gconstpointer data)
{
    g_autofree char *instruction = test_get(desk, "do instruction.new --instructor Yamada --subject 'replace old PCs'");
    g_autofree char *words = g_strdup_printf("do pc.retire PC-00001 --instruction %s --minutes 5", instruction);
    g_autofree char *act = test_get(desk, words);
    g_autofree char *undo = g_strdup_printf("undo %s", act);
    g_autofree char *before = NULL, *after = NULL;

    g_assert_true(g_str_has_prefix(instruction, "R"));
    before = test_get(desk, "list pc --where asset_number=PC-00001 --columns state --format csv");
    g_assert_nonnull(strstr(before, "retired"));
    test_expect(desk, 0, undo);
    test_expect(desk, 4, undo);
    after = test_get(desk, "list pc --where asset_number=PC-00001 --columns state --format csv");
    g_assert_null(strstr(after, "retired"));
}

/* To a selection: each that it can be done to, and all of it taken back by one act. */
static void
test_where(TestDesk *desk, gconstpointer data)
{
    g_autofree char *instruction = test_get(desk, "do instruction.new --instructor Yamada --subject 'replace old PCs'");
    g_autofree char *words = g_strdup_printf("do pc.retire --where state=used --instruction %s", instruction);
    g_autofree char *before = test_get(desk, "list pc --where state=used --columns asset_number --format csv");
    g_autofree char *act = NULL, *undo = NULL, *none = NULL, *after = NULL;

    test_expect(desk, 2, "do pc.retire --where moon=full --instruction 1");
    test_expect(desk, 2, "do pc.call --where state=used --title x"); /* one at a time */
    act = test_get(desk, words);
    none = test_get(desk, "list pc --where state=used --columns asset_number --format csv");
    g_assert_cmpuint(strlen(none), <, strlen(before));
    undo = g_strdup_printf("undo %s", act);
    test_expect(desk, 0, undo);
    after = test_get(desk, "list pc --where state=used --columns asset_number --format csv");
    g_assert_cmpstr(after, ==, before);
}

/* --day and --note are the act's, whatever fields the record has. */
static void
test_how(TestDesk *desk, gconstpointer data)
{
    g_autofree char *act = test_get(desk, "do pc.edit PC-00001 --note 'by telephone' --set note='a scratch'");
    g_autofree char *show = test_get(desk, "show pc PC-00001 --history");
    g_autofree char *undo = g_strdup_printf("undo %s --note 'wrong one' --minutes 2", act);
    g_autofree char *holiday = NULL, *log = NULL, *verbs = test_get(desk, "verbs holiday");

    g_assert_nonnull(strstr(show, "a scratch"));
    test_expect(desk, 0, undo);
    log = test_get(desk, "log");
    g_assert_nonnull(strstr(log, "by telephone"));
    g_assert_nonnull(strstr(log, "wrong one"));
    g_assert_nonnull(strstr(verbs, "--set day!"));
    test_expect(desk, 1, "do holiday.new --name Moving --day 2026-11-20");
    holiday = test_get(desk, "do holiday.new --name Moving --set day=2026-12-01 --note 'as told'");
    g_assert_cmpstr(holiday, ==, "2026-12-01");
    test_expect(desk, 2, "do holiday.new --name Moving --set day");
    test_expect(desk, 2, "do target.export 1 --as_of 2026-11-20 --folder out"); /* “deskctl export” does that */
    test_expect(desk, 2, "export 1");
}

static void
test_assert_same(TestDesk *desk, const char *first, const char *second)
{
    g_autofree char *one = g_build_filename(desk->folder, first, NULL), *bytes = NULL;
    g_autofree char *two = g_build_filename(desk->folder, second, NULL), *others = NULL;
    gsize size, length;

    g_assert_true(g_file_get_contents(one, &bytes, &size, NULL));
    g_assert_true(g_file_get_contents(two, &others, &length, NULL));
    g_assert_cmpmem(bytes, size, others, length);
}

/* A console without a published layout: its columns from a file that it wrote, its list, the kept bytes again. */
static void
test_columns(TestDesk *desk, gconstpointer data)
{
    g_autofree char *sample = g_build_filename(desk->folder, "console.csv", NULL), *layout = NULL, *dry = NULL,
                    *said = NULL, *number = NULL, *instruction = NULL, *command = NULL;
    static const char written[] = "VID,PID,シリアル番号,許可番号,部署,秘密\n0951,1666,A,,x,\n";

    g_assert_true(g_file_set_contents(sample, written, -1, NULL));
    command = g_strdup_printf("columns '%s'", sample);
    layout = test_get(desk, command);
    g_assert_nonnull(strstr(layout, "@encoding=utf-8\n@separator=comma\n"));
    g_assert_nonnull(strstr(layout, "VID=vid\nPID=pid\nシリアル番号=serial\n許可番号=permit\n部署=section\n秘密="));
    test_expect(desk, 2, "columns");
    test_expect(desk, 1, "columns nowhere.csv");
    test_expect(desk, 0, "do target.new --name Console --network lan --kind csv");
    test_expect(desk, 1, "do target.columns Console --layout 'a=sreial'");
    g_free(command);
    command = g_strdup_printf("do target.columns Console --layout '%s\n操作=action\n@deltas=column'", layout);
    test_expect(desk, 0, command);
    dry = test_get(desk, "export Console --dry-run");
    g_assert_true(g_str_has_prefix(dry, "compared with nothing: added "));
    g_assert_nonnull(strstr(dry, "  console.csv"));
    instruction = test_get(desk, "do instruction.new --instructor 総務 --subject export");
    g_free(command);
    command = g_strdup_printf("export Console --out lists --instruction %s", instruction);
    said = test_get(desk, command);
    number = g_strndup(said, strcspn(said, "\n"));
    g_assert_nonnull(strstr(said, "  console.csv"));
    g_free(command);
    command = g_strdup_printf("export-file %s console.csv --out again", number);
    test_expect(desk, 0, command);
    test_assert_same(desk, "lists/console.csv", "again/console.csv");
    g_free(command);
    command = g_strdup_printf("export-file %s nothing.csv --out again", number);
    test_expect(desk, 3, command);
    test_expect(desk, 3, "export Console --dry-run --base R8-出-99999");
}

static void
test_formats(TestDesk *desk, gconstpointer data)
{
    g_autofree char *json =
        test_get(desk, "list pc --where asset_number=PC-00002 --columns asset_number,host --format json");
    g_autofree char *csv =
        test_get(desk, "list pc --where asset_number=PC-00002 --columns asset_number,host --format csv");
    g_autofree char *verbs = test_get(desk, "verbs pc --format csv");
    g_autofree char *sql = test_get(desk, "tables pc --sql");

    g_assert_cmpstr(json, ==, "{\"asset_number\":\"PC-00002\",\"host\":\"CTY00002\"}");
    g_assert_cmpstr(csv, ==, "asset_number,host\r\nPC-00002,CTY00002");
    g_assert_nonnull(strstr(verbs, "pc.retire"));
    g_assert_nonnull(strstr(sql, "CREATE TABLE \"pc\""));
}

/* A device as usbctl reads it fills in an application's line; the line is then called by its id. */
static void
test_device(TestDesk *desk, gconstpointer data)
{
    g_autofree char *recording = g_test_build_filename(G_TEST_DIST, "data", "usb", "counter.json", NULL);
    g_autofree char *apply = g_strdup_printf("do application.new --network lan --section 総務課 --applicant 山本花子 "
                                             "--purpose 国への報告 --until_day 2099-03-31 --from %s --device",
                                             recording);
    g_autofree char *one = g_strdup_printf("%s 1-1 --device 1-2", apply), *none = g_strdup_printf("%s 9-9", apply);
    g_autofree char *wrong = g_strdup_printf("do pc.edit PC-00001 --from %s --device 1-1", recording);
    g_autofree char *number = test_get(desk, one), *query = NULL, *lines = NULL, *show = NULL, *line = NULL;
    g_auto(GStrv) rows = NULL;

    g_assert_true(g_str_has_prefix(number, "R"));
    query = g_strdup_printf("list application_device --where application=%s --where serial=MADO7A31B9C4"
                            " --columns id,grade --format csv",
                            number);
    lines = test_get(desk, query);
    rows = g_strsplit(lines, "\r\n", -1);
    g_assert_cmpuint(g_strv_length(rows), ==, 2);
    g_assert_true(g_str_has_suffix(rows[1], ",individual"));
    *strchr(rows[1], ',') = '\0';
    line = g_strconcat("show application_device ", rows[1], NULL);
    show = test_get(desk, line);
    g_assert_nonnull(strstr(show, "MADO7A31B9C4"));
    test_expect(desk, 3, none);
    test_expect(desk, 2, wrong);
}

/* A numbered kind: the file's own numbers stay, the others are drawn around them. */
static void
test_import_numbers(TestDesk *desk, gconstpointer data)
{
    g_autofree char *file = g_build_filename(desk->folder, "list.csv", NULL);
    g_autofree char *made = NULL, *numbers = NULL;
    g_autoptr(GError) error = NULL;

    g_file_set_contents(file, "number,subject,instructor\nR8-指-00003,replace,Yamada\n,dispose,Yamada\n,move,Yamada\n",
                        -1, &error);
    g_assert_no_error(error);
    test_expect(desk, 0, "import instruction list.csv"); /* the sample desk has R8-指-00001 */
    made = test_get(desk, "do instruction.new --instructor Yamada --subject later");
    g_assert_cmpstr(made, ==, "R8-指-00005");
    numbers = test_get(desk, "list instruction --columns number --format csv");
    g_assert_nonnull(strstr(numbers, "R8-指-00002"));
    g_assert_nonnull(strstr(numbers, "R8-指-00004"));
    test_expect(desk, 0, "verify");
}

/* A list that was cut short must not look whole to a script. */
static void
test_full_disk(TestDesk *desk, gconstpointer data)
{
    g_autofree char *list = g_strdup_printf("%s --store desk.db list pc --format csv >/dev/full", program);
    const char *argv[] = { "sh", "-c", list, NULL };
    g_autofree char *faults = NULL;
    int wait = 0;

    if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS)) /* Linux has such a disk */
        return;
    g_assert_true(
        g_spawn_sync(desk->folder, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &faults, &wait, NULL));
    g_assert_false(g_spawn_check_wait_status(wait, NULL));
    g_assert_nonnull(strstr(faults, "could not be written"));
}

/* A paper of a record that it does not suit would say what is not true. */
static void
test_form_suits(TestDesk *desk, gconstpointer data)
{
    test_expect(desk, 0,
                "do virus_check.new --carrier 佐藤 --kind usb --scanner Other --files 3 --result found --found 1"
                " --names Test.Worm --action isolated --old_reason unknown");
    test_expect(desk, 4, "form virus-check-passed --where result=found --out passed.pdf");
    test_expect(desk, 0, "form virus-check-passed --where result=clean --out passed.pdf");
    test_expect(desk, 4, "form application-allowed --where state=received --out allowed.pdf");
    test_expect(desk, 4, "form application-request-business --where state=received --out request.pdf");
    test_expect(desk, 0, "form application-request --where state=received --out request.pdf");
    test_expect(desk, 0, "form application-request-business --out blank.pdf");
}

static void
test_backup_and_restore(TestDesk *desk, gconstpointer data)
{
    test_expect(desk, 0, "backup copy.db");
    test_expect(desk, 0, "do pc.new --asset_number PC-LATER");
    test_expect(desk, 4, "restore copy.db"); /* there is a ledger already */
    test_expect(desk, 0, "restore copy.db --force");
    test_expect(desk, 3, "show pc PC-LATER");
    test_expect(desk, 0, "verify");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(argc, ==, 2);
    program = argv[1];
    g_test_add("/cli/statuses", TestDesk, NULL, test_open, test_statuses, test_close);
    g_test_add("/cli/do-and-undo", TestDesk, NULL, test_open, test_do_and_undo, test_close);
    g_test_add("/cli/where", TestDesk, NULL, test_open, test_where, test_close);
    g_test_add("/cli/how", TestDesk, NULL, test_open, test_how, test_close);
    g_test_add("/cli/columns", TestDesk, NULL, test_open, test_columns, test_close);
    g_test_add("/cli/formats", TestDesk, NULL, test_open, test_formats, test_close);
    g_test_add("/cli/device", TestDesk, NULL, test_open, test_device, test_close);
    g_test_add("/cli/import-numbers", TestDesk, NULL, test_open, test_import_numbers, test_close);
    g_test_add("/cli/full-disk", TestDesk, NULL, test_open, test_full_disk, test_close);
    g_test_add("/cli/form-suits", TestDesk, NULL, test_open, test_form_suits, test_close);
    g_test_add("/cli/backup-and-restore", TestDesk, NULL, test_open, test_backup_and_restore, test_close);
    return g_test_run();
}
