#include "usbctl/usbctl-id.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-serial.h"

#define UASP_PREFIX "MSFT30"

static gboolean
usbctl_id_is_hex(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isxdigit(text[i]))
            return FALSE;
    return TRUE;
}

static gboolean
usbctl_id_has_prefix(const char *text, const char *prefix)
{
    return g_ascii_strncasecmp(text, prefix, strlen(prefix)) == 0;
}

static gboolean
usbctl_id_read_hex4(const char *text, const char *prefix, char out[5])
{
    const char *digits = text + strlen(prefix);

    if (!usbctl_id_has_prefix(text, prefix) || strlen(digits) < 4 || !usbctl_id_is_hex(digits, 4))
        return FALSE;
    for (int i = 0; i < 4; i++)
        out[i] = g_ascii_tolower(digits[i]);
    out[4] = '\0';
    return TRUE;
}

static void
usbctl_id_derive_model(UsbctlId *self)
{
    const char *part;

    if (!usbctl_id_read_hex4(self->model, "VID_", self->vid))
        return;
    part = self->model + 8;
    if (*part != '&' || !usbctl_id_read_hex4(part + 1, "PID_", self->pid)) {
        self->vid[0] = '\0';
        return;
    }
    part = strchr(part + 1, '&');
    if (part != NULL && usbctl_id_has_prefix(part + 1, "MI_") && strlen(part + 4) == 2 && usbctl_id_is_hex(part + 4, 2))
        self->interface_number = g_ascii_xdigit_value(part[4]) * 16 + g_ascii_xdigit_value(part[5]);
}

/* A disk's instance is the serial of its parent and "&" and the LUN. */
static void
usbctl_id_cut_lun(char *instance)
{
    char *last = strrchr(instance, '&');

    if (last != NULL && last[1] != '\0' && strspn(last + 1, "0123456789") == strlen(last + 1))
        *last = '\0';
}

gboolean
usbctl_id_is_generated(const char *instance)
{
    const char *amp = strchr(instance, '&');

    return amp != NULL && amp != instance && usbctl_id_is_hex(instance, amp - instance);
}

gboolean
usbctl_id_is_own_disk(const char *text)
{
    const char *instance = strrchr(text, '\\');
    char serial[USBCTL_ID_SIZE];

    if (!usbctl_id_has_prefix(text, "USBSTOR\\") || g_strlcpy(serial, instance + 1, sizeof serial) >= sizeof serial)
        return FALSE;
    usbctl_id_cut_lun(serial);
    return !usbctl_id_is_generated(serial);
}

static void
usbctl_id_derive_serial(UsbctlId *self)
{
    gboolean disk = g_ascii_strcasecmp(self->enumerator, "USBSTOR") == 0;
    gboolean usb = g_ascii_strcasecmp(self->enumerator, "USB") == 0;

    memcpy(self->serial, self->instance, strlen(self->instance) + 1);
    if (disk)
        usbctl_id_cut_lun(self->serial);
    self->generated = usbctl_id_is_generated(self->serial) || self->interface_number >= 0;
    if (self->generated || !(usb || disk))
        self->serial[0] = '\0';
    self->uasp = usb && usbctl_id_has_prefix(self->serial, UASP_PREFIX);
    if (self->uasp)
        g_strlcpy(self->serial, self->instance + strlen(UASP_PREFIX), sizeof self->serial);
}

static gboolean
usbctl_id_split(UsbctlId *self)
{
    char *first = strchr(self->parts, '\\');
    char *second = first != NULL ? strchr(first + 1, '\\') : NULL;

    if (second == NULL || strchr(second + 1, '\\') != NULL)
        return FALSE;
    *first = *second = '\0';
    self->enumerator = self->parts;
    self->model = first + 1;
    self->instance = second + 1;
    return *self->enumerator != '\0' && *self->model != '\0' && *self->instance != '\0';
}

static gboolean
usbctl_id_check(const char *text, GError **error)
{
    gsize length = strlen(text);

    for (gsize i = 0; i < length; i++) {
        if (text[i] < 0x20 || text[i] > 0x7e || text[i] == ',') {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                        _("character %u of the instance ID cannot stand in one"), (guint)i + 1);
            return FALSE;
        }
    }
    if (length >= USBCTL_ID_SIZE) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("the instance ID is too long"));
        return FALSE;
    }
    return TRUE;
}

UsbctlId *
usbctl_id_parse(const char *text, GError **error)
{
    g_autoptr(UsbctlId) self = NULL;
    gsize length;

    if (!usbctl_id_check(text, error))
        return NULL;
    length = strlen(text) + 1; /* checked to fit */
    self = g_new0(UsbctlId, 1);
    memcpy(self->raw, text, length);
    memcpy(self->parts, text, length);
    if (!usbctl_id_split(self)) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("“%s” is not an instance ID: it needs three parts with \\ between them"), text);
        return NULL;
    }
    self->interface_number = -1;
    usbctl_id_derive_model(self);
    usbctl_id_derive_serial(self);
    return g_steal_pointer(&self);
}

void
usbctl_id_free(UsbctlId *self)
{
    g_free(self);
}

gboolean
usbctl_id_is_usb_device(const UsbctlId *self)
{
    return g_ascii_strcasecmp(self->enumerator, "USB") == 0 && self->vid[0] != '\0' && self->interface_number < 0;
}

char *
usbctl_id_fold(const char *text)
{
    return g_ascii_strup(text, -1);
}

char *
usbctl_id_predict(const char *vid, const char *pid, const char *prefix, const char *serial)
{
    g_autofree char *upper_vid = g_ascii_strup(vid, -1);
    g_autofree char *upper_pid = g_ascii_strup(pid, -1);
    g_autofree char *instance = NULL;
    g_autofree char *text = NULL;
    g_autoptr(UsbctlId) id = NULL;

    if (*vid == '\0' || *pid == '\0' || !usbctl_serial_is_kept(serial))
        return NULL;
    /* Plug and Play writes blanks of an ID as underscores. */
    instance = g_strdelimit(g_strdup(serial), " ", '_');
    text = g_strdup_printf("USB\\VID_%s&PID_%s\\%s%s", upper_vid, upper_pid, prefix, instance);
    id = usbctl_id_parse(text, NULL);
    return id != NULL && !id->generated ? g_steal_pointer(&text) : NULL;
}
