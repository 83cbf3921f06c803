#include <glib/gi18n-lib.h>

#include "app/ui/desk-field-private.h"
#include "app/ui/desk-import-file.h"

/* A path of this computer: typed, or chosen in a dialog. */

static void
desk_field_path_chosen(GtkWidget *over, const char *const *paths, gpointer entry)
{
    gtk_editable_set_text(GTK_EDITABLE(entry), paths[0]);
}

static void
desk_field_path_clicked(GtkWidget *entry)
{
    DeskField *self = DESK_FIELD(gtk_widget_get_ancestor(entry, DESK_TYPE_FIELD));
    const EpField *field = desk_field_get_description(self);

    desk_import_file_ask(entry, ep_label(field->label), (field->flags & EP_FIELD_FOLDER) != 0, desk_field_path_chosen,
                         entry);
}

GtkWidget *
desk_field_new_path(DeskField *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6), *entry = desk_field_new_text(self);
    GtkWidget *choose = gtk_button_new_with_label(_("Choose…"));

    gtk_widget_set_hexpand(entry, TRUE);
    g_signal_connect_swapped(choose, "clicked", G_CALLBACK(desk_field_path_clicked), entry);
    gtk_box_append(GTK_BOX(row), entry);
    gtk_box_append(GTK_BOX(row), choose);
    return row;
}
