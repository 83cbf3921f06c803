#include "usbctl/usbctl-backend.h"

#include <gio/gio.h>

#include "usbctl/usbctl-document.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-recording.h"

typedef struct {
    UsbctlBackend parent;
    char *path;
    GFileMonitor *monitor; /* NULL until watched */
} UsbctlBackendFile;

static GPtrArray *
usbctl_backend_file_list(UsbctlBackend *backend, GError **error)
{
    UsbctlBackendFile *self = (UsbctlBackendFile *)backend;
    gsize length;
    g_autofree char *text = usbctl_document_read_file(self->path, &length, error);
    GPtrArray *devices;

    if (text == NULL)
        return NULL;
    devices = usbctl_recording_parse(text, length, error);
    if (devices == NULL)
        g_prefix_error(error, "%s: ", self->path);
    return devices;
}

static gboolean
usbctl_backend_file_watch(UsbctlBackend *backend, GError **error)
{
    UsbctlBackendFile *self = (UsbctlBackendFile *)backend;
    g_autoptr(GFile) file = g_file_new_for_path(self->path);
    g_autoptr(GError) reason = NULL;

    self->monitor = g_file_monitor_file(file, G_FILE_MONITOR_NONE, NULL, &reason);
    if (self->monitor == NULL) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, "%s: %s", self->path, reason->message);
        return FALSE;
    }
    g_signal_connect_swapped(self->monitor, "changed", G_CALLBACK(usbctl_backend_changed), self);
    return TRUE;
}

static void
usbctl_backend_file_clear(UsbctlBackend *backend)
{
    UsbctlBackendFile *self = (UsbctlBackendFile *)backend;

    g_clear_object(&self->monitor);
    g_free(self->path);
}

static const UsbctlBackendClass file_class = {
    .size = sizeof(UsbctlBackendFile),
    .list = usbctl_backend_file_list,
    .watch = usbctl_backend_file_watch,
    .clear = usbctl_backend_file_clear,
};

UsbctlBackend *
usbctl_backend_file_new(const char *path)
{
    UsbctlBackendFile *self = usbctl_backend_create(&file_class);

    self->path = g_strdup(path);
    return &self->parent;
}
