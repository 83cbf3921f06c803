#include "tests/support/ep-test-pgsql.h"

#include <string.h>
#include <unistd.h>

#include "endpoint/store/ep-db.h"

static char *socket_folder;

/* A time-out of meson kills the test's process group; the wrapper must outlive that to clean up. */
static void
ep_test_pgsql_leave_group(gpointer user_data)
{
    setsid();
}

static char *
ep_test_pgsql_read_line(int fd)
{
    g_autoptr(GIOChannel) channel = g_io_channel_unix_new(fd);
    char *line = NULL;

    g_io_channel_set_close_on_unref(channel, TRUE);
    g_io_channel_read_line(channel, &line, NULL, NULL, NULL);
    return line != NULL ? g_strchomp(line) : NULL;
}

/* The wrapper's standard input stays open for as long as this process lives, which is how it learns of the end. */
static void
ep_test_pgsql_start(void)
{
    const char *argv[] = { SUPPORT_DIR "/pgsql.sh", SUPPORT_CACHE, NULL };
    g_autoptr(GError) error = NULL;
    int input, output;

    if (socket_folder != NULL)
        return;
    g_spawn_async_with_pipes(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, ep_test_pgsql_leave_group, NULL, NULL, &input,
                             &output, NULL, &error);
    g_assert_no_error(error);
    socket_folder = ep_test_pgsql_read_line(output);
    if (socket_folder == NULL)
        g_error("the private PostgreSQL cluster did not start; see above");
}

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

    ep_test_pgsql_start();
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
