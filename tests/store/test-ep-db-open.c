#include "endpoint/store/ep-db.h"

#include <sqlite3.h>
#include <glib/gstdio.h>
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-db-private.h"
#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-engines.h"

static const char *pretended;

static char *
pretend(const char *path)
{
    return g_strdup(pretended);
}

static void
test_share(void)
{
    static const char *const shares[] = { "nfs", "nfs4", "cifs", "smb2", "9p", "ceph", "fuse.sshfs", "remote" };
    g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
    g_autofree char *path = g_build_filename(folder, "ledger.db", NULL);
    g_autoptr(EpDb) db = NULL;

    ep_db_filesystem_set_func(pretend);
    for (guint i = 0; i < G_N_ELEMENTS(shares); i++) {
        g_autoptr(GError) error = NULL;

        pretended = shares[i];
        g_assert_null(ep_db_open(path, EP_DB_CREATE, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
        g_assert_nonnull(strstr(error->message, "postgresql://"));
        g_assert_nonnull(strstr(error->message, shares[i]));
        g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    }
    pretended = "ext4";
    db = ep_db_open(path, EP_DB_CREATE, NULL);
    g_assert_nonnull(db);
    ep_db_close(g_steal_pointer(&db));
    ep_db_filesystem_set_func(NULL);
    g_unlink(path);
    g_rmdir(folder);
}

/* What the system itself says: of a folder, and of a file that is still to be made in it. */
static void
test_filesystem_type(void)
{
    g_autofree char *folder = ep_db_filesystem_type(g_get_tmp_dir());
    g_autofree char *inside = g_build_filename(g_get_tmp_dir(), "no", "such", "ledger.db", NULL);
    g_autofree char *file = ep_db_filesystem_type(inside);

    g_assert_nonnull(folder);
    g_assert_cmpstr(file, ==, folder);
}

static void
test_missing(void)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(ep_db_open("/nonexistent/ledger.db", EP_DB_READ_WRITE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_NOT_FOUND);
    g_clear_error(&error);
    g_assert_null(ep_db_open("mysql://server/ledger", EP_DB_READ_WRITE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
    g_clear_error(&error);
    g_assert_null(ep_db_open("", EP_DB_READ_WRITE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
}

static void
test_password(void)
{
    static const char *const uris[] = {
        "postgresql://desk:himitsu@/ledger?host=%2Fnonexistent",
        "postgresql:///ledger?user=desk&password=himitsu&host=%2Fnonexistent",
        "postgresql://desk:himitsu@[broken",
    };

    for (guint i = 0; i < G_N_ELEMENTS(uris); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(ep_db_open(uris[i], EP_DB_READ_WRITE, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
        g_assert_null(strstr(error->message, "himitsu"));
        g_assert_nonnull(strstr(error->message, "postgresql://"));
    }
}

static void
test_shown_address(const EpTestEngine *engine)
{
    g_autofree char *uri = NULL;
    g_autoptr(EpDb) db = NULL;

    if (engine->kind == EP_DB_SQLITE) {
        db = ep_test_engines_open(engine);
        g_assert_cmpstr(ep_db_get_uri(db), ==, engine->uri);
        return;
    }
    uri = g_strconcat(engine->uri, "&password=himitsu", NULL);
    db = ep_db_open(uri, EP_DB_READ_WRITE, NULL);
    g_assert_nonnull(db);
    g_assert_nonnull(strstr(ep_db_get_uri(db), "host="));
    g_assert_null(strstr(ep_db_get_uri(db), "himitsu"));
}

static void
test_settings(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);

    g_assert_cmpint(ep_db_get_kind(db), ==, engine->kind);
    if (engine->kind == EP_DB_SQLITE) {
        ep_test_db_assert(db, "PRAGMA journal_mode", "wal");
        ep_test_db_assert(db, "PRAGMA synchronous", "2");
        ep_test_db_assert(db, "PRAGMA foreign_keys", "1");
    } else {
        ep_test_db_assert(db, "SHOW client_encoding", "UTF8");
        ep_test_db_assert(db, "SHOW search_path", "public");
    }
}

/* A damaged file names things as no text does; the message is one all the same. */
static void
test_words_of_damage(const EpTestEngine *engine)
{
    static const char harm[] =
        "CREATE TABLE thing (a INTEGER); CREATE INDEX i ON thing (a); PRAGMA writable_schema = ON;"
        "UPDATE sqlite_schema SET sql = CAST (x'43524541544520494e4445582069204f4e20f020286129' AS TEXT) WHERE name = "
        "'i'";
    g_autoptr(EpDb) again = NULL;
    g_autoptr(GError) error = NULL;
    sqlite3 *handle;

    if (engine->kind != EP_DB_SQLITE)
        return;
    g_assert_cmpint(sqlite3_open(engine->uri, &handle), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(handle, harm, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(handle);
    again = ep_db_open(engine->uri, EP_DB_READ_WRITE, &error);
    g_assert_true(again == NULL || !ep_db_script(again, "SELECT * FROM thing", &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

/* More statements than are kept, twice. */
static void
test_statement_cache(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);

    for (guint i = 0; i < 600; i++) {
        g_autofree char *sql = g_strdup_printf("SELECT %u", i % 300);
        g_autofree char *expected = g_strdup_printf("%u", i % 300);

        ep_test_db_assert(db, sql, expected);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/open/share", test_share);
    g_test_add_func("/store/open/filesystem-type", test_filesystem_type);
    g_test_add_func("/store/open/missing", test_missing);
    g_test_add_func("/store/open/password", test_password);
    ep_test_engines_add("/store/open/shown-address", test_shown_address);
    ep_test_engines_add("/store/open/settings", test_settings);
    ep_test_engines_add("/store/open/words-of-damage", test_words_of_damage);
    ep_test_engines_add("/store/open/statement-cache", test_statement_cache);
    return g_test_run();
}
