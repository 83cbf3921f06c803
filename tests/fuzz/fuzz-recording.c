/* Recordings: devices as JSON. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-grade.h"
#include "usbctl/usbctl-recording.h"

static void
check_device(const UsbctlDevice *device, GPtrArray *devices)
{
    g_autoptr(UsbctlGrade) grade = usbctl_grade_new(device, devices);
    g_autofree char *hash = usbctl_device_hash(device);

    g_assert_cmpuint(grade->reasons->len, >, 0);
    g_assert_true(hash == NULL || strlen(hash) == 44);
    for (const char *const *id = device->instance_ids; *id != NULL; id++)
        g_assert_true(usbctl_device_is_named(device, *id));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) devices = usbctl_recording_parse((const char *)data, size, &error), again = NULL;
    g_autofree char *written = NULL;

    fuzz_check_error(devices == NULL, error, USBCTL_ERROR);
    if (devices == NULL)
        return 0;
    written = usbctl_recording_format(devices);
    again = usbctl_recording_parse(written, strlen(written), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(again->len, ==, devices->len);
    for (guint i = 0; i < devices->len; i++) {
        g_assert_true(usbctl_device_equal(devices->pdata[i], again->pdata[i]));
        check_device(devices->pdata[i], devices);
    }
    return 0;
}
