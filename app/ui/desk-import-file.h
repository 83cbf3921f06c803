#pragma once

#include <gtk/gtk.h>

/* How files come to an import: asked for, or dropped. */

/* @paths: NULL-terminated, borrowed; not called when the person gives up. */
typedef void (*DeskImportFileFunc)(GtkWidget *widget, const char *const *paths, gpointer user_data);

/* Asks for files, or for a folder. */
void desk_import_file_ask(GtkWidget *over, gboolean folder, DeskImportFileFunc func, gpointer user_data);

/* @widget takes files and folders that are dropped on it; "drop(active)" in the style while they hover. */
void desk_import_file_accept_drops(GtkWidget *widget, DeskImportFileFunc func, gpointer user_data);
