#include "usbctl/usbctl-reason.h"

#include <glib/gi18n-lib.h>

typedef struct {
    const char *code;
    UsbctlLevel level;
    const char *text;
} UsbctlReasonRow;

static const UsbctlReasonRow rows[USBCTL_N_REASONS] = {
    [USBCTL_REASON_NONE] = { "none", USBCTL_LEVEL_INDIVIDUAL, "" },
    [USBCTL_REASON_VALID_SERIAL] = { "valid-serial", USBCTL_LEVEL_INDIVIDUAL,
                                     N_("The device has a serial number of its own, and no other known device has the "
                                        "same.") },
    [USBCTL_REASON_NOT_ENUMERATED] = { "not-enumerated", USBCTL_LEVEL_IMPOSSIBLE,
                                       N_("The device did not answer when it was plugged in.") },
    [USBCTL_REASON_NO_PRODUCT] = { "no-product", USBCTL_LEVEL_IMPOSSIBLE,
                                   N_("Its vendor ID and product ID are not known.") },
    [USBCTL_REASON_COMPOSITE_STORAGE] = { "composite-storage", USBCTL_LEVEL_IMPOSSIBLE,
                                          N_("It is storage within a composite device: Windows names the storage "
                                             "differently on every PC "
                                             "and port, so that it cannot be allowed by its serial number.") },
    [USBCTL_REASON_NO_SERIAL] = { "no-serial", USBCTL_LEVEL_PRODUCT, N_("The device has no serial number.") },
    [USBCTL_REASON_SERIAL_GENERATED] = { "serial-generated", USBCTL_LEVEL_PRODUCT,
                                         N_("The last part of its ID was made up by Windows and differs on every PC "
                                            "and port.") },
    [USBCTL_REASON_SERIAL_DROPPED] = { "serial-dropped", USBCTL_LEVEL_PRODUCT,
                                       N_("Its serial number has a character for which Windows drops the whole "
                                          "number.") },
    [USBCTL_REASON_SERIAL_WILDCARD] = { "serial-wildcard", USBCTL_LEVEL_PRODUCT,
                                        N_("Its serial number has * or ?, which some lists take for any characters.") },
    [USBCTL_REASON_SERIAL_SHORT] = { "serial-short", USBCTL_LEVEL_PRODUCT,
                                     N_("Its serial number has fewer than four characters, leading zeros apart.") },
    [USBCTL_REASON_SERIAL_REPEATED] = { "serial-repeated", USBCTL_LEVEL_PRODUCT,
                                        N_("Its serial number is one character repeated.") },
    [USBCTL_REASON_SERIAL_SEQUENCE] = { "serial-sequence", USBCTL_LEVEL_PRODUCT,
                                        N_("Its serial number only counts up, like 0123456789ABCDEF.") },
    [USBCTL_REASON_SERIAL_DEFAULT] = { "serial-default", USBCTL_LEVEL_PRODUCT,
                                       N_("Its serial number looks like one that the factory never set.") },
    [USBCTL_REASON_SERIAL_MODEL] = { "serial-model", USBCTL_LEVEL_PRODUCT,
                                     N_("Its serial number is the product ID or a version number.") },
    [USBCTL_REASON_SERIAL_DATE] = { "serial-date", USBCTL_LEVEL_PRODUCT,
                                    N_("Its serial number begins with a date, which a whole batch may share.") },
    [USBCTL_REASON_SERIAL_SHARED] = { "serial-shared", USBCTL_LEVEL_PRODUCT,
                                      N_("Another device of the same product has the same serial number.") },
    [USBCTL_REASON_SERIAL_OTHER_PRODUCT] = { "serial-other-product", USBCTL_LEVEL_PRODUCT,
                                             N_("The same serial number is known under another vendor or product "
                                                "ID.") },
    [USBCTL_REASON_CARD_READER] = { "card-reader", USBCTL_LEVEL_PRODUCT,
                                    N_("It is a card or its reader: the number is the reader's, whatever card is in "
                                       "it.") },
    [USBCTL_REASON_BRIDGE] = { "bridge", USBCTL_LEVEL_PRODUCT,
                               N_("It is a bridge: the number is the enclosure's, whatever disk is in it.") },
    [USBCTL_REASON_PREDICTED] = { "predicted", USBCTL_LEVEL_INDIVIDUAL,
                                  N_("The Windows instance ID was made from the serial number, not read on Windows.") },
    [USBCTL_REASON_READ_ONLY] = { "read-only", USBCTL_LEVEL_IMPOSSIBLE,
                                  N_("This enforcement can only allow or block, not limit to reading.") },
    [USBCTL_REASON_ANY_SERIAL] = { "any-serial", USBCTL_LEVEL_IMPOSSIBLE,
                                   N_("This enforcement cannot speak of a whole product here.") },
    [USBCTL_REASON_NO_USB_ID] = { "no-usb-id", USBCTL_LEVEL_IMPOSSIBLE,
                                  N_("The rule does not say which USB device is meant, only what hangs on it.") },
    [USBCTL_REASON_SHADOWED] = { "shadowed", USBCTL_LEVEL_IMPOSSIBLE,
                                 N_("Another rule decides about the same device.") },
    [USBCTL_REASON_UNSEEN] = { "unseen", USBCTL_LEVEL_IMPOSSIBLE,
                               N_("This enforcement does not see that it stores data, as with phones: it is let "
                                  "through "
                                  "whether it is allowed or not.") },
};

static const char *const level_codes[] = { "individual", "product", "impossible" };
static const char *const level_texts[] = { N_("Individual"), N_("Product only"), N_("Impossible") };

const char *
usbctl_reason_code(UsbctlReason reason)
{
    return rows[reason].code;
}

const char *
usbctl_reason_text(UsbctlReason reason)
{
    return rows[reason].text;
}

UsbctlLevel
usbctl_reason_level(UsbctlReason reason)
{
    return rows[reason].level;
}

const char *
usbctl_reason_level_code(UsbctlLevel level)
{
    return level_codes[level];
}

const char *
usbctl_reason_level_text(UsbctlLevel level)
{
    return level_texts[level];
}
