#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/ep-test-folder.h"

void
fuzz_check_error(gboolean refused, const GError *error, GQuark domain)
{
    g_assert_true(refused == (error != NULL));
    if (error == NULL)
        return;
    g_assert_cmpstr(g_quark_to_string(error->domain), ==, g_quark_to_string(domain));
    g_assert_cmpstr(error->message, !=, "");
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

char *
fuzz_dup_text(const uint8_t *data, size_t size)
{
    return size > 0 ? g_strndup((const char *)data, size) : g_strdup("");
}

char *
fuzz_dup_utf8(const uint8_t *data, size_t size)
{
    g_autofree char *text = fuzz_dup_text(data, size);

    return g_utf8_validate(text, -1, NULL) ? g_strdup(text) : NULL; /* what g_strndup() filled up is cut off */
}

static char *folder;

static void
fuzz_remove_folder(void)
{
    ep_test_folder_remove(folder);
    g_clear_pointer(&folder, g_free);
}

const char *
fuzz_get_folder(void)
{
    if (folder == NULL) {
        folder = g_dir_make_tmp("madoguchi-fuzz-XXXXXX", NULL);
        g_assert_nonnull(folder);
        atexit(fuzz_remove_folder);
    }
    return folder;
}

char *
fuzz_write_file(const char *name, gconstpointer data, gsize size)
{
    char *path = g_build_filename(fuzz_get_folder(), name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;

    g_mkdir_with_parents(parent, 0700);
    g_file_set_contents_full(path, size > 0 ? data : "", (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
    g_assert_no_error(error);
    return path;
}
