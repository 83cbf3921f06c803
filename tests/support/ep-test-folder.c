#include "tests/support/ep-test-folder.h"

#include <glib/gstdio.h>

guint
ep_test_folder_count(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint n = 0;

    while (g_dir_read_name(dir) != NULL)
        n++;
    return n;
}

void
ep_test_folder_remove(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *child = g_build_filename(folder, name, NULL);

        if (g_file_test(child, G_FILE_TEST_IS_DIR) && !g_file_test(child, G_FILE_TEST_IS_SYMLINK))
            ep_test_folder_remove(child);
        else
            g_unlink(child);
    }
    g_clear_pointer(&dir, g_dir_close); /* before: Windows keeps a folder that is open */
    g_rmdir(folder);
}
