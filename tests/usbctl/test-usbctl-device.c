#include <string.h>
#include <gio/gio.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-recording.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static UsbctlDevice *
device_new(const UsbctlDevice *parts)
{
    g_autoptr(GError) error = NULL;
    UsbctlDevice *device = usbctl_device_new(parts, &error);

    g_assert_no_error(error);
    return device;
}

static GBytes *
bytes_from_hex(const char *hex)
{
    GByteArray *bytes = g_byte_array_new();

    for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2) {
        guint8 byte = g_ascii_xdigit_value(hex[0]) << 4 | g_ascii_xdigit_value(hex[1]);

        g_byte_array_append(bytes, &byte, 1);
    }
    return g_byte_array_free_to_bytes(bytes);
}

static void
test_typed_in(void)
{
    g_autoptr(UsbctlDevice) device = device_new(&(UsbctlDevice){ .vid = "0951", .pid = "16FF", .serial = "MADO 77" });

    g_assert_cmpstr(device->pid, ==, "16ff");
    g_assert_cmpstr(device->name, ==, "");
    g_assert_cmpstr(device->instance_ids[0], ==, "USB\\VID_0951&PID_16FF\\MADO_77");
    g_assert_null(device->instance_ids[1]);
    g_assert_true(device->predicted);
    g_assert_false(usbctl_device_is_storage(device));
    g_assert_null(usbctl_device_hash(device));
}

static void
test_from_windows(void)
{
    g_autoptr(UsbctlDevice) device = device_new(&(UsbctlDevice){
        .instance_ids = LIST("USB\\Vid_0951&Pid_1666\\MADO77", "USBSTOR\\Disk&Ven_M&Prod_S&Rev_1\\MADO77&0") });
    g_autoptr(UsbctlDevice) part = device_new(&(UsbctlDevice){
        .instance_ids = LIST("USB\\VID_0951&PID_1666\\6&1a2b&0&1", "USB\\VID_0951&PID_1666&MI_01\\7&1a2b&0&0001") });

    g_assert_cmpstr(device->vid, ==, "0951");
    g_assert_cmpstr(device->serial, ==, "MADO77");
    g_assert_false(device->predicted);
    g_assert_true(usbctl_device_is_storage(device));
    g_assert_true(usbctl_device_is_named(device, "usb\\VID_0951&PID_1666\\mado77"));
    g_assert_true(usbctl_device_is_named(device, "0951:1666:MADO77"));
    g_assert_true(usbctl_device_is_named(device, "0951:1666"));
    g_assert_false(usbctl_device_is_named(device, ""));
    g_assert_true(part->composite);
    g_assert_cmpstr(part->serial, ==, "");
}

/* One interface with two alternate settings, bulk-only and UASP: not composite, and Windows may write MSFT30. */
#define UASP                                                                                                           \
    "12010003000000095109661600010102030109022c00010100c0fa"                                                           \
    "0904000002080650000904000104080662000705810200020007050202000200"
/* Storage and a keyboard. */
#define COMPOSITE "12010002000000405109671600010102030109023200020100c0fa090400000208065000090401000103010100"

static void
test_descriptors(void)
{
    g_autoptr(GBytes) uasp_bytes = bytes_from_hex(UASP);
    g_autoptr(GBytes) composite_bytes = bytes_from_hex(COMPOSITE);
    g_autoptr(UsbctlDevice) uasp = device_new(&(UsbctlDevice){ .serial = "MADO77", .descriptors = uasp_bytes });
    g_autoptr(UsbctlDevice) composite =
        device_new(&(UsbctlDevice){ .serial = "MADO77", .descriptors = composite_bytes });

    g_assert_cmpstr(uasp->vid, ==, "0951");
    g_assert_cmpstr(uasp->pid, ==, "1666");
    g_assert_cmpstr(uasp->release, ==, "0100");
    g_assert_cmpstr(uasp->interfaces[0], ==, "08:06:50");
    g_assert_cmpstr(uasp->interfaces[1], ==, "08:06:62");
    g_assert_false(uasp->composite);
    g_assert_cmpstr(uasp->instance_ids[1], ==, "USB\\VID_0951&PID_1666\\MSFT30MADO77");
    g_assert_true(composite->composite);
    g_assert_true(usbctl_device_is_storage(composite));
    g_assert_true(usbctl_device_has_class(composite, "03"));
}

static void
test_refused(void)
{
    const UsbctlDevice bad[] = {
        { .vid = "951" },
        { .pid = "16zz" },
        { .release = "1" },
        { .interfaces = LIST("08:06") },
        { .instance_ids = LIST("USB\\VID_0951") },
    };

    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(usbctl_device_new(&bad[i], &error));
        g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    }
}

static void
test_recording(void)
{
    g_autoptr(GBytes) bytes = bytes_from_hex(UASP);
    g_autoptr(GPtrArray) devices = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    g_autoptr(GPtrArray) again = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;

    g_ptr_array_add(
        devices,
        device_new(&(UsbctlDevice){
            .path = "1-2", .serial = "MADO77", .name = "窓口 \"メモリ\"", .descriptors = bytes, .failed = TRUE }));
    g_ptr_array_add(
        devices, device_new(&(UsbctlDevice){ .vid = "0951", .pid = "1666", .serial = "X1Y2Z3", .label = "周-00001" }));
    text = usbctl_recording_format(devices);
    again = usbctl_recording_parse(text, strlen(text), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(again->len, ==, 2);
    g_assert_true(usbctl_device_equal(devices->pdata[0], again->pdata[0]));
    g_assert_true(usbctl_device_equal(devices->pdata[1], again->pdata[1]));
    g_assert_false(usbctl_device_equal(again->pdata[0], again->pdata[1]));
}

static void
test_recording_refused(void)
{
    const char *const bad[] = {
        "",
        "[]",
        "{}",
        "{\"format\":\"madoguchi-devices\",\"version\":2,\"devices\":[]}",
        "{\"format\":\"madoguchi-policy\",\"version\":1,\"devices\":[]}",
        "{\"format\":\"madoguchi-devices\",\"version\":1}",
        "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":[1]}",
        "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":[{\"vid\":951}]}",
        "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":[{\"vendor\":\"0951\"}]}",
        "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":[{\"vid\":\"0951\",\"vid\":\"0952\"}]}",
        "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":[{\"descriptors\":\"????\"}]}",
        "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":[{\"interfaces\":[\"08:06:50\",7]}]}",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(usbctl_recording_parse(bad[i], strlen(bad[i]), &error));
        g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    }
}

/* SHA-256 over "窓口" "1d6b" "0002" "s" and the descriptor with a zeroed bcdDevice, by coreutils' sha256sum and base64.
 */
static void
test_hash_of_root_hub(void)
{
    g_autoptr(GBytes) bytes = bytes_from_hex("12010002090001406B1D02001504030201010902");
    g_autoptr(GBytes) other = bytes_from_hex("12010002090001406B1D02009999030201010902");
    g_autoptr(UsbctlDevice) a = device_new(&(UsbctlDevice){ .name = "窓口", .serial = "s", .descriptors = bytes });
    g_autoptr(UsbctlDevice) b = device_new(&(UsbctlDevice){ .name = "窓口", .serial = "s", .descriptors = other });
    g_autofree char *hash_a = usbctl_device_hash(a);
    g_autofree char *hash_b = usbctl_device_hash(b);

    g_assert_cmpstr(hash_a, ==, hash_b);
    g_assert_cmpstr(hash_a, ==, "cR38Qi5BoXHpZLoFSKckUhCz7KjV5DCmrBbtAabWuI0=");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/device/typed-in", test_typed_in);
    g_test_add_func("/usbctl/device/from-windows", test_from_windows);
    g_test_add_func("/usbctl/device/descriptors", test_descriptors);
    g_test_add_func("/usbctl/device/refused", test_refused);
    g_test_add_func("/usbctl/device/recording", test_recording);
    g_test_add_func("/usbctl/device/recording-refused", test_recording_refused);
    g_test_add_func("/usbctl/device/hash-of-root-hub", test_hash_of_root_hub);
    return g_test_run();
}
