#include "app/ui/desk-map-file.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-file.h"
#include "app/ui/desk-import-file.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/core/ep-text.h"

#define SUFFIX ".txt"

static void
desk_map_file_take(DeskMap *map, const char *path, EpColumnMap *read, GError *error)
{
    g_autofree char *name = g_path_get_basename(path), *message = NULL;

    if (read != NULL) {
        desk_map_take(map, read);
        return;
    }
    message = g_strdup_printf("%s: %s", name, error->message);
    desk_map_say(map, message);
}

static GBytes *
desk_map_file_get_bytes(const char *path, GError **error)
{
    char *data;
    gsize size;

    return g_file_get_contents(path, &data, &size, error) ? g_bytes_new_take(data, size) : NULL;
}

void
desk_map_file_read_sample(DeskMap *map, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = desk_map_file_get_bytes(path, &error);
    EpColumnMap *read =
        bytes != NULL ? ep_column_map_new_from_sample(desk_map_get_table(map), path, bytes, &error) : NULL;

    desk_map_file_take(map, path, read, error);
}

void
desk_map_file_read_text(DeskMap *map, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = desk_map_file_get_bytes(path, &error);
    gsize size = 0;
    const char *data = bytes != NULL ? g_bytes_get_data(bytes, &size) : NULL;
    g_autofree char *text = bytes != NULL ? ep_text_decode(data, size, NULL, &error) : NULL;
    EpColumnMap *read = text != NULL ? ep_column_map_parse(desk_map_get_table(map), text, &error) : NULL;

    desk_map_file_take(map, path, read, error);
}

static void
desk_map_file_sample_chosen(GtkWidget *over, const char *const *paths, gpointer map)
{
    desk_map_file_read_sample(DESK_MAP(over), paths[0]);
}

static void
desk_map_file_sample_clicked(GtkWidget *map)
{
    desk_import_file_ask(map, _("A list that the console wrote"), FALSE, desk_map_file_sample_chosen, NULL);
}

static void
desk_map_file_text_chosen(GtkWidget *over, const char *const *paths, gpointer map)
{
    desk_map_file_read_text(DESK_MAP(over), paths[0]);
}

static void
desk_map_file_text_clicked(GtkWidget *map)
{
    desk_import_file_ask(map, _("Columns as they were saved"), FALSE, desk_map_file_text_chosen, NULL);
}

static void
desk_map_file_saved(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskMap *map = DESK_MAP(source);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_file_save_finish(result, &error), *text = desk_map_dup_text(map), *message = NULL;

    if (path != NULL && ep_file_replace(path, text, strlen(text), &error))
        message = g_strdup_printf(_("Saved: %s"), path);
    else if (error != NULL)
        message = g_strdup_printf(_("Not saved: %s"), error->message);
    if (message != NULL)
        desk_map_say(map, message);
}

static void
desk_map_file_save_clicked(GtkWidget *button, DeskMap *map)
{
    g_autofree char *name = g_strconcat(g_object_get_data(G_OBJECT(button), "name"), SUFFIX, NULL);

    desk_file_save(GTK_WIDGET(map), "columns", name, _("Columns of a file"), SUFFIX, desk_map_file_saved, NULL);
}

static GtkWidget *
desk_map_file_add(GtkWidget *box, const char *label, const char *meaning)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    gtk_widget_set_tooltip_text(button, meaning);
    gtk_box_append(GTK_BOX(box), button);
    return button;
}

GtkWidget *
desk_map_file_new(DeskMap *map, const char *name)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *sample = desk_map_file_add(box, _("From a sample file…"),
                                          _("How a console writes is told from a list that it wrote itself"));
    GtkWidget *read = desk_map_file_add(box, _("Read columns…"), _("Columns that were saved here or at another site"));
    GtkWidget *save =
        desk_map_file_add(box, _("Save columns…"), _("As text, for another site or for “deskctl do target.columns”"));

    g_object_set_data_full(G_OBJECT(save), "name", g_strdup(name), g_free);
    g_signal_connect_object(sample, "clicked", G_CALLBACK(desk_map_file_sample_clicked), map, G_CONNECT_SWAPPED);
    g_signal_connect_object(read, "clicked", G_CALLBACK(desk_map_file_text_clicked), map, G_CONNECT_SWAPPED);
    g_signal_connect_object(save, "clicked", G_CALLBACK(desk_map_file_save_clicked), map, 0);
    desk_import_file_accept_drops(GTK_WIDGET(map), desk_map_file_sample_chosen, NULL);
    return box;
}
