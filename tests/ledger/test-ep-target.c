/* Targets that read a CSV: what stands in it, what it cannot say, changes alone, and what the console answers. */
#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-text.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-run.h"

#define TODAY "2026-11-20"

typedef struct {
    EpTestMedia media;
    gint64 instruction, target;
    char *folder;
} TestTarget;

static TestTarget
test_open(const EpTestEngine *engine, const char *kind, const char *layout)
{
    TestTarget t = { .media = ep_test_media_open(engine->uri) };
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t.media.ledger), &ep_instruction_table, NULL, NULL);

    t.instruction = ep_record_get_id(g_ptr_array_index(all, 0));
    t.folder = g_build_filename(engine->folder, "out", NULL);
    t.target =
        ep_test_desk_make(t.media.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", kind));
    if (layout != NULL)
        ep_test_desk_do(t.media.ledger, "target.columns", t.target, ANSWERS("layout", layout));
    return t;
}

static void
test_close(TestTarget *t)
{
    ep_test_media_clear(&t->media);
    g_free(t->folder);
}

static gint64
test_try(TestTarget *t, const EpAllowlistWanted *wanted, GError **error)
{
    g_autoptr(EpRecord) record = ep_test_media_read(&t->media, "target", t->target);
    EpHow how = { .instruction = t->instruction };

    return ep_allowlist_export(t->media.ledger, record, wanted, t->folder, &how, NULL, error);
}

static gint64
test_export(TestTarget *t, gboolean delta)
{
    g_autoptr(GError) error = NULL;
    gint64 export = test_try(t, &(EpAllowlistWanted){ .date = TODAY, .delta = delta }, &error);

    g_assert_no_error(error);
    return export;
}

/* What Python's csv module reads in a file of the folder. */
static char *
test_read(TestTarget *t, const char *name, const char *encoding, const char *separator)
{
    g_autofree char *path = g_build_filename(t->folder, name, NULL);
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "ledger", "read-csv.py", NULL);

    return ep_test_run((const char *const[]){ "/usr/bin/python3", script, path, encoding, separator, NULL });
}

static void
test_assert_read(TestTarget *t, const char *name, const char *encoding, const char *expected)
{
    g_autofree char *text = test_read(t, name, encoding, "comma");

    g_assert_cmpstr(text, ==, expected);
}

static void
test_assert_missing(TestTarget *t, const char *name)
{
    g_autofree char *path = g_build_filename(t->folder, name, NULL);

    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

/* Not done, with this in the reason. */
static void
test_fails(TestTarget *t, const char *name, gint64 id, const char *const *answers, const char *reason)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t->media.ledger, name, &table, NULL);
    g_autoptr(EpRecord) record = ep_test_media_read(&t->media, table->name, id);
    g_autoptr(EpDraft) draft = ep_verb_start(verb, table, record, ep_ledger_get_operator(t->media.ledger));
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    EpHow how = { .instruction = t->instruction };
    g_autoptr(GError) error = NULL;

    g_ptr_array_add(records, record);
    for (; answers != NULL && *answers != NULL; answers += 2)
        ep_draft_set_named(draft, answers[0], answers[1]);
    g_assert_cmpint(ep_ledger_do(t->media.ledger, verb, table, records, draft, &how, NULL, NULL, &error), ==, 0);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, reason));
}

static gint64
test_allow(TestTarget *t, const char *path, const char *model)
{
    gint64 app = ep_test_media_apply(&t->media, "application.new", path, NULL), permit, medium;
    g_autofree char *text = NULL;

    if (strcmp(path, "1-1") != 0)
        ep_test_desk_do(t->media.ledger, "application_device.settle", ep_test_media_line(&t->media, app, 0),
                        ANSWERS("fallback", "sticker", "sticker", "S-7"));
    permit = ep_test_media_allow(&t->media, app);
    text = ep_test_desk_get(t->media.ledger, "permit", permit, "medium");
    medium = g_ascii_strtoll(text, NULL, 10);
    if (model != NULL)
        ep_test_desk_do(t->media.ledger, "medium.edit", medium, ANSWERS("model", model));
    return permit;
}

static void
test_assert_registration(TestTarget *t, gint64 permit, const char *field, const char *value)
{
    ep_test_desk_assert(t->media.ledger, "registration", ep_test_media_registration(&t->media, permit, t->target),
                        field, value);
}

static void
test_confirm(TestTarget *t, gint64 export)
{
    ep_test_media_be(&t->media, "mori");
    ep_test_desk_do(t->media.ledger, "export.confirm", export, NULL);
    ep_test_media_be(&t->media, "tanaka");
}

static void
test_answer(TestTarget *t, gint64 export, const char *text)
{
    g_autofree char *path = g_build_filename(t->folder, "answer.csv", NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    ep_test_desk_do(t->media.ledger, "export.answer", export, ANSWERS("answer_file", path));
}

#define PLAIN                                                                                                                            \
    "@file=list.csv\n番号=permit\n機器=model\nベンダーID=vid; upper\n製品ID=pid; upper\nシリアル=serial; required\n"       \
    "権限=rights; read=読取; read-write=読み書き\n期限=until_day\n所属=section\n端末=pcs\n使用者=users\n固定=\"USB, " \
    "許可\"\n"

static void
test_whole(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "csv", PLAIN);
    gint64 permit = test_allow(&t, "1-1", "表ソ\"A\""), export = test_export(&t, FALSE);

    test_assert_read(&t, "list.csv", "cp932",
                     "番号|機器|ベンダーID|製品ID|シリアル|権限|期限|所属|端末|使用者|固定\n"
                     "R8-周-00001-1|表ソ\"A\"|0951|1666|MADO7A31B9C4|読み書き|2027/03/31|総務課|HOST-PC-00001|山本 "
                     "花子|USB, 許可\n");
    ep_test_desk_assert(t.media.ledger, "export", export, "unexpressed", "");
    ep_test_desk_assert(t.media.ledger, "export", export, "added", "1");
    test_assert_registration(&t, permit, "state", "registered");
    test_close(&t);
}

/* What cannot be written is said by permit and character, before and after; what it cannot do without is left out. */
static void
test_unexpressed(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "csv",
                             "@file=list.csv\n番号=permit\n機器=model; longest 12; cut\nシリアル=serial; required\n");
    gint64 first = test_allow(&t, "1-1", "𠮷田の長い名前のメモリ"), second = test_allow(&t, "1-2", NULL), export;
    g_autoptr(EpRecord) target = ep_test_media_read(&t.media, "target", t.target);
    g_autoptr(EpAllowlist) list =
        ep_allowlist_new(ep_ledger_get_reader(t.media.ledger), target, &(EpAllowlistWanted){ .date = TODAY }, NULL);
    g_autofree char *before = ep_allowlist_dup_unexpressed(list), *said = ep_identity_describe(before), *text = NULL;

    g_assert_cmpstr(before, ==,
                    "no-serial R8-周-00002-1\nscope R8-周-00001-1\ncolumn-cut R8-周-00001-1 機器\n"
                    "column-replaced R8-周-00001-1 機器 𠮷");
    g_assert_nonnull(strstr(said, "〓 stands for it. (R8-周-00001-1 機器 𠮷)"));
    test_assert_missing(&t, "list.csv");
    export = test_export(&t, FALSE);
    ep_test_desk_assert(t.media.ledger, "export", export, "unexpressed", before);
    ep_test_desk_assert(t.media.ledger, "export", export, "left_out", "1");
    test_assert_read(&t, "list.csv", "cp932", "番号|機器|シリアル\nR8-周-00001-1|〓田の長い名|MADO7A31B9C4\n");
    test_assert_registration(&t, first, "state", "registered");
    test_assert_registration(&t, second, "state", "error");
    test_assert_registration(&t, second, "row_error", "no-serial");
    test_close(&t);
}

/* Reading only is no word of these columns; nor can a column that was never answered be written. */
static void
test_refused(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "csv", NULL);
    EpLedger *ledger = t.media.ledger;
    gint64 dtk =
        ep_test_desk_make(ledger, "target.new", ANSWERS("name", "DTK", "network", "lan", "kind", "systemwalker"));
    gint64 permit;
    g_autoptr(GError) error = NULL;

    test_fails(&t, "target.export", t.target, ANSWERS("folder", t.folder), "Say first which columns");
    test_fails(&t, "target.columns", t.target, ANSWERS("layout", "a=serial\nb=sreial"),
               "Columns of the file: column 2 (b): there is no “sreial”");
    test_fails(&t, "target.columns", t.media.windows, ANSWERS("layout", "a=serial"), "format is fixed");
    test_fails(&t, "target.export", dtk, ANSWERS("folder", t.folder), "column 9 (識別方法): it must not be empty");
    test_fails(&t, "target.export", t.media.windows, ANSWERS("folder", t.folder, "extent", "delta"),
               "replaces the whole list");
    ep_test_desk_do(ledger, "target.columns", t.target, ANSWERS("layout", "@file=list.csv\nシリアル=serial\n"));
    permit = ep_test_media_allow(&t.media,
                                 ep_test_media_apply(&t.media, "application.new", "1-1", ANSWERS("rights", "read")));
    test_export(&t, FALSE);
    test_assert_registration(&t, permit, "row_error", "read-only");
    g_assert_cmpint(test_try(&t, &(EpAllowlistWanted){ .date = TODAY, .delta = TRUE }, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "a list replaces the one before"));
    test_close(&t);
}

#define FLAGGED                                                                                                        \
    "@encoding=utf-8-bom\n@file=list.csv\n@deltas=column\n区分=action; added=A; changed=U; same=S; removed=D\n"      \
    "鍵=key; =\" \"\n番号=permit\n機器=model\nシリアル=serial; required\n"

/* Since the last confirmed export: an added, a changed and a removed row, each once, with the target's own keys. */
static void
test_delta(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "csv", FLAGGED);
    EpLedger *ledger = t.media.ledger;
    gint64 first = test_allow(&t, "1-1", "one"), second, export, medium;
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;

    export = test_export(&t, TRUE); /* there was none: all is new */
    test_assert_read(&t, "list.csv", "utf-8-sig", "区分|鍵|番号|機器|シリアル\nA| |R8-周-00001-1|one|MADO7A31B9C4\n");
    test_answer(&t, export, "GUID,シリアル番号\nKEY-1,mado7a31b9c4\n");
    test_assert_registration(&t, first, "target_key", "KEY-1");
    test_fails(&t, "export.confirm", export, NULL, "takes another person");
    test_confirm(&t, export);
    test_assert_registration(&t, first, "state", "confirmed");
    ep_test_desk_assert(ledger, "target", t.target, "confirmed", "R8-出-00001");
    g_assert_cmpint(test_try(&t, &(EpAllowlistWanted){ .date = TODAY, .delta = TRUE }, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "nothing changed since R8-出-00001"));

    second = test_allow(&t, "1-3", "two");
    text = ep_test_desk_get(ledger, "permit", first, "medium");
    medium = g_ascii_strtoll(text, NULL, 10);
    ep_test_desk_do(ledger, "medium.edit", medium, ANSWERS("model", "uno"));
    export = test_export(&t, TRUE);
    test_assert_read(&t, "list.csv", "utf-8-sig",
                     "区分|鍵|番号|機器|シリアル\nU|KEY-1|R8-周-00001-1|uno|MADO7A31B9C4\n"
                     "A| |R8-周-00002-1|two|MADO5C90E217\n");
    test_assert_registration(&t, first, "state", "registered"); /* to be verified anew */
    ep_test_desk_assert(ledger, "export", export, "changed", "1");
    test_confirm(&t, export);

    ep_test_desk_do(ledger, "permit.stop", first, ANSWERS("end_reason", "incident", "note", "Lost contact"));
    ep_test_desk_do(ledger, "permit.stop", second, ANSWERS("end_reason", "incident", "note", "Lost contact"));
    export = test_export(&t, TRUE); /* nobody read back the key of the second */
    test_assert_read(&t, "list.csv", "utf-8-sig",
                     "区分|鍵|番号|機器|シリアル\n"
                     "D|KEY-1|R8-周-00001-1|uno|MADO7A31B9C4\n");
    ep_test_desk_assert(ledger, "export", export, "unexpressed", "no-key R8-周-00002-1");
    test_assert_registration(&t, first, "state", "deleted");
    test_assert_registration(&t, second, "state", "to_delete");
    test_close(&t);
}

/* Compared with an export that a person chose, and as of another day: nothing moves, and the bytes are the same. */
static void
test_chosen_base(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "csv", FLAGGED);
    gint64 permit = test_allow(&t, "1-1", "one"), export = test_export(&t, FALSE);
    EpAllowlistWanted wanted = { .date = "2027-04-01", .delta = TRUE, .base = export };
    g_autofree char *path = g_build_filename(t.folder, "list.csv", NULL), *first = NULL, *second = NULL;
    g_autoptr(GError) error = NULL;

    test_answer(&t, export, "permit,key\nR8-周-00001-1,K\n");
    for (int i = 0; i < 2; i++) {
        g_assert_cmpint(test_try(&t, &wanted, &error), !=, 0);
        g_assert_no_error(error);
        g_assert_true(g_file_get_contents(path, i == 0 ? &first : &second, NULL, NULL));
    }
    g_assert_cmpstr(first, ==, second);
    test_assert_read(&t, "list.csv", "utf-8-sig",
                     "区分|鍵|番号|機器|シリアル\n"
                     "D|K|R8-周-00001-1|one|MADO7A31B9C4\n");
    test_assert_registration(&t, permit, "state", "registered");
    wanted.base = t.target; /* no export */
    g_assert_cmpint(test_try(&t, &wanted, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_NOT_FOUND);
    test_close(&t);
}

/* A file for each sort of change, and in parts of a row each. */
static void
test_files(const EpTestEngine *engine)
{
    TestTarget t =
        test_open(engine, "csv",
                  "@encoding=utf-16le-bom\n@separator=tab\n@quotes=all\n@rows=1\n@file=list.txt\n@deltas=files\n"
                  "番号=permit\nシリアル=serial; required\n");
    gint64 first = test_allow(&t, "1-1", NULL), second = test_allow(&t, "1-3", NULL), export = test_export(&t, FALSE);
    g_autofree char *one = test_read(&t, "list.txt", "utf-16", "tab"),
                    *two = test_read(&t, "list-2.txt", "utf-16", "tab"), *removed = NULL;

    g_assert_cmpstr(one, ==, "番号|シリアル\nR8-周-00001-1|MADO7A31B9C4\n");
    g_assert_cmpstr(two, ==, "番号|シリアル\nR8-周-00002-1|MADO5C90E217\n");
    test_answer(&t, export, "行番号,内容\n2,登録済みです\n9,?\n"); /* the row after the header of either file */
    test_assert_registration(&t, first, "row_error", "list.txt, row 1: 登録済みです");
    test_assert_registration(&t, second, "state", "registered");
    ep_test_desk_assert(t.media.ledger, "export", export, "refused", "1");
    ep_test_desk_assert(t.media.ledger, "export", export, "unknown", "answer.csv, line 3: no row of this export");
    test_confirm(&t, export);
    test_assert_registration(&t, first, "state", "error");
    test_assert_registration(&t, second, "state", "confirmed");
    ep_test_desk_do(t.media.ledger, "permit.stop", second, ANSWERS("end_reason", "incident", "note", "x"));
    export = test_export(&t, TRUE);
    removed = test_read(&t, "list-removed.txt", "utf-16", "tab");
    g_assert_cmpstr(removed, ==, "番号|シリアル\nR8-周-00002-1|MADO5C90E217\n");
    test_assert_missing(&t, "list-added.txt");
    ep_test_desk_assert(t.media.ledger, "export", export, "unexpressed", "in-error R8-周-00001-1");
    ep_test_desk_do(t.media.ledger, "registration.retry", ep_test_media_registration(&t.media, first, t.target), NULL);
    test_export(&t, TRUE);
    g_free(removed);
    removed = test_read(&t, "list-added.txt", "utf-16", "tab");
    g_assert_cmpstr(removed, ==, "番号|シリアル\nR8-周-00001-1|MADO7A31B9C4\n");
    test_close(&t);
}

/* A file that the console would not have leaves things as they were before it. */
static void
test_discard(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "csv", "@file=list.csv\n番号=permit\nシリアル=serial\n");
    gint64 permit = test_allow(&t, "1-1", NULL), export = test_export(&t, FALSE);

    ep_test_desk_do(t.media.ledger, "export.discard", export, ANSWERS("reason", "Wrong console"));
    test_assert_registration(&t, permit, "state", "waiting");
    test_fails(&t, "export.confirm", export, NULL, "Not taken");
    export = test_export(&t, FALSE);
    ep_test_desk_assert(t.media.ledger, "export", export, "added",
                        "1"); /* what was discarded is nothing to compare with */
    ep_test_desk_do(t.media.ledger, "permit.stop", permit, ANSWERS("end_reason", "incident", "note", "x"));
    export = test_export(&t, FALSE);
    test_assert_registration(&t, permit, "state", "deleted");
    ep_test_desk_do(t.media.ledger, "export.discard", export, ANSWERS("reason", "Wrong console"));
    test_assert_registration(&t, permit, "state", "to_delete");
    test_close(&t);
}

static void
test_bad_answer(const EpTestEngine *engine)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {
        { "名前,色\na,b\n", "no column says which row is meant" },
        { "行番号,メッセージ\n7,x\n",
          "none of its 1 rows is one of R8-出-00001: answer.csv, line 2: no row of this export" },
        { "行番号,メッセージ\nseven,x\n", "answer.csv, line 2: column 1 (行番号): Row: “seven” is not a whole number" },
        { "", "no row with column names was found" },
    };
    TestTarget t = test_open(engine, "csv", "@file=list.csv\n番号=permit\nシリアル=serial\n");
    gint64 permit = test_allow(&t, "1-1", NULL), export = test_export(&t, FALSE), policy;
    g_autofree char *path = g_build_filename(t.folder, "answer.csv", NULL);

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
        test_fails(&t, "export.answer", export, ANSWERS("answer_file", path), cases[i].reason);
    }
    test_fails(&t, "export.answer", export, ANSWERS("answer_file", "/nowhere.csv"), "/nowhere.csv");
    test_assert_registration(&t, permit, "state", "registered");
    t.target = t.media.windows;
    policy = test_export(&t, FALSE);
    test_fails(&t, "export.answer", policy, ANSWERS("answer_file", path), "has no rows");
    test_close(&t);
}

/* The published formats, as their consoles would read them. */
static void
test_published(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "systemwalker", NULL);
    EpLedger *ledger = t.media.ledger;
    gint64 ism = ep_test_desk_make(ledger, "target.new", ANSWERS("name", "ISM", "network", "lan", "kind", "ism")),
           export;
    g_autoptr(EpRecord) target = ep_test_media_read(&t.media, "target", t.target);
    g_autofree char *text = NULL;
    GString *layout;

    test_allow(&t, "1-1", NULL);
    layout =
        g_string_new("@encoding=cp932\n@file=usb-devices.csv\n@deltas=column\n"
                     "処理フラグ=action; added=\" \"; changed=U; same=U; removed=D\nGUID=key; =\" \"\n"
                     "名称=\"{model} {section}\"; required; longest 80; cut\n備考=permit\nメーカーID=vid; required\n"
                     "製品ID=pid; required\nデバイス名=model\n内蔵シリアル番号/ハードウェアID=serial; required\n"
                     "識別方法=\"1\"; required\n最終接続日=\n使用期限=until_day\n");
    ep_test_desk_do(ledger, "target.columns", t.target, ANSWERS("layout", layout->str));
    g_string_free(layout, TRUE);
    export = test_export(&t, FALSE);
    test_assert_read(
        &t, "usb-devices.csv", "cp932",
        "処理フラグ|GUID|名称|備考|メーカーID|製品ID|デバイス名|内蔵シリアル番号/"
        "ハードウェアID|識別方法|最終接続日|使用期限\n"
        " | |Counter Stick 32 総務課|R8-周-00001-1|0951|1666|Counter Stick 32|MADO7A31B9C4|1||2027/03/31\n");
    test_answer(&t, export,
                "処理フラグ,GUID,名称,備考,メーカーID,製品ID,デバイス名,内蔵シリアル番号/ハードウェアID\n"
                ",{B7D0},x,,0951,1666,x,MADO7A31B9C4\n");
    ep_test_desk_assert(ledger, "export", export, "unknown", "");
    test_export(&t, FALSE);
    test_assert_read(
        &t, "usb-devices.csv", "cp932",
        "処理フラグ|GUID|名称|備考|メーカーID|製品ID|デバイス名|内蔵シリアル番号/"
        "ハードウェアID|識別方法|最終接続日|使用期限\n"
        "U|{B7D0}|Counter Stick 32 総務課|R8-周-00001-1|0951|1666|Counter Stick 32|MADO7A31B9C4|1||2027/03/31\n");
    t.target = ism;
    test_export(&t, FALSE);
    text = test_read(&t, "ism-devices.csv", "utf-16", "tab");
    g_assert_cmpstr(text, ==,
                    "名称|ベンダーID|製品ID|シリアル番号|備考\n"
                    "Counter Stick 32 総務課|0951|1666|MADO7A31B9C4|R8-周-00001-1\n");
    test_close(&t);
}

/* A renamed target keeps its GUIDs. */
static void
test_renamed(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "defender", NULL);
    g_autofree char *path = g_build_filename(t.folder, "defender-rules.xml", NULL), *first = NULL, *second = NULL;

    test_allow(&t, "1-1", NULL);
    test_export(&t, FALSE);
    g_assert_true(g_file_get_contents(path, &first, NULL, NULL));
    ep_test_desk_do(t.media.ledger, "target.edit", t.target, ANSWERS("name", "Renamed"));
    test_export(&t, FALSE);
    g_assert_true(g_file_get_contents(path, &second, NULL, NULL));
    g_assert_cmpstr(first, ==, second);
    test_close(&t);
}

/* A policy takes the place of the one before it, and confirming it confirms what both registered. */
static void
test_superseded(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "usbguard", NULL);
    gint64 first = test_allow(&t, "1-1", NULL), older = test_export(&t, FALSE), second = test_allow(&t, "1-3", NULL);
    gint64 newer = test_export(&t, FALSE);

    ep_test_desk_assert(t.media.ledger, "export", older, "state", "kept");
    test_confirm(&t, newer);
    test_assert_registration(&t, first, "state", "confirmed");
    test_assert_registration(&t, second, "state", "confirmed");
    test_close(&t);
}

/* The counter knows beforehand what the columns cannot say. */
static void
test_limits(const EpTestEngine *engine)
{
    TestTarget t = test_open(engine, "csv", "シリアル=serial; required\n");
    gint64 app = ep_test_media_apply(&t.media, "application.new", "1-2", ANSWERS("rights", "read"));
    g_autofree char *limits =
        ep_test_desk_get(t.media.ledger, "application_device", ep_test_media_line(&t.media, app, 0), "limits");

    g_assert_nonnull(strstr(limits, "read-only Console"));
    test_close(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/target/whole", test_whole);
    ep_test_engines_add("/target/unexpressed", test_unexpressed);
    ep_test_engines_add("/target/refused", test_refused);
    ep_test_engines_add("/target/delta", test_delta);
    ep_test_engines_add("/target/chosen-base", test_chosen_base);
    ep_test_engines_add("/target/files", test_files);
    ep_test_engines_add("/target/discard", test_discard);
    ep_test_engines_add("/target/bad-answer", test_bad_answer);
    ep_test_engines_add("/target/published", test_published);
    ep_test_engines_add("/target/renamed", test_renamed);
    ep_test_engines_add("/target/superseded", test_superseded);
    ep_test_engines_add("/target/limits", test_limits);
    return g_test_run();
}
