#include "usbctl/usbctl-descriptor.h"

#define DEVICE_LENGTH 18
#define INTERFACE_LENGTH 9
#define TYPE_DEVICE 1
#define TYPE_INTERFACE 4

static guint16
usbctl_descriptor_u16(const guint8 *at)
{
    return at[0] | at[1] << 8;
}

/* Class 0 or EF/02/01, one configuration, more than one interface: Microsoft's "USB generic parent driver" page. */
static gboolean
usbctl_descriptor_is_composite(const guint8 *device, guint interfaces)
{
    gboolean per_interface = device[4] == 0 || (device[4] == 0xef && device[5] == 2 && device[6] == 1);

    return per_interface && device[17] == 1 && interfaces > 1;
}

UsbctlDescriptor *
usbctl_descriptor_parse(GBytes *bytes)
{
    UsbctlDescriptor *self;
    g_autoptr(GPtrArray) interfaces = g_ptr_array_new_with_free_func(g_free);
    gsize size;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    gboolean seen[256] = { FALSE };
    guint count = 0;

    if (size < DEVICE_LENGTH || data[0] < DEVICE_LENGTH || data[1] != TYPE_DEVICE)
        return NULL;
    for (gsize at = data[0]; at + 2 <= size && data[at] >= 2 && at + data[at] <= size; at += data[at]) {
        const guint8 *d = data + at;

        if (d[1] != TYPE_INTERFACE || d[0] < INTERFACE_LENGTH)
            continue;
        g_ptr_array_add(interfaces, g_strdup_printf("%02x:%02x:%02x", d[5], d[6], d[7]));
        count += !seen[d[2]];
        seen[d[2]] = TRUE;
    }
    self = g_new0(UsbctlDescriptor, 1);
    self->vid = usbctl_descriptor_u16(data + 8);
    self->pid = usbctl_descriptor_u16(data + 10);
    self->release = usbctl_descriptor_u16(data + 12);
    self->composite = usbctl_descriptor_is_composite(data, count);
    g_ptr_array_add(interfaces, NULL);
    self->interfaces = (GStrv)g_ptr_array_steal(interfaces, NULL);
    return self;
}

void
usbctl_descriptor_free(UsbctlDescriptor *self)
{
    if (self == NULL)
        return;
    g_strfreev(self->interfaces);
    g_free(self);
}
