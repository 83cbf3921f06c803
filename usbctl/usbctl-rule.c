#include "usbctl/usbctl-rule.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"

#define FIELD(name, kind)                                                                                              \
    {                                                                                                                  \
#name, USBCTL_FIELD_##kind, G_STRUCT_OFFSET(UsbctlRule, name)                                                  \
    }

const UsbctlField usbctl_rule_fields[] = {
    FIELD(id, TEXT),
    FIELD(name, TEXT),
    FIELD(verdict, TEXT),
    FIELD(rights, TEXT),
    FIELD(instance_ids, LIST),
    FIELD(vid, TEXT),
    FIELD(pid, TEXT),
    FIELD(serial, TEXT),
    FIELD(hash, TEXT),
    FIELD(from, TEXT),
    FIELD(until, TEXT),
    FIELD(composite, FLAG),
    { NULL },
};

#undef FIELD

static const char *const verdicts[] = { "allow", "block", NULL };
static const char *const all_rights[] = { "", "read-write", "read", NULL };

gboolean
usbctl_rule_date_is_valid(const char *date)
{
    static const char shape[] = "0000-00-00";

    for (gsize i = 0; i < sizeof shape; i++)
        if (shape[i] == '0' ? !g_ascii_isdigit(date[i]) : date[i] != shape[i])
            return FALSE;
    return g_date_valid_dmy(atoi(date + 8), atoi(date + 5), atoi(date));
}

static gboolean
usbctl_rule_is_hex4(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789abcdefABCDEF") == 4;
}

static gboolean
usbctl_rule_derive_from_ids(UsbctlRule *self, GError **error)
{
    for (const char *const *text = self->instance_ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, error);

        if (id == NULL)
            return FALSE;
        if (*self->vid == '\0' && usbctl_id_is_usb_device(id)) {
            usbctl_fields_take_text(&self->vid, g_strdup(id->vid));
            usbctl_fields_take_text(&self->pid, g_strdup(id->pid));
            if (*self->serial == '\0')
                usbctl_fields_take_text(&self->serial, g_strdup(id->serial));
        }
    }
    return TRUE;
}

/* The name of the first field that makes no sense, or NULL. */
static const char *
usbctl_rule_find_fault(const UsbctlRule *self)
{
    if (*self->id == '\0')
        return "id";
    if (!g_strv_contains(verdicts, self->verdict))
        return "verdict";
    if (!g_strv_contains(all_rights, self->rights))
        return "rights";
    if ((*self->vid != '\0' || *self->pid != '\0') && !usbctl_rule_is_hex4(self->vid))
        return "vid";
    if (*self->vid != '\0' && !usbctl_rule_is_hex4(self->pid) && strcmp(self->pid, "*") != 0)
        return "pid";
    if (strcmp(self->pid, "*") == 0 && strcmp(self->serial, "*") != 0)
        return "serial";
    if (*self->from != '\0' && !usbctl_rule_date_is_valid(self->from))
        return "from";
    if (*self->until != '\0' && (!usbctl_rule_date_is_valid(self->until) || strcmp(self->until, self->from) < 0))
        return "until";
    if (*self->vid == '\0' && *self->hash == '\0' && self->instance_ids[0] == NULL)
        return "instance_ids";
    return NULL;
}

static void
usbctl_rule_clear(gpointer self)
{
    usbctl_fields_clear(usbctl_rule_fields, self);
}

UsbctlRule *
usbctl_rule_new(const UsbctlRule *parts, GError **error)
{
    g_autoptr(UsbctlRule) self = g_atomic_rc_box_new0(UsbctlRule);
    const char *fault;

    usbctl_fields_copy(usbctl_rule_fields, parts, self);
    if (!usbctl_rule_derive_from_ids(self, error)) {
        g_prefix_error(error, _("rule %s, field %s: "), self->id, "instance_ids");
        return NULL;
    }
    fault = usbctl_rule_find_fault(self);
    if (fault != NULL) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("rule %s, field %s: missing or not a value that can stand here"), self->id, fault);
        return NULL;
    }
    usbctl_fields_take_text(&self->vid, g_ascii_strdown(self->vid, -1));
    usbctl_fields_take_text(&self->pid, g_ascii_strdown(self->pid, -1));
    return g_steal_pointer(&self);
}

UsbctlRule *
usbctl_rule_new_for_device(const UsbctlRule *parts, const UsbctlDevice *device, GError **error)
{
    UsbctlRule all = *parts;

    all.instance_ids = device->instance_ids;
    all.vid = device->vid;
    all.pid = device->pid;
    all.serial = device->serial;
    all.composite = device->composite && usbctl_device_is_storage(device);
    return usbctl_rule_new(&all, error);
}

UsbctlRule *
usbctl_rule_ref(UsbctlRule *self)
{
    return g_atomic_rc_box_acquire(self);
}

void
usbctl_rule_unref(UsbctlRule *self)
{
    if (self != NULL)
        g_atomic_rc_box_release_full(self, usbctl_rule_clear);
}

gboolean
usbctl_rule_allows(const UsbctlRule *self)
{
    return strcmp(self->verdict, "allow") == 0;
}

gboolean
usbctl_rule_is_in_force(const UsbctlRule *self, const char *date)
{
    return strcmp(self->from, date) <= 0 && (*self->until == '\0' || strcmp(date, self->until) <= 0);
}
