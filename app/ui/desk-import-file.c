#include "app/ui/desk-import-file.h"

#include <glib/gi18n-lib.h>

typedef struct {
    GtkWidget *over; /* kept */
    DeskImportFileFunc func;
    gpointer user_data;
} DeskImportFileAsk;

static void
desk_import_file_hand_over(GtkWidget *widget, GPtrArray *paths, DeskImportFileFunc func, gpointer user_data)
{
    guint n = paths->len;

    g_ptr_array_add(paths, NULL);
    if (n > 0)
        func(widget, (const char *const *)paths->pdata, user_data);
}

static void
desk_import_file_take(GPtrArray *paths, GFile *file)
{
    char *path = g_file_get_path(file);

    if (path != NULL) /* of this computer */
        g_ptr_array_add(paths, path);
}

static void
desk_import_file_answered(GtkNativeDialog *dialog, int response, gpointer user_data)
{
    DeskImportFileAsk *ask = user_data;
    g_autoptr(GListModel) files = gtk_file_chooser_get_files(GTK_FILE_CHOOSER(dialog));
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items(files); i++) {
        g_autoptr(GFile) file = g_list_model_get_item(files, i);

        desk_import_file_take(paths, file);
    }
    desk_import_file_hand_over(ask->over, paths, ask->func, ask->user_data);
    g_object_unref(dialog);
    g_object_unref(ask->over);
    g_free(ask);
}

void
desk_import_file_ask(GtkWidget *over, const char *title, gboolean folder, DeskImportFileFunc func, gpointer user_data)
{
    GtkRoot *root = gtk_widget_get_root(over);
    GtkFileChooserNative *dialog = gtk_file_chooser_native_new(
        title, GTK_IS_WINDOW(root) ? GTK_WINDOW(root) : NULL,
        folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, _("Read"), _("Cancel"));
    DeskImportFileAsk *ask = g_new(DeskImportFileAsk, 1);

    *ask = (DeskImportFileAsk){ g_object_ref(over), func, user_data };
    gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
    gtk_file_chooser_set_select_multiple(GTK_FILE_CHOOSER(dialog), !folder);
    g_signal_connect(dialog, "response", G_CALLBACK(desk_import_file_answered), ask);
    gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

typedef struct {
    DeskImportFileFunc func;
    gpointer user_data;
} DeskImportFileDrop;

static gboolean
desk_import_file_dropped(GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
    DeskImportFileDrop *drop = user_data;
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

    for (GSList *file = g_value_get_boxed(value); file != NULL; file = file->next)
        desk_import_file_take(paths, file->data);
    desk_import_file_hand_over(gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(target)), paths, drop->func,
                               drop->user_data);
    return TRUE;
}

static void
desk_import_file_free_drop(gpointer drop, GClosure *closure)
{
    g_free(drop);
}

void
desk_import_file_accept_drops(GtkWidget *widget, DeskImportFileFunc func, gpointer user_data)
{
    GtkDropTarget *target = gtk_drop_target_new(GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
    DeskImportFileDrop *drop = g_new(DeskImportFileDrop, 1);

    *drop = (DeskImportFileDrop){ func, user_data };
    g_signal_connect_data(target, "drop", G_CALLBACK(desk_import_file_dropped), drop, desk_import_file_free_drop, 0);
    gtk_event_controller_set_propagation_phase(GTK_EVENT_CONTROLLER(target), GTK_PHASE_CAPTURE);
    gtk_widget_add_controller(widget, GTK_EVENT_CONTROLLER(target));
}
