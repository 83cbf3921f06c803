#include "usbctl/usbctl-enforce.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "usbctl/usbctl-document.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-policy-file.h"
#include "usbctl/usbctl-render.h"

#define ROOT USBCTL_RENDER_RESTRICTIONS
#define KEPT ".pol"
#define UNDONE ".undone"

/* --- files --- */

static gboolean
usbctl_enforce_check(const UsbctlRegistry *change, GError **error)
{
    g_autoptr(GPtrArray) entries = usbctl_registry_list(change);

    for (guint i = 0; i < entries->len; i++) {
        const UsbctlRegistryEntry *entry = entries->pdata[i];

        if (!usbctl_registry_is_below(entry->key, ROOT)) {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                        _("%s: not a setting of the installation of devices; import such files with Group Policy"),
                        entry->key);
            return FALSE;
        }
    }
    return TRUE;
}

static UsbctlRegistry *
usbctl_enforce_parse(const char *text, gsize length, const char *date, GPtrArray *unexpressed, GError **error)
{
    g_autoptr(UsbctlPolicy) policy = NULL;

    if (length >= 4 && memcmp(text, "PReg", 4) == 0) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(text, length);

        return usbctl_registry_parse_pol(bytes, error);
    }
    policy = usbctl_policy_file_parse(text, length, error);
    return policy != NULL ? usbctl_render_registry(policy, date, unexpressed, error) : NULL;
}

UsbctlRegistry *
usbctl_enforce_load(const char *path, const char *date, GPtrArray *unexpressed, GError **error)
{
    gsize length;
    g_autofree char *text = usbctl_document_read_file(path, &length, error);
    g_autoptr(UsbctlRegistry) change = NULL;

    if (text == NULL)
        return NULL;
    change = usbctl_enforce_parse(text, length, date, unexpressed, error);
    if (change != NULL && usbctl_enforce_check(change, error))
        return g_steal_pointer(&change);
    g_prefix_error(error, "%s: ", path);
    return NULL;
}

/* Names sort by time. */
static char *
usbctl_enforce_keep(const UsbctlEnforcer *self, const UsbctlRegistry *before, GError **error)
{
    g_autoptr(UsbctlRegistry) restore = usbctl_registry_restore(before, ROOT);
    g_autoptr(GBytes) bytes = usbctl_registry_to_pol(restore);
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *time = g_date_time_format(now, "%Y-%m-%dT%H-%M-%S");
    g_autofree char *name = g_strdup_printf("%s.%06dZ" KEPT, time, g_date_time_get_microsecond(now));
    g_autofree char *path = g_build_filename(self->folder, name, NULL);
    g_autoptr(GError) reason = NULL;

    g_mkdir_with_parents(self->folder, 0755);
    if (usbctl_document_write_file(path, bytes, &reason))
        return g_steal_pointer(&path);
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED,
                _("what is there now cannot be kept, so nothing was changed: %s"), reason->message);
    return NULL;
}

char *
usbctl_enforce_find_kept(const UsbctlEnforcer *self)
{
    g_autoptr(GDir) dir = g_dir_open(self->folder, 0, NULL);
    g_autofree char *newest = NULL;
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        if (g_str_has_suffix(name, KEPT) && g_strcmp0(name, newest) > 0) {
            g_free(newest);
            newest = g_strdup(name);
        }
    }
    return newest != NULL ? g_build_filename(self->folder, newest, NULL) : NULL;
}

UsbctlRegistry *
usbctl_enforce_load_kept(const UsbctlEnforcer *self, char **path, GError **error)
{
    g_autofree char *newest = usbctl_enforce_find_kept(self);
    UsbctlRegistry *restore;

    if (newest == NULL) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_NOT_FOUND, _("%s keeps nothing that could be put back"),
                    self->folder);
        return NULL;
    }
    restore = usbctl_enforce_load(newest, "", NULL, error);
    if (restore != NULL)
        *path = g_steal_pointer(&newest);
    return restore;
}

/* --- changing --- */

/* Writes @change and reads it back: @wanted is what must be there then. */
static gboolean
usbctl_enforce_write(const UsbctlEnforcer *self, const UsbctlRegistry *change, const UsbctlRegistry *wanted,
                     GError **error)
{
    g_autoptr(UsbctlRegistry) now = NULL;

    if (!self->write(self->data, change, error))
        return FALSE;
    now = self->read(self->data, error);
    if (now == NULL || usbctl_registry_equal(now, wanted))
        return now != NULL;
    g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, _("the registry does not hold what was written"));
    return FALSE;
}

/* Writes @change, or leaves all as it was @before. */
static gboolean
usbctl_enforce_change(const UsbctlEnforcer *self, const UsbctlRegistry *change, const UsbctlRegistry *before,
                      const UsbctlRegistry *wanted, GError **error)
{
    g_autoptr(UsbctlRegistry) restore = NULL;
    g_autoptr(GError) fault = NULL;
    g_autoptr(GError) worse = NULL;

    if (usbctl_enforce_write(self, change, wanted, &fault))
        return TRUE;
    restore = usbctl_registry_restore(before, ROOT);
    if (usbctl_enforce_write(self, restore, before, &worse))
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, _("%s; all is as it was before"), fault->message);
    else
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED,
                    _("%s; what was there before could not be put back either (%s): look at the policy now"),
                    fault->message, worse->message);
    return FALSE;
}

gboolean
usbctl_enforce_is_done(const UsbctlEnforcer *self, const UsbctlRegistry *change, gboolean *done, GError **error)
{
    g_autoptr(UsbctlRegistry) now = self->read(self->data, error);
    g_autoptr(UsbctlRegistry) wanted = NULL;

    if (now == NULL)
        return FALSE;
    wanted = usbctl_registry_after(now, change, ROOT);
    *done = usbctl_registry_equal(now, wanted);
    return TRUE;
}

gboolean
usbctl_enforce_apply(const UsbctlEnforcer *self, const UsbctlRegistry *change, char **kept, GError **error)
{
    g_autoptr(UsbctlRegistry) before = self->read(self->data, error);
    g_autoptr(UsbctlRegistry) wanted = NULL;
    g_autofree char *path = NULL;

    *kept = NULL;
    if (before == NULL)
        return FALSE;
    wanted = usbctl_registry_after(before, change, ROOT);
    if (usbctl_registry_equal(before, wanted))
        return TRUE;
    path = usbctl_enforce_keep(self, before, error);
    if (path == NULL || !usbctl_enforce_change(self, change, before, wanted, error))
        return FALSE;
    *kept = g_steal_pointer(&path);
    return TRUE;
}

gboolean
usbctl_enforce_undo(const UsbctlEnforcer *self, GError **error)
{
    g_autofree char *path = NULL;
    g_autoptr(UsbctlRegistry) restore = usbctl_enforce_load_kept(self, &path, error);
    g_autoptr(UsbctlRegistry) before = restore != NULL ? self->read(self->data, error) : NULL;
    g_autoptr(UsbctlRegistry) wanted = NULL;
    g_autofree char *undone = g_strconcat(path, UNDONE, NULL);

    if (before == NULL)
        return FALSE;
    wanted = usbctl_registry_after(before, restore, ROOT);
    if (!usbctl_enforce_change(self, restore, before, wanted, error))
        return FALSE;
    if (g_rename(path, undone) == 0)
        return TRUE;
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, _("it is put back, but %s could not be renamed: remove it"),
                path);
    return FALSE;
}
