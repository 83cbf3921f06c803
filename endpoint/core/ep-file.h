#pragma once

#include <glib.h>

/* Puts @data in the place of @path by a temporary file beside it and a rename: whole or not at all. Errors in EP_ERROR.
 * (What g_file_set_contents() does, but GLib 2.84 on Windows reads the name in the ANSI code page when it replaces.) */
gboolean ep_file_replace(const char *path, const char *data, gsize size, GError **error);

/* The same for settings. */
gboolean ep_file_replace_keys(const char *path, GKeyFile *keys, GError **error);
