#include <glib/gi18n-lib.h>

#include "app/ui/desk-attachments-private.h"
#include "app/ui/desk-banner.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-import-file.h"
#include "app/ui/desk-sheet.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-attachment.h"

typedef struct {
    EpRecord *record;
    char **paths;  /* read on the writing thread … */
    GBytes *bytes; /* … or this, called @name */
    char *name;
} DeskAttachmentsJob;

static void
desk_attachments_job_free(gpointer data)
{
    DeskAttachmentsJob *job = data;

    g_object_unref(job->record);
    g_strfreev(job->paths);
    g_clear_pointer(&job->bytes, g_bytes_unref);
    g_free(job->name);
    g_free(job);
}

static gboolean
desk_attachments_read(DeskAttachmentsJob *job, GPtrArray *files, GError **error)
{
    EpAttachmentFile *file;

    if (job->bytes != NULL) {
        file = g_new0(EpAttachmentFile, 1);
        *file = (EpAttachmentFile){ g_strdup(job->name), g_bytes_ref(job->bytes) };
        g_ptr_array_add(files, file);
        return TRUE;
    }
    for (char **path = job->paths; *path != NULL; path++) {
        file = ep_attachment_read(*path, error);
        if (file == NULL)
            return FALSE;
        g_ptr_array_add(files, file);
    }
    return TRUE;
}

static gpointer
desk_attachments_work(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskAttachmentsJob *job = user_data;
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(ep_attachment_file_free);

    if (!desk_attachments_read(job, files, error) || ep_attachment_add(ledger, job->record, files, NULL, error) == 0)
        return NULL;
    return job->record;
}

static void
desk_attachments_added(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskAttachments) self = user_data;
    g_autoptr(GError) error = NULL;
    gboolean added = desk_data_run_finish(result, &error) != NULL;
    g_autofree char *message = added ? NULL : g_strdup_printf(_("Not attached: %s"), error->message);

    if (self->rows == NULL)
        return;
    desk_banner_show(self->banner, message);
    if (added)
        desk_go_say(GTK_WIDGET(self), _("Attached"));
    desk_attachments_load(self);
}

static void
desk_attachments_add(DeskAttachments *self, char **paths, GBytes *bytes, const char *name)
{
    DeskAttachmentsJob *job;

    if (self->record == NULL || !gtk_widget_get_visible(GTK_WIDGET(self))) {
        g_strfreev(paths);
        return;
    }
    job = g_new0(DeskAttachmentsJob, 1);
    *job = (DeskAttachmentsJob){ g_object_ref(self->record), paths, bytes != NULL ? g_bytes_ref(bytes) : NULL,
                                 g_strdup(name) };
    desk_data_run(self->data, EP_LANE_WRITE, _("Attaching"), desk_attachments_work, job, desk_attachments_job_free,
                  NULL, desk_attachments_added, g_object_ref(self));
}

void
desk_attachments_add_paths(DeskAttachments *self, const char *const *paths)
{
    desk_attachments_add(self, g_strdupv((char **)paths), NULL, NULL);
}

void
desk_attachments_add_picture(DeskAttachments *self, GdkTexture *picture)
{
    g_autoptr(GBytes) bytes = gdk_texture_save_to_png_bytes(picture);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN)), *now = ep_clock_now();
    g_autofree char *clock = ep_time_format_clock(now, EP_ZONE_JAPAN);
    g_autofree char *name = NULL;

    g_strdelimit(clock, ":", '-');
    name = g_strdup_printf(_("Pasted %s %s.png"), today, clock);
    desk_attachments_add(self, NULL, bytes, name);
}

static void
desk_attachments_got(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    desk_attachments_add_paths(user_data, paths);
}

void
desk_attachments_choose(DeskAttachments *self)
{
    desk_import_file_ask(GTK_WIDGET(self), _("Attach files"), FALSE, desk_attachments_got, self);
}

void
desk_attachments_accept_drops(DeskAttachments *self, GtkWidget *area)
{
    desk_import_file_accept_drops(area, desk_attachments_got, self);
}

/* --- pasting --- */

static void
desk_attachments_pasted(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskAttachments) self = user_data;
    const GValue *value = gdk_clipboard_read_value_finish(GDK_CLIPBOARD(source), result, NULL);
    g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
    g_auto(GStrv) list = NULL;

    if (value == NULL || self->rows == NULL)
        return;
    if (G_VALUE_HOLDS(value, GDK_TYPE_TEXTURE)) {
        desk_attachments_add_picture(self, g_value_get_object(value));
        return;
    }
    for (GSList *file = g_value_get_boxed(value); file != NULL; file = file->next) {
        g_autofree char *path = g_file_get_path(file->data);

        if (path != NULL)
            g_strv_builder_add(paths, path);
    }
    list = g_strv_builder_end(paths);
    if (list[0] != NULL)
        desk_attachments_add_paths(self, (const char *const *)list);
}

/* Where nobody types: in an entry, pasting means letters. */
static gboolean
desk_attachments_paste(GtkWidget *widget, GVariant *args, gpointer user_data)
{
    DeskAttachments *self = DESK_ATTACHMENTS(widget);
    GtkRoot *root = gtk_widget_get_root(widget);
    GtkWidget *focus = root != NULL ? gtk_root_get_focus(root) : NULL;
    GdkClipboard *clipboard = gtk_widget_get_clipboard(widget);
    GdkContentFormats *formats = gdk_clipboard_get_formats(clipboard);
    GType type = gdk_content_formats_contain_gtype(formats, GDK_TYPE_FILE_LIST) ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE;

    if (!gtk_widget_get_mapped(widget) || GTK_IS_EDITABLE(focus) || GTK_IS_TEXT_VIEW(focus) ||
        desk_sheet_is_open(widget) || self->record == NULL)
        return FALSE;
    if (!gdk_content_formats_contain_gtype(formats, type) &&
        !gdk_content_formats_contain_mime_type(formats, "image/png") &&
        !gdk_content_formats_contain_mime_type(formats, "text/uri-list"))
        return FALSE;
    gdk_clipboard_read_value_async(clipboard, type, G_PRIORITY_DEFAULT, NULL, desk_attachments_pasted,
                                   g_object_ref(self));
    return TRUE;
}

void
desk_attachments_add_init(DeskAttachments *self)
{
    GtkEventController *controller = gtk_shortcut_controller_new();

    gtk_shortcut_controller_add_shortcut(GTK_SHORTCUT_CONTROLLER(controller),
                                         gtk_shortcut_new(gtk_shortcut_trigger_parse_string("<Control>v"),
                                                          gtk_callback_action_new(desk_attachments_paste, NULL, NULL)));
    gtk_shortcut_controller_set_scope(GTK_SHORTCUT_CONTROLLER(controller), GTK_SHORTCUT_SCOPE_GLOBAL);
    gtk_widget_add_controller(GTK_WIDGET(self), controller);
}
