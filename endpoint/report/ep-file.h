#pragma once

#include <glib.h>

/* Puts @data in the place of @path by a temporary file beside it and a rename: whole or not at all. Errors in EP_ERROR.
 */
gboolean ep_file_replace(const char *path, const char *data, gsize size, GError **error);
