#include "endpoint/store/ep-backup.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-migrate.h"
#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-folder.h"

static EpDb *
open_ledger(const EpTestEngine *engine)
{
    EpDb *db = ep_test_engines_open(engine);

    g_assert_true(ep_migrate(db, "/test/one", NULL, NULL));
    ep_test_db_run(db, "INSERT INTO section (id, name) VALUES (7, '税務課')");
    return db;
}

static void
assert_section(const char *path, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpDb) db = ep_db_open(path, EP_DB_READ_ONLY, &error);
    g_autofree char *name = NULL;

    g_assert_no_error(error);
    g_assert_true(ep_migrate_check(db, "/test/one", &error));
    name = ep_db_query_text(db, "SELECT name FROM section", NULL, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(name, ==, expected);
}

static void
assert_not_restored(const char *backup, const char *target, gboolean replace, EpError code, const char *words)
{
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_backup_restore(backup, target, replace, NULL, NULL, &error));
    g_assert_error(error, EP_ERROR, (int)code);
    if (strstr(error->message, words) == NULL)
        g_error("“%s” does not say “%s”", error->message, words);
}

static void
test_server(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_ledger(engine);
    g_autofree char *path = g_build_filename(engine->folder, "copy.db", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_backup(db, path, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "pg_dump"));
}

static void
test_there_and_back(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = NULL;
    g_autofree char *folder = g_build_filename(engine->folder, "backups", NULL);
    g_autofree char *copy = g_build_filename(folder, "copy.db", NULL);
    g_autofree char *elsewhere = g_build_filename(folder, "elsewhere.db", NULL);
    g_autofree char *kept = NULL;
    g_autoptr(GError) error = NULL;

    db = open_ledger(engine);
    g_mkdir(folder, 0700);
    for (guint i = 0; i < 2; i++) { /* the second replaces the first */
        ep_backup(db, copy, NULL, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(ep_test_folder_count(folder), ==, 1);
    }
    ep_test_db_run(db, "UPDATE section SET name = '市民課'");
    assert_section(copy, "税務課");

    g_assert_true(ep_backup_restore(copy, elsewhere, FALSE, &kept, NULL, NULL));
    g_assert_null(kept);
    assert_section(elsewhere, "税務課");
    assert_not_restored(copy, engine->uri, FALSE, EP_ERROR_REFUSED, "exists");
    assert_not_restored(copy, engine->uri, TRUE, EP_ERROR_REFUSED, "is open");
    ep_db_close(g_steal_pointer(&db));
    assert_section(engine->uri, "市民課");
    ep_backup_restore(copy, engine->uri, TRUE, &kept, NULL, &error);
    g_assert_no_error(error);
    assert_section(engine->uri, "税務課");
    assert_section(kept, "市民課");
    g_assert_cmpuint(ep_test_folder_count(engine->folder), ==, 3);
}

static void
test_places(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = NULL;
    g_autofree char *notes = g_build_filename(engine->folder, "notes.txt", NULL);
    g_autofree char *nowhere = g_build_filename(engine->folder, "no", "such", "folder.db", NULL);
    g_autofree char *content = NULL;
    g_autoptr(GError) error = NULL;

    db = open_ledger(engine);
    g_file_set_contents(notes, "会議のメモ\n", -1, NULL);
    g_assert_false(ep_backup(db, notes, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_clear_error(&error);
    g_file_get_contents(notes, &content, NULL, NULL);
    g_assert_cmpstr(content, ==, "会議のメモ\n");
    g_assert_false(ep_backup(db, engine->uri, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_clear_error(&error);
    g_assert_false(ep_backup(db, nowhere, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    assert_not_restored(notes, nowhere, FALSE, EP_ERROR_REFUSED, "not a backup");
    ep_test_db_run(db, "INSERT INTO section (id, name) VALUES (8, 'still usable')");
}

static void
test_cancel(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = NULL;
    g_autofree char *folder = g_build_filename(engine->folder, "backups", NULL);
    g_autofree char *path = g_build_filename(folder, "copy.db", NULL);
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    g_autoptr(EpProgress) progress = ep_progress_new(cancellable, NULL, NULL);
    g_autoptr(GError) error = NULL;

    db = open_ledger(engine);
    g_mkdir(folder, 0700);
    g_assert_true(ep_backup(db, path, progress, NULL));
    ep_test_db_run(db, "UPDATE section SET name = '市民課'");
    g_cancellable_cancel(cancellable);
    g_assert_false(ep_backup(db, path, progress, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
    g_assert_cmpuint(ep_test_folder_count(folder), ==, 1);
    assert_section(path, "税務課");
}

/* A reference that points to nothing, written by another program, and a page with other bytes. */
static void
test_damage(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = NULL;
    g_autofree char *copy = g_build_filename(engine->folder, "copy.db", NULL);
    g_autofree char *target = g_build_filename(engine->folder, "target.db", NULL);
    g_autoptr(GError) error = NULL;
    FILE *file;

    db = open_ledger(engine);
    g_assert_true(ep_backup(db, copy, NULL, NULL));
    ep_test_db_run(db, "PRAGMA foreign_keys = OFF");
    ep_test_db_run(db, "INSERT INTO pc (id, section) VALUES (1, 4711)");
    g_assert_false(ep_backup(db, copy, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, "table pc"));
    assert_section(copy, "税務課");

    file = g_fopen(copy, "r+b");
    fseek(file, 2 * 4096 + 8, SEEK_SET);
    for (guint i = 0; i < 3000; i++)
        fputc(0x5a, file);
    fclose(file);
    assert_not_restored(copy, target, FALSE, EP_ERROR_FAILED, "damaged");
    g_assert_false(g_file_test(target, G_FILE_TEST_EXISTS));
}

typedef struct {
    const EpTestEngine *engine;
    int stop; /* atomic */
    int written;
} Writer;

static gpointer
write_pairs(gpointer user_data)
{
    Writer *writer = user_data;
    g_autoptr(EpDb) db = ep_test_engines_open(writer->engine);

    for (gint64 id = 1000; !g_atomic_int_get(&writer->stop); id++) {
        EpValue values[] = { EP_INTEGER(id), EP_INTEGER(7) };

        g_assert_true(ep_db_begin(db, TRUE, NULL));
        g_assert_true(
            ep_db_query(db, "INSERT INTO section (id, name) VALUES ($1, 'x')", values, 1, 1, NULL, NULL, NULL));
        g_assert_true(ep_db_query(db, "INSERT INTO pc (id, section) VALUES ($1, $1)", values, 1, 1, NULL, NULL, NULL));
        g_assert_true(ep_db_end(db, TRUE, NULL));
        g_atomic_int_inc(&writer->written);
    }
    return NULL;
}

/* The desk goes on writing while the copy is made. */
static void
test_while_writing(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = NULL;
    g_autoptr(EpDb) backup = NULL;
    g_autofree char *copy = g_build_filename(engine->folder, "copy.db", NULL);
    Writer writer = { .engine = engine };
    g_autoptr(GError) error = NULL;
    gint64 difference, n;
    GThread *thread;

    db = open_ledger(engine);
    ep_test_db_run(db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                       " INSERT INTO pc (id, host) SELECT i, hex(zeroblob(20000)) FROM n");
    thread = g_thread_new("writer", write_pairs, &writer);
    while (g_atomic_int_get(&writer.written) < 5)
        g_usleep(1000);
    ep_backup(db, copy, NULL, &error);
    g_assert_no_error(error);
    g_atomic_int_set(&writer.stop, 1);
    g_thread_join(thread);
    backup = ep_db_open(copy, EP_DB_READ_ONLY, NULL);
    g_assert_true(ep_db_query_integer(backup, "SELECT (SELECT count(*) FROM section) - (SELECT count(section) FROM pc)",
                                      NULL, 0, &difference, NULL));
    g_assert_cmpint(difference, ==, 1);
    g_assert_true(ep_db_query_integer(backup, "SELECT count(section) FROM pc", NULL, 0, &n, NULL));
    g_assert_cmpint(n, >=, 5);
    g_assert_cmpint(n, <=, writer.written);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add_one(EP_DB_PGSQL, "/store/backup/server", test_server);
    ep_test_engines_add_one(EP_DB_SQLITE, "/store/backup/there-and-back", test_there_and_back);
    ep_test_engines_add_one(EP_DB_SQLITE, "/store/backup/places", test_places);
    ep_test_engines_add_one(EP_DB_SQLITE, "/store/backup/cancel", test_cancel);
    ep_test_engines_add_one(EP_DB_SQLITE, "/store/backup/damage", test_damage);
    ep_test_engines_add_one(EP_DB_SQLITE, "/store/backup/while-writing", test_while_writing);
    return g_test_run();
}
