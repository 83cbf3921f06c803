#pragma once

#include "usbctl/usbctl-target.h"

/* On what a decision rests. */
typedef enum {
    USBCTL_GROUND_RULE,      /* the first rule that means the device */
    USBCTL_GROUND_INSTANCE,  /* Windows: an instance ID of the rule, the layer that comes first */
    USBCTL_GROUND_PRODUCT,   /* Windows: the product's device ID, the second layer */
    USBCTL_GROUND_STORAGE,   /* no rule reaches the device, and storage is blocked */
    USBCTL_GROUND_UNTOUCHED, /* no rule reaches it, and it is not storage */
} UsbctlGround;

typedef struct {
    gboolean allowed;
    UsbctlGround ground;
    const UsbctlRule *
        rule; /* borrowed from the policy: what decided, or would have if the target could express it; NULL when none */
    UsbctlReason reason; /* why @rule does not reach the device under this target, else USBCTL_REASON_NONE */
} UsbctlDecision;

/* What happens to @device under @target on @date (YYYY-MM-DD), and which rule decides. */
UsbctlDecision usbctl_explain(const UsbctlPolicy *policy, const UsbctlDevice *device, UsbctlTarget target,
                              const char *date);

const char *usbctl_explain_ground_code(UsbctlGround ground);
const char *usbctl_explain_ground_text(UsbctlGround ground); /* a sentence: a msgid of the domain "madoguchi" */
