#pragma once

#include <gtk/gtk.h>

/* Asking a person for a file. The folder is remembered per purpose ("report"), in their own configuration. */

/**
 * desk_file_save:
 * @over: a widget of the window that asks
 * @name: proposed, with its ending; what no file name can hold is taken out
 * @kind: what such files are called ("PDF document")
 * @suffix: the ending with its dot; put behind a name that lacks it
 */
void desk_file_save(GtkWidget *over, const char *purpose, const char *name, const char *kind, const char *suffix,
                    GAsyncReadyCallback callback, gpointer user_data);

/* The path. NULL without an error: the person gave up. */
char *desk_file_save_finish(GAsyncResult *result, GError **error);

/* A file in the person's own configuration folder, which is made if it is missing. */
char *desk_file_user_path(const char *name);

/* Without what file systems refuse, on any of them. */
char *desk_file_clean_name(const char *name);
