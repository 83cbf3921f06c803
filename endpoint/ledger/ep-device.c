#include "endpoint/ledger/ep-device.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

const EpChoice ep_device_kinds[] = {
    { "usb", N_("USB memory"), EP_TINT_NONE, "USBメモリ|USBメモリー" },
    { "disk", N_("External disk"), EP_TINT_NONE, "外付HDD|外付けHDD|外付SSD|外付HDD/SSD" },
    { "card", N_("Memory card"), EP_TINT_NONE, "SDカード|メモリーカード" },
    { "optical", N_("Optical drive"), EP_TINT_NONE, "CD/DVD/BDドライブ|光学ドライブ|CDドライブ|DVDドライブ" },
    { "phone", N_("Phone or camera"), EP_TINT_NONE, "スマートフォン/カメラ|スマートフォン|カメラ|デジタルカメラ" },
    { "scanner", N_("Scanner"), EP_TINT_NONE, "スキャナ|スキャナー" },
    { "printer", N_("Printer"), EP_TINT_NONE, "プリンタ|プリンター" },
    { "reader", N_("Smart-card reader"), EP_TINT_NONE, "ICカードリーダ|ICカードリーダー" },
    { "other", N_("Other"), EP_TINT_NONE, "その他" },
    { NULL, NULL, EP_TINT_NONE },
};

const EpChoice ep_device_owners[] = {
    { "public", N_("The city"), EP_TINT_NONE, "公費" },
    { "lease", N_("Lease"), EP_TINT_NONE, "リース" },
    { "external", N_("Another organisation"), EP_TINT_WAIT, "外部" },
    { "private", N_("Private"), EP_TINT_LATE, "私物" },
    { NULL, NULL, EP_TINT_NONE },
};

const EpChoice ep_device_grades[] = {
    { "individual", N_("Individual"), EP_TINT_FINE, "個体" },
    { "product", N_("Product only"), EP_TINT_WAIT, "製品" },
    { "impossible", N_("Impossible"), EP_TINT_LATE, "不可" },
    { NULL, NULL, EP_TINT_NONE },
};

const EpChoice ep_device_fallbacks[] = {
    { "sticker", N_("By sticker number"), EP_TINT_WAIT },
    { "pc", N_("Bound to its PCs"), EP_TINT_WAIT },
    { "refuse", N_("Not allowed"), EP_TINT_LATE },
    { NULL, NULL, EP_TINT_NONE },
};

/* What the interfaces (USB class codes) say of the kind; NULL if a person must. */
static const char *
ep_device_guess_kind(const UsbctlDevice *device)
{
    static const struct {
        const char *class_code, *kind;
    } kinds[] = { { "08", "usb" }, { "06", "phone" }, { "07", "printer" }, { "0b", "reader" } };

    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (usbctl_device_has_class(device, kinds[i].class_code))
            return kinds[i].kind;
    }
    return usbctl_device_is_storage(device) && !usbctl_device_shows_storage(device) ? "phone" : NULL;
}

static void
ep_device_set_flag(EpDraft *draft, const char *name, gboolean on)
{
    ep_draft_set_named(draft, name, on ? "1" : "");
}

static void
ep_device_propose(EpDraft *draft, const char *name, const char *value)
{
    guint field = ep_table_find(ep_draft_get_table(draft), name);

    if (value != NULL && field != EP_NO_FIELD &&
        (*ep_draft_get(draft, field) == '\0' || (ep_draft_get_base(draft) == NULL && !ep_draft_is_said(draft, field))))
        ep_draft_set(draft, field, value);
}

void
ep_device_fill(EpDraft *draft, const UsbctlDevice *device)
{
    g_autofree char *ids = g_strjoinv("\n", (char **)device->instance_ids);
    g_autofree char *interfaces = g_strjoinv(" ", (char **)device->interfaces);
    g_autofree char *compatible = g_strjoinv("\n", (char **)device->compatible_ids);
    g_autofree char *hash = usbctl_device_hash(device);
    g_autofree char *product = g_strdup_printf("%s:%s", device->vid, device->pid);
    const char *kind = ep_device_guess_kind(device);

    ep_draft_set_named(draft, "vid", device->vid);
    ep_draft_set_named(draft, "pid", device->pid);
    ep_draft_set_named(draft, "release", device->release);
    ep_draft_set_named(draft, "serial", device->serial);
    ep_draft_set_named(draft, "instance_id", ids);
    ep_draft_set_named(draft, "interfaces", interfaces);
    ep_draft_set_named(draft, "compatible_ids", compatible);
    ep_draft_set_named(draft, "product", device->name);
    ep_draft_set_named(draft, "manufacturer", device->manufacturer);
    ep_draft_set_named(draft, "hash", hash);
    ep_device_set_flag(draft, "composite", device->composite);
    ep_device_set_flag(draft, "failed", device->failed);
    ep_device_set_flag(draft, "predicted", device->predicted);
    ep_device_propose(draft, "kind", kind);
    ep_device_propose(draft, "maker", device->manufacturer);
    ep_device_propose(draft, "model", *device->name != '\0' ? device->name : product);
    if (device->interfaces[0] != NULL || device->compatible_ids[0] != NULL)
        ep_device_set_flag(draft, "storage", usbctl_device_is_storage(device));
}

/* The parts of @text, without blanks around them and empty ones; what they point into is freed with @whole. */
static GPtrArray *
ep_device_split(const char *text, const char *separators, GStrv *whole)
{
    GPtrArray *parts = g_ptr_array_new();

    *whole = g_strsplit_set(text, separators, -1);
    for (char **part = *whole; *part != NULL; part++) {
        if (*g_strstrip(*part) != '\0')
            g_ptr_array_add(parts, *part);
    }
    g_ptr_array_add(parts, NULL);
    return parts;
}

UsbctlDevice *
ep_device_from_draft(EpDraft *draft, const char *label, GError **error)
{
    g_auto(GStrv) a = NULL, b = NULL, c = NULL;
    g_autoptr(GPtrArray) ids = ep_device_split(ep_draft_get_named(draft, "instance_id"), "\r\n", &a);
    g_autoptr(GPtrArray) interfaces = ep_device_split(ep_draft_get_named(draft, "interfaces"), " ", &b);
    g_autoptr(GPtrArray) compatible = ep_device_split(ep_draft_get_named(draft, "compatible_ids"), "\r\n", &c);
    g_autoptr(GError) fault = NULL;
    UsbctlDevice *device =
        usbctl_device_new(&(UsbctlDevice){ .label = label,
                                           .vid = ep_draft_get_named(draft, "vid"),
                                           .pid = ep_draft_get_named(draft, "pid"),
                                           .release = ep_draft_get_named(draft, "release"),
                                           .serial = ep_draft_get_named(draft, "serial"),
                                           .name = ep_draft_get_named(draft, "product"),
                                           .manufacturer = ep_draft_get_named(draft, "manufacturer"),
                                           .instance_ids = (const char *const *)ids->pdata,
                                           .interfaces = (const char *const *)interfaces->pdata,
                                           .compatible_ids = (const char *const *)compatible->pdata,
                                           .composite = *ep_draft_get_named(draft, "composite") != '\0',
                                           .failed = *ep_draft_get_named(draft, "failed") != '\0',
                                           .predicted = *ep_draft_get_named(draft, "predicted") != '\0',
                                           .card = strcmp(ep_draft_get_named(draft, "kind"), "card") == 0 },
                          &fault);

    if (device == NULL)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, fault->message);
    return device;
}

static gboolean
ep_device_agrees(EpDraft *a, EpDraft *b, const char *name)
{
    return g_ascii_strcasecmp(ep_draft_get_named(a, name), ep_draft_get_named(b, name)) == 0;
}

gboolean
ep_device_is_same(EpDraft *a, EpDraft *b)
{
    if (!ep_device_agrees(a, b, "sticker"))
        return FALSE;
    return *ep_draft_get_named(a, "sticker") != '\0' ||
           (*ep_draft_get_named(a, "serial") != '\0' && ep_device_agrees(a, b, "serial") &&
            ep_device_agrees(a, b, "vid") && ep_device_agrees(a, b, "pid"));
}

void
ep_device_copy(EpDraft *to, EpRecord *from)
{
    static const EpField fields[] = { EP_DEVICE_FIELDS, { NULL } };

    for (const EpField *field = fields; field->name != NULL; field++)
        ep_draft_set_named(to, field->name, ep_record_get_named(from, field->name));
}
