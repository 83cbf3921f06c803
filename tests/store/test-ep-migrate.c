#include "endpoint/store/ep-migrate.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-kill.h"

#define NOW "2026-04-01T08:30:00Z"

static const char *program;

static void
migrate(EpDb *db, const char *folder)
{
    g_autoptr(GError) error = NULL;

    ep_migrate(db, folder, NULL, &error);
    g_assert_no_error(error);
}

static void
assert_refused(EpDb *db, const char *folder, EpError code, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *backup = NULL;

    g_assert_false(ep_migrate(db, folder, &backup, &error));
    g_assert_error(error, EP_ERROR, (int)code);
    g_assert_nonnull(strstr(error->message, words));
    g_assert_cmpstr(backup, ==, NULL);
}

static void
test_fresh(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    g_autoptr(EpDb) reader = NULL;
    g_autofree char *backup = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_migrate_check(db, "/test/two", &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_clear_error(&error);
    for (guint i = 0; i < 2; i++) {
        ep_migrate(db, "/test/two", &backup, &error);
        g_assert_no_error(error);
        g_assert_null(backup);
    }
    ep_test_db_assert(db, "SELECT count(*) FROM schema_version", "2");
    ep_test_db_assert(db, "SELECT name || ' ' || applied FROM schema_version WHERE version = 2", "network " NOW);
    reader = ep_test_engines_open_with(engine, EP_DB_READ_ONLY);
    g_assert_true(ep_migrate_check(reader, "/test/two", &error));
}

static void
check_backup(const char *path)
{
    g_autoptr(EpDb) db = ep_db_open(path, EP_DB_READ_ONLY, NULL);

    g_assert_nonnull(db);
    g_assert_true(ep_migrate_check(db, "/test/one", NULL));
    ep_test_db_assert(db, "SELECT host FROM pc", "PC-1");
    ep_test_db_assert(db, "SELECT count(*) FROM pragma_table_info('pc')", "3");
}

static void
test_upgrade(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    g_autofree char *backup = NULL;
    g_autoptr(GError) error = NULL;

    migrate(db, "/test/one");
    ep_test_db_run(db, "INSERT INTO section (id) VALUES (7)");
    ep_test_db_run(db, "INSERT INTO pc (id, host, section) VALUES (1, 'PC-1', 7)");
    g_assert_false(ep_migrate_check(db, "/test/two", &error));
    g_assert_nonnull(strstr(error->message, "version 1 of 2"));
    g_clear_error(&error);

    ep_migrate(db, "/test/two", &backup, &error);
    g_assert_no_error(error);
    g_assert_cmpint(backup != NULL, ==, engine->kind == EP_DB_SQLITE);
    if (backup != NULL) {
        g_assert_true(g_str_has_prefix(backup, engine->uri));
        g_assert_nonnull(strstr(backup, ".backup-v1-20260401-"));
        check_backup(backup);
    }
    ep_test_db_assert(db, "SELECT s.name FROM pc p JOIN section s ON s.id = p.section WHERE p.network IS NULL",
                      "(none)");
    ep_test_db_assert_fails(db, "INSERT INTO section (id) VALUES (8)", EP_ERROR_INVALID, NULL);
    ep_test_db_assert_fails(db, "INSERT INTO pc (id, section) VALUES (2, 9)", EP_ERROR_INVALID, NULL);
}

static void
test_newer(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    g_autoptr(GError) error = NULL;

    migrate(db, "/test/two");
    assert_refused(db, "/test/one", EP_ERROR_REFUSED, "newer Madoguchi (version 2");
    g_assert_false(ep_migrate_check(db, "/test/one", &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    ep_test_db_assert(db, "SELECT max(version) FROM schema_version", "2");
}

static void
test_foreign(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    g_autoptr(GError) error = NULL;

    /* Even one that keeps a table of the same name. */
    ep_test_db_run(db, "CREATE TABLE schema_version (version BIGINT)");
    assert_refused(db, "/test/two", EP_ERROR_REFUSED, "other program");
    g_assert_false(ep_migrate_check(db, "/test/two", &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    ep_test_db_assert(db, "SELECT count(*) FROM schema_version", "0");
}

static void
test_broken(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);

    assert_refused(db, "/test/broken", EP_ERROR_FAILED, "0003-broken: ");
    ep_test_db_assert(db, "SELECT max(version) FROM schema_version", "2");
    ep_test_db_run(db, "CREATE TABLE late (id BIGINT)");
    ep_test_db_assert_fails(db, "INSERT INTO pc (id, section) VALUES (2, 9)", EP_ERROR_INVALID, NULL);
}

static void
test_orphan(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_migrate(db, "/test/orphan", NULL, &error));
    g_assert_true(g_str_has_prefix(error->message, "0003-orphan: "));
    ep_test_db_assert(db, "SELECT max(version) FROM schema_version", "2");
    ep_test_db_assert(db, "SELECT count(*) FROM pc", "0");
}

static void
test_gap(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);

    assert_refused(db, "/test/gap", EP_ERROR_USAGE, "0002 is missing");
    g_assert_false(ep_migrate(db, "/test/no-such-folder", NULL, NULL));
    migrate(db, "/test/one");
}

static gpointer
migrate_as_well(gpointer user_data)
{
    g_autoptr(EpDb) db = ep_test_engines_open(user_data);

    migrate(db, "/test/two");
    return NULL;
}

static void
test_together(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = NULL;
    GThread *desks[4];

    for (guint i = 0; i < G_N_ELEMENTS(desks); i++)
        desks[i] = g_thread_new("desk", migrate_as_well, (gpointer)engine);
    for (guint i = 0; i < G_N_ELEMENTS(desks); i++)
        g_thread_join(desks[i]);
    db = ep_test_engines_open(engine);
    ep_test_db_assert(db, "SELECT count(*) FROM schema_version", "2");
}

/* The process that is killed. */
static int
migrate_until_killed(const char *uri)
{
    g_autoptr(EpDb) db = ep_db_open(uri, EP_DB_CREATE, NULL);

    ep_test_kill_ready();
    ep_migrate(db, "/test/two", NULL, NULL);
    return 0;
}

static void
test_killed(const EpTestEngine *engine)
{
    const char *const command[] = { program, "--migrate", engine->uri, NULL };
    g_autoptr(EpDb) db = NULL;

    for (guint i = 0; i < 12; i++)
        ep_test_kill(command, 500 * i);
    ep_test_engines_settle(engine);
    db = ep_test_engines_open(engine);
    migrate(db, "/test/two");
    ep_test_db_assert(db, "SELECT count(*) FROM schema_version", "2");
    ep_test_db_run(db, "SELECT network FROM pc");
}

static void
test_other_files(void)
{
    g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
    g_autofree char *text = g_build_filename(folder, "notes.txt", NULL);
    g_autofree char *other = g_build_filename(folder, "other.db", NULL);
    g_autofree char *before = NULL, *after = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpDb) db = NULL;
    gsize size_before, size_after;
    sqlite3 *handle = NULL;

    g_file_set_contents(text, "会議のメモ\n", -1, NULL);
    g_assert_null(ep_db_open(text, EP_DB_READ_WRITE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "not a ledger"));

    g_assert_cmpint(sqlite3_open(other, &handle), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(handle, "CREATE TABLE bookmark (url TEXT)", NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(handle);
    g_file_get_contents(other, &before, &size_before, NULL);
    db = ep_db_open(other, EP_DB_READ_WRITE, NULL);
    g_assert_nonnull(db);
    assert_refused(db, "/test/two", EP_ERROR_REFUSED, "other program");
    ep_db_close(g_steal_pointer(&db));
    g_file_get_contents(other, &after, &size_after, NULL);
    g_assert_cmpmem(before, size_before, after, size_after);
    g_unlink(text);
    g_unlink(other);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int
main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--migrate") == 0)
        return migrate_until_killed(argv[2]);
    program = argv[0];
    g_test_init(&argc, &argv, NULL);
    ep_clock_set_fixed(NOW);
    ep_test_engines_add("/store/migrate/fresh", test_fresh);
    ep_test_engines_add("/store/migrate/upgrade", test_upgrade);
    ep_test_engines_add("/store/migrate/newer", test_newer);
    ep_test_engines_add("/store/migrate/foreign", test_foreign);
    ep_test_engines_add("/store/migrate/broken", test_broken);
    ep_test_engines_add("/store/migrate/orphan", test_orphan);
    ep_test_engines_add("/store/migrate/gap", test_gap);
    ep_test_engines_add("/store/migrate/together", test_together);
    ep_test_engines_add("/store/migrate/killed", test_killed);
    g_test_add_func("/store/migrate/other-files", test_other_files);
    return g_test_run();
}
