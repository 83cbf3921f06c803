#include "usbctl/usbctl-watch.h"

#include <string.h>

#define QUIET_MSEC 100
#define PATIENCE_USEC (500 * 1000)

struct _UsbctlWatch {
    UsbctlBackend *backend;
    UsbctlWatchFunc func;
    gpointer user_data;
    GPtrArray *devices;
    GSource *timer;    /* runs while a change has not been looked at */
    gint64 first_usec; /* when the first such change was noticed */
};

static UsbctlDevice *
usbctl_watch_find(GPtrArray *devices, const char *path)
{
    for (guint i = 0; i < devices->len; i++)
        if (strcmp(((UsbctlDevice *)devices->pdata[i])->path, path) == 0)
            return devices->pdata[i];
    return NULL;
}

static void
usbctl_watch_report(UsbctlWatch *self, GPtrArray *before)
{
    for (guint i = 0; i < before->len; i++) {
        const UsbctlDevice *device = before->pdata[i];

        if (usbctl_watch_find(self->devices, device->path) == NULL)
            self->func(USBCTL_WATCH_REMOVED, device, NULL, self->user_data);
    }
    for (guint i = 0; i < self->devices->len; i++) {
        const UsbctlDevice *device = self->devices->pdata[i];
        const UsbctlDevice *old = usbctl_watch_find(before, device->path);

        if (old == NULL)
            self->func(USBCTL_WATCH_ADDED, device, NULL, self->user_data);
        else if (!usbctl_device_equal(old, device))
            self->func(USBCTL_WATCH_CHANGED, device, NULL, self->user_data);
    }
}

static gboolean
usbctl_watch_look(UsbctlWatch *self, GError **error)
{
    g_autoptr(GPtrArray) before = NULL;
    GPtrArray *now = usbctl_backend_list(self->backend, error);

    if (now == NULL)
        return FALSE;
    before = self->devices;
    self->devices = now;
    usbctl_watch_report(self, before);
    return TRUE;
}

static void
usbctl_watch_stop_timer(UsbctlWatch *self)
{
    if (self->timer == NULL)
        return;
    g_source_destroy(self->timer);
    g_clear_pointer(&self->timer, g_source_unref);
}

static gboolean
usbctl_watch_is_due(gpointer user_data)
{
    UsbctlWatch *self = user_data;
    g_autoptr(GError) error = NULL;

    usbctl_watch_stop_timer(self);
    if (!usbctl_watch_look(self, &error))
        self->func(USBCTL_WATCH_CHANGED, NULL, error, self->user_data);
    return G_SOURCE_REMOVE;
}

static void
usbctl_watch_notice(gpointer user_data)
{
    UsbctlWatch *self = user_data;
    gint64 now = g_get_monotonic_time();

    if (self->timer == NULL)
        self->first_usec = now;
    else if (now - self->first_usec >= PATIENCE_USEC)
        return;
    usbctl_watch_stop_timer(self);
    self->timer = g_timeout_source_new(QUIET_MSEC);
    g_source_set_callback(self->timer, usbctl_watch_is_due, self, NULL);
    g_source_attach(self->timer, g_main_context_get_thread_default());
}

UsbctlWatch *
usbctl_watch_new(UsbctlBackend *backend, UsbctlWatchFunc func, gpointer user_data, GError **error)
{
    g_autoptr(UsbctlWatch) self = g_new0(UsbctlWatch, 1);

    self->backend = backend;
    self->func = func;
    self->user_data = user_data;
    self->devices = g_ptr_array_new();
    /* Watching begins before the first listing, so that nothing can slip in between. */
    if (!usbctl_backend_watch(backend, usbctl_watch_notice, self, error) || !usbctl_watch_look(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

void
usbctl_watch_free(UsbctlWatch *self)
{
    if (self == NULL)
        return;
    usbctl_backend_unwatch(self->backend);
    usbctl_watch_stop_timer(self);
    g_ptr_array_unref(self->devices);
    g_free(self);
}

GPtrArray *
usbctl_watch_get_devices(UsbctlWatch *self)
{
    return self->devices;
}
