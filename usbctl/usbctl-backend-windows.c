#include "usbctl/usbctl-backend.h"

#include <windows.h>
#include <cfgmgr32.h>

#include "usbctl/usbctl-node-windows.h"

#define LATER_USEC (2 * G_USEC_PER_SEC)

/*
 * Windows knows every device by its instance ID, and its policies compare that ID, so identity comes from SetupAPI.
 * Arrivals come from the configuration manager; where that cannot say them (before Windows 8, and in Wine), looking
 * again every two seconds does.
 */
typedef CONFIGRET(WINAPI *UsbctlBackendRegister)(PCM_NOTIFY_FILTER filter, PVOID context, PCM_NOTIFY_CALLBACK callback,
                                                 PHCMNOTIFICATION handle);
typedef CONFIGRET(WINAPI *UsbctlBackendUnregister)(HCMNOTIFICATION handle);

typedef struct {
    UsbctlBackend parent;
    HMODULE library;
    HCMNOTIFICATION notification; /* NULL while it looks by itself */
    GSource *source;              /* NULL until watched */
    int noticed;                  /* atomic: has it been told since it last looked? */
} UsbctlBackendWindows;

static GPtrArray *
usbctl_backend_windows_read(gboolean all, GError **error)
{
    g_autoptr(GPtrArray) nodes = usbctl_node_windows_list(all, error);

    return nodes != NULL ? usbctl_node_fold(nodes) : NULL;
}

static GPtrArray *
usbctl_backend_windows_list(UsbctlBackend *backend, GError **error)
{
    return usbctl_backend_windows_read(FALSE, error);
}

static GPtrArray *
usbctl_backend_windows_list_all(UsbctlBackend *backend, GError **error)
{
    return usbctl_backend_windows_read(TRUE, error);
}

/* On a thread of Windows' own, which must not wait: the ready time of a source may be set from any thread. */
static DWORD CALLBACK
usbctl_backend_windows_notice(HCMNOTIFICATION notification, PVOID context, CM_NOTIFY_ACTION action,
                              PCM_NOTIFY_EVENT_DATA data, DWORD size)
{
    UsbctlBackendWindows *self = context;

    g_atomic_int_set(&self->noticed, TRUE);
    g_source_set_ready_time(self->source, 0);
    return ERROR_SUCCESS;
}

/* A volume gets its letter a moment after it has arrived, and nobody says when: look once more. */
static gboolean
usbctl_backend_windows_dispatch(GSource *source, GSourceFunc callback, gpointer user_data)
{
    UsbctlBackendWindows *self = user_data;

    /* Put to sleep first, so that what is noticed from here on wakes it. */
    g_source_set_ready_time(source, -1);
    if (g_atomic_int_exchange(&self->noticed, FALSE) || self->notification == NULL)
        g_source_set_ready_time(source, g_get_monotonic_time() + LATER_USEC);
    usbctl_backend_changed(&self->parent);
    return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .dispatch = usbctl_backend_windows_dispatch };

/* All classes of interfaces: a stick's disk and volume come after the stick itself. */
static void
usbctl_backend_windows_register(UsbctlBackendWindows *self)
{
    CM_NOTIFY_FILTER filter = { .cbSize = sizeof filter,
                                .Flags = CM_NOTIFY_FILTER_FLAG_ALL_INTERFACE_CLASSES,
                                .FilterType = CM_NOTIFY_FILTER_TYPE_DEVICEINTERFACE };
    UsbctlBackendRegister func;

    self->library = LoadLibraryExW(L"cfgmgr32.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    func = self->library != NULL
               ? (UsbctlBackendRegister)(gpointer)GetProcAddress(self->library, "CM_Register_Notification")
               : NULL;
    if (func == NULL || func(&filter, self, usbctl_backend_windows_notice, &self->notification) != CR_SUCCESS)
        self->notification = NULL;
}

static gboolean
usbctl_backend_windows_watch(UsbctlBackend *backend, GError **error)
{
    UsbctlBackendWindows *self = (UsbctlBackendWindows *)backend;

    self->source = g_source_new(&source_funcs, sizeof(GSource));
    g_source_set_callback(self->source, NULL, self, NULL);
    usbctl_backend_windows_register(self);
    if (self->notification == NULL)
        g_source_set_ready_time(self->source, g_get_monotonic_time() + LATER_USEC);
    g_source_attach(self->source, g_main_context_get_thread_default());
    return TRUE;
}

/* Unregistering waits for a call that is under way, so the source outlives it. */
static void
usbctl_backend_windows_clear(UsbctlBackend *backend)
{
    UsbctlBackendWindows *self = (UsbctlBackendWindows *)backend;

    if (self->notification != NULL)
        ((UsbctlBackendUnregister)(gpointer)GetProcAddress(self->library, "CM_Unregister_Notification"))(
            self->notification);
    if (self->source != NULL) {
        g_source_destroy(self->source);
        g_source_unref(self->source);
    }
    if (self->library != NULL)
        FreeLibrary(self->library);
}

const UsbctlBackendClass usbctl_backend_system_class = {
    .size = sizeof(UsbctlBackendWindows),
    .list = usbctl_backend_windows_list,
    .list_all = usbctl_backend_windows_list_all,
    .watch = usbctl_backend_windows_watch,
    .clear = usbctl_backend_windows_clear,
};
