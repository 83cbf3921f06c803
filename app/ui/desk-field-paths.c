#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-field-private.h"
#include "app/ui/desk-import-file.h"

/* Paths of files and folders, one a line: chosen, dropped, or typed. */

static void
desk_field_paths_take(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    GtkTextBuffer *buffer = gtk_text_view_get_buffer(user_data);
    g_autoptr(GString) text = g_string_new(NULL);
    GtkTextIter start, end;
    g_autofree char *before = NULL;

    gtk_text_buffer_get_bounds(buffer, &start, &end);
    before = gtk_text_buffer_get_text(buffer, &start, &end, FALSE);
    g_string_append(text, g_strstrip(before));
    for (; *paths != NULL; paths++)
        g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "", *paths);
    gtk_text_buffer_set_text(buffer, text->str, -1);
}

static void
desk_field_paths_ask(GtkButton *button, gpointer user_data)
{
    gboolean folder = g_object_get_data(G_OBJECT(button), "folder") != NULL;

    desk_import_file_ask(GTK_WIDGET(button), _("The console's own list"), folder, desk_field_paths_take, user_data);
}

static void
desk_field_paths_add_button(GtkWidget *row, const char *label, gboolean folder, GtkWidget *view)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    g_object_set_data(G_OBJECT(button), "folder", folder ? button : NULL);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_field_paths_ask), view);
    gtk_box_append(GTK_BOX(row), button);
}

GtkWidget *
desk_field_new_paths(DeskField *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6), *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *frame = desk_field_new_lines(self), *hint = gtk_label_new(_("or drop files and folders here"));
    GtkWidget *view = gtk_scrolled_window_get_child(GTK_SCROLLED_WINDOW(frame));

    gtk_widget_add_css_class(view, "code");
    gtk_widget_add_css_class(hint, "field-hint");
    desk_field_paths_add_button(row, _("Choose files…"), FALSE, view);
    desk_field_paths_add_button(row, _("Choose a folder…"), TRUE, view);
    gtk_box_append(GTK_BOX(row), hint);
    gtk_box_append(GTK_BOX(box), row);
    gtk_box_append(GTK_BOX(box), frame);
    desk_import_file_accept_drops(box, desk_field_paths_take, view);
    return box;
}
