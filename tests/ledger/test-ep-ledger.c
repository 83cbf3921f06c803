/* The mechanism end to end: verbs, acts, changes, conflict, undo, numbers, verify. Runs on both engines. */
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-history.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/store/ep-verify.h"
#include "tests/support/ep-test-engines.h"

static gint64
test_do(EpLedger *ledger, const char *name, EpRecord *record, const char *const *answers, gint64 *made, GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(ledger, name, &table, NULL);
    g_autoptr(EpDraft) draft = NULL;
    g_autoptr(GPtrArray) records = g_ptr_array_new();

    g_assert_nonnull(verb);
    draft = ep_verb_start(verb, table, record, ep_ledger_get_operator(ledger));
    for (; answers != NULL && answers[0] != NULL; answers += 2) {
        g_assert_cmpuint(ep_table_find(ep_draft_get_table(draft), answers[0]), !=, EP_NO_FIELD);
        ep_draft_set_named(draft, answers[0], answers[1]);
    }
    if (record != NULL)
        g_ptr_array_add(records, record);
    return ep_ledger_do(ledger, verb, table, records, draft, NULL, NULL, made, error);
}

static gint64
test_make_pc(EpLedger *ledger, const char *asset_number, gint64 *act)
{
    const char *answers[] = { "asset_number", asset_number, "host", "HOST-1", "network", "lan", NULL };
    g_autoptr(GError) error = NULL;
    gint64 id = 0, seq = test_do(ledger, "pc.new", NULL, answers, &id, &error);

    g_assert_no_error(error);
    g_assert_cmpint(seq, >, 0);
    if (act != NULL)
        *act = seq;
    return id;
}

static EpRecord *
test_read(EpLedger *ledger, const char *table, gint64 id)
{
    g_autoptr(GError) error = NULL;
    EpRecord *record = ep_reader_read(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, table), id, &error);

    g_assert_no_error(error);
    return record;
}

static void
test_report(const char *problem, gpointer user_data)
{
    g_test_message("%s", problem);
}

static guint
test_verify(EpLedger *ledger)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *hash = NULL;
    guint n = 0;

    g_assert_true(ep_verify(ep_ledger_get_store(ledger), test_report, NULL, NULL, &n, &hash, &error));
    g_assert_no_error(error);
    return n;
}

static void
test_make_and_edit(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    const char *rename[] = { "host", "HOST-2", NULL };
    gint64 id;
    g_autoptr(EpRecord) pc = NULL;
    g_autoptr(EpRecord) after = NULL;

    g_assert_no_error(error);
    id = test_make_pc(ledger, "PC-00001", NULL);
    pc = test_read(ledger, "pc", id);
    g_assert_cmpstr(ep_record_get_named(pc, "state"), ==, "used");
    g_assert_cmpint(test_do(ledger, "pc.edit", pc, rename, NULL, &error), ==, 2);
    g_assert_no_error(error);
    after = test_read(ledger, "pc", id);
    g_assert_cmpstr(ep_record_get_named(after, "host"), ==, "HOST-2");
    g_assert_cmpstr(ep_record_get_named(after, "hand"), ==, "host");
    g_assert_cmpint(ep_record_get_rev(after), ==, 2);
    g_assert_cmpuint(test_verify(ledger), ==, 0);
}

static void
test_undo_edit_and_creation(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    const char *rename[] = { "host", "HOST-2", NULL }, *note[] = { "note", "later", NULL };
    gint64 act = 0, id = test_make_pc(ledger, "PC-00001", &act), edit;
    g_autoptr(EpRecord) pc = test_read(ledger, "pc", id), renamed = NULL, noted = NULL, undone = NULL;
    g_autoptr(GPtrArray) left = NULL;
    g_auto(GStrv) kept = NULL;

    edit = test_do(ledger, "pc.edit", pc, rename, NULL, &error);
    renamed = test_read(ledger, "pc", id);
    test_do(ledger, "pc.edit", renamed, note, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(ep_ledger_undo(ledger, edit, NULL, NULL, NULL, &error), >, edit);
    g_assert_no_error(error);
    undone = test_read(ledger, "pc", id);
    g_assert_cmpstr(ep_record_get_named(undone, "host"), ==, "HOST-1");
    g_assert_cmpstr(ep_record_get_named(undone, "note"), ==, "later");
    g_assert_cmpint(ep_ledger_undo(ledger, edit, NULL, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_clear_error(&error);
    g_assert_cmpint(ep_ledger_undo(ledger, act, NULL, NULL, &kept, &error), >,
                    0); /* in use since: stays, and says so */
    g_assert_cmpuint(g_strv_length(kept), ==, 1);
    left = ep_reader_load(ep_ledger_get_reader(ledger), &ep_pc_table, NULL, &error);
    g_assert_cmpuint(left->len, ==, 1);
    g_assert_cmpuint(test_verify(ledger), ==, 0);
}

static void
test_undo_removes(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    gint64 act = 0;
    g_autoptr(GPtrArray) left = NULL;

    test_make_pc(ledger, "PC-00001", &act);
    g_assert_cmpint(ep_ledger_undo(ledger, act, NULL, NULL, NULL, &error), ==, 2);
    left = ep_reader_load(ep_ledger_get_reader(ledger), &ep_pc_table, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(left->len, ==, 0);
    test_make_pc(ledger, "PC-00001", NULL); /* the number is free again */
    g_assert_cmpuint(test_verify(ledger), ==, 0);
}

/* What another program does is told by the journal. */
static void
test_feed(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ours = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    g_autoptr(EpLedger) theirs = ep_ledger_open(engine->uri, FALSE, NULL, &error);
    g_autoptr(GArray) touched = g_array_new(FALSE, FALSE, sizeof(EpTouched));
    EpStore *store = ep_ledger_get_store(ours);
    gint64 seen = -1, id;

    g_assert_no_error(error);
    test_make_pc(theirs, "PC-1", NULL);
    g_assert_true(ep_store_read_touched(store, &seen, touched, &error));
    g_assert_cmpuint(touched->len, ==, 0); /* it begins with what is there */
    g_assert_cmpint(seen, ==, 1);
    id = test_make_pc(theirs, "PC-2", NULL);
    g_assert_true(ep_store_read_touched(store, &seen, touched, &error));
    g_assert_cmpuint(touched->len, ==, 1);
    g_assert_true(g_array_index(touched, EpTouched, 0).table == ep_ledger_get_table(ours, "pc"));
    g_assert_cmpint(g_array_index(touched, EpTouched, 0).id, ==, id);
    g_assert_true(ep_store_read_touched(store, &seen, touched, &error));
    g_assert_cmpuint(touched->len, ==, 1);
    g_assert_no_error(error);
}

static void
test_conflict(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    const char *rename[] = { "host", "HOST-2", NULL }, *other[] = { "host", "HOST-3", NULL },
               *place[] = { "place", "3F", NULL };
    gint64 id = test_make_pc(ledger, "PC-00001", NULL);
    g_autoptr(EpRecord) seen = test_read(ledger, "pc", id), after = NULL;

    test_do(ledger, "pc.edit", seen, rename, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(test_do(ledger, "pc.edit", seen, other, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_CONFLICT);
    g_clear_error(&error);
    g_assert_cmpint(test_do(ledger, "pc.edit", seen, place, NULL, &error), >, 0); /* another field: taken over */
    after = test_read(ledger, "pc", id);
    g_assert_cmpstr(ep_record_get_named(after, "host"), ==, "HOST-2");
    g_assert_cmpstr(ep_record_get_named(after, "place"), ==, "3F");
}

static void
test_refusal_and_numbers(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    const char *instruction[] = { "instructor", "Yamada", "subject", "replace old PCs", NULL };
    gint64 id = test_make_pc(ledger, "PC-00001", NULL), first = 0, second = 0;
    g_autoptr(EpRecord) pc = test_read(ledger, "pc", id), one = NULL, two = NULL;
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    EpTable *table;
    const EpVerb *retire = ep_ledger_find_verb(ledger, "pc.retire", &table, NULL);
    g_autoptr(GPtrArray) acts = NULL;
    const EpHistoryAct *undo;
    EpHow how = { 0 };
    gint64 seq;

    g_ptr_array_add(records, pc);
    g_assert_cmpint(ep_ledger_do(ledger, retire, table, records, NULL, NULL, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED); /* no instruction */
    g_clear_error(&error);
    g_assert_cmpint(test_do(ledger, "instruction.new", NULL, NULL, &first, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID); /* required answers */
    g_clear_error(&error);
    test_do(ledger, "instruction.new", NULL, instruction, &first, &error);
    test_do(ledger, "instruction.new", NULL, instruction, &second, &error);
    g_assert_no_error(error);
    one = test_read(ledger, "instruction", first);
    two = test_read(ledger, "instruction", second);
    g_assert_cmpstr(ep_record_get_named(one, "number"), ==, "R8-指-00001");
    g_assert_cmpstr(ep_record_get_named(two, "number"), ==, "R8-指-00002");
    how.instruction = first;
    seq = ep_ledger_do(ledger, retire, table, records, NULL, &how, NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(ep_ledger_do(ledger, retire, table, records, NULL, &how, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED); /* retired already: the state is read again under the lock */
    g_clear_error(&error);
    g_assert_cmpint(ep_ledger_undo(ledger, seq, &how, NULL, NULL, &error), >, 0);
    g_assert_no_error(error);
    acts = ep_history_load(ep_ledger_get_reader(ledger), table, id, &error);
    g_assert_no_error(error);
    undo = g_ptr_array_index(acts, 0);
    g_assert_cmpint(undo->undoes, >, 0);
    g_assert_cmpstr(undo->instruction, ==, "R8-指-00001"); /* taking back rests on it, too */
    g_assert_cmpuint(test_verify(ledger), ==, 0);
}

static void
test_backdated(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    const char *instruction[] = { "instructor", "Yamada", "subject", "replace old PCs", NULL };
    gint64 id = test_make_pc(ledger, "PC-00001", NULL), ground = 0;
    g_autoptr(EpRecord) pc = test_read(ledger, "pc", id);
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    EpTable *table;
    const EpVerb *retire = ep_ledger_find_verb(ledger, "pc.retire", &table, NULL);
    EpHow how = { .day = "2026-11-19" };

    test_do(ledger, "instruction.new", NULL, instruction, &ground, &error);
    g_assert_no_error(error);
    how.instruction = ground;
    g_ptr_array_add(records, pc);
    g_assert_cmpint(ep_ledger_do(ledger, retire, table, records, NULL, &how, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED); /* the day before it came into the ledger */
    g_clear_error(&error);
    how.day = "2026-11-21";
    g_assert_cmpint(ep_ledger_do(ledger, retire, table, records, NULL, &how, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED); /* tomorrow */
    g_clear_error(&error);
    ep_clock_set_fixed("2026-11-24T05:00:00Z");
    how.day = "2026-11-20";
    g_assert_cmpint(ep_ledger_do(ledger, retire, table, records, NULL, &how, NULL, NULL, &error), >, 0);
    g_assert_no_error(error);
    ep_clock_set_fixed("2026-11-20T05:00:00Z");
}

static void
test_tampering(const EpTestEngine *engine)
{
    static const char *const harm[] = {
        "UPDATE pc SET host = 'EVIL'",
        "DROP TRIGGER act_no_update; UPDATE act SET verb = 'pc.retire' WHERE seq = 2",
        "DROP TRIGGER change_no_update; UPDATE change SET fields = 'x' WHERE seq = 2",
        "DROP TRIGGER change_no_update; UPDATE change SET act = 1 WHERE seq = 2",
        "DROP TRIGGER act_no_update; UPDATE act SET note = NULL, salt = NULL, day = '2026-11-19' WHERE seq = 2",
        "UPDATE act SET note = NULL, salt = NULL WHERE seq = 2", /* what the trigger lets pass */
        "DROP TRIGGER change_no_update; UPDATE change SET fields = NULL, salt = NULL, state_to = 'lost' WHERE seq = 2",
        "DROP TRIGGER act_no_delete; DELETE FROM act WHERE seq = 1",
        "DROP TRIGGER act_no_delete; DELETE FROM act WHERE seq = 2",
        "DROP TRIGGER change_no_delete; UPDATE pc SET rev = 1; DELETE FROM change WHERE seq = 2",
        ("DROP TRIGGER act_no_update; UPDATE act SET seq = 9 WHERE seq = 1; UPDATE act SET seq = 1 WHERE seq = 2;"
         "UPDATE act SET seq = 2 WHERE seq = 9"),
        "INSERT INTO pc (id, rev, asset_number) VALUES (5, 1, 'PC-99999')",
        "DELETE FROM pc WHERE asset_number = 'PC-00001'",
    };

    if (engine->kind == EP_DB_PGSQL)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(harm); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_strdup_printf("%s-%u", engine->uri, i);
        g_autoptr(EpLedger) ledger = ep_ledger_open(path, TRUE, NULL, &error);
        g_autoptr(EpDb) db = NULL;

        g_assert_no_error(error);
        test_make_pc(ledger, "PC-00001", NULL);
        test_make_pc(ledger, "PC-00002", NULL);
        g_assert_cmpuint(test_verify(ledger), ==, 0);
        db = ep_db_open(path, EP_DB_READ_WRITE, &error);
        g_assert_true(ep_db_script(db, harm[i], &error));
        g_assert_cmpuint(test_verify(ledger), >, 0);
    }
}

typedef struct {
    EpLedger *other;
    guint told;
} Meanwhile;

static void
test_work_meanwhile(const char *problem, gpointer user_data)
{
    Meanwhile *meanwhile = user_data;

    g_test_message("%s", problem);
    if (meanwhile->told++ == 0)
        test_make_pc(meanwhile->other, "PC-00002", NULL);
}

/* Another desk at work while the journal is read is no fault. */
static void
test_verify_meanwhile(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    g_autoptr(EpLedger) other = ep_ledger_open(engine->uri, FALSE, NULL, &error);
    g_autoptr(EpDb) db = ep_test_engines_open_with(engine, EP_DB_READ_WRITE);
    Meanwhile meanwhile = { .other = other };
    guint n = 0;

    test_make_pc(ledger, "PC-00001", NULL);
    g_assert_true(ep_db_script(db, "UPDATE act SET note = NULL, salt = NULL WHERE seq = 1;", &error));
    g_assert_true(ep_verify(ep_ledger_get_store(ledger), test_work_meanwhile, &meanwhile, NULL, &n, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(meanwhile.told, ==, 1);
    g_assert_cmpuint(n, ==, 1);
    g_assert_true(ep_verify(ep_ledger_get_store(ledger), test_work_meanwhile, &meanwhile, NULL, &n, NULL, &error));
    g_assert_cmpuint(n, ==, 1);
}

/* Before any other ledger was opened: a person tries again. */
static void
test_no_ledger_again(void)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "madoguchi-no-such-folder", "no.ledger", NULL);

    for (int i = 0; i < 3; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(EpLedger) ledger = ep_ledger_open(path, FALSE, NULL, &error);

        g_assert_null(ledger);
        g_assert_error(error, EP_ERROR, EP_ERROR_NOT_FOUND);
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_clock_set_fixed("2026-11-20T05:00:00Z");
    g_test_add_func("/ledger/no-ledger-again", test_no_ledger_again);
    ep_test_engines_add("/ledger/make-and-edit", test_make_and_edit);
    ep_test_engines_add("/ledger/undo", test_undo_edit_and_creation);
    ep_test_engines_add("/ledger/undo-removes", test_undo_removes);
    ep_test_engines_add("/ledger/feed", test_feed);
    ep_test_engines_add("/ledger/conflict", test_conflict);
    ep_test_engines_add("/ledger/refusal-and-numbers", test_refusal_and_numbers);
    ep_test_engines_add("/ledger/backdated", test_backdated);
    ep_test_engines_add("/ledger/tampering", test_tampering);
    ep_test_engines_add("/ledger/verify-meanwhile", test_verify_meanwhile);
    return g_test_run();
}
