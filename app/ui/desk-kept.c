#include "app/ui/desk-kept.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/ui/desk-file.h"
#include "app/ui/desk-go.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/ledger/ep-kept.h"

#define FORGET (12 * 60 * 60) /* seconds after which a copy that was looked at is taken away */

typedef struct {
    GtkWidget *over; /* kept */
    DeskData *data;  /* kept */
    EpRecord *record;
    char *path;
    gboolean opens;
} DeskKept;

static DeskKept *
desk_kept_new(GtkWidget *over, DeskData *data, EpRecord *record)
{
    DeskKept *self = g_new0(DeskKept, 1);

    self->over = g_object_ref(over);
    self->data = g_object_ref(data);
    self->record = g_object_ref(record);
    return self;
}

static void
desk_kept_free(DeskKept *self)
{
    g_object_unref(self->over);
    g_object_unref(self->data);
    g_object_unref(self->record);
    g_free(self->path);
    g_free(self);
}

static gpointer
desk_kept_run(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskKept *self = user_data;
    g_autoptr(GBytes) bytes = ep_kept_read(ep_ledger_get_reader(ledger), self->record, error);

    if (bytes == NULL || !ep_file_replace(self->path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), error))
        return NULL;
    return self->path;
}

static void
desk_kept_show(DeskKept *self)
{
    GtkRoot *root = gtk_widget_get_root(self->over);
    g_autofree char *uri = g_filename_to_uri(self->path, NULL, NULL);

    if (uri != NULL)
        gtk_show_uri(GTK_IS_WINDOW(root) ? GTK_WINDOW(root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
desk_kept_written(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskKept *self = user_data;
    g_autofree char *name = g_filename_display_basename(self->path), *message = NULL;
    g_autoptr(GError) error = NULL;

    if (desk_data_run_finish(result, &error) == NULL)
        message = g_strdup_printf(_("Not saved: %s"), error->message);
    else if (self->opens)
        desk_kept_show(self);
    else
        message = g_strdup_printf(_("Saved: %s"), name);
    if (message != NULL)
        desk_go_say(self->over, message);
    desk_kept_free(self);
}

static void
desk_kept_start(DeskKept *self)
{
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_kept_run, self, NULL, NULL, desk_kept_written, self);
}

void
desk_kept_write(GtkWidget *over, DeskData *data, EpRecord *record, const char *path)
{
    DeskKept *self = desk_kept_new(over, data, record);

    self->path = g_strdup(path);
    desk_kept_start(self);
}

static void
desk_kept_chosen(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskKept *self = user_data;
    g_autoptr(GError) error = NULL;

    self->path = desk_file_save_finish(result, &error);
    if (self->path != NULL) {
        desk_kept_start(self);
        return;
    }
    if (error != NULL)
        desk_go_say(self->over, error->message);
    desk_kept_free(self);
}

void
desk_kept_save(GtkWidget *over, DeskData *data, EpRecord *record)
{
    g_autofree char *name = ep_kept_dup_name(record);
    const char *suffix = strrchr(name, '.');

    desk_file_save(over, "kept", name, _("File"), suffix != NULL ? suffix : "", desk_kept_chosen,
                   desk_kept_new(over, data, record));
}

/* --- looking at one --- */

static void
desk_kept_forget(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    gint64 now = g_get_real_time() / G_USEC_PER_SEC;
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        GStatBuf info;

        if (g_stat(path, &info) == 0 && now - (gint64)info.st_mtime > FORGET)
            g_unlink(path);
    }
}

/* In a folder of the person's own, under a name that no other kept file has. */
static char *
desk_kept_dup_copy(EpRecord *record, const char *suffix)
{
    g_autofree char *folder = g_build_filename(g_get_user_cache_dir(), "madoguchi", NULL);
    g_autofree char *name = ep_kept_dup_name(record), *clean = desk_file_clean_name(name), *file = NULL;
    char *dot = strrchr(clean, '.');

    if (suffix != NULL && dot != NULL)
        *dot = '\0';
    file = g_strdup_printf("%.8s-%s%s", ep_record_get_named(record, "sha256"), clean, suffix != NULL ? suffix : "");
    g_mkdir_with_parents(folder, 0700);
    desk_kept_forget(folder);
    return g_build_filename(folder, file, NULL);
}

void
desk_kept_open(GtkWidget *over, DeskData *data, EpRecord *record, const char *suffix)
{
    DeskKept *self = desk_kept_new(over, data, record);

    self->path = desk_kept_dup_copy(record, suffix);
    self->opens = TRUE;
    desk_kept_start(self);
}
