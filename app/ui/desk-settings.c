#include "app/ui/desk-settings.h"

#include <glib/gstdio.h>

#include "endpoint/core/ep-file.h"

#define SAVE_AFTER 2 /* seconds */

struct _DeskSettings {
    GKeyFile *file;
    EpSite *site; /* borrowed */
    char *path;
    guint timer;
    gboolean changed;
};

DeskSettings *
desk_settings_new(const char *path, EpSite *site)
{
    DeskSettings *self = g_new0(DeskSettings, 1);
    g_autoptr(GError) error = NULL;

    self->site = site;
    self->path =
        path != NULL ? g_strdup(path) : g_build_filename(g_get_user_config_dir(), "madoguchi", "window.ini", NULL);
    self->file = g_key_file_new();
    if (!g_key_file_load_from_file(self->file, self->path, G_KEY_FILE_KEEP_COMMENTS, &error) &&
        !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_warning("%s: %s", self->path, error->message);
    return self;
}

/* Now, if anything changed. */
static gboolean
desk_settings_save(DeskSettings *self, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(self->path);

    g_clear_handle_id(&self->timer, g_source_remove);
    if (!self->changed)
        return TRUE;
    g_mkdir_with_parents(folder, 0700); /* what it could not do, saving says better */
    if (!ep_file_replace_keys(self->path, self->file, error)) {
        g_prefix_error(error, "%s: ", self->path);
        return FALSE;
    }
    self->changed = FALSE;
    return TRUE;
}

void
desk_settings_free(DeskSettings *self)
{
    g_autoptr(GError) error = NULL;

    if (!desk_settings_save(self, &error))
        g_warning("%s", error->message);
    g_key_file_unref(self->file);
    g_free(self->path);
    g_free(self);
}

static gboolean
desk_settings_save_later(gpointer user_data)
{
    DeskSettings *self = user_data;
    g_autoptr(GError) error = NULL;

    self->timer = 0;
    if (!desk_settings_save(self, &error))
        g_warning("%s", error->message);
    return G_SOURCE_REMOVE;
}

char *
desk_settings_get(DeskSettings *self, const char *group, const char *key)
{
    char *own = g_key_file_get_string(self->file, group, key, NULL);

    return own != NULL || self->site == NULL ? own : g_strdup(ep_site_get(self->site, group, key));
}

int
desk_settings_get_integer(DeskSettings *self, const char *group, const char *key, int otherwise)
{
    g_autofree char *text = desk_settings_get(self, group, key);
    gint64 value;

    return text != NULL && g_ascii_string_to_signed(text, 10, G_MININT, G_MAXINT, &value, NULL) ? (int)value
                                                                                                : otherwise;
}

gboolean
desk_settings_get_yes(DeskSettings *self, const char *group, const char *key, gboolean otherwise)
{
    g_autofree char *text = desk_settings_get(self, group, key);

    if (g_strcmp0(text, "true") == 0)
        return TRUE;
    return g_strcmp0(text, "false") == 0 ? FALSE : otherwise;
}

void
desk_settings_set(DeskSettings *self, const char *group, const char *key, const char *value)
{
    g_autofree char *known = g_key_file_get_string(self->file, group, key, NULL);

    if (g_strcmp0(known, value) == 0)
        return;
    if (value != NULL)
        g_key_file_set_string(self->file, group, key, value);
    else
        g_key_file_remove_key(self->file, group, key, NULL);
    self->changed = TRUE;
    if (self->timer == 0)
        self->timer = g_timeout_add_seconds(SAVE_AFTER, desk_settings_save_later, self);
}

void
desk_settings_set_integer(DeskSettings *self, const char *group, const char *key, int value)
{
    g_autofree char *text = g_strdup_printf("%d", value);

    desk_settings_set(self, group, key, text);
}

void
desk_settings_set_yes(DeskSettings *self, const char *group, const char *key, gboolean value)
{
    desk_settings_set(self, group, key, value ? "true" : "false");
}

typedef struct {
    DeskSettings *settings; /* borrowed */
    char *name;
} DeskSettingsList;

static void
desk_settings_list_free(gpointer data, GClosure *closure)
{
    DeskSettingsList *kept = data;

    g_free(kept->name);
    g_free(kept);
}

static void
desk_settings_list_changed(DeskList *list, DeskSettingsList *kept)
{
    g_autofree char *columns = desk_list_get_columns(list);

    desk_settings_set(kept->settings, "columns", kept->name, columns);
}

void
desk_settings_keep_list(DeskSettings *self, DeskList *list, const char *name)
{
    g_autofree char *columns = desk_settings_get(self, "columns", name);
    DeskSettingsList *kept = g_new0(DeskSettingsList, 1);

    kept->settings = self;
    kept->name = g_strdup(name);
    desk_list_set_columns(list, columns);
    g_signal_connect_data(list, "columns-changed", G_CALLBACK(desk_settings_list_changed), kept,
                          desk_settings_list_free, 0);
}
