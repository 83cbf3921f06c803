#include "usbctl/usbctl-backend.h"

#include <string.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <libusb.h>

#include "usbctl/usbctl-error.h"

#define DEVICES "/sys/bus/usb/devices"
#define DEEPEST 7 /* hubs in a row, USB 2.0 4.1.1 */

/*
 * libusb says what is there and when that may have changed; every string comes from sysfs, because opening a device
 * needs rights that the desk does not have.
 */
typedef struct {
    UsbctlBackend parent;
    libusb_context *context;
    libusb_hotplug_callback_handle hotplug;
    GSource *source; /* NULL until watched */
} UsbctlBackendLinux;

static void
usbctl_backend_linux_set_error(GError **error, int code)
{
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, _("the USB bus cannot be read: %s"), libusb_strerror(code));
}

static gboolean
usbctl_backend_linux_open(UsbctlBackend *backend, GError **error)
{
    UsbctlBackendLinux *self = (UsbctlBackendLinux *)backend;
    int code = libusb_init(&self->context);

    if (code == LIBUSB_SUCCESS)
        return TRUE;
    self->context = NULL;
    usbctl_backend_linux_set_error(error, code);
    return FALSE;
}

/* "usb1" or "1-4.2": the kernel's name of the device. */
static char *
usbctl_backend_linux_path(libusb_device *device)
{
    GString *path = g_string_new(NULL);
    guint8 ports[DEEPEST];
    int depth = libusb_get_port_numbers(device, ports, sizeof ports);

    if (depth <= 0)
        g_string_append_printf(path, "usb%u", libusb_get_bus_number(device));
    else
        g_string_append_printf(path, "%u-%u", libusb_get_bus_number(device), ports[0]);
    for (int i = 1; i < depth; i++)
        g_string_append_printf(path, ".%u", ports[i]);
    return g_string_free(path, FALSE);
}

static char *
usbctl_backend_linux_parent(const char *path)
{
    const char *dot = strrchr(path, '.');
    const char *dash = strchr(path, '-');

    if (dot != NULL)
        return g_strndup(path, dot - path);
    return dash != NULL ? g_strdup_printf("usb%.*s", (int)(dash - path), path) : g_strdup("");
}

/* An attribute without the newline that the kernel adds; "" when there is none. Other blanks belong to the string. */
static char *
usbctl_backend_linux_read(const char *folder, const char *name)
{
    g_autofree char *file = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    gsize length;

    if (!g_file_get_contents(file, &text, &length, NULL))
        return g_strdup("");
    if (length > 0 && text[length - 1] == '\n')
        length--;
    return g_utf8_make_valid(text, length);
}

static GBytes *
usbctl_backend_linux_read_descriptors(const char *folder)
{
    g_autofree char *file = g_build_filename(folder, "descriptors", NULL);
    char *data;
    gsize length;

    return g_file_get_contents(file, &data, &length, NULL) ? g_bytes_new_take(data, length) : NULL;
}

/* A string of the SCSI INQUIRY as Windows writes it into an ID: without blanks at the end, _ for those within. */
static char *
usbctl_backend_linux_read_inquiry(const char *folder, const char *name)
{
    g_autofree char *text = usbctl_backend_linux_read(folder, name);

    return g_strdelimit(g_strdup(g_strchomp(text)), " ", '_');
}

/* USBSTOR\Disk&Ven_…&Prod_…&Rev_…\serial&LUN for the SCSI device in @folder, whose name is host:channel:target:LUN. */
static void
usbctl_backend_linux_add_disk(GStrvBuilder *ids, const char *folder, const char *serial)
{
    g_autofree char *type = usbctl_backend_linux_read(folder, "type");
    g_autofree char *vendor = usbctl_backend_linux_read_inquiry(folder, "vendor");
    g_autofree char *product = usbctl_backend_linux_read_inquiry(folder, "model");
    g_autofree char *revision = usbctl_backend_linux_read_inquiry(folder, "rev");
    g_autofree char *id = NULL;
    const char *kind = strcmp(type, "0") == 0 ? "Disk" : strcmp(type, "5") == 0 ? "CdRom" : NULL;

    if (kind == NULL)
        return;
    id = g_strdup_printf("USBSTOR\\%s&Ven_%s&Prod_%s&Rev_%s\\%s&%s", kind, vendor, product, revision, serial,
                         strrchr(folder, ':') + 1);
    g_strv_builder_add(ids, id);
}

/* Goes down interface/host/target/device, each recognised by how its name begins. */
static void
usbctl_backend_linux_find_disks(GStrvBuilder *ids, const char *folder, const char *const *levels, const char *serial)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *child = g_build_filename(folder, name, NULL);

        if (!g_regex_match_simple(levels[0], name, G_REGEX_DOLLAR_ENDONLY, 0))
            continue;
        if (levels[1] != NULL)
            usbctl_backend_linux_find_disks(ids, child, levels + 1, serial);
        else
            usbctl_backend_linux_add_disk(ids, child, serial);
    }
}

static GStrv
usbctl_backend_linux_disks(const char *folder, const char *serial)
{
    static const char *const levels[] = { "^[0-9.-]+:[0-9]+\\.[0-9]+$", "^host[0-9]+$", "^target[0-9:]+$",
                                          "^[0-9]+(:[0-9]+){3}$", NULL };
    g_autoptr(GStrvBuilder) ids = g_strv_builder_new();

    if (*serial != '\0')
        usbctl_backend_linux_find_disks(ids, folder, levels, serial);
    return g_strv_builder_end(ids);
}

static UsbctlDevice *
usbctl_backend_linux_read_device(const char *path)
{
    g_autofree char *folder = g_build_filename(DEVICES, path, NULL);
    g_autofree char *parent = usbctl_backend_linux_parent(path);
    g_autofree char *vid = usbctl_backend_linux_read(folder, "idVendor");
    g_autofree char *pid = usbctl_backend_linux_read(folder, "idProduct");
    g_autofree char *release = usbctl_backend_linux_read(folder, "bcdDevice");
    g_autofree char *serial = usbctl_backend_linux_read(folder, "serial");
    g_autofree char *name = usbctl_backend_linux_read(folder, "product");
    g_autofree char *manufacturer = usbctl_backend_linux_read(folder, "manufacturer");
    g_autoptr(GBytes) descriptors = usbctl_backend_linux_read_descriptors(folder);
    g_auto(GStrv) disks = usbctl_backend_linux_disks(folder, serial);
    UsbctlDevice parts = {
        .path = path,
        .parent = parent,
        .vid = vid,
        .pid = pid,
        .release = release,
        .serial = serial,
        .name = name,
        .manufacturer = manufacturer,
        .descriptors = descriptors,
        .instance_ids = (const char *const *)disks,
    };
    UsbctlDevice *device = usbctl_device_new(&parts, NULL);

    /* A disk whose INQUIRY cannot stand in an ID must not hide the device. */
    parts.instance_ids = NULL;
    return device != NULL ? device : usbctl_device_new(&parts, NULL);
}

static int
usbctl_backend_linux_compare(gconstpointer a, gconstpointer b)
{
    const UsbctlDevice *x = *(const UsbctlDevice *const *)a, *y = *(const UsbctlDevice *const *)b;

    return strcmp(x->path, y->path);
}

static GPtrArray *
usbctl_backend_linux_list(UsbctlBackend *backend, GError **error)
{
    UsbctlBackendLinux *self = (UsbctlBackendLinux *)backend;
    g_autoptr(GPtrArray) devices = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    libusb_device **found;
    ssize_t n = libusb_get_device_list(self->context, &found);

    if (n < 0) {
        usbctl_backend_linux_set_error(error, (int)n);
        return NULL;
    }
    for (ssize_t i = 0; i < n; i++) {
        g_autofree char *path = usbctl_backend_linux_path(found[i]);
        UsbctlDevice *device = usbctl_backend_linux_read_device(path);

        if (device != NULL)
            g_ptr_array_add(devices, device);
    }
    libusb_free_device_list(found, TRUE);
    g_ptr_array_sort(devices, usbctl_backend_linux_compare);
    return g_steal_pointer(&devices);
}

static int
usbctl_backend_linux_hotplug(libusb_context *context, libusb_device *device, libusb_hotplug_event event,
                             void *user_data)
{
    usbctl_backend_changed(user_data);
    return 0;
}

static gboolean
usbctl_backend_linux_dispatch(GSource *source, GSourceFunc callback, gpointer user_data)
{
    struct timeval at_once = { 0, 0 };

    libusb_handle_events_timeout_completed(user_data, &at_once, NULL);
    return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .dispatch = usbctl_backend_linux_dispatch };

/* No device is ever opened, so libusb's descriptors are the same from the first to the last. */
static GSource *
usbctl_backend_linux_source(libusb_context *context)
{
    GSource *source = g_source_new(&source_funcs, sizeof(GSource));
    const struct libusb_pollfd **fds = libusb_get_pollfds(context);

    for (gsize i = 0; fds != NULL && fds[i] != NULL; i++)
        g_source_add_unix_fd(source, fds[i]->fd, (GIOCondition)fds[i]->events);
    libusb_free_pollfds(fds);
    g_source_set_callback(source, NULL, context, NULL);
    g_source_attach(source, g_main_context_get_thread_default());
    return source;
}

static gboolean
usbctl_backend_linux_watch(UsbctlBackend *backend, GError **error)
{
    UsbctlBackendLinux *self = (UsbctlBackendLinux *)backend;
    int code = libusb_hotplug_register_callback(
        self->context, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT, 0,
        LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, usbctl_backend_linux_hotplug,
        self, &self->hotplug);

    if (code != LIBUSB_SUCCESS) {
        usbctl_backend_linux_set_error(error, code);
        return FALSE;
    }
    self->source = usbctl_backend_linux_source(self->context);
    return TRUE;
}

static void
usbctl_backend_linux_clear(UsbctlBackend *backend)
{
    UsbctlBackendLinux *self = (UsbctlBackendLinux *)backend;

    if (self->source != NULL) {
        libusb_hotplug_deregister_callback(self->context, self->hotplug);
        g_source_destroy(self->source);
        g_source_unref(self->source);
    }
    if (self->context != NULL)
        libusb_exit(self->context);
}

const UsbctlBackendClass usbctl_backend_system_class = {
    .size = sizeof(UsbctlBackendLinux),
    .open = usbctl_backend_linux_open,
    .list = usbctl_backend_linux_list,
    .watch = usbctl_backend_linux_watch,
    .clear = usbctl_backend_linux_clear,
};
