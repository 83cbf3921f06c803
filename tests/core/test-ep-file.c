#include <glib/gstdio.h>
#include <sys/stat.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"

typedef struct {
    char *folder, *path;
} Test;

static void
test_set_up(Test *t, gconstpointer user_data)
{
    t->folder = g_dir_make_tmp("madoguchi-file-XXXXXX", NULL);
    t->path = g_build_filename(t->folder, "一覧.csv", NULL);
}

static void
test_tear_down(Test *t, gconstpointer user_data)
{
    g_remove(t->path);
    g_assert_cmpint(g_rmdir(t->folder), ==, 0); /* nothing else was left */
    g_free(t->path);
    g_free(t->folder);
}

static void
test_replaces(Test *t, gconstpointer user_data)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(ep_file_replace(t->path, "old", 3, &error));
    g_assert_true(ep_file_replace(t->path, "new", 3, &error));
    g_assert_no_error(error);
    g_assert_true(g_file_get_contents(t->path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "new");
}

static void
test_leaves_what_is_no_file(Test *t, gconstpointer user_data)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(g_mkdir(t->path, 0700), ==, 0);
    g_assert_false(ep_file_replace(t->path, "new", 3, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_assert_true(g_file_test(t->path, G_FILE_TEST_IS_DIR));
}

/* For root a rename puts a file even in the place of /dev/null. */
static void
test_leaves_devices(Test *t, gconstpointer user_data)
{
    g_autoptr(GError) error = NULL;
    GStatBuf status;

    g_assert_cmpint(mkfifo(t->path, 0600), ==, 0);
    g_assert_false(ep_file_replace(t->path, "new", 3, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_assert_cmpint(g_stat(t->path, &status), ==, 0);
    g_assert_true(S_ISFIFO(status.st_mode));
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/core/file/replaces", Test, NULL, test_set_up, test_replaces, test_tear_down);
    g_test_add("/core/file/leaves-what-is-no-file", Test, NULL, test_set_up, test_leaves_what_is_no_file,
               test_tear_down);
    g_test_add("/core/file/leaves-devices", Test, NULL, test_set_up, test_leaves_devices, test_tear_down);
    return g_test_run();
}
