/* Runs under umockdev-wrapper: /sys and the kernel's events come from a recording, libusb and GLib are the real ones.
 */
#include <string.h>
#include <umockdev.h>

#include "usbctl/usbctl-grade.h"
#include "usbctl/usbctl-watch.h"

#define BUS "/sys/devices/pci0000:00/0000:00:14.0/usb1"
#define PATIENCE_MSEC 10000

static UMockdevTestbed *
testbed_new(const char *recording)
{
    UMockdevTestbed *testbed = umockdev_testbed_new();
    g_autoptr(GError) error = NULL;

    umockdev_testbed_add_from_file(testbed, recording, &error);
    g_assert_no_error(error);
    return testbed;
}

static UMockdevTestbed *
desk_new(void)
{
    g_autofree char *recording = g_test_build_filename(G_TEST_DIST, "data", "usb", "desk.umockdev", NULL);

    return testbed_new(recording);
}

static GPtrArray *
list(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlBackend) backend = usbctl_backend_new_system(&error);
    GPtrArray *devices;

    g_assert_no_error(error);
    devices = usbctl_backend_list(backend, &error);
    g_assert_no_error(error);
    return devices;
}

static void
test_list(void)
{
    static const struct {
        const char *path, *parent, *serial, *id, *level;
    } expected[] = {
        { "1-1", "usb1", "", NULL, "product" },
        { "1-1.1", "1-1", "MADO0000123456AB", "USB\\VID_0951&PID_1666\\MADO0000123456AB", "individual" },
        { "1-1.4", "1-1", "MADO0000555555EE", "USB\\VID_0951&PID_1670\\MADO0000555555EE", "individual" },
        { "1-2", "usb1", "", NULL, "product" },
        { "1-3", "usb1", "MADO0000777777CD", "USB\\VID_0951&PID_1668\\MADO0000777777CD", "impossible" },
        { "1-4", "usb1", "0123456789ABCDEF", "USB\\VID_0951&PID_1669\\0123456789ABCDEF", "product" },
        { "1-5", "usb1", "", NULL, "product" },
        { "usb1", "", "0000:00:14.0", NULL, "product" },
    };
    G_GNUC_UNUSED g_autoptr(UMockdevTestbed) testbed = desk_new();
    g_autoptr(GPtrArray) devices = list();

    g_assert_cmpuint(devices->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < devices->len; i++) {
        const UsbctlDevice *device = devices->pdata[i];
        g_autoptr(UsbctlGrade) grade = usbctl_grade_new(device, devices);

        g_assert_cmpstr(device->path, ==, expected[i].path);
        g_assert_cmpstr(device->parent, ==, expected[i].parent);
        g_assert_cmpstr(device->serial, ==, expected[i].serial);
        g_assert_cmpstr(device->instance_ids[0], ==, expected[i].id);
        g_assert_cmpstr(usbctl_reason_level_code(grade->level), ==, expected[i].level);
    }
}

static void
test_disk(void)
{
    G_GNUC_UNUSED g_autoptr(UMockdevTestbed) testbed = desk_new();
    g_autoptr(GPtrArray) devices = list();
    const UsbctlDevice *stick = devices->pdata[1];

    g_assert_cmpstr(stick->name, ==, "Counter Stick");
    g_assert_cmpstr(stick->manufacturer, ==, "Madoguchi");
    g_assert_cmpstr(stick->release, ==, "0110");
    g_assert_cmpstr(stick->interfaces[0], ==, "08:06:50");
    g_assert_cmpstr(stick->instance_ids[1], ==, "USBSTOR\\Disk&Ven_MADO&Prod_Stick_16GB&Rev_1.20\\MADO0000123456AB&0");
    g_assert_null(stick->instance_ids[2]);
}

/* --- hashes
 * -------------------------------------------------------------------------------------------------------------------------
 */

/* Every `hash "…"` of USBGuard's rules is that of one of our devices; returns how many. USBGuard leaves some recorded
 * devices out. */
static guint
check_hashes(const char *rules)
{
    g_autoptr(GHashTable) ours = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GRegex) regex = g_regex_new(" hash \"([^\"]+)\"", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_autoptr(GPtrArray) devices = list();
    guint n = 0;

    for (guint i = 0; i < devices->len; i++)
        g_hash_table_add(ours, usbctl_device_hash(devices->pdata[i]));
    g_regex_match(regex, rules, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *hash = g_match_info_fetch(match, 1);

        g_assert_true(g_hash_table_contains(ours, hash));
        n++;
    }
    return n;
}

static void
test_hash_as_usbguard(void)
{
    G_GNUC_UNUSED g_autoptr(UMockdevTestbed) testbed = desk_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *rules = NULL;
    char *argv[] = { "usbguard", "generate-policy", NULL };

    g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &rules, NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(check_hashes(rules), ==, 8);
}

static void
test_hash_of_real_devices(void)
{
    g_autofree char *data = g_test_build_filename(G_TEST_DIST, "..", "..", "shared", "data", NULL);
    g_autofree char *folder = g_build_filename(data, "usbguard", "generated", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    if (dir == NULL)
        g_test_message("no recordings beside the project: nothing to compare");
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *rules_file = g_build_filename(folder, name, NULL);
        g_autofree char *base = g_strndup(name, strcspn(name, "."));
        g_autofree char *file = g_strconcat(base, ".umockdev", NULL);
        g_autofree char *recording = g_build_filename(data, "usb", "umockdev", file, NULL);
        g_autoptr(UMockdevTestbed) testbed = NULL;
        g_autofree char *rules = NULL;

        if (g_str_has_suffix(name, ".nohash.rules"))
            continue;
        g_test_message("%s", base);
        testbed = testbed_new(recording);
        g_assert_true(g_file_get_contents(rules_file, &rules, NULL, NULL));
        g_assert_cmpuint(check_hashes(rules), >, 0);
    }
}

/* --- plugging in and out
 * ------------------------------------------------------------------------------------------------------------ */

static void
take_down(UsbctlWatchEvent event, const UsbctlDevice *device, const GError *error, gpointer user_data)
{
    static const char signs[] = "+-*";

    g_assert_no_error(error);
    g_string_append_printf(user_data, "%c%s:%s ", signs[event], device->path, device->serial);
}

static gboolean
give_up(gpointer user_data)
{
    g_error("nothing was noticed; seen so far: %s", ((GString *)user_data)->str);
    return G_SOURCE_REMOVE;
}

static void
wait_for(GString *seen, const char *text)
{
    guint timer = g_timeout_add(PATIENCE_MSEC, give_up, seen);

    while (strcmp(seen->str, text) != 0)
        g_main_context_iteration(NULL, TRUE);
    g_source_remove(timer);
    g_string_truncate(seen, 0);
}

static void
plug_in(UMockdevTestbed *testbed)
{
    g_autofree char *recording = g_test_build_filename(G_TEST_DIST, "data", "usb", "plugged.umockdev", NULL);
    g_autoptr(GError) error = NULL;

    umockdev_testbed_add_from_file(testbed, recording, &error);
    g_assert_no_error(error);
    umockdev_testbed_uevent(testbed, BUS "/1-6", "add");
}

static void
plug_out(UMockdevTestbed *testbed)
{
    umockdev_testbed_uevent(testbed, BUS "/1-6", "remove");
    umockdev_testbed_remove_device(testbed, BUS "/1-6");
}

static void
test_watch(void)
{
    G_GNUC_UNUSED g_autoptr(UMockdevTestbed) testbed = desk_new();
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlBackend) backend = usbctl_backend_new_system(&error);
    g_autoptr(UsbctlWatch) watch = usbctl_watch_new(backend, take_down, seen, &error);

    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(seen->str, "+1-1: +1-1.1:MADO0000123456AB "));
    g_string_truncate(seen, 0);
    plug_in(testbed);
    wait_for(seen, "+1-6:MADO0000999999EF ");
    g_assert_cmpuint(usbctl_watch_get_devices(watch)->len, ==, 9);
    plug_out(testbed);
    wait_for(seen, "-1-6:MADO0000999999EF ");
    g_assert_cmpuint(usbctl_watch_get_devices(watch)->len, ==, 8);
    plug_in(testbed);
    wait_for(seen, "+1-6:MADO0000999999EF ");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/backend/list", test_list);
    g_test_add_func("/usbctl/backend/disk", test_disk);
    g_test_add_func("/usbctl/backend/hash-as-usbguard", test_hash_as_usbguard);
    g_test_add_func("/usbctl/backend/hash-of-real-devices", test_hash_of_real_devices);
    g_test_add_func("/usbctl/backend/watch", test_watch);
    return g_test_run();
}
