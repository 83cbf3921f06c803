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

void
ep_test_pgsql_drop_database(const char *uri)
{
    const char *name = strstr(uri, "@/") + 2;
    g_autofree char *sql = g_strdup_printf("DROP DATABASE %.*s WITH (FORCE)", (int)strcspn(name, "?"), name);

    ep_test_pgsql_administer(sql);
}
