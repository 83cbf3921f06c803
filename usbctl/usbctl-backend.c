#include "usbctl/usbctl-backend.h"

gpointer
usbctl_backend_create(const UsbctlBackendClass *class)
{
    UsbctlBackend *self = g_malloc0(class->size);

    self->class = class;
    return self;
}

UsbctlBackend *
usbctl_backend_new_system(GError **error)
{
    g_autoptr(UsbctlBackend) self = usbctl_backend_create(&usbctl_backend_system_class);

    if (self->class->open != NULL && !self->class->open(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

void
usbctl_backend_free(UsbctlBackend *self)
{
    if (self == NULL)
        return;
    self->class->clear(self);
    g_free(self);
}

GPtrArray *
usbctl_backend_list(UsbctlBackend *self, GError **error)
{
    return self->class->list(self, error);
}

GPtrArray *
usbctl_backend_list_all(UsbctlBackend *self, GError **error)
{
    return self->class->list_all != NULL ? self->class->list_all(self, error) : self->class->list(self, error);
}

gboolean
usbctl_backend_watch(UsbctlBackend *self, UsbctlBackendFunc func, gpointer user_data, GError **error)
{
    g_return_val_if_fail(self->changed == NULL, FALSE);

    self->changed = func;
    self->user_data = user_data;
    return self->class->watch == NULL || self->class->watch(self, error);
}

void
usbctl_backend_unwatch(UsbctlBackend *self)
{
    self->changed = NULL;
}

void
usbctl_backend_changed(UsbctlBackend *self)
{
    if (self->changed != NULL)
        self->changed(self->user_data);
}
