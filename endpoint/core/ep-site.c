#include "endpoint/core/ep-site.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-text.h"

struct _EpSite {
    GHashTable *values; /* "group/key" → text */
};

static char *
ep_site_find(const char *const *folders)
{
    for (guint i = 0; folders[i] != NULL; i++) {
        g_autofree char *path = g_build_filename(folders[i], "madoguchi", "site.ini", NULL);

        if (g_file_test(path, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&path);
    }
    return NULL;
}

static gboolean
ep_site_take(EpSite *self, GKeyFile *file, const char *group, const char *key, GError **error)
{
    g_autofree char *value = NULL;

    if (!g_str_equal(group, "window") && !(g_str_equal(group, "ledger") && g_str_equal(key, "store"))) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("[%s] %s means nothing here; there are [ledger] store and the settings of [window]"), group, key);
        return FALSE;
    }
    value = g_key_file_get_value(file, group, key, error);
    if (value == NULL)
        return FALSE;
    g_strstrip(value);
    if (*value != '\0')
        g_hash_table_insert(self->values, g_strconcat(group, "/", key, NULL), g_steal_pointer(&value));
    return TRUE;
}

static gboolean
ep_site_take_group(EpSite *self, GKeyFile *file, const char *group, GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, error);

    if (keys == NULL)
        return FALSE;
    for (guint i = 0; keys[i] != NULL; i++) {
        if (!ep_site_take(self, file, group, keys[i], error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_site_read(EpSite *self, const char *path, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *bytes = NULL, *text = NULL;
    g_auto(GStrv) groups = NULL;
    gsize length;

    if (!g_file_get_contents(path, &bytes, &length, error))
        return FALSE;
    text = ep_text_decode(bytes, length, NULL, error);
    if (text == NULL || !g_key_file_load_from_data(file, text, (gsize)-1, G_KEY_FILE_NONE, error))
        return FALSE;
    groups = g_key_file_get_groups(file, NULL);
    for (guint i = 0; groups[i] != NULL; i++) {
        if (!ep_site_take_group(self, file, groups[i], error))
            return FALSE;
    }
    return TRUE;
}

EpSite *
ep_site_open(const char *const *folders, GError **error)
{
    g_autoptr(EpSite) self = g_new0(EpSite, 1);
    g_autofree char *path = ep_site_find(folders != NULL ? folders : g_get_system_config_dirs());
    g_autoptr(GError) cause = NULL;

    self->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (path == NULL || ep_site_read(self, path, &cause))
        return g_steal_pointer(&self);
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, "%s: %s", path, cause->message);
    return NULL;
}

void
ep_site_free(EpSite *self)
{
    g_hash_table_unref(self->values);
    g_free(self);
}

const char *
ep_site_get(EpSite *self, const char *group, const char *key)
{
    g_autofree char *name = g_strconcat(group, "/", key, NULL);

    return g_hash_table_lookup(self->values, name);
}

char *
ep_site_choose_store(EpSite *self, const char *named)
{
    if (named == NULL)
        named = g_getenv("MADOGUCHI_STORE");
    if (named == NULL)
        named = ep_site_get(self, "ledger", "store");
    if (named != NULL)
        return g_strdup(named);
    return g_build_filename(g_get_user_data_dir(), "madoguchi", "madoguchi.db", NULL);
}
