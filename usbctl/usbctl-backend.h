#pragma once

#include "usbctl/usbctl-device.h"

/*
 * Where devices come from. A backend knows how to list them all and how to say "something may have changed"; what
 * changed is found by listing again (usbctl-watch.h), so that a missed event heals with the next.
 */
typedef struct _UsbctlBackend UsbctlBackend;
typedef struct _UsbctlBackendClass UsbctlBackendClass;

typedef void (*UsbctlBackendFunc)(gpointer user_data);

struct _UsbctlBackendClass {
    gsize size; /* of the backend's own struct, which begins with UsbctlBackend */

    /* Prepares the zeroed struct; may be NULL. After a failure @clear is called. */
    gboolean (*open)(UsbctlBackend *self, GError **error);

    /* Every device as it is now (UsbctlDevice). No device is opened and nothing is written to the bus. */
    GPtrArray *(*list)(UsbctlBackend *self, GError **error);

    /* The same and those that were plugged in before (absent). May be NULL: nothing is remembered. */
    GPtrArray *(*list_all)(UsbctlBackend *self, GError **error);

    /* From now on call usbctl_backend_changed() in the thread-default main context. May be NULL: nothing ever changes.
     */
    gboolean (*watch)(UsbctlBackend *self, GError **error);

    /* Releases what the struct holds; stops watching. */
    void (*clear)(UsbctlBackend *self);
};

struct _UsbctlBackend {
    const UsbctlBackendClass *class;
    UsbctlBackendFunc changed;
    gpointer user_data;
};

/* The operating system's, chosen when building. */
extern const UsbctlBackendClass usbctl_backend_system_class;

/* The devices of this machine. */
UsbctlBackend *usbctl_backend_new_system(GError **error);

/* The devices of a recording (docs/formats.md), which is read again whenever they are listed. */
UsbctlBackend *usbctl_backend_file_new(const char *path);

void usbctl_backend_free(UsbctlBackend *backend);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlBackend, usbctl_backend_free)

GPtrArray *usbctl_backend_list(UsbctlBackend *backend, GError **error);
GPtrArray *usbctl_backend_list_all(UsbctlBackend *backend, GError **error);

/* @func may be called at any time after this, also without cause, until usbctl_backend_unwatch(). One watcher per
 * backend, ever. */
gboolean usbctl_backend_watch(UsbctlBackend *backend, UsbctlBackendFunc func, gpointer user_data, GError **error);
void usbctl_backend_unwatch(UsbctlBackend *backend);

/* For backends. */
gpointer usbctl_backend_create(const UsbctlBackendClass *class);
void usbctl_backend_changed(UsbctlBackend *backend);
