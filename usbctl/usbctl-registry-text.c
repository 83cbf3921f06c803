#include <string.h>

#include "usbctl/usbctl-document.h"
#include "usbctl/usbctl-registry.h"
#include "usbctl/usbctl-utf16.h"

#define ROOT "HKEY_LOCAL_MACHINE\\"
#define BYTES_A_LINE 20

char *
usbctl_registry_entry_dup_text(const UsbctlRegistryEntry *entry)
{
    gsize size = 0;
    const guint8 *data = entry->data != NULL ? g_bytes_get_data(entry->data, &size) : NULL;
    g_autofree gunichar2 *units = g_new0(gunichar2, size / 2 + 1);
    gsize length = size / 2;

    if (entry->type != USBCTL_REGISTRY_TEXT || size < 2 || size % 2 != 0)
        return NULL;
    for (gsize i = 0; i < length; i++)
        units[i] = data[i * 2] | data[i * 2 + 1] << 8;
    for (gsize i = 0; i < length; i++)
        if ((units[i] == 0) != (i == length - 1))
            return NULL;
    return g_utf16_to_utf8(units, (glong)length, NULL, NULL, NULL);
}

gboolean
usbctl_registry_entry_get_number(const UsbctlRegistryEntry *entry, guint32 *number)
{
    gsize size = 0;
    const guint8 *data = entry->data != NULL ? g_bytes_get_data(entry->data, &size) : NULL;

    if (entry->type != USBCTL_REGISTRY_DWORD || size != 4)
        return FALSE;
    *number = data[0] | data[1] << 8 | data[2] << 16 | (guint32)data[3] << 24;
    return TRUE;
}

/* --- .reg --- */

static void
usbctl_registry_text_quote(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '\\' || *text == '"')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void
usbctl_registry_text_put_hex(GString *out, const UsbctlRegistryEntry *entry)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(entry->data, &size);

    g_string_append_printf(out, "hex(%x):", entry->type);
    for (gsize i = 0; i < size; i++) {
        g_string_append_printf(out, "%02x%s", data[i], i + 1 < size ? "," : "");
        if (i % BYTES_A_LINE == BYTES_A_LINE - 1 && i + 1 < size)
            g_string_append(out, "\\\r\n  ");
    }
}

static void
usbctl_registry_text_put_value(GString *out, const UsbctlRegistryEntry *entry)
{
    g_autofree char *text = entry->kind == USBCTL_REGISTRY_VALUE ? usbctl_registry_entry_dup_text(entry) : NULL;
    guint32 number;

    if (*entry->name != '\0')
        usbctl_registry_text_quote(out, entry->name);
    else
        g_string_append_c(out, '@');
    g_string_append_c(out, '=');
    if (entry->kind == USBCTL_REGISTRY_UNSET)
        g_string_append_c(out, '-');
    else if (text != NULL)
        usbctl_registry_text_quote(out, text);
    else if (usbctl_registry_entry_get_number(entry, &number))
        g_string_append_printf(out, "dword:%08x", number);
    else
        usbctl_registry_text_put_hex(out, entry);
    g_string_append(out, "\r\n");
}

static GBytes *
usbctl_registry_text_to_utf16(const GString *text)
{
    GByteArray *units = g_byte_array_sized_new((guint)text->len * 2);

    usbctl_utf16_append(units, text->str, (gssize)text->len);
    return g_byte_array_free_to_bytes(units);
}

GBytes *
usbctl_registry_to_reg(const UsbctlRegistry *self)
{
    g_autoptr(GString) text = g_string_new("\xef\xbb\xbfWindows Registry Editor Version 5.00\r\n");
    g_autoptr(GPtrArray) entries = usbctl_registry_list(self);
    const char *open = NULL;

    for (guint i = 0; i < entries->len; i++) {
        const UsbctlRegistryEntry *entry = entries->pdata[i];

        if (entry->name == NULL) {
            g_string_append_printf(text, "\r\n[-" ROOT "%s]\r\n", entry->key);
            open = NULL;
            continue;
        }
        if (open == NULL || g_ascii_strcasecmp(open, entry->key) != 0)
            g_string_append_printf(text, "\r\n[" ROOT "%s]\r\n", entry->key);
        open = entry->key;
        usbctl_registry_text_put_value(text, entry);
    }
    g_string_append(text, "\r\n");
    return usbctl_registry_text_to_utf16(text);
}

/* --- LGPO text --- */

/* Only data is escaped; keys and names are taken as they are. */
static void
usbctl_registry_text_put_escaped(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\\')
            g_string_append(out, "\\\\");
        else if (*text == '\r' || *text == '\n')
            g_string_append(out, *text == '\r' ? "\\r" : "\\n");
        else
            g_string_append_c(out, *text);
    }
}

static void
usbctl_registry_text_put_action(GString *out, const UsbctlRegistryEntry *entry)
{
    g_autofree char *text = entry->kind == USBCTL_REGISTRY_VALUE ? usbctl_registry_entry_dup_text(entry) : NULL;
    guint32 number = 0;

    if (entry->kind == USBCTL_REGISTRY_CLEAR) {
        g_string_append(out, "*\r\nDELETEALLVALUES");
    } else if (entry->kind == USBCTL_REGISTRY_UNSET) {
        g_string_append_printf(out, "%s\r\nDELETE", entry->name);
    } else if (text != NULL) {
        g_string_append_printf(out, "%s\r\nSZ:", entry->name);
        usbctl_registry_text_put_escaped(out, text);
    } else {
        g_return_if_fail(usbctl_registry_entry_get_number(entry, &number));
        g_string_append_printf(out, "%s\r\nDWORD:%u", entry->name, number);
    }
}

GBytes *
usbctl_registry_to_lgpo(const UsbctlRegistry *self)
{
    g_autoptr(GString) text = g_string_new("\xef\xbb\xbf");
    g_autoptr(GPtrArray) entries = usbctl_registry_list(self);

    for (guint i = 0; i < entries->len; i++) {
        const UsbctlRegistryEntry *entry = entries->pdata[i];

        g_string_append_printf(text, "Computer\r\n%s\r\n", entry->key);
        usbctl_registry_text_put_action(text, entry);
        g_string_append(text, "\r\n\r\n");
    }
    return usbctl_registry_text_to_utf16(text);
}

/* --- JSON --- */

static json_t *
usbctl_registry_text_value_to_json(const UsbctlRegistryEntry *entry)
{
    json_t *object = json_object();
    g_autofree char *text = usbctl_registry_entry_dup_text(entry);
    gsize size;
    const guchar *data = g_bytes_get_data(entry->data, &size);
    g_autofree char *base64 = g_base64_encode(data, size);
    guint32 number;

    json_object_set_new(object, "key", json_string(entry->key));
    json_object_set_new(object, "name", json_string(entry->name));
    if (text != NULL) {
        json_object_set_new(object, "text", json_string(text));
    } else if (usbctl_registry_entry_get_number(entry, &number)) {
        json_object_set_new(object, "number", json_integer(number));
    } else {
        json_object_set_new(object, "type", json_integer(entry->type));
        json_object_set_new(object, "data", json_string(base64));
    }
    return object;
}

GBytes *
usbctl_registry_to_json(const UsbctlRegistry *self)
{
    json_t *document = usbctl_document_new("madoguchi-registry"), *values = json_array();
    g_autoptr(GPtrArray) entries = usbctl_registry_list(self);
    char *text;

    for (guint i = 0; i < entries->len; i++) {
        const UsbctlRegistryEntry *entry = entries->pdata[i];

        if (entry->kind == USBCTL_REGISTRY_VALUE)
            json_array_append_new(values, usbctl_registry_text_value_to_json(entry));
    }
    json_object_set_new(document, "values", values);
    text = usbctl_document_format(document);
    json_decref(document);
    return g_bytes_new_take(text, strlen(text));
}
