#pragma once

#include "usbctl/usbctl-target.h"

/* On what a decision rests. */
typedef enum {
    USBCTL_GROUND_RULE,      /* the first rule that means the device */
    USBCTL_GROUND_INSTANCE,  /* Windows: an instance ID of the rule, the layer that comes first */
    USBCTL_GROUND_PRODUCT,   /* Windows: the product's device ID, the second layer */
    USBCTL_GROUND_STORAGE,   /* no rule reaches the device, and storage is blocked */
    USBCTL_GROUND_UNTOUCHED, /* no rule reaches it, and it is not storage */
    USBCTL_GROUND_LISTED,    /* of a list: an entry, or a switch of it */
    USBCTL_GROUND_UNLISTED,  /* of a list: nothing in it means the device */
    USBCTL_GROUND_UNSEEN,    /* no rule reaches it, and the target does not see that it is storage */
} UsbctlGround;

typedef struct {
    gboolean allowed;
    const char *rights; /* "read-write" or "read" of what is allowed, "" of what is blocked */
    UsbctlGround ground;
    const UsbctlRule *
        rule; /* borrowed from the policy: what decided, or would have if the target could express it; NULL when none */
    UsbctlReason reason; /* why @rule does not reach the device under this target, else USBCTL_REASON_NONE */
} UsbctlDecision;

/* What a target asks, one after the other, until something decides. */
typedef enum {
    USBCTL_STEP_RULES,
    USBCTL_STEP_OTHER_STORAGE,
    USBCTL_STEP_OTHER_INTERFACES,
    USBCTL_STEP_EVERYTHING_ELSE,
    /* Windows, layered; each layer's denied list before its allowed one */
    USBCTL_STEP_DENIED_INSTANCES,
    USBCTL_STEP_ALLOWED_INSTANCES,
    USBCTL_STEP_DENIED_DEVICES,
    USBCTL_STEP_ALLOWED_DEVICES,
    USBCTL_STEP_CLASSES,
    USBCTL_STEP_REMOVABLE,
    USBCTL_STEP_UNSPECIFIED,
    /* likewise, of lists that others wrote */
    USBCTL_STEP_LISTED_DENIED_DEVICES,
    USBCTL_STEP_LISTED_ALLOWED_DEVICES,
    USBCTL_STEP_DENIED_CLASSES,
    USBCTL_STEP_ALLOWED_CLASSES,
    USBCTL_STEP_DENIED_REMOVABLE,
    /* Windows without layers */
    USBCTL_STEP_ANY_DENIED,
    USBCTL_STEP_ANY_REMOVABLE,
    USBCTL_STEP_ANY_ALLOWED,
    USBCTL_STEP_DENIED_REST,
    /* Defender, from the narrow to the wide */
    USBCTL_STEP_DISKS,
    USBCTL_STEP_SERIALS,
    USBCTL_STEP_PRODUCTS,
    USBCTL_STEP_VENDORS,
} UsbctlStepKind;

typedef enum {
    USBCTL_OUTCOME_PASSED, /* nothing there means the device */
    USBCTL_OUTCOME_ALLOWED,
    USBCTL_OUTCOME_BLOCKED,
    USBCTL_OUTCOME_NOT_ASKED, /* decided before */
} UsbctlOutcome;

typedef struct {
    UsbctlStepKind kind;
    UsbctlOutcome outcome;
    const UsbctlRule *rule; /* that decided here; borrowed from the policy; NULL */
    char *match;            /* the ID or line by which it means the device; "" */
} UsbctlStep;

/* What happens to @device under @target on @date (YYYY-MM-DD), and which rule decides. */
UsbctlDecision usbctl_explain(const UsbctlPolicy *policy, const UsbctlDevice *device, UsbctlTarget target,
                              const char *date);

/* The same with every step that leads there (UsbctlStep, transfer full). */
GPtrArray *usbctl_explain_steps(const UsbctlPolicy *policy, const UsbctlDevice *device, UsbctlTarget target,
                                const char *date, UsbctlDecision *decision);

const char *usbctl_explain_ground_code(UsbctlGround ground);
const char *usbctl_explain_ground_text(UsbctlGround ground);    /* a sentence: a msgid of the domain "madoguchi" */
const char *usbctl_explain_step_text(UsbctlStepKind kind);      /* likewise: what is asked */
const char *usbctl_explain_outcome_text(UsbctlOutcome outcome); /* likewise */

/* Decision, rule and steps as lines for a console, under @heading. */
char *usbctl_explain_format(const char *heading, const UsbctlDecision *decision, GPtrArray *steps);
