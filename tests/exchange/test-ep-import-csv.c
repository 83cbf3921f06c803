/* CSV files as Japanese offices write them, into the PC ledger and back out again by undo. */
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "tests/exchange/ep-test-import.h"

static void
test_take_ledger(EpLedger *ledger, const char *fixture)
{
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    EpImportSummary summary;

    ep_test_import_add(import, fixture);
    g_assert_cmpuint(ep_import_get_n_maps(import), ==, 1);
    ep_test_import_preview(import, "6 0 0 0 0");
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 0); /* a preview writes nothing */
    summary = ep_test_import_commit(import);
    g_assert_cmpuint(summary.acts, ==, 1);
    g_assert_cmpuint(summary.made, ==, 3);
    g_assert_cmpint(summary.run, ==, 0);
    ep_test_import_assert(ledger, "pc", "00123", "host", "CTYPC00123");
    ep_test_import_assert(ledger, "pc", "00123", "network", "lan");
    ep_test_import_assert(ledger, "pc", "00123", "section", "情報政策課");
    ep_test_import_assert(ledger, "pc", "00123", "user", "髙橋 花子");
    ep_test_import_assert(ledger, "pc", "00123", "mac", "00:1B:63:84:45:E6");
    ep_test_import_assert(ledger, "pc", "00123", "bought", "2026-04-01");
    ep_test_import_assert(ledger, "pc", "00123", "memory_mb", "8192");
    ep_test_import_assert(ledger, "pc", "00123", "note", "窓口用\n画面に傷あり");
    ep_test_import_assert(ledger, "pc", "00123", "state", "used");
    ep_test_import_assert(ledger, "pc", "00124", "network", "lgwan");
    ep_test_import_assert(ledger, "pc", "00124", "user", "山﨑 太郎");
    ep_test_import_assert(ledger, "pc", "00124", "maker", "ＮＥＣ");
    ep_test_import_assert(ledger, "pc", "00124", "bought", "2026-04-01");
    ep_test_import_assert(ledger, "pc", "00124", "note", "㈱シティ①");
    ep_test_import_assert(ledger, "pc", "00125", "network", "business");
    ep_test_import_assert(ledger, "pc", "00125", "bought", "2026-04-01");
    ep_test_import_assert(ledger, "pc", "00125", "memory_mb", "32768");
    ep_test_import_assert(ledger, "pc", "00126", "network", "lan");
    ep_test_import_assert(ledger, "pc", "00126", "bought", "2026-04-01");
    ep_test_import_assert(ledger, "pc", "00127", "network", "lgwan");
    ep_test_import_assert(ledger, "pc", "00127", "mac", "");
    ep_test_import_assert(ledger, "pc", "00127", "ip", "");
    ep_test_import_assert(ledger, "pc", "00127", "bought", "2026-04-01");
    ep_test_import_assert(ledger, "pc", "00128", "network", "business");
    ep_test_import_assert(ledger, "pc", "00128", "bought", "2018-12-03");
    ep_test_import_assert(ledger, "pc", "00128", "note", "表示能力"); /* 0x5C as second bytes in CP932 */
    ep_test_import_assert(ledger, "section", "仮-001", "unconfirmed", "1");
    ep_test_import_verify(ledger);
}

static void
test_encodings(const EpTestEngine *engine)
{
    static const char *const files[] = { "ledger-cp932.csv", "ledger-utf8.csv", "ledger-utf8-bom.csv",
                                         "ledger-utf16le.txt" };
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        const EpValue none = EP_INTEGER(0);
        gint64 last;

        test_take_ledger(ledger, files[i]);
        last = ep_reader_query_integer(ep_ledger_get_reader(ledger), "journal-last", &none, 1, &error);
        g_assert_cmpint(ep_ledger_undo(ledger, last, NULL, NULL, NULL, &error), >, 0);
        g_assert_no_error(error);
        g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 0);
        g_assert_cmpuint(ep_test_import_count(ledger, "section"), ==, 0); /* made by the import alone */
    }
}

static void
test_again_is_unchanged(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    EpImportSummary summary;

    test_take_ledger(ledger, "ledger-cp932.csv");
    ep_test_import_add(import, "ledger-utf16le.txt");
    ep_test_import_preview(import, "0 0 6 0 0");
    summary = ep_test_import_commit(import);
    g_assert_cmpuint(summary.acts, ==, 0);
}

static void
test_changes(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    const EpImportRow *row;
    g_autofree char *what = NULL;

    ep_test_import_take(ledger, "pc", "資産番号,端末名,設置場所\nK-1,HOST-1,3階\nK-2,HOST-2,\n");
    ep_test_import_add_text(import, "new.csv", "資産番号,端末名,設置場所\nｋ－１,HOST-1,4階\nK-2,,\nK-3,HOST-3,\n");
    row = g_ptr_array_index(ep_test_import_preview(import, "1 1 1 0 0"), 0);
    g_assert_cmpint(row->verdict, ==, EP_VERDICT_CHANGED);
    what = ep_import_row_describe(import, row);
    g_assert_cmpstr(what, ==, "Place: 3階 → 4階");
    ep_test_import_commit(import);
    ep_test_import_assert(ledger, "pc", "K-1", "place", "4階");
    ep_test_import_assert(ledger, "pc", "K-2", "host", "HOST-2"); /* an empty cell says nothing */
}

static void
test_sizes(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) bad = ep_test_import_new(ledger, "pc");

    ep_test_import_take(ledger, "pc",
                        "資産番号,端末名,メモリ\nK-1,HOST-1,\"16,384 "
                        "MB\"\nK-2,HOST-2,\"８，１９２\"\nK-3,HOST-3,7.5GB\nK-6,HOST-6,16\n");
    ep_test_import_assert(ledger, "pc", "K-6", "memory_mb", "16384");
    ep_test_import_assert(ledger, "pc", "K-1", "memory_mb", "16384");
    ep_test_import_assert(ledger, "pc", "K-2", "memory_mb", "8192");
    ep_test_import_assert(ledger, "pc", "K-3", "memory_mb", "7680");
    ep_test_import_add_text(bad, "bad.csv", "資産番号,端末名,メモリ\nK-4,HOST-4,\"16,38 MB\"\nK-5,HOST-5,\"1,,024\"\n");
    ep_test_import_preview(bad, "0 0 0 2 0");
}

static void
test_errors(const EpTestEngine *engine)
{
    static const struct {
        guint line, column;
        const char *has;
    } wanted[] = {
        { 3, 3, "海の向こう" }, { 3, 4, "2026/2/30" }, { 4, 0, "Asset number" }, { 5, 0, "line 6" }, { 6, 0, "line 5" },
        { 7, 6, "" },           { 8, 5, "" },
    };
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    GPtrArray *rows;
    guint at = 0;

    ep_test_import_add(import, "ledger-errors.csv");
    rows = ep_test_import_preview(import, "1 0 0 6 0");
    for (guint i = 0; i < rows->len; i++) {
        const EpImportRow *row = g_ptr_array_index(rows, i);

        for (guint p = 0; row->problems != NULL && p < row->problems->len; p++, at++) {
            const EpImportProblem *problem = g_ptr_array_index(row->problems, p);

            g_assert_cmpuint(at, <, G_N_ELEMENTS(wanted));
            g_assert_cmpuint(row->line, ==, wanted[at].line);
            g_assert_cmpuint(problem->column, ==, wanted[at].column);
            g_assert_nonnull(strstr(problem->reason, wanted[at].has));
        }
    }
    g_assert_cmpuint(at, ==, G_N_ELEMENTS(wanted));
    ep_test_import_commit(import);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 1);
}

static void
test_conflicts(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    GPtrArray *rows;
    const EpImportRow *row;

    ep_test_import_take(ledger, "pc",
                        "資産番号,端末名,製造番号,MACアドレス\nK-1,HOST-1,SER0001,00:1B:63:00:00:01\n"
                        "K-2,HOST-2,SER0002,00:1B:63:00:00:99\nK-3,HOST-3,SER0003,00:1B:63:00:00:99\n"
                        "K-4,HOST-4,To be filled by O.E.M.,\nK-5,HOST-5,To be filled by O.E.M.,\n");
    ep_test_import_add_text(import, "second.csv",
                            "資産番号,端末名,製造番号,MACアドレス\n"
                            "K-9,HOST-9,SER0001,\n"                  /* 2: another number, a known serial */
                            "K-1,HOST-1,SER0002,\n"                  /* 3: one's number, the other's serial */
                            ",,SER0003,\n"                           /* 4: found by serial */
                            ",NEW,,00:1B:63:00:00:99\n"              /* 5: a shared dock's address: no key */
                            ",NEW,To be filled by O.E.M.,\n"         /* 6: a serial that is none */
                            "K-6,HOST-1,SER0006,00:1B:63:00:00:99\n" /* 7: a new PC with an old one's name */
                            ",HOST-2,SER0077,\n");                   /* 8: the name of a PC with another serial */
    rows = ep_test_import_preview(import, "1 0 1 2 3");
    row = g_ptr_array_index(rows, 0);
    g_assert_cmpint(row->verdict, ==, EP_VERDICT_CONFLICT);
    g_assert_cmpuint(row->candidates->len, ==, 1);
    row = g_ptr_array_index(rows, 1);
    g_assert_cmpint(row->verdict, ==, EP_VERDICT_CONFLICT);
    g_assert_cmpuint(row->candidates->len, ==, 2);
    row = g_ptr_array_index(rows, 6);
    g_assert_cmpint(row->verdict, ==, EP_VERDICT_CONFLICT);
    ep_import_choose(import, 0, NULL);
    ep_test_import_preview(import, "2 0 1 2 2"); /* none of them: one of its own */
    ep_import_unchoose(import, 0);
    rows = ep_test_import_preview(import, "1 0 1 2 3");
    ep_import_choose(import, 0, g_ptr_array_index(((EpImportRow *)g_ptr_array_index(rows, 0))->candidates, 0));
    ep_test_import_preview(import, "1 1 1 2 2");
    ep_test_import_commit(import);
    ep_test_import_assert(ledger, "pc", "K-9", "serial", "SER0001"); /* renumbered, as chosen */
    ep_test_import_verify(ledger);
}

static void
test_keys(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(GError) error = NULL;
    static const struct {
        const char *key, *text, *counts;
    } cases[] = {
        { "serial", "製造番号,設置場所\nser0001,1F\n0,2F\n,3F\n", "0 1 0 2 0" },
        { "mac", "MACアドレス,設置場所\n001b63000001,1F\n00:1B:63:00:00:77,2F\n", "0 1 0 1 0" },
        { "host", "端末名,設置場所\nhost-2,1F\nHOST-1,1F\nhost-1,3F\n", "0 1 0 2 0" },
        { "asset_number", "資産番号,製造番号\nK-2,SER0001\n", "0 1 0 0 0" },
    };

    ep_test_import_take(ledger, "pc",
                        "資産番号,端末名,製造番号,MACアドレス\nK-1,HOST-1,SER0001,00:1B:63:00:00:01\n"
                        "K-2,HOST-2,SER0002,00:1B:63:00:00:02\n");
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");

        g_assert_true(ep_import_set_key(import, cases[i].key, &error));
        ep_test_import_add_text(import, cases[i].key, cases[i].text);
        ep_test_import_preview(import, cases[i].counts);
    }
    {
        g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");

        g_assert_false(ep_import_set_key(import, "place", &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
    }
}

static void
test_hand(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    g_autoptr(EpRecord) pc = NULL;
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    g_autoptr(EpDraft) answers = NULL;
    g_autoptr(GError) error = NULL;
    EpTable *table;
    const EpVerb *edit = ep_ledger_find_verb(ledger, "pc.edit", &table, NULL);

    ep_test_import_take(ledger, "pc", "資産番号,端末名,設置場所\nK-1,HOST-1,3階\n");
    pc = ep_test_import_find(ledger, "pc", "K-1");
    g_ptr_array_add(records, pc);
    answers = ep_verb_start(edit, table, pc, NULL);
    ep_draft_set_named(answers, "place", "書庫");
    ep_ledger_do(ledger, edit, table, records, answers, NULL, NULL, NULL, &error);
    g_assert_no_error(error);
    ep_test_import_add_text(import, "a.csv", "資産番号,端末名,設置場所\nK-1,HOST-9,4階\n");
    g_assert_cmpuint(((EpImportRow *)g_ptr_array_index(ep_test_import_preview(import, "0 1 0 0 0"), 0))->held, ==, 1);
    ep_test_import_commit(import);
    ep_test_import_assert(ledger, "pc", "K-1", "place", "書庫");
    ep_test_import_assert(ledger, "pc", "K-1", "host", "HOST-9");
    ep_import_set_overwrite(import, TRUE);
    ep_test_import_preview(import, "0 1 0 0 0");
    ep_test_import_commit(import);
    ep_test_import_assert(ledger, "pc", "K-1", "place", "4階");
    ep_test_import_assert(ledger, "pc", "K-1", "hand", "");
}

static void
test_map(const EpTestEngine *engine)
{
    static const char text[] = "番号,謎の欄,名前,名前,備考,場所\nK-1,X,HOST-1,二つ目,,\n";
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc"), again = ep_test_import_new(ledger, "pc");
    g_autofree char *key = NULL, *shown = NULL;

    ep_test_import_add_text(import, "odd.csv", text);
    g_assert_null(ep_import_get_preview(import, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID); /* nothing is a key */
    g_clear_error(&error);
    g_assert_false(ep_import_map_apply(ep_import_get_map(import, 0), "番号=asset_number\nない=host\n", NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_cmpstr(error->message, ==, "line 2: the file has no column “ない”");
    g_clear_error(&error);
    g_assert_true(ep_import_map_apply(ep_import_get_map(import, 0),
                                      "# by hand\n番号 = asset_number\n[3]=host\n[4]=user\n@key=asset_number\n", &key,
                                      &error));
    g_assert_cmpstr(key, ==, "asset_number");
    shown = ep_import_map_to_text(ep_import_get_map(import, 0));
    g_assert_cmpstr(shown, ==, "番号=asset_number\n謎の欄=\n[3]=host\n[4]=user\n備考=note\n場所=place\n");
    ep_test_import_preview(import, "1 0 0 0 0");
    g_assert_true(ep_import_remember_map(import, 0, "備品台帳", &error));
    g_assert_true(ep_import_remember_map(import, 0, "備品台帳", &error)); /* the same again is no fault */
    ep_test_import_commit(import);
    ep_test_import_add_text(again, "later.csv", "番 号,謎の欄,名前,名前,備考,場所\nK-2,X,HOST-2,x,,\n");
    ep_test_import_preview(again, "1 0 0 0 0"); /* found again by its header */
    ep_test_import_commit(again);
    ep_test_import_assert(ledger, "pc", "K-2", "host", "HOST-2");
}

static void
test_references(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");

    ep_test_import_take(ledger, "section", "所属コード,所属名\n0101,情報政策課\n0102,庶務課\n0201,庶務課\n");
    ep_test_import_add_text(import, "pc.csv",
                            "資産番号,所属課\nK-1,0101\nK-2,情報政策課\nK-3,ｼﾞｮｳﾎｳ\nK-4,庶務課\nK-5,ジョウホウ\n");
    ep_test_import_preview(import, "4 0 0 1 0"); /* which 庶務課? */
    g_assert_cmpuint(ep_test_import_commit(import).made, ==, 1);
    ep_test_import_assert(ledger, "pc", "K-1", "section", "情報政策課");
    ep_test_import_assert(ledger, "pc", "K-2", "section", "情報政策課");
    ep_test_import_assert(ledger, "pc", "K-5", "section", "ｼﾞｮｳﾎｳ");
    ep_test_import_assert(ledger, "section", "仮-001", "unconfirmed", "1");
    g_assert_cmpuint(ep_test_import_count(ledger, "section"), ==, 4);
    ep_test_import_verify(ledger);
}

static void
test_undo_changes(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;

    ep_test_import_take(ledger, "pc", "資産番号,端末名\nK-1,HOST-1\nK-2,HOST-2\n");
    summary = ep_test_import_take(ledger, "pc", "資産番号,端末名,所属課\nK-1,NEW-1,税務課\nK-3,HOST-3,税務課\n");
    g_assert_cmpint(ep_ledger_undo(ledger, summary.act, NULL, NULL, NULL, &error), >, 0);
    g_assert_no_error(error);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 2);
    g_assert_cmpuint(ep_test_import_count(ledger, "section"), ==, 0);
    ep_test_import_assert(ledger, "pc", "K-1", "host", "HOST-1");
    ep_test_import_verify(ledger);
}

static void
test_cancel(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    g_autoptr(EpProgress) progress = ep_progress_new(cancellable, NULL, NULL);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    g_autoptr(GString) text = g_string_new("資産番号,端末名\n");
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;

    for (guint i = 0; i < 5000; i++)
        g_string_append_printf(text, "K-%05u,HOST-%05u\n", i, i);
    ep_test_import_add_text(import, "large.csv", text->str);
    ep_test_import_preview(import, "5000 0 0 0 0");
    g_cancellable_cancel(cancellable);
    g_assert_false(ep_import_commit(import, NULL, progress, &summary, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
    g_assert_cmpuint(summary.acts, ==, 0);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 0);
    g_clear_error(&error);
    g_assert_null(ep_import_get_preview(import, progress, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
    g_clear_error(&error);
    g_assert_true(ep_import_commit(import, NULL, NULL, &summary, &error)); /* without a preview makes one */
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 5000);
}

static void
test_overtaken(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    g_autoptr(GError) error = NULL;

    ep_test_import_take(ledger, "pc", "資産番号,端末名,設置場所\nK-1,HOST-1,3階\n");
    ep_test_import_add_text(import, "slow.csv", "資産番号,端末名\nK-1,HOST-2\n");
    ep_test_import_preview(import, "0 1 0 0 0");
    ep_test_import_take(ledger, "pc", "資産番号,端末名\nK-1,HOST-3\n");
    g_assert_false(ep_import_commit(import, NULL, NULL, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CONFLICT);
    ep_test_import_assert(ledger, "pc", "K-1", "host", "HOST-3");
}

/* What a verb would refuse, a file cannot bring: temporary use on a closed day or on a network that has none, a period
 * that ends before it begins, a rule that could never hold. */
static void
test_one_door(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "application");
    g_autoptr(EpImport) rules = ep_test_import_new(ledger, "route");
    const EpImportRow *row;
    GPtrArray *rows;

    ep_clock_set_fixed("2026-11-20T05:00:00Z");
    ep_test_import_take(ledger, "section", "code,name\n1010,総務課\n");
    ep_test_import_add_text(import, "applications.csv",
                            "number,kind,network,section,applicant,purpose,rights,from_day,until_day\n"
                            "A-1,temporary,lan,1010,山本,x,read,2026-11-20,2026-11-20\n"
                            "A-2,temporary,lan,1010,山本,x,read,2026-11-20,2026-11-21\n"
                            "A-3,temporary,business,1010,山本,x,read,2026-11-20,2026-11-20\n"
                            "A-4,new,lan,1010,山本,x,read,2026-11-20,2026-11-19\n");
    rows = ep_test_import_preview(import, "1 0 0 3 0");
    row = g_ptr_array_index(rows, 1);
    g_assert_cmpint(row->verdict, ==, EP_VERDICT_ERROR);
    g_assert_cmpuint(row->line, ==, 3);
    ep_test_import_commit(import);
    g_assert_cmpuint(ep_test_import_count(ledger, "application"), ==, 1);
    ep_test_import_add_text(rules, "rules.csv",
                            "verb,network,other_than\n"
                            "application.allow,lan,application.submit\n"
                            "application.check,lan,application.new\n");
    ep_test_import_preview(rules, "1 0 0 1 0");
    ep_test_import_take(ledger, "medium", "vid,pid,serial\n0951,1666,0000000000\n");
    ep_test_import_assert(ledger, "medium", "R8-媒-00001", "grade", "product"); /* graded, whatever brought it */
    ep_test_import_verify(ledger);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_clock_set_fixed("2026-11-20T05:00:00Z");
    ep_test_engines_add("/import/csv/encodings", test_encodings);
    ep_test_engines_add("/import/csv/again", test_again_is_unchanged);
    ep_test_engines_add("/import/csv/changes", test_changes);
    ep_test_engines_add("/import/csv/sizes", test_sizes);
    ep_test_engines_add("/import/csv/errors", test_errors);
    ep_test_engines_add("/import/csv/conflicts", test_conflicts);
    ep_test_engines_add("/import/csv/keys", test_keys);
    ep_test_engines_add("/import/csv/hand", test_hand);
    ep_test_engines_add("/import/csv/map", test_map);
    ep_test_engines_add("/import/csv/references", test_references);
    ep_test_engines_add("/import/csv/undo", test_undo_changes);
    ep_test_engines_add("/import/csv/cancel", test_cancel);
    ep_test_engines_add("/import/csv/overtaken", test_overtaken);
    ep_test_engines_add("/import/one-door", test_one_door);
    return g_test_run();
}
