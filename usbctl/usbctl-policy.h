#pragma once

#include "usbctl/usbctl-rule.h"

/*
 * Ordered rules; of those in force that mean a device, the first decides. Where none does, storage is blocked and
 * everything else allowed. Looking up costs the same with ten rules as with 100,000. Rules are only ever added, so a
 * filled policy may be read from any thread.
 */
typedef struct _UsbctlPolicy UsbctlPolicy;

UsbctlPolicy *usbctl_policy_new(void);
void usbctl_policy_free(UsbctlPolicy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlPolicy, usbctl_policy_free)

/* Keeps a reference. USBCTL_ERROR_INVALID when a rule of this id is there already. */
gboolean usbctl_policy_add(UsbctlPolicy *policy, UsbctlRule *rule, GError **error);

/* What a person reads whose device is blocked: at most 63 and 128 characters, no line breaks (Windows' limits); either
 * may be "". */
gboolean usbctl_policy_set_notice(UsbctlPolicy *policy, const char *title, const char *text, GError **error);
const char *usbctl_policy_get_notice_title(const UsbctlPolicy *policy);
const char *usbctl_policy_get_notice_text(const UsbctlPolicy *policy);

/* The rules (UsbctlRule, borrowed) in their order. */
GPtrArray *usbctl_policy_get_rules(const UsbctlPolicy *policy);

/* The rules in force on @date that mean @device, in the policy's order (transfer container). */
GPtrArray *usbctl_policy_match(const UsbctlPolicy *policy, const UsbctlDevice *device, const char *date);

/* The first of those in force on @date that mean whatever @rule means: @rule itself unless an earlier one covers it.
 * NULL if there is none: it is not of the policy, or not in force. */
UsbctlRule *usbctl_policy_find_first(const UsbctlPolicy *policy, const UsbctlRule *rule, const char *date);
