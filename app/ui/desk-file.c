#include "app/ui/desk-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"

#define FOLDERS "folders.ini"

typedef struct {
    char *purpose;
    char *suffix;
    GObject *dialog; /* a native one lives only as long as we hold it */
} DeskFileAsk;

static void
desk_file_ask_free(gpointer data)
{
    DeskFileAsk *ask = data;

    g_free(ask->purpose);
    g_free(ask->suffix);
    g_clear_object(&ask->dialog);
    g_free(ask);
}

char *
desk_file_user_path(const char *name)
{
    g_autofree char *folder = g_build_filename(g_get_user_config_dir(), "madoguchi", NULL);

    g_mkdir_with_parents(folder, 0700);
    return g_build_filename(folder, name, NULL);
}

char *
desk_file_clean_name(const char *name)
{
    char *clean = g_strdup(name);

    for (char *c = clean; *c != '\0'; c++)
        if (g_ascii_iscntrl(*c) || strchr("/\\:*?\"<>|", *c) != NULL)
            *c = '_';
    return clean;
}

static GFile *
desk_file_read_folder(const char *purpose)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *path = desk_file_user_path(FOLDERS);
    const char *documents = g_get_user_special_dir(G_USER_DIRECTORY_DOCUMENTS);
    g_autofree char *folder = NULL;

    if (g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL))
        folder = g_key_file_get_string(file, "folders", purpose, NULL);
    if (folder != NULL && g_file_test(folder, G_FILE_TEST_IS_DIR))
        return g_file_new_for_path(folder);
    /* On a server that is away, GTK would complain over the dialog. */
    return g_file_new_for_path(documents != NULL && g_file_test(documents, G_FILE_TEST_IS_DIR) ? documents
                                                                                               : g_get_home_dir());
}

static void
desk_file_write_folder(const char *purpose, const char *path)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *settings = desk_file_user_path(FOLDERS);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;

    g_key_file_load_from_file(file, settings, G_KEY_FILE_KEEP_COMMENTS, NULL);
    g_key_file_set_string(file, "folders", purpose, folder);
    if (!ep_file_replace_keys(settings, file, &error))
        g_warning("%s: %s", settings, error->message);
}

/* The dialog asked before it replaces a file, but only for the name as it was typed. */
static char *
desk_file_complete(const char *path, const char *suffix, GError **error)
{
    g_autofree char *longer = NULL;
    gsize length = strlen(path), n = strlen(suffix);

    if (length >= n && g_ascii_strcasecmp(path + length - n, suffix) == 0)
        return g_strdup(path);
    longer = g_strconcat(path, suffix, NULL);
    if (!g_file_test(longer, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&longer);
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is there already; name it in full to replace it"), longer);
    return NULL;
}

static void
desk_file_answer(GTask *task, GFile *file)
{
    DeskFileAsk *ask = g_task_get_task_data(task);
    g_autofree char *path = file != NULL ? g_file_get_path(file) : NULL;
    g_autofree char *whole = NULL;
    GError *error = NULL;

    if (path == NULL) {
        if (file == NULL)
            g_task_return_pointer(task, NULL, NULL);
        else
            g_task_return_new_error(task, EP_ERROR, EP_ERROR_USAGE, _("Choose a folder of this computer"));
        return;
    }
    whole = desk_file_complete(path, ask->suffix, &error);
    if (whole == NULL) {
        g_task_return_error(task, error);
        return;
    }
    desk_file_write_folder(ask->purpose, whole);
    g_task_return_pointer(task, g_steal_pointer(&whole), g_free);
}

#if GTK_CHECK_VERSION(4, 10, 0)

G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* the floor is below 4.10 */

    static void
    desk_file_on_saved(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(GTask) task = user_data;
    g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);

    desk_file_answer(task, file);
}

static void
desk_file_open_dialog(GTask *task, GtkWindow *window, const char *name, GtkFileFilter *filter, GFile *folder)
{
    g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
    g_autoptr(GListStore) filters = g_list_store_new(GTK_TYPE_FILE_FILTER);

    g_list_store_append(filters, filter);
    gtk_file_dialog_set_title(dialog, _("Save as"));
    gtk_file_dialog_set_filters(dialog, G_LIST_MODEL(filters));
    gtk_file_dialog_set_initial_folder(dialog, folder);
    gtk_file_dialog_set_initial_name(dialog, name);
    gtk_file_dialog_save(dialog, window, NULL, desk_file_on_saved, task);
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

static void
desk_file_on_response(GtkNativeDialog *dialog, int response, GTask *task)
{
    g_autoptr(GFile) file =
        response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog)) : NULL;

    desk_file_answer(task, file);
    g_object_unref(task);
}

static void
desk_file_open_dialog(GTask *task, GtkWindow *window, const char *name, GtkFileFilter *filter, GFile *folder)
{
    GtkFileChooserNative *dialog =
        gtk_file_chooser_native_new(_("Save as"), window, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
    DeskFileAsk *ask = g_task_get_task_data(task);

    ask->dialog = G_OBJECT(dialog);
    gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
    gtk_file_chooser_add_filter(GTK_FILE_CHOOSER(dialog), filter);
    gtk_file_chooser_set_current_folder(GTK_FILE_CHOOSER(dialog), folder, NULL);
    gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog), name);
    g_signal_connect(dialog, "response", G_CALLBACK(desk_file_on_response), task);
    gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

#endif

void
desk_file_save(GtkWidget *over, const char *purpose, const char *name, const char *kind, const char *suffix,
               GAsyncReadyCallback callback, gpointer user_data)
{
    GtkRoot *root = gtk_widget_get_root(over);
    GTask *task = g_task_new(over, NULL, callback, user_data);
    g_autoptr(GtkFileFilter) filter = gtk_file_filter_new();
    g_autoptr(GFile) folder = desk_file_read_folder(purpose);
    g_autofree char *clean = desk_file_clean_name(name);
    g_autofree char *pattern = g_strconcat("*", suffix, NULL);
    DeskFileAsk *ask = g_new0(DeskFileAsk, 1);

    ask->purpose = g_strdup(purpose);
    ask->suffix = g_strdup(suffix);
    g_task_set_source_tag(task, desk_file_save);
    g_task_set_task_data(task, ask, desk_file_ask_free);
    gtk_file_filter_set_name(filter, kind);
    gtk_file_filter_add_pattern(filter, pattern);
    desk_file_open_dialog(task, GTK_IS_WINDOW(root) ? GTK_WINDOW(root) : NULL, clean, filter, folder);
}

char *
desk_file_save_finish(GAsyncResult *result, GError **error)
{
    g_return_val_if_fail(g_async_result_is_tagged(result, desk_file_save), NULL);

    return g_task_propagate_pointer(G_TASK(result), error);
}
