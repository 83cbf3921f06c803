/* A list's row is a device: permits of it come and go, and the target keeps it as long as one is in force. */
#include <string.h>

#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-row.h"

#define WALKER                                                                                                         \
    "@encoding=utf-8-bom\n@file=list.csv\n@deltas=column\n処理フラグ=action; added=\" \"; changed=U; same=U; "    \
    "removed=D\nGUID=key; =\" \"\n備考=permit\nメーカーID=vid; required\n製品ID=pid; required\n"               \
    "内蔵シリアル番号/ハードウェアID=serial; required\n使用期限=until_day\n"
#define FILES                                                                                                          \
    "@encoding=utf-8-bom\n@file=list.csv\n@deltas=files\nVID=vid\nPID=pid\nシリアル=serial; required\n"            \
    "権限=rights; read=R; read-write=RW\n"
#define HEAD "処理フラグ|GUID|備考|メーカーID|製品ID|内蔵シリアル番号/ハードウェアID|使用期限\n"
#define STICK "0951|1666|MADO7A31B9C4"

static gint64
test_allow(EpTestRow *t, const char *const *answers)
{
    return ep_test_media_allow(&t->media, ep_test_media_apply(&t->media, "application.new", "1-1", answers));
}

static gint64
test_renew(EpTestRow *t, gint64 permit)
{
    ep_test_desk_do(t->ledger, "permit.renew", permit, NULL);
    return ep_test_desk_find(t->ledger, "permit", "renews", permit);
}

static void
test_answer_key(EpTestRow *t, gint64 export, const char *key)
{
    g_autofree char *path = g_build_filename(t->folder, "answer.csv", NULL);
    g_autofree char *text = g_strdup_printf("GUID,シリアル番号\n%s,MADO7A31B9C4\n", key);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    ep_test_desk_do(t->ledger, "export.answer", export, ANSWERS("answer_file", path));
}

/* The year ends: what was renewed stays where it is, under the key it has, whether the old permit has been put away
 * (@expired) or not. */
static void
test_renewed_key(const EpTestEngine *engine, gboolean expired)
{
    EpTestRow t = ep_test_row_open(engine, "csv", WALKER);
    gint64 first = test_allow(&t, NULL), export = ep_test_row_export(&t, "2026-11-20", FALSE), second;
    static const char *const over = "2027-04-01";

    test_answer_key(&t, export, "{B7D0}");
    ep_test_row_confirm(&t, export);
    ep_test_desk_do(t.ledger, "permit.start", first, NULL);
    second = test_renew(&t, first);
    ep_test_desk_set_day(over);
    if (expired) {
        ep_test_desk_do(t.ledger, "permit.expire", first, NULL);
        ep_test_row_assert(&t, first, "state", "deleted");
        ep_test_row_assert(&t, second, "state", "waiting");
        ep_test_row_assert(&t, second, "target_key", "{B7D0}");
        ep_test_desk_undo(t.ledger);
        ep_test_row_assert(&t, first, "state", "confirmed");
        ep_test_row_assert(&t, second, "target_key", "");
        ep_test_desk_do(t.ledger, "permit.expire", first, NULL);
    }
    export = ep_test_row_export(&t, over, TRUE);
    ep_test_row_assert_file(&t, "list.csv", HEAD "U|{B7D0}|R8-周-00001-1-2|" STICK "|2028/03/31\n");
    ep_test_row_assert_counts(&t, export, "0 1 0 0");
    ep_test_row_assert(&t, first, "state", "deleted");
    ep_test_row_assert(&t, second, "state", "registered");
    ep_test_row_assert(&t, second, "target_key", "{B7D0}");
    ep_test_row_confirm(&t, export);
    ep_test_row_assert(&t, second, "state", "confirmed");
    ep_test_desk_do(t.ledger, "permit.stop", second, ANSWERS("end_reason", "incident", "note", "Lost contact"));
    ep_test_row_assert(&t, second, "state", "to_delete");
    ep_test_row_export(&t, over, TRUE);
    ep_test_row_assert_file(&t, "list.csv", HEAD "D|{B7D0}|R8-周-00001-1-2|" STICK "|2028/03/31\n");
    ep_test_row_close(&t);
}

static void
test_renewed(const EpTestEngine *engine)
{
    test_renewed_key(engine, FALSE);
}

static void
test_renewed_and_expired(const EpTestEngine *engine)
{
    test_renewed_key(engine, TRUE);
}

/* Where nothing of a row says how long, a renewal changes nothing there; its registration follows all the same. */
static void
test_renewed_same(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "csv", FILES);
    gint64 first = test_allow(&t, NULL), export = ep_test_row_export(&t, "2026-11-20", FALSE), second;
    g_autoptr(GError) error = NULL;

    ep_test_row_confirm(&t, export);
    second = test_renew(&t, first);
    export = ep_test_row_export(&t, "2027-04-01", TRUE);
    ep_test_row_assert_counts(&t, export, "0 0 0 0");
    ep_test_row_assert_file(&t, "list-added.csv", NULL);
    ep_test_row_assert_file(&t, "list-changed.csv", NULL);
    ep_test_row_assert_file(&t, "list-removed.csv", NULL);
    ep_test_row_assert(&t, first, "state", "deleted");
    ep_test_row_assert(&t, second, "state", "registered");
    ep_test_row_confirm(&t, export);
    ep_test_row_assert(&t, second, "state", "confirmed");
    g_assert_cmpint(ep_test_row_try(&t, "2027-04-01", TRUE, &error), ==, 0);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, "nothing changed since R9-出-00001"));
    ep_test_row_close(&t);
}

/* An application that changes a permit: the device is changed there, not taken off and put in. */
static void
test_changed(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "csv", FILES);
    gint64 first = test_allow(&t, NULL), export = ep_test_row_export(&t, "2026-11-20", FALSE), app, second;
    g_autofree char *id = ep_test_media_id(first);
    gint64 line;

    ep_test_row_confirm(&t, export);
    ep_test_desk_do(t.ledger, "permit.start", first, NULL);
    ep_test_desk_set_day("2026-12-01");
    app = ep_test_media_apply(&t.media, "application.new", "1-1", ANSWERS("kind", "change", "rights", "read"));
    line = ep_test_media_line(&t.media, app, 0);
    {
        g_autofree char *about = ep_test_desk_get(t.ledger, "application_device", line, "permit");

        g_assert_cmpstr(about, ==, id);
    }
    second = ep_test_media_allow(&t.media, app);
    ep_test_desk_assert(t.ledger, "permit", first, "state", "replaced");
    ep_test_row_assert(&t, first, "state", "deleted");
    ep_test_row_assert(&t, second, "state", "waiting");
    export = ep_test_row_export(&t, "2026-12-01", TRUE);
    ep_test_row_assert_counts(&t, export, "0 1 0 0");
    ep_test_row_assert_file(&t, "list-changed.csv", "VID|PID|シリアル|権限\n" STICK "|R\n");
    ep_test_row_assert_file(&t, "list-added.csv", NULL);
    ep_test_row_assert_file(&t, "list-removed.csv", NULL);
    ep_test_row_assert(&t, second, "state", "registered");
    ep_test_row_close(&t);
}

/* Two permits of one device are one row, by the one that lets people do more; it goes when both are over. */
static void
test_two(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "csv", FILES);
    gint64 wide = test_allow(&t, NULL), narrow = test_allow(&t, ANSWERS("rights", "read"));
    gint64 export = ep_test_row_export(&t, "2026-11-20", FALSE);

    ep_test_row_assert_file(&t, "list.csv", "VID|PID|シリアル|権限\n" STICK "|RW\n");
    ep_test_desk_assert(t.ledger, "export", export, "count", "1");
    ep_test_desk_assert(t.ledger, "export", export, "unexpressed",
                        "scope R8-周-00001-1\nshadowed R8-周-00002-1 R8-周-00001-1");
    ep_test_row_assert_counts(&t, export, "1 0 0 0");
    ep_test_row_assert(&t, wide, "state", "registered");
    ep_test_row_assert(&t, narrow, "state", "registered");
    ep_test_row_confirm(&t, export);
    ep_test_row_assert(&t, narrow, "state", "confirmed");

    ep_test_desk_do(t.ledger, "permit.stop", wide, ANSWERS("end_reason", "breach"));
    ep_test_row_assert(&t, wide, "state", "deleted");
    ep_test_row_assert(&t, narrow, "state", "waiting"); /* the list lets people write still */
    export = ep_test_row_export(&t, "2026-11-20", TRUE);
    ep_test_row_assert_counts(&t, export, "0 1 0 0");
    ep_test_row_assert_file(&t, "list-changed.csv", "VID|PID|シリアル|権限\n" STICK "|R\n");
    ep_test_row_assert_file(&t, "list-removed.csv", NULL);
    ep_test_row_confirm(&t, export);

    ep_test_desk_do(t.ledger, "permit.stop", narrow, ANSWERS("end_reason", "breach"));
    ep_test_row_assert(&t, narrow, "state", "to_delete");
    export = ep_test_row_export(&t, "2026-11-20", TRUE);
    ep_test_row_assert_counts(&t, export, "0 0 1 0");
    ep_test_row_assert_file(&t, "list-removed.csv", "VID|PID|シリアル|権限\n" STICK "|R\n");
    ep_test_row_assert(&t, narrow, "state", "deleted");
    ep_test_row_close(&t);
}

/* What the console says of a row, it says of all permits behind it; its own list is as wanted with the one row. */
static void
test_two_answered(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "csv", WALKER);
    gint64 first = test_allow(&t, ANSWERS("until_day", "2026-12-31")), second = test_allow(&t, NULL);
    gint64 export = ep_test_row_export(&t, "2026-11-20", FALSE), drift;
    g_autofree char *path = g_build_filename(t.folder, "own.csv", NULL);
    g_autoptr(EpRecord) target = ep_test_media_read(&t.media, "target", t.target);
    g_autoptr(GError) error = NULL;

    ep_test_row_assert_file(&t, "list.csv", HEAD " | |R8-周-00002-1|" STICK "|2027/03/31\n");
    test_answer_key(&t, export, "{B7D0}");
    ep_test_row_assert(&t, first, "target_key", "{B7D0}");
    ep_test_row_assert(&t, second, "target_key", "{B7D0}");
    g_assert_true(g_file_set_contents(path,
                                      "GUID,シリアル番号,メーカーID,製品ID,使用期限\n"
                                      "{B7D0},MADO7A31B9C4,0951,1666,2027/03/31\n",
                                      -1, NULL));
    ep_test_media_be(&t.media, "mori");
    drift = ep_drift_run(t.ledger, target, path, NULL, NULL, &error);
    g_assert_no_error(error);
    ep_test_desk_assert(t.ledger, "drift", drift, "same", "2");
    ep_test_desk_assert(t.ledger, "drift", drift, "rights", "0");
    ep_test_row_assert(&t, first, "state", "confirmed");
    ep_test_row_assert(&t, second, "state", "confirmed");
    ep_test_row_close(&t);
}

/* What the file writes, with the console's own keys put in, and nothing else of ours. */
static void
test_read_back(EpTestRow *t, const char *own)
{
    g_autofree char *path = g_build_filename(t->folder, "console.csv", NULL);
    g_autoptr(EpRecord) target = ep_test_media_read(&t->media, "target", t->target);
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(path, own, -1, NULL));
    g_assert_cmpint(ep_drift_run(t->ledger, target, path, NULL, NULL, &error), !=, 0);
    g_assert_no_error(error);
}

#define OWN "処理フラグ,GUID,備考,メーカーID,製品ID,内蔵シリアル番号/ハードウェアID,使用期限\n"

/* Systemwalker for three rounds: its keys come with its own list, and go when it has the device no more. */
static void
test_rounds(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "systemwalker", WALKER);
    gint64 first = test_allow(&t, NULL), export = ep_test_row_export(&t, "2026-11-20", FALSE), second;

    ep_test_row_confirm(&t, export);
    ep_test_row_export(&t, "2026-11-20", FALSE);
    ep_test_row_assert_file(&t, "list.csv", HEAD); /* nobody knows its key yet */
    test_read_back(&t, OWN ",{B7D0},R8-周-00001-1,0951,1666,MADO7A31B9C4,2027/03/31\n");
    ep_test_row_assert(&t, first, "target_key", "{B7D0}");
    export = ep_test_row_export(&t, "2026-11-20", FALSE);
    ep_test_row_assert_file(&t, "list.csv", HEAD "U|{B7D0}|R8-周-00001-1|" STICK "|2027/03/31\n");
    ep_test_row_confirm(&t, export);

    second = test_renew(&t, first);
    export = ep_test_row_export(&t, "2027-04-01", TRUE);
    ep_test_row_assert_file(&t, "list.csv", HEAD "U|{B7D0}|R8-周-00001-1-2|" STICK "|2028/03/31\n");
    ep_test_row_confirm(&t, export);
    test_read_back(&t, OWN ",{C8E1},R8-周-00001-1-2,0951,1666,MADO7A31B9C4,2028/03/31\n");
    ep_test_row_assert(&t, second, "target_key", "{C8E1}"); /* the console gave it another */

    test_read_back(&t, OWN ",{0000},x,1234,abcd,NOBODY77,\n"); /* somebody took it off there */
    ep_test_row_assert(&t, second, "target_key", "");
    ep_test_desk_undo(t.ledger);
    ep_test_row_assert(&t, second, "target_key", "{C8E1}");
    ep_test_desk_do(t.ledger, "permit.stop", second, ANSWERS("end_reason", "breach"));
    ep_test_row_export(&t, "2027-04-01", TRUE);
    ep_test_row_assert_file(&t, "list.csv", HEAD "D|{C8E1}|R8-周-00001-1-2|" STICK "|2028/03/31\n");
    ep_test_row_assert(&t, second, "state", "deleted");
    ep_test_row_close(&t);
}

/* A renewal waits for its row's key as long as nobody read it. */
static void
test_renewed_keyless(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "csv", WALKER);
    gint64 first = test_allow(&t, NULL), export = ep_test_row_export(&t, "2026-11-20", FALSE), second;

    ep_test_row_confirm(&t, export);
    second = test_renew(&t, first);
    export = ep_test_row_export(&t, "2027-04-01", FALSE);
    ep_test_row_assert_file(&t, "list.csv", HEAD);
    ep_test_desk_assert(t.ledger, "export", export, "unexpressed", "scope R8-周-00001-1-2\nno-key R8-周-00001-1-2");
    ep_test_row_assert(&t, second, "state", "waiting");
    test_read_back(&t, OWN ",{B7D0},R8-周-00001-1,0951,1666,MADO7A31B9C4,2027/03/31\n");
    ep_test_row_export(&t, "2027-04-01", FALSE);
    ep_test_row_assert_file(&t, "list.csv", HEAD "U|{B7D0}|R8-周-00001-1-2|" STICK "|2028/03/31\n");
    ep_test_row_assert(&t, second, "state", "registered");
    ep_test_row_close(&t);
}

/* Policies, too: a renewed device is as before, a second permit of it is no second rule, and the last one takes it off.
 */
static void
test_policies(const EpTestEngine *engine)
{
    static const char *const kinds[] = { "registry-pol", "gpo-backup", "reg", "lgpo", "defender", "usbguard" };
    EpTestRow t = ep_test_row_open(engine, "ism", NULL);
    gint64 targets[G_N_ELEMENTS(kinds) + 1] = { t.target };
    gint64 first = test_allow(&t, ANSWERS("until_day", "2026-12-31")), second = test_allow(&t, NULL), third;

    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        targets[i + 1] = ep_test_desk_make(t.ledger, "target.new",
                                           ANSWERS("name", kinds[i], "network", "lan", "kind", kinds[i], "notice_title",
                                                   "PC desk", "notice_text", "x"));
    third = test_renew(&t, second);
    for (guint i = 0; i < G_N_ELEMENTS(targets); i++) {
        gint64 export;

        t.target = targets[i];
        ep_test_row_assert(&t, first, "state", "waiting");
        export = ep_test_row_export(&t, "2026-11-20", FALSE);
        ep_test_desk_assert(t.ledger, "export", export, "count", "1");
        ep_test_row_assert_counts(&t, export, "1 0 0 0");
        ep_test_row_assert(&t, first, "state", "registered");
        ep_test_row_confirm(&t, export);
        ep_test_row_assert(&t, second, "state", "confirmed");
        ep_test_row_assert(&t, third, "state", "waiting");
    }
    for (guint i = 0; i < G_N_ELEMENTS(targets); i++) {
        gint64 export;

        t.target = targets[i];
        export = ep_test_row_export(&t, "2027-01-04", FALSE);
        ep_test_row_assert_counts(&t, export, i == 0 ? "0 0 0 0" : "0 0 0 0");
        ep_test_row_assert(&t, first, "state", "deleted");
        ep_test_row_assert(&t, second, "state", "confirmed");
        ep_test_row_confirm(&t, export);
    }
    for (guint i = 0; i < G_N_ELEMENTS(targets); i++) {
        gint64 export;

        t.target = targets[i];
        export = ep_test_row_export(&t, "2027-04-01", FALSE);
        ep_test_desk_assert(t.ledger, "export", export, "count", "1");
        ep_test_desk_assert(t.ledger, "export", export, "added", "0");
        ep_test_desk_assert(t.ledger, "export", export, "removed", "0");
        ep_test_row_assert(&t, second, "state", "deleted");
        ep_test_row_assert(&t, third, "state", "registered");
        ep_test_row_confirm(&t, export);
    }
    ep_test_desk_do(t.ledger, "permit.stop", third, ANSWERS("end_reason", "breach"));
    for (guint i = 0; i < G_N_ELEMENTS(targets); i++) {
        gint64 export;

        t.target = targets[i];
        ep_test_row_assert(&t, third, "state", "to_delete");
        export = ep_test_row_export(&t, "2027-04-01", FALSE);
        ep_test_row_assert_counts(&t, export, "0 0 1 0");
        ep_test_row_assert(&t, third, "state", "deleted");
    }
    ep_test_row_close(&t);
}

/* What a restriction forbids is taken off a list of changes until somebody confirmed that, also after a list that the
 * console did not take. */
static void
test_barred(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "csv", FILES);
    gint64 permit = test_allow(&t, NULL), export = ep_test_row_export(&t, "2026-11-20", FALSE);
    g_autofree char *target = ep_test_media_id(t.target);
    gint64 one;

    ep_test_row_confirm(&t, export);
    one = ep_test_desk_do(
        t.ledger, "permit.restrict", permit,
        ANSWERS("target", target, "restricts", "none", "from_day", "2026-11-20", "until_day", "2027-03-31"));
    ep_test_desk_do(t.ledger, "restriction.begin", one, NULL);
    for (guint i = 0; i < 2; i++) {
        export = ep_test_row_export(&t, "2026-11-20", TRUE);
        ep_test_row_assert_counts(&t, export, "0 0 1 1");
        ep_test_row_assert_file(&t, "list-removed.csv", "VID|PID|シリアル|権限\n" STICK "|RW\n");
        ep_test_row_assert(&t, permit, "state", "waiting");
        if (i == 0)
            ep_test_desk_do(t.ledger, "export.discard", export, ANSWERS("reason", "Wrong console"));
    }
    ep_test_row_close(&t);
}

/* Sticks that only PCs tell apart: a row is the product on those PCs. */
static void
test_bound(const EpTestEngine *engine)
{
    EpTestRow t =
        ep_test_row_open(engine, "csv",
                         "@encoding=utf-8-bom\n@file=list.csv\n@deltas=files\nVID=vid\nPID=pid\nシリアル=serial\n"
                         "端末=pcs\n");
    gint64 permits[2], export;

    for (guint i = 0; i < 2; i++) {
        gint64 app = ep_test_media_apply(&t.media, "application.new", "1-2", NULL);

        ep_test_desk_do(t.ledger, "application_device.settle", ep_test_media_line(&t.media, app, 0),
                        ANSWERS("fallback", "pc"));
        permits[i] = ep_test_media_allow(&t.media, app);
    }
    export = ep_test_row_export(&t, "2026-11-20", FALSE);
    ep_test_row_assert_file(&t, "list.csv", "VID|PID|シリアル|端末\n0951|1667||HOST-PC-00001\n");
    ep_test_row_confirm(&t, export);
    ep_test_desk_do(t.ledger, "permit.stop", permits[0], ANSWERS("end_reason", "breach"));
    ep_test_row_export(&t, "2026-11-20", FALSE);
    ep_test_row_assert_file(&t, "list-removed.csv", NULL);
    ep_test_row_assert(&t, permits[0], "state", "deleted");
    ep_test_desk_do(t.ledger, "permit.stop", permits[1], ANSWERS("end_reason", "breach"));
    ep_test_row_export(&t, "2026-11-20", TRUE);
    ep_test_row_assert_file(&t, "list-removed.csv", "VID|PID|シリアル|端末\n0951|1667||HOST-PC-00001\n");
    ep_test_row_close(&t);
}

/* A target that is newer than the permits: they wait on it from the first day, and what it cannot say is an error. */
static void
test_new_target(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "usbguard", NULL);
    gint64 app = ep_test_media_apply(&t.media, "application.new", "1-1 1-3", NULL), permit, composite;

    ep_test_desk_do(t.ledger, "application_device.settle", ep_test_media_line(&t.media, app, 1),
                    ANSWERS("fallback", "sticker", "sticker", "S-7"));
    permit = ep_test_media_allow(&t.media, app);
    composite = ep_test_desk_find(t.ledger, "permit", "line", ep_test_media_line(&t.media, app, 1));
    t.target =
        ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "New", "network", "lan", "kind", "gpo-backup"));
    ep_test_desk_assert(t.ledger, "target", t.target, "waiting", "2");
    ep_test_row_export(&t, "2026-11-20", FALSE);
    ep_test_row_assert(&t, permit, "state", "registered");
    ep_test_row_assert(&t, composite, "state", "error");
    ep_test_row_assert(&t, composite, "row_error", "composite-storage");
    ep_test_desk_assert(t.ledger, "target", t.target, "waiting", "0");
    ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Typo", "network", "lan", "kind", "manual"));
    ep_test_desk_undo(t.ledger);
    ep_test_row_close(&t);
}

/* "Nothing changed" does not hide what stands in error; several answers add up, and one read twice does not. */
static void
test_errors(const EpTestEngine *engine)
{
    EpTestRow t = ep_test_row_open(engine, "csv", FILES "@rows=1\n");
    gint64 first = test_allow(&t, NULL), app, second, export;
    g_autofree char *one = g_build_filename(t.folder, "one.csv", NULL),
                    *two = g_build_filename(t.folder, "two.csv", NULL);
    g_autoptr(GError) error = NULL;

    app = ep_test_media_apply(&t.media, "application.new", "1-3", NULL);
    ep_test_desk_do(t.ledger, "application_device.settle", ep_test_media_line(&t.media, app, 0),
                    ANSWERS("fallback", "sticker", "sticker", "S-7"));
    second = ep_test_media_allow(&t.media, app);
    export = ep_test_row_export(&t, "2026-11-20", FALSE);
    g_assert_true(g_file_set_contents(one, "シリアル番号,エラー\nMADO7A31B9C4,登録済みです\nNOBODY77,?\n", -1, NULL));
    g_assert_true(g_file_set_contents(two, "シリアル番号,エラー\nMADO5C90E217,上限です\n", -1, NULL));
    ep_test_desk_do(t.ledger, "export.answer", export, ANSWERS("answer_file", one));
    ep_test_desk_do(t.ledger, "export.answer", export, ANSWERS("answer_file", two));
    ep_test_desk_assert(t.ledger, "export", export, "refused", "2");
    ep_test_desk_do(t.ledger, "export.answer", export, ANSWERS("answer_file", one));
    ep_test_desk_assert(t.ledger, "export", export, "refused", "2");
    ep_test_desk_assert(t.ledger, "export", export, "unknown", "one.csv, line 3: no row of this export");
    ep_test_row_confirm(&t, export);
    ep_test_row_assert(&t, first, "state", "error");
    ep_test_row_assert(&t, second, "state", "error");
    g_assert_cmpint(ep_test_row_try(&t, "2026-11-20", TRUE, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "2 registrations stand in error"));
    ep_test_row_close(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/allowlist-device/renewed", test_renewed);
    ep_test_engines_add("/allowlist-device/renewed-and-expired", test_renewed_and_expired);
    ep_test_engines_add("/allowlist-device/renewed-same", test_renewed_same);
    ep_test_engines_add("/allowlist-device/renewed-keyless", test_renewed_keyless);
    ep_test_engines_add("/allowlist-device/changed", test_changed);
    ep_test_engines_add("/allowlist-device/two", test_two);
    ep_test_engines_add("/allowlist-device/two-answered", test_two_answered);
    ep_test_engines_add("/allowlist-device/rounds", test_rounds);
    ep_test_engines_add("/allowlist-device/policies", test_policies);
    ep_test_engines_add("/allowlist-device/barred", test_barred);
    ep_test_engines_add("/allowlist-device/bound", test_bound);
    ep_test_engines_add("/allowlist-device/new-target", test_new_target);
    ep_test_engines_add("/allowlist-device/errors", test_errors);
    return g_test_run();
}
