#include "usbctl/usbctl-grade.h"

#include <string.h>

#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-serial.h"

/* Makers of USB-to-SATA and USB-to-IDE chips: JMicron, ASMedia, Initio, Sunplus, Prolific, VIA Labs, Norelsys, Cypress.
 */
static const char *const bridge_vendors[] = { "152d", "174c", "13fd", "04fc", "067b", "2109", "2537", "04b4", NULL };

/* How readers call themselves in the product string or, with _ for blanks, in the disk's instance ID. */
static const char *const reader_words[] = { "card reader",   "cardreader",    "card_reader",   "sd/mmc",
                                            "sdxc",          "multi-card",    "multiple card", "multiple_card",
                                            "compact flash", "compact_flash", "multicard",     "microsd",
                                            "sm/xd",         "ms/ms-pro" };

/* Readers that say only “Mass Storage Device”: the chips of Genesys Logic, Realtek, Alcor, Microchip (SMSC) and Super
 * Top, by their product IDs. */
static const struct {
    const char *vid, *pids;
} reader_products[] = {
    { "05e3",
      "0700 0703 0704 0705 0706 0707 0708 0709 070e 0710 0711 0715 0716 0717 0722 0723 0726 0727 0732 0736 0738 "
      "0741 0743 0745 0747 0748 0749 0751 0760 0764" },
    { "0bda", "0103 0109 0111 0115 0116 0119 0129 0138 0139 0151 0153 0158 0159 0184 0186 0301 0307 0316 0326" },
    { "058f", "6232 6331 6332 6335 6360 6361 6362 6364 6366 6377 9360 9361 9368" },
    { "0424", "20fc 2228 223a 4060 4064" },
    { "14cd", "1212 121c 121f 123a 125c 168a 6700 6900" },
};

static void
usbctl_grade_reason_free(gpointer data)
{
    UsbctlGradeReason *reason = data;

    g_free(reason->where);
    g_free(reason);
}

static void
usbctl_grade_add(UsbctlGrade *self, UsbctlReason reason, const char *where)
{
    UsbctlGradeReason *entry = g_new0(UsbctlGradeReason, 1);

    entry->reason = reason;
    entry->where = g_strdup(where);
    g_ptr_array_add(self->reasons, entry);
    self->level = MAX(self->level, usbctl_reason_level(reason));
}

static gboolean
usbctl_grade_has_generated_id(const UsbctlDevice *device)
{
    for (const char *const *text = device->instance_ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, NULL);

        if (usbctl_id_is_usb_device(id) && id->generated)
            return TRUE;
    }
    return FALSE;
}

static void
usbctl_grade_product(UsbctlGrade *self, const UsbctlDevice *device)
{
    if (device->failed)
        usbctl_grade_add(self, USBCTL_REASON_NOT_ENUMERATED, NULL);
    else if (*device->vid == '\0' || *device->pid == '\0')
        usbctl_grade_add(self, USBCTL_REASON_NO_PRODUCT, NULL);
    if (device->composite && usbctl_device_is_storage(device))
        usbctl_grade_add(self, USBCTL_REASON_COMPOSITE_STORAGE, NULL);
}

static void
usbctl_grade_serial(UsbctlGrade *self, const UsbctlDevice *device)
{
    UsbctlReason flaw = usbctl_serial_inspect(device->serial, device->pid, device->release);

    if (usbctl_device_is_root_hub(device) || usbctl_grade_has_generated_id(device))
        usbctl_grade_add(self, USBCTL_REASON_SERIAL_GENERATED, NULL);
    else if (flaw != USBCTL_REASON_NONE)
        usbctl_grade_add(self, flaw, NULL);
}

/* What Windows remembers by the same ID is the device itself, from before. */
static gboolean
usbctl_grade_is_self(const UsbctlDevice *device, const UsbctlDevice *other)
{
    return other == device || (*device->path != '\0' && strcmp(device->path, other->path) == 0) ||
           (device->absent != other->absent && device->instance_ids[0] != NULL && other->instance_ids[0] != NULL &&
            g_ascii_strcasecmp(device->instance_ids[0], other->instance_ids[0]) == 0);
}

/* As the ledger calls it, or the bus, or Windows, which remembers also what is gone. */
static const char *
usbctl_grade_where(const UsbctlDevice *device)
{
    if (*device->label != '\0')
        return device->label;
    return *device->path != '\0' || device->instance_ids[0] == NULL ? device->path : device->instance_ids[0];
}

static void
usbctl_grade_others(UsbctlGrade *self, const UsbctlDevice *device, GPtrArray *others)
{
    for (guint i = 0; i < others->len; i++) {
        const UsbctlDevice *other = others->pdata[i];
        const char *where = usbctl_grade_where(other);

        if (usbctl_grade_is_self(device, other) || g_ascii_strcasecmp(device->serial, other->serial) != 0)
            continue;
        if (strcmp(device->vid, other->vid) != 0 || strcmp(device->pid, other->pid) != 0)
            usbctl_grade_add(self, USBCTL_REASON_SERIAL_OTHER_PRODUCT, where);
        else
            usbctl_grade_add(self, USBCTL_REASON_SERIAL_SHARED, where);
    }
}

static gboolean
usbctl_grade_says_reader(const char *text)
{
    g_autofree char *lower = g_ascii_strdown(text, -1);

    for (gsize i = 0; i < G_N_ELEMENTS(reader_words); i++)
        if (strstr(lower, reader_words[i]) != NULL)
            return TRUE;
    return FALSE;
}

static gboolean
usbctl_grade_is_reader(const UsbctlDevice *device)
{
    for (const char *const *id = device->instance_ids; *id != NULL; id++)
        if (usbctl_grade_says_reader(*id))
            return TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(reader_products); i++)
        if (strcmp(device->vid, reader_products[i].vid) == 0)
            return *device->pid != '\0' && strstr(reader_products[i].pids, device->pid) != NULL;
    return usbctl_grade_says_reader(device->name);
}

/* Storage that can be taken out of what has the number. */
static void
usbctl_grade_holder(UsbctlGrade *self, const UsbctlDevice *device)
{
    if (device->card || (usbctl_device_is_storage(device) && usbctl_grade_is_reader(device)))
        usbctl_grade_add(self, USBCTL_REASON_CARD_READER, NULL);
    else if (usbctl_device_is_storage(device) && g_strv_contains(bridge_vendors, device->vid))
        usbctl_grade_add(self, USBCTL_REASON_BRIDGE, NULL);
}

static int
usbctl_grade_compare(gconstpointer a, gconstpointer b)
{
    const UsbctlGradeReason *x = *(const UsbctlGradeReason *const *)a, *y = *(const UsbctlGradeReason *const *)b;
    int by_level = (int)usbctl_reason_level(y->reason) - (int)usbctl_reason_level(x->reason);

    return by_level != 0 ? by_level : (int)x->reason - (int)y->reason;
}

UsbctlGrade *
usbctl_grade_new(const UsbctlDevice *device, GPtrArray *others)
{
    UsbctlGrade *self = g_new0(UsbctlGrade, 1);

    self->reasons = g_ptr_array_new_with_free_func(usbctl_grade_reason_free);
    usbctl_grade_product(self, device);
    usbctl_grade_serial(self, device);
    usbctl_grade_holder(self, device);
    if (others != NULL && *device->serial != '\0')
        usbctl_grade_others(self, device, others);
    if (self->level == USBCTL_LEVEL_INDIVIDUAL)
        usbctl_grade_add(self, USBCTL_REASON_VALID_SERIAL, NULL);
    if (device->predicted)
        usbctl_grade_add(self, USBCTL_REASON_PREDICTED, NULL);
    g_ptr_array_sort(self->reasons, usbctl_grade_compare);
    return self;
}

void
usbctl_grade_free(UsbctlGrade *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->reasons);
    g_free(self);
}

gboolean
usbctl_grade_has(const UsbctlGrade *self, UsbctlReason reason)
{
    for (guint i = 0; i < self->reasons->len; i++)
        if (((const UsbctlGradeReason *)self->reasons->pdata[i])->reason == reason)
            return TRUE;
    return FALSE;
}
