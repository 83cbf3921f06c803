/* What the paper says: many PCs, people and devices as lists that were typed, pasted or scanned; what a network asks.
 */
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

static guint
test_count(EpTestMedia *t, const EpTable *table, gint64 app)
{
    g_autoptr(GPtrArray) lines = ep_reader_load_of(ep_ledger_get_reader(t->ledger), table, "application", app, NULL);

    return lines->len;
}

static void
test_new(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app;

    ep_test_desk_add_pc(t.ledger, "PC-00010", "lan", "used");
    ep_test_desk_add_pc(t.ledger, "PC-00011", "lan", "used");
    app = ep_test_media_apply(&t, "application.new", "1-1",
                              ANSWERS("pc_list", "PC-00010\r\nhost-pc-00011, PC-00010\n", "user_list",
                                      "鈴木 次郎\n佐藤 三郎\tsato\n\n", "device_list",
                                      "型番\tシリアル番号\tVID\tPID\nMM-U32\tMADO00000001\t0951\t1666\n"
                                      "MM-U32\tMADO00000002\t0951\t1666"));
    g_assert_cmpuint(test_count(&t, &ep_application_pc_table, app), ==, 3); /* with the fixture's own */
    g_assert_cmpuint(test_count(&t, &ep_application_user_table, app), ==, 3);
    g_assert_cmpuint(test_count(&t, &ep_application_device_table, app), ==, 3);
    ep_test_desk_assert(t.ledger, "application_device", ep_test_media_line(&t, app, 2), "grade", "individual");
    ep_test_media_clear(&t);
}

static void
test_add(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL);

    ep_test_desk_add_pc(t.ledger, "PC-00010", "lan", "used");
    ep_test_desk_do(t.ledger, "application.add", app, ANSWERS("pc_list", "PC-00001 PC-00010"));
    g_assert_cmpuint(test_count(&t, &ep_application_pc_table, app), ==, 2);
    ep_test_desk_invalid(t.ledger, "application.add", app, ANSWERS("pc_list", "PC-00001"), "Nothing to add");
    ep_test_desk_invalid(t.ledger, "application.add", app, ANSWERS("pc_list", "PC-00010\nPC-9"),
                         "List of PCs: line 2: no PC is called “PC-9”");
    ep_test_desk_invalid(t.ledger, "application.add", app, ANSWERS("device_list", "colour\nred"),
                         "List of devices: line 1, column 1: Devices applied for has no field “colour”");
    ep_test_desk_invalid(t.ledger, "application.add", app,
                         ANSWERS("device_list", "owner,serial\npublic,A1B2C3D4\nmine,X"), "line 3, column 1");
    ep_test_desk_undo(t.ledger);
    g_assert_cmpuint(test_count(&t, &ep_application_pc_table, app), ==, 1);
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_desk_refused(t.ledger, "application.add", app, ANSWERS("user_list", "x"), "Not possible while");
    ep_test_media_clear(&t);
}

static void
test_form(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app =
        ep_test_media_apply(&t, "application.new", "1-1",
                            ANSWERS("network", "business", "purpose_kind", "input", "affair", "", "erasure", ""));

    ep_test_desk_refused(
        t.ledger, "application.check", app, NULL,
        "Kind of use: this network allows only Exchange of data with others, One PC for several people");
    ep_test_desk_do(t.ledger, "application.edit", app, ANSWERS("purpose_kind", "exchange"));
    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "Affair that handles it is not filled in");
    ep_test_desk_do(t.ledger, "application.edit", app, ANSWERS("affair", "税務"));
    ep_test_desk_make(t.ledger, "form_field.new",
                      ANSWERS("field", "application.erasure", "network", "business", "asked", "asked"));
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_desk_invalid(
        t.ledger, "form_field.new", 0,
        ANSWERS("field", "application.purpose_kind", "network", "business", "asked", "required", "only", "fun"),
        "“fun” is no choice of Kind of use");
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/lists/new", test_new);
    ep_test_engines_add("/lists/add", test_add);
    ep_test_engines_add("/lists/form", test_form);
    return g_test_run();
}
