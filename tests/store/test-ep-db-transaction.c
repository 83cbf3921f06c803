#include "endpoint/store/ep-db.h"

#include <string.h>

#include "endpoint/core/ep-error.h"
#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-kill.h"

static const char *program;

static gint64
count(EpDb *db)
{
    g_autoptr(GError) error = NULL;
    gint64 n;

    ep_db_query_integer(db, "SELECT count(*) FROM act", NULL, 0, &n, &error);
    g_assert_no_error(error);
    return n;
}

static EpDb *
open_journal(const EpTestEngine *engine)
{
    EpDb *db = ep_test_engines_open(engine);

    ep_test_db_run(db, "CREATE TABLE act (seq BIGINT NOT NULL PRIMARY KEY, note TEXT)");
    return db;
}

static void
test_commit(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_journal(engine);
    g_autoptr(EpDb) other = ep_test_engines_open(engine);

    g_assert_true(ep_db_begin(db, TRUE, NULL));
    ep_test_db_run(db, "INSERT INTO act (seq) VALUES (1)");
    g_assert_cmpint(count(other), ==, 0);
    g_assert_true(ep_db_end(db, FALSE, NULL));
    g_assert_cmpint(count(db), ==, 0);
    g_assert_true(ep_db_begin(db, TRUE, NULL));
    ep_test_db_run(db, "INSERT INTO act (seq) VALUES (1)");
    g_assert_true(ep_db_end(db, TRUE, NULL));
    g_assert_cmpint(count(other), ==, 1);
}

static void
test_nesting(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_journal(engine);
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_db_end(db, TRUE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
    g_clear_error(&error);
    g_assert_true(ep_db_begin(db, TRUE, NULL));
    g_assert_false(ep_db_begin(db, FALSE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
    ep_test_db_run(db, "INSERT INTO act (seq) VALUES (1)");
    g_assert_true(ep_db_end(db, TRUE, NULL));
    g_assert_cmpint(count(db), ==, 1);
}

static void
test_failure_dooms(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_journal(engine);
    g_autoptr(GError) error = NULL;

    for (guint commit = 0; commit < 2; commit++) {
        g_assert_true(ep_db_begin(db, TRUE, NULL));
        ep_test_db_run(db, "INSERT INTO act (seq) VALUES (1)");
        g_assert_false(ep_db_query(db, "INSERT INTO act (seq) VALUES (1)", NULL, 0, 0, NULL, NULL, NULL));
        g_assert_false(ep_db_query(db, "INSERT INTO act (seq) VALUES (2)", NULL, 0, 0, NULL, NULL, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
        g_clear_error(&error);
        g_assert_cmpint(ep_db_end(db, commit, &error), ==, !commit);
        g_assert_cmpint(count(db), ==, 0);
    }
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
}

static void
test_reading(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_journal(engine);
    g_autoptr(EpDb) reader = ep_test_engines_open_with(engine, EP_DB_READ_ONLY);

    g_assert_true(ep_db_begin(reader, FALSE, NULL));
    g_assert_cmpint(count(reader), ==, 0);
    ep_test_db_run(db, "INSERT INTO act (seq) VALUES (1)");
    g_assert_cmpint(count(reader), ==, 0);
    g_assert_true(ep_db_end(reader, TRUE, NULL));
    g_assert_cmpint(count(reader), ==, 1);

    ep_test_db_assert_fails(reader, "DELETE FROM act", EP_ERROR_FAILED, "reading only");
    g_assert_false(ep_db_begin(reader, TRUE, NULL));
    g_assert_false(ep_db_script(reader, "DELETE FROM act;", NULL));
    g_assert_true(ep_db_begin(db, FALSE, NULL));
    g_assert_false(ep_db_script(db, "DELETE FROM act;", NULL));
    g_assert_false(ep_db_query(db, "DELETE FROM act", NULL, 0, 0, NULL, NULL, NULL));
    g_assert_true(ep_db_end(db, FALSE, NULL));
    g_assert_cmpint(count(reader), ==, 1);
}

static void
test_script(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_journal(engine);

    g_assert_false(ep_db_script(db, "INSERT INTO act (seq) VALUES (1); INSERT INTO nowhere (seq) VALUES (2);", NULL));
    g_assert_cmpint(count(db), ==, 0);
    g_assert_true(ep_db_script(db, "INSERT INTO act (seq) VALUES (1); ALTER TABLE act ADD COLUMN day TEXT;", NULL));
    g_assert_cmpint(count(db), ==, 1);
    ep_test_db_run(db, "SELECT day FROM act");
}

typedef struct {
    const EpTestEngine *engine;
    int started; /* atomic */
} Second;

/* Numbers without gaps: what the second writer reads is what the first has committed. */
static gpointer
write_second(gpointer user_data)
{
    Second *second = user_data;
    g_autoptr(EpDb) db = ep_test_engines_open(second->engine);

    g_atomic_int_set(&second->started, 1);
    g_assert_true(ep_db_begin(db, TRUE, NULL));
    ep_test_db_run(db, "INSERT INTO act (seq, note) SELECT max(seq) + 1, 'second' FROM act");
    g_assert_true(ep_db_end(db, TRUE, NULL));
    return NULL;
}

static void
test_write_lock(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_journal(engine);
    Second second = { .engine = engine };
    GThread *thread;

    g_assert_true(ep_db_begin(db, TRUE, NULL));
    ep_test_db_run(db, "INSERT INTO act (seq, note) VALUES (1, 'first')");
    thread = g_thread_new("second", write_second, &second);
    while (!g_atomic_int_get(&second.started))
        g_usleep(1000);
    g_usleep(100000);
    ep_test_db_run(db, "INSERT INTO act (seq, note) VALUES (2, 'first')");
    g_assert_true(ep_db_end(db, TRUE, NULL));
    g_thread_join(thread);
    g_assert_cmpint(count(db), ==, 3);
    ep_test_db_assert(db, "SELECT note FROM act WHERE seq = 3", "second");
}

static void
test_busy(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_journal(engine);
    g_autoptr(EpDb) second = ep_test_engines_open(engine);
    g_autoptr(GError) error = NULL;

    ep_test_db_run(second, engine->kind == EP_DB_SQLITE ? "PRAGMA busy_timeout = 50" : "SET lock_timeout = '50ms'");
    g_assert_true(ep_db_begin(db, TRUE, NULL));
    g_assert_false(ep_db_begin(second, TRUE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, "somebody else is writing"));
    g_assert_cmpint(count(second), ==, 0); /* readers are not held up */
    g_assert_true(ep_db_end(db, TRUE, NULL));
    g_assert_true(ep_db_begin(second, TRUE, NULL));
    g_assert_true(ep_db_end(second, TRUE, NULL));
}

/* The process that is killed. */
static int
write_until_killed(const char *uri)
{
    g_autoptr(EpDb) db = ep_db_open(uri, EP_DB_READ_WRITE, NULL);

    for (gint64 seq = 1; seq <= 1000; seq++) {
        EpValue values[] = { EP_INTEGER(2 * seq), EP_INTEGER(2 * seq + 1) };

        if (!ep_db_begin(db, TRUE, NULL) ||
            !ep_db_query(db, "INSERT INTO act (seq) VALUES ($1)", values, 1, 2, NULL, NULL, NULL))
            break;
        /* Killed with one act open and twenty whole ones behind it. */
        if (seq == 21) {
            ep_test_kill_ready();
            g_usleep(G_MAXULONG);
        }
        ep_db_end(db, TRUE, NULL);
    }
    return 1;
}

static void
test_killed(const EpTestEngine *engine)
{
    const char *const command[] = { program, "--write", engine->uri, NULL };
    g_autoptr(EpDb) db = open_journal(engine);
    g_autoptr(EpDb) again = NULL;

    ep_db_close(g_steal_pointer(&db));
    ep_test_kill(command, 0);
    again = ep_test_engines_open(engine);
    g_assert_true(ep_db_begin(again, TRUE, NULL));
    g_assert_cmpint(count(again), ==, 40);
    g_assert_true(ep_db_end(again, FALSE, NULL));
    if (engine->kind == EP_DB_SQLITE)
        ep_test_db_assert(again, "PRAGMA integrity_check", "ok");
}

static void
test_trigger(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_journal(engine);
    g_autoptr(GError) error = NULL;

    ep_test_db_run(db, "INSERT INTO act (seq) VALUES (1)");
    ep_db_script(db,
                 engine->kind == EP_DB_SQLITE
                     ? "CREATE TRIGGER act_stays BEFORE DELETE ON act BEGIN SELECT RAISE (ABORT, 'acts stay'); END;"
                     : "CREATE FUNCTION stays () RETURNS trigger LANGUAGE plpgsql AS"
                       " $$ BEGIN RAISE EXCEPTION 'acts stay'; END $$;"
                       "CREATE TRIGGER act_stays BEFORE DELETE ON act FOR EACH ROW EXECUTE FUNCTION stays ();",
                 &error);
    g_assert_no_error(error);
    g_assert_false(ep_db_query(db, "DELETE FROM act", NULL, 0, 0, NULL, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_assert_cmpstr(error->message, ==, "acts stay"); /* and nothing else */
    g_assert_cmpint(count(db), ==, 1);
}

int
main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--write") == 0)
        return write_until_killed(argv[2]);
    program = argv[0];
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/store/transaction/commit", test_commit);
    ep_test_engines_add("/store/transaction/nesting", test_nesting);
    ep_test_engines_add("/store/transaction/failure-dooms", test_failure_dooms);
    ep_test_engines_add("/store/transaction/reading", test_reading);
    ep_test_engines_add("/store/transaction/script", test_script);
    ep_test_engines_add("/store/transaction/write-lock", test_write_lock);
    ep_test_engines_add("/store/transaction/busy", test_busy);
    ep_test_engines_add("/store/transaction/killed", test_killed);
    ep_test_engines_add("/store/transaction/trigger", test_trigger);
    return g_test_run();
}
