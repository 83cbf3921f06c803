#include "endpoint/store/ep-db-private.h"

#include <windows.h>

#define LONGEST_PATH 32768 /* with \\?\ before it */
#define UNC_PREFIX L"\\\\?\\UNC\\"

/* A name that says itself that it lies elsewhere is not asked about: the server may be switched off. */
static gboolean
ep_db_filesystem_is_unc(const char *path)
{
    gboolean local = g_str_has_prefix(path, "\\\\?\\") || g_str_has_prefix(path, "\\\\.\\");

    if (g_ascii_strncasecmp(path, "\\\\?\\UNC\\", 8) == 0)
        return TRUE;
    return !local && G_IS_DIR_SEPARATOR(path[0]) && G_IS_DIR_SEPARATOR(path[1]);
}

/* A ledger that is still to be made lies where its folder does. */
static HANDLE
ep_db_filesystem_open(const char *path)
{
    g_autofree char *existing = g_canonicalize_filename(path, NULL);

    for (;;) {
        g_autofree gunichar2 *wide = g_utf8_to_utf16(existing, -1, NULL, NULL, NULL);
        HANDLE handle =
            CreateFileW((wchar_t *)wide, FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                        NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
        char *parent;

        if (handle != INVALID_HANDLE_VALUE || *g_path_skip_root(existing) == '\0')
            return handle;
        parent = g_path_get_dirname(existing);
        g_free(existing);
        existing = parent;
    }
}

/* The handle's own name shows what a drive letter or a link hides. */
static gboolean
ep_db_filesystem_is_remote(HANDLE handle)
{
    g_autofree wchar_t *name = g_new(wchar_t, LONGEST_PATH);
    DWORD length = GetFinalPathNameByHandleW(handle, name, LONGEST_PATH, VOLUME_NAME_DOS);
    wchar_t root[] = L"A:\\";

    if (length == 0 || length >= LONGEST_PATH)
        return FALSE;
    if (wcsncmp(name, UNC_PREFIX, wcslen(UNC_PREFIX)) == 0)
        return TRUE;
    root[0] = name[wcslen(L"\\\\?\\")];
    return GetDriveTypeW(root) == DRIVE_REMOTE;
}

static char *
ep_db_filesystem_type_of_volume(HANDLE handle)
{
    wchar_t name[MAX_PATH + 1];
    g_autofree char *type = NULL;

    if (!GetVolumeInformationByHandleW(handle, NULL, 0, NULL, NULL, NULL, name, G_N_ELEMENTS(name)))
        return NULL;
    type = g_utf16_to_utf8((gunichar2 *)name, -1, NULL, NULL, NULL);
    return type != NULL ? g_ascii_strdown(type, -1) : NULL;
}

char *
ep_db_filesystem_type(const char *path)
{
    HANDLE handle;
    char *type;

    if (ep_db_filesystem_is_unc(path))
        return g_strdup("remote");
    handle = ep_db_filesystem_open(path);
    if (handle == INVALID_HANDLE_VALUE)
        return NULL;
    type = ep_db_filesystem_is_remote(handle) ? g_strdup("remote") : ep_db_filesystem_type_of_volume(handle);
    CloseHandle(handle);
    return type;
}
