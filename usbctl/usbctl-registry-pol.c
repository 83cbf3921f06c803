#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-registry.h"
#include "usbctl/usbctl-utf16.h"

#define HEADER "PReg\1\0\0\0"
#define HEADER_SIZE 8
#define CLEAR_NAME "**delvals."
#define CLEAR_DATA " "
#define DELETE_NAME "**DeleteKeys"
#define UNSET_PREFIX "**del."
#define UNSET_DATA " "
#define UNSET_NAMES "**DeleteValues"
#define SOFT_PREFIX "**soft."
#define COMMENT_PREFIX "**Comment:"

static void
usbctl_registry_pol_put_u16(GByteArray *out, guint16 value)
{
    const guint8 bytes[] = { value & 0xff, value >> 8 };

    g_byte_array_append(out, bytes, sizeof bytes);
}

static void
usbctl_registry_pol_put_u32(GByteArray *out, guint32 value)
{
    usbctl_registry_pol_put_u16(out, value & 0xffff);
    usbctl_registry_pol_put_u16(out, value >> 16);
}

/* [key;name;type;size;data] */
static void
usbctl_registry_pol_put(GByteArray *out, const char *key, const char *name, guint32 type, const guint8 *data,
                        gsize size)
{
    usbctl_registry_pol_put_u16(out, '[');
    usbctl_utf16_append_whole(out, key, -1);
    usbctl_registry_pol_put_u16(out, ';');
    usbctl_utf16_append_whole(out, name, -1);
    usbctl_registry_pol_put_u16(out, ';');
    usbctl_registry_pol_put_u32(out, type);
    usbctl_registry_pol_put_u16(out, ';');
    usbctl_registry_pol_put_u32(out, (guint32)size);
    usbctl_registry_pol_put_u16(out, ';');
    g_byte_array_append(out, data, (guint)size);
    usbctl_registry_pol_put_u16(out, ']');
}

static void
usbctl_registry_pol_put_directive(GByteArray *out, const char *key, const char *name, const char *text)
{
    GByteArray *data = g_byte_array_new();

    usbctl_utf16_append_whole(data, text, -1);
    usbctl_registry_pol_put(out, key, name, USBCTL_REGISTRY_TEXT, data->data, data->len);
    g_byte_array_unref(data);
}

static void
usbctl_registry_pol_put_entry(GByteArray *out, const UsbctlRegistryEntry *entry)
{
    g_autofree char *words = NULL;
    const char *last;
    const guint8 *data;
    gsize size;

    switch (entry->kind) {
    case USBCTL_REGISTRY_DELETE:
        last = strrchr(entry->key, '\\');
        words = last != NULL ? g_strndup(entry->key, last - entry->key) : NULL;
        usbctl_registry_pol_put_directive(out, words, DELETE_NAME, last + 1);
        break;
    case USBCTL_REGISTRY_CLEAR:
        usbctl_registry_pol_put_directive(out, entry->key, CLEAR_NAME, CLEAR_DATA);
        break;
    case USBCTL_REGISTRY_UNSET:
        words = g_strconcat(UNSET_PREFIX, entry->name, NULL);
        usbctl_registry_pol_put_directive(out, entry->key, words, UNSET_DATA);
        break;
    case USBCTL_REGISTRY_VALUE:
        data = g_bytes_get_data(entry->data, &size);
        usbctl_registry_pol_put(out, entry->key, entry->name, entry->type, data, size);
        break;
    }
}

GBytes *
usbctl_registry_to_pol(const UsbctlRegistry *self)
{
    g_autoptr(GPtrArray) entries = usbctl_registry_list(self);
    GByteArray *out = g_byte_array_new();

    g_byte_array_append(out, (const guint8 *)HEADER, HEADER_SIZE);
    for (guint i = 0; i < entries->len; i++)
        usbctl_registry_pol_put_entry(out, entries->pdata[i]);
    return g_byte_array_free_to_bytes(out);
}

/* --- reading --- */

typedef struct {
    const guint8 *data;
    gsize size, at;
} UsbctlRegistryPol;

static gboolean
usbctl_registry_pol_fail(const UsbctlRegistryPol *self, GError **error)
{
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("byte %u is not what Registry.pol has there"),
                (guint)self->at);
    return FALSE;
}

static gboolean
usbctl_registry_pol_get(UsbctlRegistryPol *self, gsize size, guint32 *value)
{
    if (self->size - self->at < size)
        return FALSE;
    *value = 0;
    for (gsize i = 0; i < size; i++)
        *value |= (guint32)self->data[self->at + i] << 8 * i;
    self->at += size;
    return TRUE;
}

static gboolean
usbctl_registry_pol_expect(UsbctlRegistryPol *self, char sign)
{
    guint32 unit;

    if (usbctl_registry_pol_get(self, 2, &unit) && unit == (guint32)sign)
        return TRUE;
    return FALSE;
}

/* Up to the NUL that ends it; NULL when there is none, or what stands there is no text. */
static char *
usbctl_registry_pol_get_text(UsbctlRegistryPol *self)
{
    g_autoptr(GArray) units = g_array_new(TRUE, FALSE, sizeof(gunichar2));
    guint32 unit;

    while (usbctl_registry_pol_get(self, 2, &unit)) {
        gunichar2 narrow = (gunichar2)unit;

        if (unit == 0)
            return g_utf16_to_utf8((gunichar2 *)units->data, units->len, NULL, NULL, NULL);
        g_array_append_val(units, narrow);
    }
    return NULL;
}

/* Names with ; between them; NULL when that is no text. */
static GStrv
usbctl_registry_pol_get_names(const UsbctlRegistryPol *data)
{
    UsbctlRegistryPol rest = *data;
    g_autofree char *text = usbctl_registry_pol_get_text(&rest);

    return text != NULL ? g_strsplit(text, ";", -1) : NULL;
}

static gboolean
usbctl_registry_pol_delete_keys(UsbctlRegistry *registry, const char *key, const UsbctlRegistryPol *data)
{
    g_auto(GStrv) names = usbctl_registry_pol_get_names(data);

    for (char **name = names; name != NULL && *name != NULL; name++) {
        g_autofree char *below = g_strconcat(key, "\\", *name, NULL);

        usbctl_registry_delete(registry, below);
    }
    return names != NULL;
}

static gboolean
usbctl_registry_pol_delete_values(UsbctlRegistry *registry, const char *key, const UsbctlRegistryPol *data)
{
    g_auto(GStrv) names = usbctl_registry_pol_get_names(data);

    for (char **name = names; name != NULL && *name != NULL; name++)
        usbctl_registry_unset(registry, key, *name);
    return names != NULL;
}

static gboolean
usbctl_registry_pol_take(UsbctlRegistry *registry, const char *key, const char *name, guint32 type,
                         const UsbctlRegistryPol *data, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data->data, data->size);

    if (g_ascii_strncasecmp(name, COMMENT_PREFIX, strlen(COMMENT_PREFIX)) == 0)
        return TRUE;
    if (g_ascii_strncasecmp(name, SOFT_PREFIX, strlen(SOFT_PREFIX)) == 0) /* set where nothing is set */
        name += strlen(SOFT_PREFIX);
    if (!g_str_has_prefix(name, "**")) {
        usbctl_registry_set(registry, key, name, type, bytes);
        return TRUE;
    }
    if (g_ascii_strcasecmp(name, CLEAR_NAME) == 0 || g_ascii_strcasecmp(name, "**DelVals") == 0) {
        usbctl_registry_clear(registry, key);
        return TRUE;
    }
    if (g_ascii_strncasecmp(name, UNSET_PREFIX, strlen(UNSET_PREFIX)) == 0) {
        usbctl_registry_unset(registry, key, name + strlen(UNSET_PREFIX));
        return TRUE;
    }
    if (g_ascii_strcasecmp(name, UNSET_NAMES) == 0 && usbctl_registry_pol_delete_values(registry, key, data))
        return TRUE;
    if (g_ascii_strcasecmp(name, DELETE_NAME) == 0 && usbctl_registry_pol_delete_keys(registry, key, data))
        return TRUE;
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("%s: the directive “%s” is not known here"), key, name);
    return FALSE;
}

static gboolean
usbctl_registry_pol_get_record(UsbctlRegistryPol *self, UsbctlRegistry *registry, GError **error)
{
    g_autofree char *key = NULL;
    g_autofree char *name = NULL;
    guint32 type, size;
    UsbctlRegistryPol data;

    if (!usbctl_registry_pol_expect(self, '[') || (key = usbctl_registry_pol_get_text(self)) == NULL || *key == '\0' ||
        !usbctl_registry_pol_expect(self, ';') || (name = usbctl_registry_pol_get_text(self)) == NULL ||
        !usbctl_registry_pol_expect(self, ';') || !usbctl_registry_pol_get(self, 4, &type) ||
        !usbctl_registry_pol_expect(self, ';') || !usbctl_registry_pol_get(self, 4, &size) ||
        !usbctl_registry_pol_expect(self, ';') || self->size - self->at < size)
        return usbctl_registry_pol_fail(self, error);
    data = (UsbctlRegistryPol){ self->data + self->at, size, 0 };
    self->at += size;
    if (!usbctl_registry_pol_expect(self, ']'))
        return usbctl_registry_pol_fail(self, error);
    return usbctl_registry_pol_take(registry, key, name, type, &data, error);
}

UsbctlRegistry *
usbctl_registry_parse_pol(GBytes *bytes, GError **error)
{
    g_autoptr(UsbctlRegistry) registry = usbctl_registry_new();
    UsbctlRegistryPol self = { 0 };

    self.data = g_bytes_get_data(bytes, &self.size);
    if (self.size < HEADER_SIZE || memcmp(self.data, HEADER, HEADER_SIZE) != 0) {
        usbctl_registry_pol_fail(&self, error);
        return NULL;
    }
    for (self.at = HEADER_SIZE; self.at < self.size;)
        if (!usbctl_registry_pol_get_record(&self, registry, error))
            return NULL;
    return g_steal_pointer(&registry);
}
