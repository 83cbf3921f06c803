#include "endpoint/core/ep-outbox.h"

#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"

static void
test_add(EpOutbox *outbox, const char *folder, const char *name, const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GError) error = NULL;

    g_assert_true(ep_outbox_add(outbox, folder, name, bytes, &error));
    g_assert_no_error(error);
}

static void
test_assert_text(const char *folder, const char *name, const char *expected)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL) == (expected != NULL));
    g_assert_cmpstr(text, ==, expected);
    g_unlink(path);
}

/* Nothing stands at its place before it is sent; what is not sent is gone, and leaves what was there. */
static void
test_send(void)
{
    g_autofree char *folder = g_dir_make_tmp("madoguchi-XXXXXX", NULL);
    g_autofree char *deeper = g_build_filename(folder, "a", "b", NULL), *upper = g_path_get_dirname(deeper);
    g_autofree char *old = g_build_filename(folder, "list", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(old, "old", -1, NULL));
    {
        g_autoptr(EpOutbox) outbox = ep_outbox_new();

        test_add(outbox, folder, "list", "new");
    }
    test_assert_text(folder, "list", "old");
    {
        g_autoptr(EpOutbox) outbox = ep_outbox_new();

        test_add(outbox, folder, "list", "new");
        test_add(outbox, folder, "a/b/一覧", "deep");
        g_assert_true(ep_outbox_send(outbox, &error));
        g_assert_no_error(error);
    }
    test_assert_text(folder, "list", "new");
    test_assert_text(deeper, "一覧", "deep");
    g_assert_cmpint(g_rmdir(deeper), ==, 0); /* nothing else was left anywhere */
    g_assert_cmpint(g_rmdir(upper), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

/* What is to go stays until the rest is sent; that it is gone already is no fault. */
static void
test_take_away(void)
{
    g_autofree char *folder = g_dir_make_tmp("madoguchi-XXXXXX", NULL), *old = g_build_filename(folder, "old", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(old, "old", -1, NULL));
    {
        g_autoptr(EpOutbox) outbox = ep_outbox_new();

        ep_outbox_take_away(outbox, folder, "old");
    }
    g_assert_true(g_file_test(old, G_FILE_TEST_EXISTS));
    {
        g_autoptr(EpOutbox) outbox = ep_outbox_new();

        test_add(outbox, folder, "new", "new");
        ep_outbox_take_away(outbox, folder, "old");
        ep_outbox_take_away(outbox, folder, "never");
        g_assert_true(ep_outbox_send(outbox, &error));
        g_assert_no_error(error);
    }
    test_assert_text(folder, "old", NULL);
    test_assert_text(folder, "new", "new");
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_refused(void)
{
    g_autofree char *folder = g_dir_make_tmp("madoguchi-XXXXXX", NULL), *place = g_build_filename(folder, "list", NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
    g_autoptr(EpOutbox) outbox = ep_outbox_new();
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(g_mkdir(place, 0755), ==, 0);
    g_assert_false(ep_outbox_add(outbox, folder, "list", bytes, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_clear_error(&error);
    g_assert_cmpint(g_rmdir(place), ==, 0);
    g_assert_true(g_file_set_contents(place, "a file", -1, NULL));
    g_assert_false(ep_outbox_add(outbox, place, "list", bytes, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_unlink(place);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/outbox/send", test_send);
    g_test_add_func("/outbox/take-away", test_take_away);
    g_test_add_func("/outbox/refused", test_refused);
    return g_test_run();
}
