#include "endpoint/core/ep-site.h"

#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"

typedef struct {
    char *folder, *below, *path;
} TestSite;

static void
test_setup(TestSite *f, gconstpointer data)
{
    f->folder = g_dir_make_tmp("ep-site-XXXXXX", NULL);
    f->below = g_build_filename(f->folder, "madoguchi", NULL);
    f->path = g_build_filename(f->below, "site.ini", NULL);
    g_assert_cmpint(g_mkdir(f->below, 0700), ==, 0);
    g_unsetenv("MADOGUCHI_STORE");
}

static void
test_teardown(TestSite *f, gconstpointer data)
{
    g_unlink(f->path);
    g_rmdir(f->below);
    g_rmdir(f->folder);
    g_free(f->path);
    g_free(f->below);
    g_free(f->folder);
}

/* The site as it is when its file, the second folder's, holds @bytes; none at all for NULL. */
static EpSite *
test_open(TestSite *f, const char *bytes, gssize length, GError **error)
{
    const char *folders[] = { "/nowhere/at/all", f->folder, NULL };

    if (bytes != NULL)
        g_assert_true(g_file_set_contents(f->path, bytes, length, NULL));
    return ep_site_open(folders, error);
}

static void
test_expect_store(EpSite *site, const char *named, const char *expected)
{
    g_autofree char *store = ep_site_choose_store(site, named);

    g_assert_cmpstr(store, ==, expected);
}

static void
test_order(TestSite *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpSite) site =
        test_open(f, "[ledger]\n store = postgresql://ledger.example/desk \n[window]\nrenderer=cairo\n", -1, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(ep_site_get(site, "window", "renderer"), ==, "cairo");
    g_assert_null(ep_site_get(site, "window", "theme"));
    test_expect_store(site, NULL, "postgresql://ledger.example/desk");
    g_setenv("MADOGUCHI_STORE", "/own.db", TRUE);
    test_expect_store(site, NULL, "/own.db");
    test_expect_store(site, "/named.db", "/named.db");
    g_unsetenv("MADOGUCHI_STORE");
}

static void
test_none(TestSite *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpSite) site = test_open(f, NULL, 0, &error);
    g_autofree char *own = g_build_filename(g_get_user_data_dir(), "madoguchi", "madoguchi.db", NULL);

    g_assert_no_error(error);
    test_expect_store(site, NULL, own);
}

/* Notepad writes a byte order mark, UTF-16 or CP932; a Windows path is no escape. */
static void
test_editors(TestSite *f, gconstpointer data)
{
    static const char text[] = "[ledger]\r\nstore=D:\\\xe5\x8f\xb0\xe5\xb8\xb3\\new.db\r\n";
    static const char cp932[] = "[ledger]\r\nstore=D:\\\x91\xe4\x92\xa0\\new.db\r\n";
    g_autofree char *marked = g_strconcat("\xef\xbb\xbf", text, NULL);
    g_autofree char *utf16 = g_convert(text, -1, "UTF-16", "UTF-8", NULL, NULL, NULL);
    const struct {
        const char *bytes;
        gssize length;
    } files[] = { { text, -1 }, { marked, -1 }, { cp932, -1 }, { utf16, 2 + 2 * (gssize)g_utf8_strlen(text, -1) } };

    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(EpSite) site = test_open(f, files[i].bytes, files[i].length, &error);

        g_assert_no_error(error);
        test_expect_store(site, NULL, "D:\\台帳\\new.db");
    }
}

/* Whatever is misspelt is said, with the file's name: else the desk would sit before an empty ledger. */
static void
test_faults(TestSite *f, gconstpointer data)
{
    static const char *const files[] = { "[ledger]\nstor=/desk.db\n", "[ledgers]\nstore=/desk.db\n", "store=/desk.db\n",
                                         "[ledger\nstore=/desk.db\n" };

    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(test_open(f, files[i], -1, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
        g_assert_nonnull(strstr(error->message, f->path));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/site/order", TestSite, NULL, test_setup, test_order, test_teardown);
    g_test_add("/site/none", TestSite, NULL, test_setup, test_none, test_teardown);
    g_test_add("/site/editors", TestSite, NULL, test_setup, test_editors, test_teardown);
    g_test_add("/site/faults", TestSite, NULL, test_setup, test_faults, test_teardown);
    return g_test_run();
}
