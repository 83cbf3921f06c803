/* A database server that goes away in the middle of the day, and comes back. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-desk.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-pgsql.h"

static void
restart(void)
{
    ep_test_pgsql_order("stop");
    ep_test_pgsql_order("start");
}

static guint
count_pcs(EpLedger *ledger, GError **error)
{
    g_autoptr(GPtrArray) all =
        ep_reader_load(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, "pc"), NULL, error);

    return all != NULL ? all->len : 0;
}

static void
assert_pcs(EpLedger *ledger, guint n)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpuint(count_pcs(ledger, &error), ==, n);
    g_assert_no_error(error);
}

static void
assert_touched(EpLedger *ledger, gint64 *seen, guint n)
{
    g_autoptr(GArray) touched = g_array_new(FALSE, FALSE, sizeof(EpTouched));
    g_autoptr(GError) error = NULL;

    ep_store_read_touched(ep_ledger_get_store(ledger), seen, touched, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(touched->len, ==, n);
}

/* Nobody looks away from the screen for it: the next thing read and the next thing done find the new server. */
static void
test_between(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    gint64 seen = -1;

    ep_test_desk_add_pc(ledger, "PC-00001", "lan", "used");
    assert_touched(ledger, &seen, 0);
    for (guint i = 0; i < 2; i++) {
        restart();
        assert_pcs(ledger, 1);
    }
    ep_test_desk_add_pc(ledger, "PC-00002", "lan", "used");
    assert_pcs(ledger, 2);
    restart();
    ep_test_desk_add_pc(ledger, "PC-00003", "lan", "used");
    assert_touched(ledger, &seen, 2);
    ep_test_desk_verify(ledger);
}

/* While it is down, both say that it is, and that the work goes on; the same deed is done afterwards. */
static void
test_down(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    const char *const *answers = ANSWERS("asset_number", "PC-00001", "network", "lan");
    g_autoptr(GError) error = NULL;
    gint64 made = 0, seen = -1;

    assert_touched(ledger, &seen, 0);
    ep_test_pgsql_order("stop");
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpint(ep_test_desk_try(ledger, "pc.new", 0, answers, &made, &error), ==, 0);
        g_assert_error(error, EP_ERROR, EP_ERROR_LOST);
        g_assert_nonnull(strstr(error->message, "as soon as it is back"));
        g_assert_null(strchr(error->message, '\n'));
        g_clear_error(&error);
        count_pcs(ledger, &error);
        g_assert_error(error, EP_ERROR, EP_ERROR_LOST);
        g_clear_error(&error);
    }
    ep_test_pgsql_order("start");
    assert_pcs(ledger, 0);
    ep_test_desk_try(ledger, "pc.new", 0, answers, &made, &error);
    g_assert_no_error(error);
    assert_pcs(ledger, 1);
    assert_touched(ledger, &seen, 1);
    ep_test_desk_verify(ledger);
}

/* What had been sent is as if it had not been; the reader still cannot write. */
static void
test_within(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    g_autoptr(EpDb) reader = ep_test_engines_open_with(engine, EP_DB_READ_ONLY);
    const EpValue values[] = { EP_INTEGER(1), EP_INTEGER(2), EP_INTEGER(3) };
    g_autoptr(GError) error = NULL;

    ep_test_db_run(db, "CREATE TABLE act (seq BIGINT NOT NULL PRIMARY KEY)");
    for (gsize n = 1; n <= G_N_ELEMENTS(values); n += 2) {
        g_assert_true(ep_db_begin(db, TRUE, NULL));
        g_assert_true(ep_db_query(db, "INSERT INTO act (seq) VALUES ($1)", values, 1, n, NULL, NULL, NULL));
        restart();
        g_assert_false(ep_db_query(db, "INSERT INTO act (seq) VALUES ($1)", values, 1, n, NULL, NULL, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_LOST);
        g_clear_error(&error);
        ep_db_end(db, FALSE, NULL);
        ep_test_db_assert(reader, "SELECT count(*) FROM act", "0");
        ep_test_db_assert_fails(reader, "DELETE FROM act", EP_ERROR_FAILED, "reading only");
        g_assert_true(ep_db_query(db, "INSERT INTO act (seq) VALUES ($1)", values, 1, n, NULL, NULL, NULL));
        ep_test_db_run(db, "DELETE FROM act");
    }
}

/* The server ends the connection in the middle of a commit, before it is one. */
static void
test_commit_undone(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    const char *const *answers = ANSWERS("asset_number", "PC-00001", "network", "lan");
    g_autoptr(GError) error = NULL;
    gint64 made = 0;

    g_assert_true(ep_db_script(db,
                               "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $x$ BEGIN"
                               " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $x$;"
                               "CREATE CONSTRAINT TRIGGER leave AFTER INSERT ON act DEFERRABLE INITIALLY DEFERRED"
                               " FOR EACH ROW EXECUTE FUNCTION leave();",
                               NULL));
    g_assert_cmpint(ep_test_desk_try(ledger, "pc.new", 0, answers, &made, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_LOST);
    g_assert_null(strstr(error->message, "not known")); /* it was asked */
    g_clear_error(&error);
    assert_pcs(ledger, 0);
    ep_test_db_run(db, "DROP TRIGGER leave ON act");
    ep_test_desk_try(ledger, "pc.new", 0, answers, &made, &error);
    g_assert_no_error(error);
    assert_pcs(ledger, 1);
    ep_test_desk_verify(ledger);
}

static int done; /* the act is written, or said to be lost */

/* A commit that waits for another server's receipt is written here already. Returns whether one was ended. */
static gpointer
end_commit(gpointer user_data)
{
    g_autoptr(EpDb) db = ep_test_engines_open(user_data);
    g_autofree char *ended = NULL;

    while (g_strcmp0(ended, "1") != 0 && !g_atomic_int_get(&done)) {
        g_free(ended);
        ended = ep_test_db_text(db, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                    " WHERE datname = current_database() AND wait_event = 'SyncRep'");
    }
    return GINT_TO_POINTER(g_strcmp0(ended, "1") == 0);
}

/* Acts until one waits: a server takes new settings a moment after it is told to. */
static guint
do_until_ended(EpLedger *ledger, const EpTestEngine *engine)
{
    gboolean ended = FALSE;
    guint n = 0;

    for (; !ended && n < 1000; n++) {
        g_autofree char *number = g_strdup_printf("PC-%05u", n + 2);
        GThread *other;

        g_atomic_int_set(&done, FALSE);
        other = g_thread_new("other", end_commit, (gpointer)engine);
        ep_test_desk_make(ledger, "pc.new", ANSWERS("asset_number", number, "network", "lan"));
        g_atomic_int_set(&done, TRUE);
        ended = g_thread_join(other) != NULL;
    }
    g_assert_true(ended);
    return n;
}

static void
test_commit_kept(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    g_autofree char *database = ep_test_db_text(db, "SELECT current_database()");
    g_autofree char *wait = g_strdup_printf("ALTER DATABASE %s SET synchronous_commit = on", database);
    g_autoptr(EpLedger) ledger = NULL;
    guint n;

    ep_test_db_run(db, wait);
    ledger = ep_test_desk_open(engine->uri);
    ep_test_desk_add_pc(ledger, "PC-00001", "lan", "used");
    ep_test_db_run(db, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    ep_test_db_run(db, "SELECT pg_reload_conf()");
    n = do_until_ended(ledger, engine);
    ep_test_db_run(db, "ALTER SYSTEM RESET synchronous_standby_names");
    ep_test_db_run(db, "SELECT pg_reload_conf()");
    assert_pcs(ledger, n + 1);
    ep_test_desk_verify(ledger);
}

static void
assert_feed_fails(EpLedger *ledger, gint64 *seen, int code, const char *words)
{
    g_autoptr(GArray) touched = g_array_new(FALSE, FALSE, sizeof(EpTouched));
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_store_read_touched(ep_ledger_get_store(ledger), seen, touched, &error));
    g_assert_error(error, EP_ERROR, code);
    g_assert_nonnull(strstr(error->message, words));
}

static void
assert_deed_fails(EpLedger *ledger, int code, const char *words)
{
    const char *const *answers = ANSWERS("asset_number", "PC-00009", "network", "lan");
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(ep_test_desk_try(ledger, "pc.new", 0, answers, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, code);
    g_assert_nonnull(strstr(error->message, words));
}

/* Another desk's new version brings the ledger up, while it is open here or while the server was away: nothing is
 * written with the old idea of its tables, however often it is tried. */
static void
test_brought_up(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    gint64 seen = -1;

    ep_test_desk_add_pc(ledger, "PC-00001", "lan", "used");
    assert_touched(ledger, &seen, 0);
    ep_test_db_run(db, "INSERT INTO schema_version (version, name, applied) VALUES (9000, 'later', '2027')");
    if (engine->kind == EP_DB_PGSQL)
        restart();
    for (guint i = 0; i < 2; i++) {
        assert_deed_fails(ledger, EP_ERROR_FAILED, "close this window and start the new version");
        assert_feed_fails(ledger, &seen, EP_ERROR_FAILED, "close this window and start the new version");
    }
    ep_test_db_run(db, "DELETE FROM schema_version WHERE version > 10");
    assert_deed_fails(ledger, EP_ERROR_FAILED, "older Madoguchi");
    assert_feed_fails(ledger, &seen, EP_ERROR_FAILED, "older Madoguchi");
    assert_pcs(ledger, 1);
}

/* The database's administrator puts a backup back. It is said once to who reads and once to who writes; then both go
 * on from what there is, although the other journal has gone on meanwhile, too. */
static void
test_restored(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    gint64 seen = -1;

    ep_test_desk_add_pc(ledger, "PC-00001", "lan", "used");
    assert_touched(ledger, &seen, 0);
    ep_test_pgsql_back_up(engine->uri);
    ep_test_desk_add_pc(ledger, "PC-00002", "lan", "used");
    assert_touched(ledger, &seen, 1);
    ep_test_pgsql_restore(engine->uri);
    for (guint i = 0; i < 2; i++) {
        g_autofree char *number = g_strdup_printf("PC-0010%u", i);
        g_autoptr(EpLedger) other = ep_test_desk_open(engine->uri);

        ep_test_desk_add_pc(other, number, "lan", "used");
    }
    assert_deed_fails(ledger, EP_ERROR_RESTORED, "put back to an earlier state");
    assert_feed_fails(ledger, &seen, EP_ERROR_RESTORED, "put back to an earlier state");
    assert_touched(ledger, &seen, 0);
    assert_pcs(ledger, 3);
    ep_test_desk_add_pc(ledger, "PC-00003", "lan", "used");
    assert_touched(ledger, &seen, 1);
    ep_test_desk_verify(ledger);
}

/* What lies behind the backup is not missed: the server came back with all that is known here. */
static void
test_same(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    gint64 seen = -1;

    ep_test_desk_add_pc(ledger, "PC-00001", "lan", "used");
    assert_touched(ledger, &seen, 0);
    ep_test_pgsql_back_up(engine->uri);
    ep_test_pgsql_restore(engine->uri);
    assert_touched(ledger, &seen, 0);
    ep_test_desk_add_pc(ledger, "PC-00002", "lan", "used");
    assert_touched(ledger, &seen, 1);
    ep_test_desk_verify(ledger);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add_one(EP_DB_PGSQL, "/lost/between", test_between);
    ep_test_engines_add_one(EP_DB_PGSQL, "/lost/down", test_down);
    ep_test_engines_add_one(EP_DB_PGSQL, "/lost/within", test_within);
    ep_test_engines_add_one(EP_DB_PGSQL, "/lost/commit-undone", test_commit_undone);
    ep_test_engines_add_one(EP_DB_PGSQL, "/lost/commit-kept", test_commit_kept);
    ep_test_engines_add("/lost/brought-up", test_brought_up);
    ep_test_engines_add_one(EP_DB_PGSQL, "/lost/restored", test_restored);
    ep_test_engines_add_one(EP_DB_PGSQL, "/lost/same", test_same);
    return g_test_run();
}
