#include "usbctl/usbctl-key-windows.h"

#include <windows.h>

#include "usbctl/usbctl-error.h"

#define NAME_SIZE 16384 /* the longest name of a value, with its end */

static gboolean
usbctl_key_windows_check(LSTATUS code, const char *key, GError **error)
{
    g_autofree char *reason = NULL;

    if (code == ERROR_SUCCESS)
        return TRUE;
    reason = g_win32_error_message((int)code);
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, "HKLM\\%s: %s", key, reason);
    return FALSE;
}

static wchar_t *
usbctl_key_windows_to_wide(const char *text)
{
    return (wchar_t *)g_utf8_to_utf16(text, -1, NULL, NULL, NULL);
}

/* --- reading --- */

static LSTATUS
usbctl_key_windows_read_values(UsbctlRegistry *registry, const char *key, HKEY handle)
{
    g_autofree wchar_t *wide = g_new(wchar_t, NAME_SIZE);
    DWORD longest = 0;
    LSTATUS code = RegQueryInfoKeyW(handle, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, &longest, NULL, NULL);

    for (DWORD i = 0; code == ERROR_SUCCESS; i++) {
        g_autofree BYTE *data = g_malloc(longest + 1);
        DWORD type, length = NAME_SIZE, size = longest;

        code = RegEnumValueW(handle, i, wide, &length, NULL, &type, data, &size);
        if (code == ERROR_SUCCESS) {
            g_autofree char *name = g_utf16_to_utf8((gunichar2 *)wide, length, NULL, NULL, NULL);
            g_autoptr(GBytes) bytes = g_bytes_new(data, size);

            if (name != NULL)
                usbctl_registry_set(registry, key, name, type, bytes);
        }
    }
    return code == ERROR_NO_MORE_ITEMS ? ERROR_SUCCESS : code;
}

static GStrv
usbctl_key_windows_list_keys(HKEY handle)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    wchar_t wide[256]; /* a key's name is at most 255 long */
    DWORD length = G_N_ELEMENTS(wide);

    for (DWORD i = 0; RegEnumKeyExW(handle, i, wide, &length, NULL, NULL, NULL, NULL) == ERROR_SUCCESS; i++) {
        g_autofree char *name = g_utf16_to_utf8((gunichar2 *)wide, length, NULL, NULL, NULL);

        if (name != NULL)
            g_strv_builder_add(names, name);
        length = G_N_ELEMENTS(wide);
    }
    return g_strv_builder_end(names);
}

gboolean
usbctl_key_windows_read(UsbctlRegistry *registry, const char *key, gboolean root, GError **error)
{
    g_autofree wchar_t *wide = usbctl_key_windows_to_wide(key);
    g_auto(GStrv) below = NULL;
    HKEY handle;
    LSTATUS code = RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide, 0, KEY_READ, &handle);

    if (code == ERROR_FILE_NOT_FOUND)
        return TRUE;
    if (!usbctl_key_windows_check(code, key, error))
        return FALSE;
    if (!root)
        usbctl_registry_clear(registry, key);
    code = usbctl_key_windows_read_values(registry, key, handle);
    below = usbctl_key_windows_list_keys(handle);
    RegCloseKey(handle);
    if (!usbctl_key_windows_check(code, key, error))
        return FALSE;
    for (char **name = below; *name != NULL; name++) {
        g_autofree char *path = g_strconcat(key, "\\", *name, NULL);

        if (!usbctl_key_windows_read(registry, path, FALSE, error))
            return FALSE;
    }
    return TRUE;
}

/* --- writing --- */

static LSTATUS
usbctl_key_windows_empty(HKEY handle)
{
    g_autofree wchar_t *name = g_new(wchar_t, NAME_SIZE);
    LSTATUS code = ERROR_SUCCESS;

    while (code == ERROR_SUCCESS) {
        DWORD length = NAME_SIZE;

        code = RegEnumValueW(handle, 0, name, &length, NULL, NULL, NULL, NULL);
        if (code == ERROR_SUCCESS)
            code = RegDeleteValueW(handle, name);
    }
    return code == ERROR_NO_MORE_ITEMS ? ERROR_SUCCESS : code;
}

static LSTATUS
usbctl_key_windows_set(HKEY handle, const UsbctlRegistryEntry *entry)
{
    g_autofree wchar_t *name = usbctl_key_windows_to_wide(entry->name);
    gsize size;
    const BYTE *data = g_bytes_get_data(entry->data, &size);

    return RegSetValueExW(handle, name, 0, entry->type, data, (DWORD)size);
}

static LSTATUS
usbctl_key_windows_delete(const wchar_t *key)
{
    LSTATUS code = RegDeleteTreeW(HKEY_LOCAL_MACHINE, key);

    return code == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : code;
}

/* Where the key is not, the value is not either. */
static LSTATUS
usbctl_key_windows_unset(const wchar_t *key, const char *text)
{
    g_autofree wchar_t *name = usbctl_key_windows_to_wide(text);
    LSTATUS code = RegDeleteKeyValueW(HKEY_LOCAL_MACHINE, key, name);

    return code == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : code;
}

gboolean
usbctl_key_windows_write(const UsbctlRegistryEntry *entry, GError **error)
{
    g_autofree wchar_t *key = usbctl_key_windows_to_wide(entry->key);
    HKEY handle;
    LSTATUS code;

    if (entry->kind == USBCTL_REGISTRY_DELETE)
        return usbctl_key_windows_check(usbctl_key_windows_delete(key), entry->key, error);
    if (entry->kind == USBCTL_REGISTRY_UNSET)
        return usbctl_key_windows_check(usbctl_key_windows_unset(key, entry->name), entry->key, error);
    code = RegCreateKeyExW(HKEY_LOCAL_MACHINE, key, 0, NULL, 0, KEY_READ | KEY_WRITE, NULL, &handle, NULL);
    if (code == ERROR_SUCCESS) {
        code = entry->kind == USBCTL_REGISTRY_CLEAR ? usbctl_key_windows_empty(handle)
                                                    : usbctl_key_windows_set(handle, entry);
        RegCloseKey(handle);
    }
    return usbctl_key_windows_check(code, entry->key, error);
}
