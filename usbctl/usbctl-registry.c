#include "usbctl/usbctl-registry.h"

#include <string.h>

#define REG_SZ 1
#define REG_DWORD 4
#define CLEAR_NAME "**delvals."
#define CLEAR_DATA " "
#define ROOT "HKEY_LOCAL_MACHINE\\"

typedef enum { SET_DWORD, SET_TEXT, CLEAR } UsbctlRegistryKind;

typedef struct {
    UsbctlRegistryKind kind;
    char *key;
    char *name;
    char *text;
    guint32 number;
} UsbctlRegistryOperation;

struct _UsbctlRegistry {
    GPtrArray *operations;
};

static void
usbctl_registry_operation_free(gpointer data)
{
    UsbctlRegistryOperation *operation = data;

    g_free(operation->key);
    g_free(operation->name);
    g_free(operation->text);
    g_free(operation);
}

UsbctlRegistry *
usbctl_registry_new(void)
{
    UsbctlRegistry *self = g_new0(UsbctlRegistry, 1);

    self->operations = g_ptr_array_new_with_free_func(usbctl_registry_operation_free);
    return self;
}

void
usbctl_registry_free(UsbctlRegistry *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->operations);
    g_free(self);
}

static UsbctlRegistryOperation *
usbctl_registry_add(UsbctlRegistry *self, UsbctlRegistryKind kind, const char *key, const char *name)
{
    UsbctlRegistryOperation *operation = g_new0(UsbctlRegistryOperation, 1);

    operation->kind = kind;
    operation->key = g_strdup(key);
    operation->name = g_strdup(name);
    g_ptr_array_add(self->operations, operation);
    return operation;
}

void
usbctl_registry_set_dword(UsbctlRegistry *self, const char *key, const char *name, guint32 value)
{
    usbctl_registry_add(self, SET_DWORD, key, name)->number = value;
}

void
usbctl_registry_set_text(UsbctlRegistry *self, const char *key, const char *name, const char *text)
{
    usbctl_registry_add(self, SET_TEXT, key, name)->text = g_strdup(text);
}

void
usbctl_registry_clear(UsbctlRegistry *self, const char *key)
{
    usbctl_registry_add(self, CLEAR, key, CLEAR_NAME)->text = g_strdup(CLEAR_DATA);
}

static void
usbctl_registry_put_u16(GByteArray *out, guint16 value)
{
    const guint8 bytes[] = { value & 0xff, value >> 8 };

    g_byte_array_append(out, bytes, sizeof bytes);
}

static void
usbctl_registry_put_u32(GByteArray *out, guint32 value)
{
    usbctl_registry_put_u16(out, value & 0xffff);
    usbctl_registry_put_u16(out, value >> 16);
}

/* UTF-16LE without an end. */
static void
usbctl_registry_put_text(GByteArray *out, const char *text)
{
    glong length;
    g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &length, NULL);

    if (units == NULL)
        return;
    for (glong i = 0; i < length; i++)
        units[i] = GUINT16_TO_LE(units[i]);
    g_byte_array_append(out, (const guint8 *)units, length * sizeof *units);
}

static void
usbctl_registry_put_data(GByteArray *out, const UsbctlRegistryOperation *operation)
{
    GByteArray *data;

    if (operation->kind == SET_DWORD) {
        usbctl_registry_put_u32(out, sizeof operation->number);
        usbctl_registry_put_u16(out, ';');
        usbctl_registry_put_u32(out, operation->number);
        return;
    }
    data = g_byte_array_new();
    usbctl_registry_put_text(data, operation->text);
    usbctl_registry_put_u16(data, 0);
    usbctl_registry_put_u32(out, data->len);
    usbctl_registry_put_u16(out, ';');
    g_byte_array_append(out, data->data, data->len);
    g_byte_array_unref(data);
}

/* [key NUL;name NUL;type;size;data] */
static void
usbctl_registry_put_record(GByteArray *out, const UsbctlRegistryOperation *operation)
{
    usbctl_registry_put_u16(out, '[');
    usbctl_registry_put_text(out, operation->key);
    usbctl_registry_put_u16(out, 0);
    usbctl_registry_put_u16(out, ';');
    usbctl_registry_put_text(out, operation->name);
    usbctl_registry_put_u16(out, 0);
    usbctl_registry_put_u16(out, ';');
    usbctl_registry_put_u32(out, operation->kind == SET_DWORD ? REG_DWORD : REG_SZ);
    usbctl_registry_put_u16(out, ';');
    usbctl_registry_put_data(out, operation);
    usbctl_registry_put_u16(out, ']');
}

GBytes *
usbctl_registry_to_pol(const UsbctlRegistry *self)
{
    static const guint8 header[] = { 'P', 'R', 'e', 'g', 1, 0, 0, 0 };
    GByteArray *out = g_byte_array_new();

    g_byte_array_append(out, header, sizeof header);
    for (guint i = 0; i < self->operations->len; i++)
        usbctl_registry_put_record(out, self->operations->pdata[i]);
    return g_byte_array_free_to_bytes(out);
}

static void
usbctl_registry_quote(GString *out, const char *text)
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
usbctl_registry_put_value(GString *out, const UsbctlRegistryOperation *operation)
{
    usbctl_registry_quote(out, operation->name);
    g_string_append_c(out, '=');
    if (operation->kind == SET_DWORD)
        g_string_append_printf(out, "dword:%08x", operation->number);
    else
        usbctl_registry_quote(out, operation->text);
    g_string_append(out, "\r\n");
}

GBytes *
usbctl_registry_to_reg(const UsbctlRegistry *self)
{
    g_autoptr(GString) text = g_string_new("\xef\xbb\xbfWindows Registry Editor Version 5.00\r\n");
    const char *open = NULL;
    GByteArray *out = g_byte_array_new();

    for (guint i = 0; i < self->operations->len; i++) {
        const UsbctlRegistryOperation *operation = self->operations->pdata[i];

        if (operation->kind == CLEAR) {
            g_string_append_printf(text, "\r\n[-" ROOT "%s]\r\n", operation->key);
            open = NULL;
            continue;
        }
        if (g_strcmp0(open, operation->key) != 0)
            g_string_append_printf(text, "\r\n[" ROOT "%s]\r\n", operation->key);
        open = operation->key;
        usbctl_registry_put_value(text, operation);
    }
    g_string_append(text, "\r\n");
    usbctl_registry_put_text(out, text->str);
    return g_byte_array_free_to_bytes(out);
}
