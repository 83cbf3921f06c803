#include "tests/support/ep-test-engines.h"

#include <string.h>

#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-folder.h"
#include "tests/support/ep-test-pgsql.h"

typedef struct {
    EpDbKind kind;
    EpTestEngineFunc func;
} EpTestEnginesCase;

static void
ep_test_engines_run(gconstpointer data)
{
    const EpTestEnginesCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("madoguchi-test.XXXXXX", &error);
    g_autofree char *uri = NULL;

    g_assert_no_error(error);
    uri = test->kind == EP_DB_SQLITE ? g_build_filename(folder, "ledger.db", NULL) : ep_test_pgsql_new_database();
    test->func(&(EpTestEngine){ .kind = test->kind, .uri = uri, .folder = folder });
    if (test->kind == EP_DB_PGSQL)
        ep_test_pgsql_drop_database(uri);
    ep_test_folder_remove(folder);
}

void
ep_test_engines_add_one(EpDbKind kind, const char *path, EpTestEngineFunc func)
{
    static const char *const names[] = { [EP_DB_SQLITE] = "sqlite", [EP_DB_PGSQL] = "pgsql" };
    const char *rest = strchr(path + 1, '/');
    EpTestEnginesCase *test = g_new(EpTestEnginesCase, 1);
    g_autofree char *full = NULL;

    g_assert_nonnull(rest);
    full = g_strdup_printf("%.*s/%s%s", (int)(rest - path), path, names[kind], rest);
    *test = (EpTestEnginesCase){ .kind = kind, .func = func };
    g_test_add_data_func_full(full, test, ep_test_engines_run, g_free);
}

void
ep_test_engines_add(const char *path, EpTestEngineFunc func)
{
    ep_test_engines_add_one(EP_DB_SQLITE, path, func);
    ep_test_engines_add_one(EP_DB_PGSQL, path, func);
}

EpDb *
ep_test_engines_open_with(const EpTestEngine *engine, EpDbFlags flags)
{
    g_autoptr(GError) error = NULL;
    EpDb *db = ep_db_open(engine->uri, flags, &error);

    g_assert_no_error(error);
    return db;
}

EpDb *
ep_test_engines_open(const EpTestEngine *engine)
{
    return ep_test_engines_open_with(engine, EP_DB_CREATE);
}

void
ep_test_engines_settle(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open_with(engine, EP_DB_READ_WRITE);

    if (engine->kind == EP_DB_PGSQL)
        ep_test_db_run(db, "SELECT pg_terminate_backend (pid) FROM pg_stat_activity"
                           " WHERE datname = current_database () AND pid <> pg_backend_pid ()");
    while (!ep_db_begin(db, TRUE, NULL))
        g_test_message("the server is still busy");
    g_assert_true(ep_db_end(db, FALSE, NULL));
}
