#include "endpoint/core/ep-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"

gboolean
ep_file_replace(const char *path, const char *data, gsize size, GError **error)
{
    g_autofree char *part = g_strdup_printf("%s.%08x", path, g_random_int());
    g_autoptr(GError) cause = NULL;

    if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) { /* for root: /dev/null */
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("%s is not a file: name one to write"), path);
        return FALSE;
    }
    /* DURABLE: it is on the disk before the rename. */
    if (!g_file_set_contents_full(part, data, (gssize)size,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &cause)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, cause->message);
        return FALSE;
    }
    if (g_rename(part, path) == 0)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s: %s", path, g_strerror(errno));
    g_unlink(part);
    return FALSE;
}

gboolean
ep_file_replace_keys(const char *path, GKeyFile *keys, GError **error)
{
    gsize size;
    g_autofree char *data = g_key_file_to_data(keys, &size, NULL);

    return ep_file_replace(path, data, size, error);
}
