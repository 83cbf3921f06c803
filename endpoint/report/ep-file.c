#include "endpoint/report/ep-file.h"

#include "endpoint/core/ep-error.h"

gboolean
ep_file_replace(const char *path, const char *data, gsize size, GError **error)
{
    g_autoptr(GError) cause = NULL;

    /* CONSISTENT alone lets GLib write in place where it can; only with DURABLE does it always go by a rename. */
    if (g_file_set_contents_full(path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 0644, &cause))
        return TRUE;
    g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, cause->message);
    return FALSE;
}
