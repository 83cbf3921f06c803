/* How a name on Windows shows on what kind of disk it lies. */
#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-db-private.h"

/* The server need not exist: nobody waits for it. */
static void
test_share(void)
{
    static const char *const paths[] = { "\\\\server\\share\\desk.db", "//server/share/desk.db",
                                         "\\\\?\\UNC\\server\\share\\desk.db", "\\\\?\\unc\\server\\share\\desk.db" };

    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *type = ep_db_filesystem_type(paths[i]);
        g_autoptr(GError) error = NULL;

        g_assert_cmpstr(type, ==, "remote");
        g_assert_null(ep_db_open(paths[i], EP_DB_CREATE, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    }
}

static void
test_local(void)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "まだ無い", "台帳", "desk.db", NULL);
    g_autofree char *longer = g_strconcat("\\\\?\\", path, NULL);
    const char *const paths[] = { g_get_tmp_dir(), path, longer, "C:\\", "desk.db" };
    g_autofree char *root = ep_db_filesystem_type("C:\\");

    g_assert_nonnull(root);
    g_assert_cmpstr(root, !=, "remote");
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *type = ep_db_filesystem_type(paths[i]);

        g_assert_cmpstr(type, !=, NULL);
        g_assert_cmpstr(type, !=, "remote");
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/filesystem/share", test_share);
    g_test_add_func("/store/filesystem/local", test_local);
    return g_test_run();
}
