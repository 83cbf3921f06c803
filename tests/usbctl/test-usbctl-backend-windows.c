/*
 * Devices that stand in the registry where Windows keeps them, through its real SetupAPI (or Wine's). Invented, in the
 * shapes of real ones; they are taken out again.
 */
#include <string.h>
#include <windows.h>
#include <glib.h>

#include "usbctl/usbctl-grade.h"
#include "usbctl/usbctl-watch.h"

#define ENUM "SYSTEM\\CurrentControlSet\\Enum\\"
#define USB_CLASS "{36fc9e60-c465-11cf-8056-444553540000}"
#define DISK_CLASS "{4d36e967-e325-11ce-bfc1-08002be10318}"
#define PATIENCE_MSEC 60000

/* One device: lists with a blank between their items. */
typedef struct {
    const char *id, *class, *class_guid, *container, *location, *description, *maker, *service, *hardware, *compatible;
} Seed;

static const Seed seeds[] = {
    { "USB\\VID_0951&PID_1666\\MADO0000123456AB", "USB", USB_CLASS, "{5a0c3e5e-1111-5222-8333-444455556666}",
      "Port_#0001.Hub_#0003", "@usbstor.inf,%genericbulkonly.devicedesc%;USB 大容量記憶装置",
      "@usbstor.inf,%generic.mfg%;互換性のある USB 記憶装置", "USBSTOR",
      "USB\\VID_0951&PID_1666&REV_0110 USB\\VID_0951&PID_1666",
      "USB\\Class_08&SubClass_06&Prot_50 USB\\Class_08&SubClass_06 USB\\Class_08" },
    { "USBSTOR\\DISK&VEN_MADO&PROD_STICK&REV_1.20\\MADO0000123456AB&0", "DiskDrive", DISK_CLASS,
      "{5a0c3e5e-1111-5222-8333-444455556666}", NULL, "@disk.inf,%disk_devdesc%;ディスク ドライブ", NULL, "disk",
      "USBSTOR\\DiskMADO____Stick___________1.20 USBSTOR\\GenDisk GenDisk", NULL },
    { "USB\\VID_058F&PID_6387\\6&2f3a4b5c&0&5", "USB", USB_CLASS, "{0d1e2f30-0000-11ee-8888-000000000001}",
      "Port_#0005.Hub_#0003", NULL, NULL, "USBSTOR", "USB\\VID_058F&PID_6387&REV_0100 USB\\VID_058F&PID_6387",
      "USB\\Class_08&SubClass_06&Prot_50 USB\\Class_08" },
    { "USB\\VID_0951&PID_1668\\MADO0000777777CD", "USB", USB_CLASS, "{5a0c3e5e-1111-5222-8333-444455557777}",
      "Port_#0002.Hub_#0003", NULL, NULL, "usbccgp", "USB\\VID_0951&PID_1668&REV_0200",
      "USB\\DevClass_00&SubClass_00&Prot_00 USB\\COMPOSITE" },
    { "USB\\VID_0951&PID_1668&MI_00\\7&3c4d5e6f&0&0000", "USB", USB_CLASS, "{5a0c3e5e-1111-5222-8333-444455557777}",
      "0000.0014.0000.002.000.000.000.000.000", NULL, NULL, "USBSTOR", "USB\\VID_0951&PID_1668&REV_0200&MI_00",
      "USB\\Class_08&SubClass_06&Prot_50" },
    { "USB\\VID_0BB4&PID_0C87\\MADOPHONE0001", "WPD", "{eec5ad98-8080-425f-922a-dabf3de3f69a}", NULL,
      "Port_#0003.Hub_#0003", NULL, NULL, "WUDFWpdMtp", "USB\\VID_0BB4&PID_0C87", "USB\\MS_COMP_MTP" },
    { "USB\\VID_0BB4&PID_0FF9\\MADOPHONE0001", "USB", USB_CLASS, NULL, "Port_#0004.Hub_#0003", NULL, NULL, "USBSTOR",
      "USB\\VID_0BB4&PID_0FF9", "USB\\Class_08&SubClass_06&Prot_50" },
    { "USB\\Vid_04fc&Pid_757a\\01.00.00", "USB", USB_CLASS, NULL, NULL, "USB 大容量記憶装置", NULL, "USBSTOR",
      "USB\\Vid_04fc&Pid_757a&Rev_0102", "USB\\Class_08&SubClass_06&Prot_50" },
};

static gunichar2 *
to_wide(const char *text, gsize *size)
{
    glong length;
    gunichar2 *wide = g_utf8_to_utf16(text, -1, NULL, &length, NULL);

    *size = (length + 1) * sizeof *wide;
    return wide;
}

static void
set_value(HKEY key, const char *name, const char *text)
{
    gsize size, unused;
    g_autofree gunichar2 *wide = text != NULL ? to_wide(text, &size) : NULL, *wide_name = to_wide(name, &unused);

    if (text != NULL)
        g_assert_cmpint(RegSetValueExW(key, (wchar_t *)wide_name, 0, REG_SZ, (BYTE *)wide, (DWORD)size), ==, 0);
}

/* Each item with its end, and an end after the last. */
static void
set_list(HKEY key, const char *name, const char *items)
{
    gsize size, unused;
    g_autofree char *joined = items != NULL ? g_strconcat(items, " ", NULL) : NULL;
    g_autofree gunichar2 *wide = items != NULL ? to_wide(joined, &size) : NULL, *wide_name = to_wide(name, &unused);

    if (items == NULL)
        return;
    for (gsize i = 0; i < size / 2; i++)
        wide[i] = wide[i] == ' ' ? 0 : wide[i];
    g_assert_cmpint(RegSetValueExW(key, (wchar_t *)wide_name, 0, REG_MULTI_SZ, (BYTE *)wide, (DWORD)size), ==, 0);
}

static void
seed(const Seed *s)
{
    g_autofree char *path = g_strconcat(ENUM, s->id, NULL);
    gsize size;
    g_autofree gunichar2 *wide = to_wide(path, &size);
    HKEY key;

    g_assert_cmpint(RegCreateKeyExW(HKEY_LOCAL_MACHINE, (wchar_t *)wide, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL),
                    ==, 0);
    set_value(key, "Class", s->class);
    set_value(key, "ClassGUID", s->class_guid);
    set_value(key, "ContainerID", s->container);
    set_value(key, "LocationInformation", s->location);
    set_value(key, "DeviceDesc", s->description);
    set_value(key, "Mfg", s->maker);
    set_value(key, "Service", s->service);
    set_list(key, "HardwareID", s->hardware);
    set_list(key, "CompatibleIDs", s->compatible);
    RegCloseKey(key);
}

/* The key of the model goes when nothing is left in it. */
static void
unseed(const char *id)
{
    g_autofree char *path = g_strconcat(ENUM, id, NULL), *model = g_path_get_dirname(path);
    gsize size;
    g_autofree gunichar2 *wide = to_wide(path, &size), *wide_model = to_wide(model, &size);

    g_assert_cmpint(RegDeleteTreeW(HKEY_LOCAL_MACHINE, (wchar_t *)wide), ==, 0);
    RegDeleteKeyW(HKEY_LOCAL_MACHINE, (wchar_t *)wide_model);
}

static GPtrArray *
list(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlBackend) backend = usbctl_backend_new_system(&error);
    GPtrArray *devices;

    g_assert_no_error(error);
    devices = usbctl_backend_list_all(backend, &error);
    g_assert_no_error(error);
    return devices;
}

static const UsbctlDevice *
find(GPtrArray *devices, const char *id)
{
    for (guint i = 0; i < devices->len; i++)
        if (usbctl_device_is_named(devices->pdata[i], id))
            return devices->pdata[i];
    g_assert_not_reached();
    return NULL;
}

static void
check(GPtrArray *devices, const char *id, const char *level, UsbctlReason reason)
{
    g_autoptr(UsbctlGrade) grade = usbctl_grade_new(find(devices, id), devices);

    g_assert_cmpstr(usbctl_reason_level_code(grade->level), ==, level);
    g_assert_true(usbctl_grade_has(grade, reason));
}

static void
test_found(void)
{
    g_autoptr(GPtrArray) devices = list();
    const UsbctlDevice *stick = find(devices, "0951:1666:MADO0000123456AB"), *none = find(devices, "058f:6387");

    g_assert_cmpstr(stick->path, ==, "Port_#0001.Hub_#0003");
    g_assert_cmpstr(stick->instance_ids[0], ==, seeds[0].id);
    g_assert_cmpstr(stick->instance_ids[1], ==, seeds[1].id);
    g_assert_cmpstr(stick->hardware_ids[0], ==, "USB\\VID_0951&PID_1666&REV_0110");
    g_assert_cmpstr(stick->compatible_ids[2], ==, "USB\\Class_08");
    g_assert_cmpstr(stick->container, ==, seeds[0].container);
    g_assert_cmpstr(stick->manufacturer, ==, "互換性のある USB 記憶装置");
    g_assert_cmpstr(stick->name, ==, "ディスク ドライブ");
    g_assert_cmpstr(stick->setup_class, ==, "USB");
    g_assert_cmpstr(stick->interfaces[0], ==, "08:06:50");
    g_assert_cmpstr(stick->release, ==, "0110");
    g_assert_true(usbctl_device_is_storage(stick));
    g_assert_cmpstr(none->serial, ==, "");
}

static void
test_graded(void)
{
    g_autoptr(GPtrArray) devices = list();

    check(devices, "0951:1666", "individual", USBCTL_REASON_VALID_SERIAL);
    check(devices, "058f:6387", "product", USBCTL_REASON_SERIAL_GENERATED);
    check(devices, "0951:1668", "impossible", USBCTL_REASON_COMPOSITE_STORAGE);
    check(devices, "0bb4:0c87", "product", USBCTL_REASON_SERIAL_OTHER_PRODUCT);
    check(devices, "0bb4:0ff9", "product", USBCTL_REASON_SERIAL_OTHER_PRODUCT);
    check(devices, "04fc:757a", "product", USBCTL_REASON_SERIAL_MODEL);
}

typedef struct {
    GMainLoop *loop;
    char *said;
} Watched;

static void
test_said(UsbctlWatchEvent event, const UsbctlDevice *device, const GError *error, gpointer user_data)
{
    Watched *watched = user_data;

    g_assert_no_error(error);
    if (strcmp(device->serial, "MADO0000999999AB") != 0)
        return;
    g_free(watched->said);
    watched->said = g_strdup(event == USBCTL_WATCH_ADDED ? "added" : "removed");
    g_main_loop_quit(watched->loop);
}

static gboolean
test_lost_patience(gpointer user_data)
{
    g_error("no event came");
    return G_SOURCE_REMOVE;
}

static void
test_watch(void)
{
    static const Seed late = { "USB\\VID_0951&PID_1666\\MADO0000999999AB", "USB", USB_CLASS };
    Watched watched = { g_main_loop_new(NULL, FALSE), NULL };
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlBackend) backend = usbctl_backend_new_system(&error);
    UsbctlWatch *watch = usbctl_watch_new(backend, test_said, &watched, &error);
    guint patience = g_timeout_add(PATIENCE_MSEC, test_lost_patience, NULL);

    g_assert_no_error(error);
    g_assert_null(watched.said);
    seed(&late);
    g_main_loop_run(watched.loop);
    g_assert_cmpstr(watched.said, ==, "added");
    unseed(late.id);
    g_main_loop_run(watched.loop);
    g_assert_cmpstr(watched.said, ==, "removed");
    g_source_remove(patience);
    usbctl_watch_free(watch);
    g_main_loop_unref(watched.loop);
    g_free(watched.said);
}

int
main(int argc, char **argv)
{
    int status;

    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(seeds); i++)
        seed(&seeds[i]);
    g_test_add_func("/usbctl/backend-windows/found", test_found);
    g_test_add_func("/usbctl/backend-windows/graded", test_graded);
    g_test_add_func("/usbctl/backend-windows/watch", test_watch);
    status = g_test_run();
    for (gsize i = 0; i < G_N_ELEMENTS(seeds); i++)
        unseed(seeds[i].id);
    return status;
}
