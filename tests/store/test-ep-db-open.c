#include "endpoint/store/ep-db.h"

#include <glib/gstdio.h>
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "tests/support/ep-test-engines.h"

static char *
on_nfs(const char *path)
{
    return g_strdup("nfs4");
}

static char *
on_disk(const char *path)
{
    return g_strdup("ext4");
}

static void
test_share(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
    g_autofree char *path = g_build_filename(folder, "ledger.db", NULL);
    g_autoptr(EpDb) db = NULL;

    ep_db_set_filesystem_func(on_nfs);
    g_assert_null(ep_db_open(path, EP_DB_CREATE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "postgresql://"));
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    ep_db_set_filesystem_func(on_disk);
    db = ep_db_open(path, EP_DB_CREATE, NULL);
    g_assert_nonnull(db);
    ep_db_close(g_steal_pointer(&db));
    ep_db_set_filesystem_func(NULL);
    g_unlink(path);
    g_rmdir(folder);
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
assert_setting(EpDb *db, const char *sql, const char *expected)
{
    g_autofree char *value = ep_db_query_text(db, sql, NULL, 0, NULL);

    g_assert_cmpstr(value, ==, expected);
}

static void
test_settings(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);

    g_assert_cmpint(ep_db_get_kind(db), ==, engine->kind);
    if (engine->kind == EP_DB_SQLITE) {
        assert_setting(db, "PRAGMA journal_mode", "wal");
        assert_setting(db, "PRAGMA synchronous", "2");
        assert_setting(db, "PRAGMA foreign_keys", "1");
    } else {
        assert_setting(db, "SHOW client_encoding", "UTF8");
        assert_setting(db, "SHOW search_path", "public");
    }
}

/* More statements than are kept, twice. */
static void
test_statement_cache(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);

    for (guint i = 0; i < 600; i++) {
        g_autofree char *sql = g_strdup_printf("SELECT %u", i % 300);
        g_autofree char *expected = g_strdup_printf("%u", i % 300);

        assert_setting(db, sql, expected);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/open/share", test_share);
    g_test_add_func("/store/open/missing", test_missing);
    g_test_add_func("/store/open/password", test_password);
    ep_test_engines_add("/store/open/shown-address", test_shown_address);
    ep_test_engines_add("/store/open/settings", test_settings);
    ep_test_engines_add("/store/open/statement-cache", test_statement_cache);
    return g_test_run();
}
