#include "tests/support/ep-test-pgsql.h"

#include <string.h>

#include "endpoint/store/ep-db.h"
#include "tests/support/ep-test-run.h"

static char *socket_folder;

static char *
ep_test_pgsql_get_uri(const char *database)
{
    g_autofree char *folder = g_uri_escape_string(socket_folder, NULL, FALSE);

    return g_strdup_printf("postgresql://test@/%s?host=%s", database, folder);
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
    static guint n_databases;
    g_autofree char *name = g_strdup_printf("t%u", ++n_databases);
    g_autofree char *sql = g_strdup_printf("CREATE DATABASE %s", name);

    if (socket_folder == NULL)
        socket_folder = ep_test_run_server((const char *[]){ SUPPORT_DIR "/pgsql.sh", SUPPORT_CACHE, NULL });
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
