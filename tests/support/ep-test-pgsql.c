#include "tests/support/ep-test-pgsql.h"

#include <string.h>

#include "endpoint/store/ep-db.h"
#include "tests/support/ep-test-pgsql-private.h"

static char *
ep_test_pgsql_get_uri(const char *database)
{
    return g_strdup_printf("postgresql://test@/%s?%s", database, ep_test_pgsql_get_server());
}

static void
ep_test_pgsql_administer(const char *sql)
{
    g_autofree char *uri = ep_test_pgsql_get_uri("postgres");
    g_autoptr(GError) error = NULL;
    g_autoptr(EpDb) db = ep_db_open(uri, EP_DB_READ_WRITE, &error);

    g_assert_no_error(error);
    ep_db_query(db, sql, NULL, 0, 0, NULL, NULL, &error);
    g_assert_no_error(error);
}

char *
ep_test_pgsql_new_database(void)
{
    g_autofree char *name = g_strdup_printf("t%08x%08x", g_random_int(), g_random_int());
    g_autofree char *sql = g_strdup_printf("CREATE DATABASE %s", name);

    ep_test_pgsql_administer(sql);
    return ep_test_pgsql_get_uri(name);
}

static char *
ep_test_pgsql_dup_name(const char *uri)
{
    const char *name = strstr(uri, "@/") + 2;

    return g_strndup(name, strcspn(name, "?"));
}

void
ep_test_pgsql_drop_database(const char *uri)
{
    g_autofree char *name = ep_test_pgsql_dup_name(uri);
    g_autofree char *sql = g_strdup_printf("DROP DATABASE %s WITH (FORCE)", name);

    ep_test_pgsql_administer(sql);
}

void
ep_test_pgsql_back_up(const char *uri)
{
    g_autofree char *name = ep_test_pgsql_dup_name(uri);
    g_autofree char *out = g_strdup_printf(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '%s'", name);
    g_autofree char *copy = g_strdup_printf("CREATE DATABASE %s_backup TEMPLATE %s", name, name);

    ep_test_pgsql_administer(out);
    ep_test_pgsql_administer(copy);
}

void
ep_test_pgsql_restore(const char *uri)
{
    g_autofree char *name = ep_test_pgsql_dup_name(uri);
    g_autofree char *rename = g_strdup_printf("ALTER DATABASE %s_backup RENAME TO %s", name, name);

    ep_test_pgsql_drop_database(uri);
    ep_test_pgsql_administer(rename);
}
