#pragma once

#include "usbctl/usbctl-policy.h"

/* A list of texts in place, as rules and devices take them. */
#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* The rule that @parts make, added; aborts when it is none. */
void usbctl_test_policy_add(UsbctlPolicy *policy, const UsbctlRule *parts);
