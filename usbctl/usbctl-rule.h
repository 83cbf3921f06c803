#pragma once

#include "usbctl/usbctl-device.h"

/**
 * UsbctlRule:
 *
 * One line of a policy: which device is meant and what it may do. The instance IDs, the vid:pid:serial and the hash are
 * several names of the same thing; the rule means every device that has one of them. It never changes. As with devices,
 * the struct with only the known fields set is what usbctl_rule_new() takes.
 */
typedef struct {
    const char *id;                  /* the ledger's number, unique within a policy ("R8-周-00123") */
    const char *name;                /* for people */
    const char *verdict;             /* "allow" or "block" */
    const char *rights;              /* of an allow: "read-write" (also "") or "read" */
    const char *const *instance_ids; /* USB\… and USBSTOR\…, compared whole */
    const char *vid, *pid;           /* four hex digits; @pid may be "*"; both "" when the rule names no product */
    const char *serial;              /* "" means a device that reports none, never "any"; that is "*" */
    const char *hash;                /* USBGuard's device hash, or "" */
    const char *from, *until;        /* YYYY-MM-DD, both days included; "" is open */
    gboolean composite;              /* storage within a composite device (usbctl-grade.h) */
} UsbctlRule;

extern const UsbctlField usbctl_rule_fields[];

/* USBCTL_ERROR_INVALID names the rule and the field. Vid, pid and serial are taken from the instance IDs where the
 * parts leave them out. */
UsbctlRule *usbctl_rule_new(const UsbctlRule *parts, GError **error);

/* The rule that means exactly @device; the other fields are taken from @parts. */
UsbctlRule *usbctl_rule_new_for_device(const UsbctlRule *parts, const UsbctlDevice *device, GError **error);
UsbctlRule *usbctl_rule_ref(UsbctlRule *rule);
void usbctl_rule_unref(UsbctlRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlRule, usbctl_rule_unref)

gboolean usbctl_rule_allows(const UsbctlRule *rule);
gboolean usbctl_rule_is_in_force(const UsbctlRule *rule, const char *date);
gboolean usbctl_rule_date_is_valid(const char *date); /* YYYY-MM-DD of a day that exists */
