/* Registry.pol: what is read is written and read again as the same. */
#include "tests/fuzz/fuzz.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-registry.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size), again = NULL, json = NULL, reg = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlRegistry) registry = usbctl_registry_parse_pol(bytes, &error), same = NULL, nothing = NULL,
                              after = NULL;

    fuzz_check_error(registry == NULL, error, USBCTL_ERROR);
    if (registry == NULL)
        return 0;
    again = usbctl_registry_to_pol(registry);
    json = usbctl_registry_to_json(registry);
    reg = usbctl_registry_to_reg(registry);
    g_assert_true(g_utf8_validate(g_bytes_get_data(json, NULL), (gssize)g_bytes_get_size(json), NULL));
    g_assert_cmpuint(g_bytes_get_size(reg) % 2, ==, 0);
    same = usbctl_registry_parse_pol(again, &error);
    g_assert_no_error(error);
    g_assert_true(usbctl_registry_equal(registry, same));
    nothing = usbctl_registry_new();
    after = usbctl_registry_after(nothing, registry, "Key");
    return 0;
}
