#include "usbctl/usbctl-backend.h"

#include <windows.h>
#include <setupapi.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"

/*
 * Windows itself knows every device by its instance ID, which is what its policies compare, so the devices come from
 * SetupAPI; libusb shows only those that have a driver of its own.
 */

static void
usbctl_backend_windows_set_error(GError **error)
{
    g_autofree char *reason = g_win32_error_message((int)GetLastError());

    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, _("the USB bus cannot be read: %s"), reason);
}

/* A text property of the device; "" when it has none. */
static char *
usbctl_backend_windows_read(HDEVINFO set, SP_DEVINFO_DATA *data, DWORD property)
{
    wchar_t wide[512] = L"";
    char *text;

    if (!SetupDiGetDeviceRegistryPropertyW(set, data, property, NULL, (BYTE *)wide, sizeof wide - sizeof *wide, NULL))
        return g_strdup("");
    text = g_utf16_to_utf8((gunichar2 *)wide, -1, NULL, NULL, NULL);
    return text != NULL ? text : g_strdup("");
}

static char *
usbctl_backend_windows_read_instance_id(HDEVINFO set, SP_DEVINFO_DATA *data)
{
    wchar_t wide[USBCTL_ID_SIZE] = L"";

    if (!SetupDiGetDeviceInstanceIdW(set, data, wide, G_N_ELEMENTS(wide), NULL))
        return NULL;
    return g_utf16_to_utf8((gunichar2 *)wide, -1, NULL, NULL, NULL);
}

/* NULL for what is not a device of the bus: an interface, a root hub. */
static UsbctlDevice *
usbctl_backend_windows_read_device(HDEVINFO set, SP_DEVINFO_DATA *data)
{
    g_autofree char *text = usbctl_backend_windows_read_instance_id(set, data);
    g_autoptr(UsbctlId) id = text != NULL ? usbctl_id_parse(text, NULL) : NULL;
    g_autofree char *path = usbctl_backend_windows_read(set, data, SPDRP_LOCATION_INFORMATION);
    g_autofree char *name = usbctl_backend_windows_read(set, data, SPDRP_DEVICEDESC);
    g_autofree char *manufacturer = usbctl_backend_windows_read(set, data, SPDRP_MFG);
    const char *const ids[] = { text, NULL };

    if (id == NULL || !usbctl_id_is_usb_device(id) || *id->vid == '\0')
        return NULL;
    return usbctl_device_new(
        &(UsbctlDevice){ .path = path, .name = name, .manufacturer = manufacturer, .instance_ids = ids }, NULL);
}

static int
usbctl_backend_windows_compare(gconstpointer a, gconstpointer b)
{
    const UsbctlDevice *x = *(const UsbctlDevice *const *)a, *y = *(const UsbctlDevice *const *)b;

    return strcmp(x->instance_ids[0], y->instance_ids[0]);
}

static GPtrArray *
usbctl_backend_windows_list(UsbctlBackend *backend, GError **error)
{
    HDEVINFO set = SetupDiGetClassDevsW(NULL, L"USB", NULL, DIGCF_ALLCLASSES | DIGCF_PRESENT);
    SP_DEVINFO_DATA data = { .cbSize = sizeof data };
    GPtrArray *devices;

    if (set == INVALID_HANDLE_VALUE) {
        usbctl_backend_windows_set_error(error);
        return NULL;
    }
    devices = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    for (DWORD i = 0; SetupDiEnumDeviceInfo(set, i, &data); i++) {
        UsbctlDevice *device = usbctl_backend_windows_read_device(set, &data);

        if (device != NULL)
            g_ptr_array_add(devices, device);
    }
    SetupDiDestroyDeviceInfoList(set);
    g_ptr_array_sort(devices, usbctl_backend_windows_compare);
    return devices;
}

static void
usbctl_backend_windows_clear(UsbctlBackend *backend)
{
}

const UsbctlBackendClass usbctl_backend_system_class = {
    .size = sizeof(UsbctlBackend),
    .list = usbctl_backend_windows_list,
    .clear = usbctl_backend_windows_clear,
};
