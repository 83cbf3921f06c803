#include "usbctl/usbctl-device.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-descriptor.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"

#define FIELD(name, kind)                                                                                              \
    {                                                                                                                  \
#name, USBCTL_FIELD_##kind, G_STRUCT_OFFSET(UsbctlDevice, name)                                                \
    }

const UsbctlField usbctl_device_fields[] = {
    FIELD(path, TEXT),
    FIELD(parent, TEXT),
    FIELD(label, TEXT),
    FIELD(vid, TEXT),
    FIELD(pid, TEXT),
    FIELD(release, TEXT),
    FIELD(serial, TEXT),
    FIELD(name, TEXT),
    FIELD(manufacturer, TEXT),
    FIELD(instance_ids, LIST),
    FIELD(interfaces, LIST),
    FIELD(descriptors, BYTES),
    FIELD(hardware_ids, LIST),
    FIELD(compatible_ids, LIST),
    FIELD(container, TEXT),
    FIELD(setup_class, TEXT),
    FIELD(volumes, LIST),
    FIELD(composite, FLAG),
    FIELD(failed, FLAG),
    FIELD(predicted, FLAG),
    FIELD(card, FLAG),
    FIELD(absent, FLAG),
    { NULL },
};

#undef FIELD

static gboolean
usbctl_device_check_hex4(const char **place, const char *field, GError **error)
{
    if (**place != '\0' && (strlen(*place) != 4 || strspn(*place, "0123456789abcdefABCDEF") != 4)) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("%s: “%s” is not four hexadecimal digits"), field,
                    *place);
        return FALSE;
    }
    usbctl_fields_take_text(place, g_ascii_strdown(*place, -1));
    return TRUE;
}

static gboolean
usbctl_device_check_interfaces(UsbctlDevice *self, GError **error)
{
    for (const char *const *i = self->interfaces; *i != NULL; i++) {
        if (!g_regex_match_simple("^[0-9a-f]{2}(:[0-9a-f]{2}){2}$", *i, G_REGEX_DOLLAR_ENDONLY, 0)) {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("interfaces: “%s” is not of the form 08:06:50"),
                        *i);
            return FALSE;
        }
    }
    return TRUE;
}

static void
usbctl_device_take_id(UsbctlDevice *self, const UsbctlId *id)
{
    if (*self->vid == '\0' && *self->pid == '\0') {
        usbctl_fields_take_text(&self->vid, g_strdup(id->vid));
        usbctl_fields_take_text(&self->pid, g_strdup(id->pid));
    }
    if (*self->serial == '\0')
        usbctl_fields_take_text(&self->serial, g_strdup(id->serial));
    self->composite |= id->interface_number >= 0;
}

static gboolean
usbctl_device_derive_from_ids(UsbctlDevice *self, GError **error)
{
    for (const char *const *text = self->instance_ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, error);

        if (id == NULL) {
            g_prefix_error(error, "instance_ids: ");
            return FALSE;
        }
        usbctl_device_take_id(self, id);
    }
    return TRUE;
}

static void
usbctl_device_derive_from_descriptors(UsbctlDevice *self)
{
    g_autoptr(UsbctlDescriptor) d = self->descriptors != NULL ? usbctl_descriptor_parse(self->descriptors) : NULL;

    if (d == NULL)
        return;
    if (*self->vid == '\0' && *self->pid == '\0') {
        usbctl_fields_take_text(&self->vid, g_strdup_printf("%04x", d->vid));
        usbctl_fields_take_text(&self->pid, g_strdup_printf("%04x", d->pid));
    }
    if (*self->release == '\0')
        usbctl_fields_take_text(&self->release, g_strdup_printf("%04x", d->release));
    if (self->interfaces[0] == NULL)
        usbctl_fields_take_list(&self->interfaces, g_steal_pointer(&d->interfaces));
    self->composite |= d->composite;
}

static gboolean
usbctl_device_has_usb_id(const UsbctlDevice *self)
{
    for (const char *const *text = self->instance_ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, NULL);

        if (usbctl_id_is_usb_device(id))
            return TRUE;
    }
    return FALSE;
}

gboolean
usbctl_device_is_root_hub(const UsbctlDevice *self)
{
    return strcmp(self->vid, "1d6b") == 0 &&
           (strcmp(self->pid, "0001") == 0 || strcmp(self->pid, "0002") == 0 || strcmp(self->pid, "0003") == 0);
}

/* What people copy from Windows' device manager or an asset list as the serial number of a device that has none: the
 * part of its ID that Windows made up, or a sign for any number. */
static void
usbctl_device_drop_serial(UsbctlDevice *self)
{
    gboolean generated = usbctl_id_is_generated(self->serial);

    if (!generated && self->serial[strspn(self->serial, "*?")] != '\0')
        return;
    if (generated && *self->vid != '\0' && *self->pid != '\0' && !usbctl_device_has_usb_id(self)) {
        g_autofree char *vid = g_ascii_strup(self->vid, -1), *pid = g_ascii_strup(self->pid, -1);
        g_autoptr(GStrvBuilder) ids = g_strv_builder_new();
        g_autofree char *id = g_strdup_printf("USB\\VID_%s&PID_%s\\%s", vid, pid, self->serial);

        g_strv_builder_add(ids, id);
        g_strv_builder_addv(ids, (const char **)self->instance_ids);
        usbctl_fields_take_list(&self->instance_ids, g_strv_builder_end(ids));
    }
    usbctl_fields_take_text(&self->serial, g_strdup(""));
}

/* A UASP disk (08:06:62) is called by its serial or by MSFT30 and its serial, as the driver decides: both are
 * predicted. */
static void
usbctl_device_predict_ids(UsbctlDevice *self)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    char *id;

    if (self->failed || usbctl_device_is_root_hub(self) || usbctl_device_has_usb_id(self))
        return;
    id = usbctl_id_predict(self->vid, self->pid, "", self->serial);
    if (id == NULL)
        return;
    g_ptr_array_add(ids, id);
    if (g_strv_contains(self->interfaces, "08:06:62"))
        g_ptr_array_add(ids, usbctl_id_predict(self->vid, self->pid, "MSFT30", self->serial));
    for (const char *const *known = self->instance_ids; *known != NULL; known++)
        g_ptr_array_add(ids, g_strdup(*known));
    g_ptr_array_add(ids, NULL);
    usbctl_fields_take_list(&self->instance_ids, (GStrv)g_ptr_array_steal(ids, NULL));
    self->predicted = TRUE;
}

static void
usbctl_device_clear(gpointer self)
{
    usbctl_fields_clear(usbctl_device_fields, self);
}

UsbctlDevice *
usbctl_device_new(const UsbctlDevice *parts, GError **error)
{
    g_autoptr(UsbctlDevice) self = g_atomic_rc_box_new0(UsbctlDevice);

    usbctl_fields_copy(usbctl_device_fields, parts, self);
    if (!usbctl_device_derive_from_ids(self, error))
        return NULL;
    usbctl_device_derive_from_descriptors(self);
    if (!usbctl_device_check_hex4(&self->vid, "vid", error) || !usbctl_device_check_hex4(&self->pid, "pid", error) ||
        !usbctl_device_check_hex4(&self->release, "release", error) || !usbctl_device_check_interfaces(self, error))
        return NULL;
    /* Windows writes VID_0000 for what did not answer. */
    self->failed |= strcmp(self->vid, "0000") == 0;
    usbctl_device_drop_serial(self);
    usbctl_device_predict_ids(self);
    return g_steal_pointer(&self);
}

UsbctlDevice *
usbctl_device_ref(UsbctlDevice *self)
{
    return g_atomic_rc_box_acquire(self);
}

void
usbctl_device_unref(UsbctlDevice *self)
{
    if (self != NULL)
        g_atomic_rc_box_release_full(self, usbctl_device_clear);
}

gboolean
usbctl_device_equal(const UsbctlDevice *a, const UsbctlDevice *b)
{
    return usbctl_fields_equal(usbctl_device_fields, a, b);
}

gboolean
usbctl_device_has_class(const UsbctlDevice *self, const char *class_code)
{
    for (const char *const *i = self->interfaces; *i != NULL; i++)
        if (g_str_has_prefix(*i, class_code))
            return TRUE;
    return FALSE;
}

/* Mass storage, media players (MTP) and cameras (PTP). */
const char *const usbctl_device_storage_ids[] = { "USB\\Class_08", "USB\\MS_COMP_MTP", "USB\\Class_06", NULL };

static gboolean
usbctl_device_has_disk(const UsbctlDevice *self)
{
    for (const char *const *text = self->instance_ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, NULL);

        if (id->uasp || g_ascii_strcasecmp(id->enumerator, "USBSTOR") == 0)
            return TRUE;
    }
    return FALSE;
}

gboolean
usbctl_device_shows_storage(const UsbctlDevice *self)
{
    return usbctl_device_has_class(self, "08") || usbctl_device_has_class(self, "06") || usbctl_device_has_disk(self);
}

/* USB\Class_08 is also the beginning of USB\Class_08&SubClass_06&Prot_50. */
static gboolean
usbctl_device_has_compatible_id(const UsbctlDevice *self, const char *wanted)
{
    gsize length = strlen(wanted);

    for (const char *const *id = self->compatible_ids; *id != NULL; id++)
        if (g_ascii_strncasecmp(*id, wanted, length) == 0 && ((*id)[length] == '\0' || (*id)[length] == '&'))
            return TRUE;
    return FALSE;
}

const char *
usbctl_device_find_storage_id(const UsbctlDevice *self)
{
    for (const char *const *id = usbctl_device_storage_ids; *id != NULL; id++) {
        const char *class_code = strstr(*id, "Class_");

        if (usbctl_device_has_compatible_id(self, *id) ||
            (class_code != NULL && usbctl_device_has_class(self, class_code + strlen("Class_"))))
            return *id;
    }
    return usbctl_device_has_disk(self) ? usbctl_device_storage_ids[0] : NULL;
}

/* A driver of Windows may also be chosen by the product. */
gboolean
usbctl_device_is_storage(const UsbctlDevice *self)
{
    return usbctl_device_find_storage_id(self) != NULL || g_ascii_strcasecmp(self->setup_class, "WPD") == 0;
}

static gboolean
usbctl_device_has_id(const UsbctlDevice *self, const char *text)
{
    for (const char *const *id = self->instance_ids; *id != NULL; id++)
        if (g_ascii_strcasecmp(*id, text) == 0)
            return TRUE;
    return FALSE;
}

gboolean
usbctl_device_is_named(const UsbctlDevice *self, const char *text)
{
    g_autofree char *product = g_strdup_printf("%s:%s", self->vid, self->pid);
    g_autofree char *individual = g_strdup_printf("%s:%s", product, self->serial);

    return *text != '\0' && (strcmp(self->path, text) == 0 || usbctl_device_has_id(self, text) ||
                             g_ascii_strcasecmp(product, text) == 0 || g_ascii_strcasecmp(individual, text) == 0);
}

/* The kernel's own version stands in a Linux root hub's bcdDevice; USBGuard leaves it out. */
static void
usbctl_device_hash_descriptors(const UsbctlDevice *self, GChecksum *checksum)
{
    static const guchar zero[2] = { 0, 0 };
    gsize size;
    const guchar *data = g_bytes_get_data(self->descriptors, &size);

    if (!usbctl_device_is_root_hub(self) || size < 14) {
        g_checksum_update(checksum, data, size);
        return;
    }
    g_checksum_update(checksum, data, 12);
    g_checksum_update(checksum, zero, 2);
    g_checksum_update(checksum, data + 14, size - 14);
}

char *
usbctl_device_hash(const UsbctlDevice *self)
{
    const char *const texts[] = { self->name, self->vid, self->pid, self->serial };
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize size = sizeof digest;

    if (self->descriptors == NULL || g_bytes_get_size(self->descriptors) == 0)
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_checksum_update(checksum, (const guchar *)texts[i], strlen(texts[i]));
    usbctl_device_hash_descriptors(self, checksum);
    g_checksum_get_digest(checksum, digest, &size);
    return g_base64_encode(digest, size);
}
