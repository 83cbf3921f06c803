#include "tests/support/usbctl-test-policy.h"

void
usbctl_test_policy_add(UsbctlPolicy *policy, const UsbctlRule *parts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlRule) rule = usbctl_rule_new(parts, &error);

    g_assert_no_error(error);
    g_assert_true(usbctl_policy_add(policy, rule, &error));
    g_assert_no_error(error);
}
