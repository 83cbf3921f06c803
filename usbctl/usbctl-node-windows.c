#include "usbctl/usbctl-node-windows.h"

#include <initguid.h>
#include <windows.h>
#include <setupapi.h>
#include <devpropdef.h>
#include <devpkey.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-volume-windows.h"

/* Of newer headers than Debian 12's. */
#ifndef SPDRP_BASE_CONTAINERID
#define SPDRP_BASE_CONTAINERID 0x24
#endif
DEFINE_DEVPROPKEY(last_known_parent, 0x83da6326, 0x97a6, 0x4088, 0x94, 0x53, 0xa1, 0x92, 0x3f, 0x57, 0x3b, 0x29, 10);

/* A disk behind UAS hangs on the driver UASPStor and is called SCSI\…; other disks of that name belong to no USB
 * device and are left out when the nodes are folded. */
static const wchar_t *const enumerators[] = { L"USB", L"USBSTOR", L"SCSI" };

static char *
usbctl_node_windows_to_utf8(const wchar_t *wide)
{
    char *text = g_utf16_to_utf8((const gunichar2 *)wide, -1, NULL, NULL, NULL);

    return text != NULL ? text : g_strdup("");
}

/* A property's bytes with two ends more than it has; NULL when there is none. */
static wchar_t *
usbctl_node_windows_read(HDEVINFO set, SP_DEVINFO_DATA *data, DWORD property)
{
    DWORD size = 0;
    g_autofree BYTE *bytes = NULL;

    SetupDiGetDeviceRegistryPropertyW(set, data, property, NULL, NULL, 0, &size);
    if (size == 0)
        return NULL;
    bytes = g_malloc0(size + 2 * sizeof(wchar_t));
    if (!SetupDiGetDeviceRegistryPropertyW(set, data, property, NULL, bytes, size, NULL))
        return NULL;
    return (wchar_t *)g_steal_pointer(&bytes);
}

static char *
usbctl_node_windows_read_text(HDEVINFO set, SP_DEVINFO_DATA *data, DWORD property)
{
    g_autofree wchar_t *wide = usbctl_node_windows_read(set, data, property);
    g_autofree char *text = usbctl_node_windows_to_utf8(wide != NULL ? wide : L"");

    return usbctl_node_plain_text(text);
}

static GStrv
usbctl_node_windows_read_list(HDEVINFO set, SP_DEVINFO_DATA *data, DWORD property)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_autofree wchar_t *wide = usbctl_node_windows_read(set, data, property);

    for (const wchar_t *item = wide; item != NULL && *item != L'\0'; item += wcslen(item) + 1) {
        g_autofree char *text = usbctl_node_windows_to_utf8(item);

        g_strv_builder_add(builder, text);
    }
    return g_strv_builder_end(builder);
}

/* What has no place among the properties above. "" when there is none. */
static char *
usbctl_node_windows_read_key(HDEVINFO set, SP_DEVINFO_DATA *data, const DEVPROPKEY *key)
{
    wchar_t wide[512] = L"";
    DEVPROPTYPE type;

    if (!SetupDiGetDevicePropertyW(set, data, key, &type, (BYTE *)wide, sizeof wide - sizeof *wide, NULL, 0) ||
        type != DEVPROP_TYPE_STRING)
        return g_strdup("");
    return usbctl_node_windows_to_utf8(wide);
}

static char *
usbctl_node_windows_read_id(HDEVINFO set, SP_DEVINFO_DATA *data)
{
    wchar_t wide[USBCTL_ID_SIZE] = L"";

    SetupDiGetDeviceInstanceIdW(set, data, wide, G_N_ELEMENTS(wide), NULL);
    return usbctl_node_windows_to_utf8(wide);
}

static char *
usbctl_node_windows_read_parent(HDEVINFO set, SP_DEVINFO_DATA *data)
{
    g_autofree char *parent = usbctl_node_windows_read_key(set, data, &DEVPKEY_Device_Parent);

    return *parent != '\0' ? g_steal_pointer(&parent) : usbctl_node_windows_read_key(set, data, &last_known_parent);
}

/* Its friendly name, where it has one, else its description. */
static char *
usbctl_node_windows_read_name(HDEVINFO set, SP_DEVINFO_DATA *data)
{
    g_autofree char *friendly = usbctl_node_windows_read_text(set, data, SPDRP_FRIENDLYNAME);

    return *friendly != '\0' ? g_steal_pointer(&friendly) : usbctl_node_windows_read_text(set, data, SPDRP_DEVICEDESC);
}

static UsbctlNode *
usbctl_node_windows_read_node(HDEVINFO set, SP_DEVINFO_DATA *data, GHashTable *volumes, gboolean absent)
{
    g_autofree char *id = usbctl_node_windows_read_id(set, data);
    g_autofree char *folded = usbctl_id_fold(id);
    g_autofree char *parent = usbctl_node_windows_read_parent(set, data);
    g_autofree char *container = usbctl_node_windows_read_text(set, data, SPDRP_BASE_CONTAINERID);
    g_autofree char *location = usbctl_node_windows_read_text(set, data, SPDRP_LOCATION_INFORMATION);
    g_autofree char *reported = usbctl_node_windows_read_key(set, data, &DEVPKEY_Device_BusReportedDeviceDesc);
    g_autofree char *name = usbctl_node_windows_read_name(set, data);
    g_autofree char *manufacturer = usbctl_node_windows_read_text(set, data, SPDRP_MFG);
    g_autofree char *setup_class = usbctl_node_windows_read_text(set, data, SPDRP_CLASS);
    g_auto(GStrv) hardware_ids = usbctl_node_windows_read_list(set, data, SPDRP_HARDWAREID);
    g_auto(GStrv) compatible_ids = usbctl_node_windows_read_list(set, data, SPDRP_COMPATIBLEIDS);

    return usbctl_node_new(&(UsbctlNode){ .id = id,
                                          .parent = parent,
                                          .container = container,
                                          .location = location,
                                          .reported = reported,
                                          .name = name,
                                          .manufacturer = manufacturer,
                                          .setup_class = setup_class,
                                          .hardware_ids = (const char *const *)hardware_ids,
                                          .compatible_ids = (const char *const *)compatible_ids,
                                          .volumes = g_hash_table_lookup(volumes, folded),
                                          .absent = absent });
}

typedef struct {
    GPtrArray *nodes;
    GHashTable *seen;    /* folded instance IDs */
    GHashTable *volumes; /* see usbctl_volume_windows_list() */
} UsbctlNodeWindows;

static void
usbctl_node_windows_add(UsbctlNodeWindows *self, HDEVINFO set, gboolean absent)
{
    SP_DEVINFO_DATA data = { .cbSize = sizeof data };

    for (DWORD i = 0; SetupDiEnumDeviceInfo(set, i, &data); i++) {
        g_autofree char *id = usbctl_node_windows_read_id(set, &data);

        if (g_hash_table_add(self->seen, usbctl_id_fold(id)))
            g_ptr_array_add(self->nodes, usbctl_node_windows_read_node(set, &data, self->volumes, absent));
    }
}

/* An enumerator that has never been needed is no error: it has no key. */
static gboolean
usbctl_node_windows_enumerate(UsbctlNodeWindows *self, const wchar_t *enumerator, gboolean absent, GError **error)
{
    DWORD flags = DIGCF_ALLCLASSES | (absent ? 0 : DIGCF_PRESENT);
    HDEVINFO set = SetupDiGetClassDevsW(NULL, enumerator, NULL, flags);
    g_autofree char *reason = NULL;

    if (set != INVALID_HANDLE_VALUE) {
        usbctl_node_windows_add(self, set, absent);
        SetupDiDestroyDeviceInfoList(set);
        return TRUE;
    }
    if (GetLastError() == ERROR_INVALID_DATA || GetLastError() == ERROR_FILE_NOT_FOUND)
        return TRUE;
    reason = g_win32_error_message((int)GetLastError());
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, _("the USB bus cannot be read: %s"), reason);
    return FALSE;
}

GPtrArray *
usbctl_node_windows_list(gboolean all, GError **error)
{
    g_autoptr(GPtrArray) nodes = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_node_free);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) volumes = usbctl_volume_windows_list();
    UsbctlNodeWindows self = { nodes, seen, volumes };

    /* Those that are there first; what a look at all then adds is not. */
    for (int absent = 0; absent <= (all ? 1 : 0); absent++) {
        for (gsize i = 0; i < G_N_ELEMENTS(enumerators); i++)
            if (!usbctl_node_windows_enumerate(&self, enumerators[i], absent, error))
                return NULL;
    }
    return g_steal_pointer(&nodes);
}
