#include "usbctl/usbctl-recording.h"

#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-document.h"
#include "usbctl/usbctl-error.h"

#define FORMAT "madoguchi-devices"

static UsbctlDevice *
usbctl_recording_read_device(const json_t *json, GError **error)
{
    UsbctlDevice parts = { 0 };
    UsbctlDevice *device = NULL;

    if (usbctl_fields_from_json(usbctl_device_fields, json, &parts, error))
        device = usbctl_device_new(&parts, error);
    usbctl_fields_clear(usbctl_device_fields, &parts);
    return device;
}

static GPtrArray *
usbctl_recording_read(const json_t *list, GError **error)
{
    g_autoptr(GPtrArray) devices = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);

    if (!json_is_array(list)) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("“devices” must be an array"));
        return NULL;
    }
    for (gsize i = 0; i < json_array_size(list); i++) {
        UsbctlDevice *device = usbctl_recording_read_device(json_array_get(list, i), error);

        if (device == NULL) {
            g_prefix_error(error, _("entry %u: "), (guint)i + 1);
            return NULL;
        }
        g_ptr_array_add(devices, device);
    }
    return g_steal_pointer(&devices);
}

GPtrArray *
usbctl_recording_parse(const char *text, gsize length, GError **error)
{
    json_t *document = usbctl_document_parse(text, length, FORMAT, error);
    GPtrArray *devices;

    if (document == NULL)
        return NULL;
    devices = usbctl_recording_read(json_object_get(document, "devices"), error);
    json_decref(document);
    return devices;
}

char *
usbctl_recording_format(GPtrArray *devices)
{
    json_t *document = usbctl_document_new(FORMAT);
    json_t *list = json_array();
    char *out;

    for (guint i = 0; i < devices->len; i++)
        json_array_append_new(list, usbctl_fields_to_json(usbctl_device_fields, devices->pdata[i]));
    json_object_set_new(document, "devices", list);
    out = usbctl_document_format(document);
    json_decref(document);
    return out;
}
