/* USB descriptors as sysfs shows them. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "usbctl/usbctl-descriptor.h"
#include "usbctl/usbctl-device.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(UsbctlDescriptor) descriptor = usbctl_descriptor_parse(bytes);
    g_autofree char *vid = NULL, *pid = NULL;
    UsbctlDevice parts = { .path = "1-1", .descriptors = bytes };
    g_autoptr(UsbctlDevice) device = NULL;
    g_autoptr(GError) error = NULL;

    if (descriptor == NULL)
        return 0;
    for (char **code = descriptor->interfaces; *code != NULL; code++)
        g_assert_true(strlen(*code) == 8 && (*code)[2] == ':' && (*code)[5] == ':');
    parts.vid = vid = g_strdup_printf("%04x", descriptor->vid);
    parts.pid = pid = g_strdup_printf("%04x", descriptor->pid);
    device = usbctl_device_new(&parts, &error);
    g_assert_no_error(error);
    g_assert_true(g_strv_equal(device->interfaces, (const char *const *)descriptor->interfaces));
    return 0;
}
