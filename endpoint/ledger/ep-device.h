#pragma once

#include "endpoint/core/ep-draft.h"
#include "endpoint/ledger/ep-identity.h"
#include "usbctl/usbctl-device.h"

/*
 * What identifies a device, in every kind of record that is one (application_device, medium): kept as it was read, with
 * one instance ID a line, and the grade with its reasons (ep-identity.h).
 */
extern const EpChoice ep_device_kinds[];
extern const EpChoice ep_device_owners[];
extern const EpChoice ep_device_grades[]; /* codes of usbctl_reason_level_code() */
extern const EpChoice ep_device_fallbacks[];

#define EP_DEVICE_CODE EP_FIELD_COLUMN | EP_FIELD_SEARCHED

/* What a person says of a device; what tells it from others: the desk's number and what the device says of itself. */
#define EP_DEVICE_NAMED                                                                                                \
    { "kind",                                                                                                          \
      N_("Kind"),                                                                                                      \
      EP_KIND_CHOICE,                                                                                                  \
      EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,                                                            \
      .choices = ep_device_kinds,                                                                                      \
      .group = N_("Device"),                                                                                           \
      .width = 9,                                                                                                      \
      .initial = "usb",                                                                                                \
      .aliases = "区分|種別" },                                                                                        \
        { "storage", N_("Stores data"), EP_KIND_YES, 0, .initial = "1", .aliases = "記憶機能" },                       \
        { "maker", N_("Maker"), EP_KIND_TEXT, EP_FIELD_SEARCHED, .aliases = "メーカー|メーカ" },                       \
        { "model", N_("Model"), EP_KIND_TEXT, EP_DEVICE_CODE, .aliases = "製品名|型番" },                              \
        { "capacity", N_("Capacity"), EP_KIND_TEXT, 0, .aliases = "容量" },                                            \
        { "encrypted", N_("Encrypted"), EP_KIND_YES, 0, .aliases = "暗号化" }, { "owner",                              \
                                                                                 N_("Owner"),                          \
                                                                                 EP_KIND_CHOICE,                       \
                                                                                 EP_FIELD_FACET,                       \
                                                                                 .choices = ep_device_owners,          \
                                                                                 .initial = "public",                  \
                                                                                 .aliases = "所有" },                  \
    {                                                                                                                  \
        "owner_name", N_("Owner's name"), EP_KIND_TEXT, EP_FIELD_SEARCHED, .aliases = "相手先"                      \
    }

#define EP_DEVICE_IDENTITY                                                                                              \
    { "sticker", N_("Sticker number"), EP_KIND_CODE, EP_DEVICE_CODE, .aliases = "管理番号|ステッカー番号" },            \
        { "vid",                                                                                                        \
          N_("Vendor ID"),                                                                                              \
          EP_KIND_CODE,                                                                                                 \
          EP_FIELD_SEARCHED,                                                                                            \
          .group = N_("Identity"),                                                                                      \
          .width = 6,                                                                                                   \
          .aliases = "VID|ベンダーID|メーカーID" },                                                                     \
        { "pid", N_("Product ID"), EP_KIND_CODE, EP_FIELD_SEARCHED, .width = 6, .aliases = "PID|プロダクトID|製品ID" }, \
        { "serial",       N_("Serial number"), EP_KIND_CODE,                                                            \
          EP_DEVICE_CODE, .width = 18,         .aliases = "シリアル番号|シリアルNo|内蔵シリアル番号" },                 \
        { "instance_id", N_("Instance IDs"), EP_KIND_LINES, EP_FIELD_SEARCHED,                                          \
          .aliases = "デバイスインスタンスID|インスタンスID" },                                                         \
        { "interfaces", N_("Interfaces"), EP_KIND_CODE, 0 }, { "release", N_("Device release"), EP_KIND_CODE, 0 },      \
        { "product", N_("Product, as the device says"), EP_KIND_TEXT, 0 },                                              \
        { "manufacturer", N_("Manufacturer, as the device says"), EP_KIND_TEXT, 0 },                                    \
        { "hash", N_("USBGuard hash"), EP_KIND_CODE, EP_FIELD_HIDDEN },                                                 \
        { "compatible_ids", N_("Compatible IDs"), EP_KIND_LINES, EP_FIELD_HIDDEN },                                     \
        { "composite", N_("Composite device"), EP_KIND_YES, 0 },                                                        \
        { "predicted", N_("Instance ID made from the serial number"), EP_KIND_YES, EP_FIELD_HIDDEN },                   \
        { "failed", N_("Did not answer"), EP_KIND_YES, EP_FIELD_HIDDEN },                                               \
        { "grade",                                                                                                      \
          N_("Can be told apart"),                                                                                      \
          EP_KIND_CHOICE,                                                                                               \
          EP_FIELD_FIXED | EP_FIELD_COLUMN | EP_FIELD_FACET,                                                            \
          .choices = ep_device_grades,                                                                                  \
          .group = N_("Grade"),                                                                                         \
          .width = 9 },                                                                                                 \
        { "grade_reasons", N_("Why"), EP_KIND_LINES, EP_FIELD_FIXED, .describe = ep_identity_describe },                \
    {                                                                                                                   \
        "fallback", N_("Instead"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = ep_device_fallbacks, .width = 10          \
    }

#define EP_DEVICE_FIELDS EP_DEVICE_NAMED, EP_DEVICE_IDENTITY

/* Fills in what the device says. What a person says (owner, sticker …) stays; so does a kind, maker or model that is
 * there. Follow with ep_identity_assess() to have it graded. */
void ep_device_fill(EpDraft *draft, const UsbctlDevice *device);

/* As usbctl knows it; @label is what the ledger calls it. NULL with EP_ERROR_INVALID if the fields make no sense. */
UsbctlDevice *ep_device_from_draft(EpDraft *draft, const char *label, GError **error);

/* Are they the same device as far as the ledger can tell: the same sticker, or the same product and serial number with
 * no sticker to tell them apart? Without either nothing says so. */
gboolean ep_device_is_same(EpDraft *a, EpDraft *b);

/* Copies every device field that both have. */
void ep_device_copy(EpDraft *to, EpRecord *from);
