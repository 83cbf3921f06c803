#include "usbctl/usbctl-volume-windows.h"

#include <initguid.h>
#include <windows.h>
#include <setupapi.h>

#include "usbctl/usbctl-id.h"

#define N_LETTERS 26

/* Kind and number, the same for a volume and for the disk that holds it; no rights are needed to ask. */
static gboolean
usbctl_volume_windows_get_number(const wchar_t *path, STORAGE_DEVICE_NUMBER *number)
{
    HANDLE handle = CreateFileW(path, 0, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    DWORD size;
    gboolean known;

    if (handle == INVALID_HANDLE_VALUE)
        return FALSE;
    known = DeviceIoControl(handle, IOCTL_STORAGE_GET_DEVICE_NUMBER, NULL, 0, number, sizeof *number, &size, NULL);
    CloseHandle(handle);
    return known;
}

typedef struct {
    gboolean known;
    STORAGE_DEVICE_NUMBER number;
} UsbctlVolume;

static void
usbctl_volume_windows_find(UsbctlVolume volumes[N_LETTERS])
{
    DWORD present = GetLogicalDrives();

    for (int i = 0; i < N_LETTERS; i++) {
        const wchar_t root[] = { L'A' + i, L':', L'\\', L'\0' };
        const wchar_t path[] = { L'\\', L'\\', L'.', L'\\', L'A' + i, L':', L'\0' };
        UINT type = (present >> i & 1) != 0 ? GetDriveTypeW(root) : DRIVE_NO_ROOT_DIR;

        if (type == DRIVE_REMOVABLE || type == DRIVE_FIXED || type == DRIVE_CDROM)
            volumes[i].known = usbctl_volume_windows_get_number(path, &volumes[i].number);
    }
}

static GStrv
usbctl_volume_windows_letters(const UsbctlVolume volumes[N_LETTERS], const STORAGE_DEVICE_NUMBER *disk)
{
    g_autoptr(GStrvBuilder) letters = g_strv_builder_new();

    for (int i = 0; i < N_LETTERS; i++) {
        const char root[] = { (char)('A' + i), ':', '\\', '\0' };

        if (volumes[i].known && volumes[i].number.DeviceType == disk->DeviceType &&
            volumes[i].number.DeviceNumber == disk->DeviceNumber)
            g_strv_builder_add(letters, root);
    }
    return g_strv_builder_end(letters);
}

static void
usbctl_volume_windows_add_disk(GHashTable *letters, const UsbctlVolume volumes[N_LETTERS], HDEVINFO set,
                               SP_DEVICE_INTERFACE_DATA *disk)
{
    BYTE room[sizeof(SP_DEVICE_INTERFACE_DETAIL_DATA_W) + 1024];
    SP_DEVICE_INTERFACE_DETAIL_DATA_W *detail = (SP_DEVICE_INTERFACE_DETAIL_DATA_W *)room;
    SP_DEVINFO_DATA data = { .cbSize = sizeof data };
    STORAGE_DEVICE_NUMBER number;
    wchar_t wide[USBCTL_ID_SIZE] = L"";
    g_autofree char *id = NULL;

    detail->cbSize = sizeof *detail;
    if (!SetupDiGetDeviceInterfaceDetailW(set, disk, detail, sizeof room, NULL, &data) ||
        !SetupDiGetDeviceInstanceIdW(set, &data, wide, G_N_ELEMENTS(wide), NULL) ||
        !usbctl_volume_windows_get_number(detail->DevicePath, &number))
        return;
    id = g_utf16_to_utf8((gunichar2 *)wide, -1, NULL, NULL, NULL);
    if (id != NULL)
        g_hash_table_insert(letters, usbctl_id_fold(id), usbctl_volume_windows_letters(volumes, &number));
}

static void
usbctl_volume_windows_add_disks(GHashTable *letters, const UsbctlVolume volumes[N_LETTERS], const GUID *kind)
{
    HDEVINFO set = SetupDiGetClassDevsW(kind, NULL, NULL, DIGCF_PRESENT | DIGCF_DEVICEINTERFACE);
    SP_DEVICE_INTERFACE_DATA disk = { .cbSize = sizeof disk };

    if (set == INVALID_HANDLE_VALUE)
        return;
    for (DWORD i = 0; SetupDiEnumDeviceInterfaces(set, NULL, kind, i, &disk); i++)
        usbctl_volume_windows_add_disk(letters, volumes, set, &disk);
    SetupDiDestroyDeviceInfoList(set);
}

GHashTable *
usbctl_volume_windows_list(void)
{
    GHashTable *letters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
    UsbctlVolume volumes[N_LETTERS] = { 0 };

    usbctl_volume_windows_find(volumes);
    usbctl_volume_windows_add_disks(letters, volumes, &GUID_DEVINTERFACE_DISK);
    usbctl_volume_windows_add_disks(letters, volumes, &GUID_DEVINTERFACE_CDROM);
    return letters;
}
