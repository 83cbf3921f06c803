#pragma once

#include <gtk/gtk.h>

/* How files come in: asked for, or dropped. */

/* @paths: NULL-terminated, borrowed; not called when the person gives up. */
typedef void (*DeskImportFileFunc)(GtkWidget *widget, const char *const *paths, gpointer user_data);

/* Asks for files, or for a folder. @title: what for. */
void desk_import_file_ask(GtkWidget *over, const char *title, gboolean folder, DeskImportFileFunc func,
                          gpointer user_data);

/* @widget takes files and folders that are dropped on it; "drop(active)" in the style while they hover. */
void desk_import_file_accept_drops(GtkWidget *widget, DeskImportFileFunc func, gpointer user_data);
