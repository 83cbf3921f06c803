#pragma once

#include "usbctl/usbctl-policy.h"
#include "usbctl/usbctl-reason.h"

/* What can enforce a policy. What each can express is said here once, for rendering, for explaining and for the
 * counter. */
typedef enum {
    USBCTL_TARGET_POLICY,   /* the policy itself, which can express everything */
    USBCTL_TARGET_WINDOWS,  /* Device Installation Restrictions, layered, with a narrow deny */
    USBCTL_TARGET_USBGUARD, /* USBGuard's rules.conf */
    USBCTL_TARGET_DEFENDER, /* Device Control of Microsoft Defender for Endpoint: storage only, and reading apart */
    USBCTL_N_TARGETS,
} UsbctlTarget;

/* A rule that a target leaves out, and why. */
typedef struct {
    UsbctlRule *rule;
    UsbctlReason reason;
} UsbctlUnexpressed;

const char *usbctl_target_code(UsbctlTarget target); /* "policy", "windows", "usbguard", "defender" */
gboolean usbctl_target_find(const char *code, UsbctlTarget *target);

/* It can say that a device may only be read. */
gboolean usbctl_target_tells_rights(UsbctlTarget target);

/* Why @target cannot express @rule whatever else the policy says; USBCTL_REASON_NONE when it can. */
UsbctlReason usbctl_target_refuse(UsbctlTarget target, const UsbctlRule *rule);

/* Likewise within @policy on @date: also when an earlier, contrary rule covers it. */
UsbctlReason usbctl_target_refuse_within(UsbctlTarget target, const UsbctlPolicy *policy, const UsbctlRule *rule,
                                         const char *date);

/* Why @target lets storage through that no rule allows: USBCTL_REASON_UNSEEN where it does not see that @device is
 * storage, else USBCTL_REASON_NONE. */
UsbctlReason usbctl_target_overlook(UsbctlTarget target, const UsbctlDevice *device);

/* The rules in force on @date that @target can express (UsbctlRule, transfer container); the others are appended to
 * @unexpressed (UsbctlUnexpressed), which may be NULL. A rule that an earlier, contrary one covers is among the others:
 * not every target knows order. */
GPtrArray *usbctl_target_select(UsbctlTarget target, const UsbctlPolicy *policy, const char *date,
                                GPtrArray *unexpressed);

/* An empty array for it (element free function set). */
GPtrArray *usbctl_target_unexpressed_new(void);

/* The instance IDs under which Windows knows what @rule means on every PC and port (transfer full, may be empty). */
GStrv usbctl_target_windows_ids(const UsbctlRule *rule);

/* The instance IDs of its disk, for Defender's InstancePathId: * in place of the number of the slot, which may change.
 */
GStrv usbctl_target_defender_ids(const UsbctlRule *rule);

/* The hardware ID of the whole product if that is what @rule means, else NULL. */
char *usbctl_target_windows_product(const UsbctlRule *rule);
