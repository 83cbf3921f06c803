/* Windows' device instance IDs, and serial numbers as devices report them. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-serial.h"

/* What Windows is expected to call the device is read as that device. */
static void
check_prediction(const UsbctlId *id)
{
    g_autofree char *predicted = usbctl_id_predict(id->vid, id->pid, id->uasp ? "MSFT30" : "", id->serial);
    g_autofree char *serial = g_strdelimit(g_strdup(id->serial), " ", '_'); /* as Windows writes it */
    g_autoptr(UsbctlId) again = NULL;
    g_autoptr(GError) error = NULL;

    if (predicted == NULL)
        return;
    again = usbctl_id_parse(predicted, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(again->vid, ==, id->vid);
    g_assert_cmpstr(again->pid, ==, id->pid);
    g_assert_cmpstr(again->serial, ==, serial);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = fuzz_dup_text(data, size);
    g_autofree char *folded = usbctl_id_fold(text), *twice = usbctl_id_fold(folded);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlId) id = usbctl_id_parse(text, &error);

    fuzz_check_error(id == NULL, error, USBCTL_ERROR);
    g_assert_cmpstr(folded, ==, twice);
    g_assert_cmpuint(usbctl_serial_inspect(text, "1666", "0100"), <, USBCTL_N_REASONS);
    if (id == NULL)
        return 0;
    g_assert_cmpstr(id->raw, ==, text);
    g_assert_true(*id->vid == '\0' || strlen(id->vid) == 4);
    g_assert_true(*id->serial == '\0' || !id->generated);
    if (usbctl_id_is_usb_device(id) && *id->serial != '\0' && *id->vid != '\0')
        check_prediction(id);
    return 0;
}
