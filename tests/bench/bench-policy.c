#include "tests/bench/bench-policy.h"

UsbctlDevice *
bench_policy_device(guint i)
{
    g_autofree char *serial = g_strdup_printf("MADO%08X", i * 2654435761u);
    g_autofree char *usb = g_strdup_printf("USB\\VID_0951&PID_1666\\%s", serial);
    g_autofree char *disk = g_strdup_printf("USBSTOR\\Disk&Ven_MADO&Prod_MM-U32&Rev_1.20\\%s&0", serial);
    const char *const ids[] = { usb, disk, NULL };
    const char *const interfaces[] = { "08:06:50", NULL };
    UsbctlDevice parts = { .path = "1-1",
                           .vid = "0951",
                           .pid = "1666",
                           .serial = serial,
                           .name = "MM-U32",
                           .instance_ids = ids,
                           .interfaces = interfaces };
    g_autoptr(GError) error = NULL;
    UsbctlDevice *device = usbctl_device_new(&parts, &error);

    g_assert_no_error(error);
    return device;
}

UsbctlPolicy *
bench_policy_new(guint n)
{
    UsbctlPolicy *policy = usbctl_policy_new();

    for (guint i = 0; i < n; i++) {
        g_autoptr(UsbctlDevice) device = bench_policy_device(i);
        g_autofree char *id = g_strdup_printf("R8-周-%05u-1", i + 1);
        UsbctlRule parts = {
            .id = id, .name = "MM-U32 暗号化", .verdict = "allow", .from = "2026-04-01", .until = "2027-03-31"
        };
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlRule) rule = usbctl_rule_new_for_device(&parts, device, &error);

        g_assert_no_error(error);
        usbctl_policy_add(policy, rule, &error);
        g_assert_no_error(error);
    }
    return policy;
}
