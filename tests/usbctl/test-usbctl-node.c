/* What Windows' device tree says, folded into devices; invented entries in the shapes of real ones. */
#include "usbctl/usbctl-grade.h"
#include "usbctl/usbctl-node.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define BUS "USB\\ROOT_HUB30\\4&1a2b3c4d&0&0"
#define STICK "USB\\VID_0951&PID_1666\\MADO0000123456AB"
#define STICK_DISK "USBSTOR\\DISK&VEN_MADO&PROD_STICK&REV_1.20\\MADO0000123456AB&0"

static GPtrArray *
fold(const UsbctlNode *nodes, guint n)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_node_free);

    for (guint i = 0; i < n; i++)
        g_ptr_array_add(all, usbctl_node_new(&nodes[i]));
    return usbctl_node_fold(all);
}

static void
check_level(const UsbctlDevice *device, GPtrArray *others, const char *level, UsbctlReason reason)
{
    g_autoptr(UsbctlGrade) grade = usbctl_grade_new(device, others);

    g_assert_cmpstr(usbctl_reason_level_code(grade->level), ==, level);
    g_assert_true(usbctl_grade_has(grade, reason));
}

static void
check_list(const char *const *list, const char *expected)
{
    g_autofree char *text = g_strjoinv(" ", (GStrv)list);

    g_assert_cmpstr(text, ==, expected);
}

static void
test_stick(void)
{
    const UsbctlNode nodes[] = {
        { .id = STICK_DISK,
          .parent = STICK,
          .setup_class = "DiskDrive",
          .name = "MADO Stick USB Device",
          .volumes = LIST("E:\\") },
        { .id = STICK,
          .parent = BUS,
          .location = "Port_#0002.Hub_#0001",
          .reported = "MADO Stick",
          .name = "USB Mass Storage Device",
          .manufacturer = "MADO",
          .setup_class = "USB",
          .container = "{5a0c3e5e-1111-5222-8333-444455556666}",
          .hardware_ids = LIST("USB\\VID_0951&PID_1666&REV_0110", "USB\\VID_0951&PID_1666"),
          .compatible_ids = LIST("USB\\CLASS_08&SUBCLASS_06&PROT_50", "USB\\Class_08&SubClass_06", "USB\\Class_08") },
        { .id = BUS },
    };
    g_autoptr(GPtrArray) devices = fold(nodes, G_N_ELEMENTS(nodes));
    const UsbctlDevice *device = devices->pdata[0];

    g_assert_cmpuint(devices->len, ==, 1);
    g_assert_cmpstr(device->path, ==, "Port_#0002.Hub_#0001");
    g_assert_cmpstr(device->parent, ==, BUS);
    g_assert_cmpstr(device->serial, ==, "MADO0000123456AB");
    g_assert_cmpstr(device->release, ==, "0110");
    g_assert_cmpstr(device->name, ==, "MADO Stick");
    check_list(device->instance_ids, STICK " " STICK_DISK);
    check_list(device->interfaces, "08:06:50");
    check_list(device->volumes, "E:\\");
    g_assert_cmpstr(device->container, ==, "{5a0c3e5e-1111-5222-8333-444455556666}");
    g_assert_cmpstr(device->hardware_ids[1], ==, "USB\\VID_0951&PID_1666");
    g_assert_false(device->predicted);
    check_level(device, devices, "individual", USBCTL_REASON_VALID_SERIAL);
}

/* Two of one make without serial numbers, whose disks are folded into the right one though only the container says so.
 */
static void
test_no_serial(void)
{
    const UsbctlNode nodes[] = {
        { .id = "USB\\VID_058F&PID_6387\\6&2f3a4b5c&0&5",
          .container = "{0d1e2f30-0000-11ee-8888-000000000001}",
          .name = "USB Mass Storage Device" },
        { .id = "USB\\VID_058F&PID_6387\\6&2f3a4b5c&0&6", .container = "{0d1e2f30-0000-11ee-8888-000000000002}" },
        { .id = "USBSTOR\\DISK&VEN_MADO&PROD_SD/MMC&REV_1.00\\7&1b2c3d4e&0&_&0",
          .setup_class = "DiskDrive",
          .container = "{0D1E2F30-0000-11EE-8888-000000000001}",
          .name = "MADO SD/MMC USB Device" },
    };
    g_autoptr(GPtrArray) devices = fold(nodes, G_N_ELEMENTS(nodes));
    const UsbctlDevice *first = devices->pdata[0], *second = devices->pdata[1];

    g_assert_cmpuint(devices->len, ==, 2);
    g_assert_cmpstr(first->path, ==, "USB\\VID_058F&PID_6387\\6&2f3a4b5c&0&5");
    g_assert_cmpstr(first->serial, ==, "");
    g_assert_cmpstr(first->name, ==, "MADO SD/MMC USB Device");
    g_assert_cmpuint(g_strv_length((GStrv)first->instance_ids), ==, 2);
    g_assert_cmpuint(g_strv_length((GStrv)second->instance_ids), ==, 1);
    check_level(first, devices, "product", USBCTL_REASON_SERIAL_GENERATED);
    check_level(first, devices, "product", USBCTL_REASON_CARD_READER);
}

/* A keyboard's interface and a disk in one stick: its disk hangs on the interface. */
static void
test_composite(void)
{
    const UsbctlNode nodes[] = {
        { .id = "USB\\VID_0951&PID_1668\\MADO0000777777CD",
          .compatible_ids = LIST("USB\\COMPAT_VID_0951&DevClass_00&SubClass_00&Prot00",
                                 "USB\\DevClass_00&SubClass_00&Prot_00", "USB\\COMPOSITE") },
        { .id = "USB\\VID_0951&PID_1668&MI_01\\7&3c4d5e6f&0&0001",
          .parent = "usb\\vid_0951&pid_1668\\mado0000777777cd",
          .compatible_ids = LIST("USB\\Class_03&SubClass_01&Prot_01") },
        { .id = "USB\\VID_0951&PID_1668&MI_00\\7&3c4d5e6f&0&0000",
          .parent = "USB\\VID_0951&PID_1668\\MADO0000777777CD",
          .compatible_ids = LIST("USB\\Class_08&SubClass_06&Prot_50") },
        { .id = "USBSTOR\\DISK&VEN_MADO&PROD_SAFE&REV_2.00\\8&4d5e6f70&0&0000&0",
          .setup_class = "DiskDrive",
          .parent = "USB\\VID_0951&PID_1668&MI_00\\7&3c4d5e6f&0&0000",
          .volumes = LIST("F:\\", "G:\\") },
    };
    g_autoptr(GPtrArray) devices = fold(nodes, G_N_ELEMENTS(nodes));
    const UsbctlDevice *device = devices->pdata[0];

    g_assert_cmpuint(devices->len, ==, 1);
    g_assert_true(device->composite);
    g_assert_cmpuint(g_strv_length((GStrv)device->instance_ids), ==, 4);
    check_list(device->interfaces, "08:06:50 03:01:01");
    check_list(device->volumes, "F:\\ G:\\");
    check_level(device, devices, "impossible", USBCTL_REASON_COMPOSITE_STORAGE);
}

/* A phone as a media player and for its makers' tools: only the compatible ID of an interface says what it is. */
static void
test_phone(void)
{
    const UsbctlNode nodes[] = {
        { .id = "USB\\VID_0BB4&PID_0C87\\MADOPHONE0001", .compatible_ids = LIST("USB\\COMPOSITE") },
        { .id = "USB\\VID_0BB4&PID_0C87&MI_00\\7&3c4d5e6f&0&0000",
          .parent = "USB\\VID_0BB4&PID_0C87\\MADOPHONE0001",
          .setup_class = "WPD",
          .compatible_ids = LIST("USB\\MS_COMP_MTP", "USB\\Class_ff&SubClass_ff&Prot_00", "USB\\Class_ff") },
        { .id = "USB\\VID_0BB4&PID_0C87&MI_01\\7&3c4d5e6f&0&0001",
          .parent = "USB\\VID_0BB4&PID_0C87\\MADOPHONE0001",
          .compatible_ids = LIST("USB\\Class_ff&SubClass_42&Prot_01", "USB\\Class_ff") },
    };
    g_autoptr(GPtrArray) devices = fold(nodes, G_N_ELEMENTS(nodes));
    const UsbctlDevice *phone = devices->pdata[0];

    g_assert_cmpuint(devices->len, ==, 1);
    check_list(phone->compatible_ids, "USB\\COMPOSITE USB\\MS_COMP_MTP USB\\Class_ff&SubClass_ff&Prot_00 USB\\Class_ff "
                                      "USB\\Class_ff&SubClass_42&Prot_01");
    g_assert_cmpstr(usbctl_device_find_storage_id(phone), ==, "USB\\MS_COMP_MTP");
    g_assert_false(usbctl_device_shows_storage(phone));
    check_level(phone, devices, "impossible", USBCTL_REASON_COMPOSITE_STORAGE);
}

/* A phone in two modes; Windows XP's and 7's spelling; a disk behind UAS; the PC's own disk; what did not answer. */
static void
test_shapes(void)
{
    const UsbctlNode nodes[] = {
        { .id = "USB\\VID_0BB4&PID_0C87\\MADOPHONE0001" },
        { .id = "USB\\VID_0BB4&PID_0FF9\\MADOPHONE0001" },
        { .id = "USB\\Vid_04fc&Pid_757a\\6&1a2b3c&0&5" },
        { .id = "USB\\VID_174C&PID_55AA\\MSFT30MADO00008888EF",
          .compatible_ids = LIST("USB\\Class_08&SubClass_06&Prot_62") },
        { .id = "SCSI\\DISK&VEN_MADO&PROD_SSD\\6&5e6f7081&0&000000",
          .parent = "USB\\VID_174C&PID_55AA\\MSFT30MADO00008888EF",
          .setup_class = "DiskDrive" },
        { .id = "SCSI\\DISK&VEN_NVME&PROD_BUILT_IN\\5&12345678&0&000000",
          .container = "{00000000-0000-0000-ffff-ffffffffffff}" },
        { .id = "USB\\VID_0000&PID_0002\\5&f86e282&0&4", .container = "{00000000-0000-0000-ffff-ffffffffffff}" },
    };
    g_autoptr(GPtrArray) devices = fold(nodes, G_N_ELEMENTS(nodes));
    const UsbctlDevice *failed = devices->pdata[0], *old = devices->pdata[1], *phone = devices->pdata[2],
                       *disk = devices->pdata[4];

    g_assert_cmpuint(devices->len, ==, 5);
    check_level(failed, devices, "impossible", USBCTL_REASON_NOT_ENUMERATED);
    g_assert_cmpstr(old->vid, ==, "04fc");
    check_level(old, devices, "product", USBCTL_REASON_SERIAL_GENERATED);
    check_level(phone, devices, "product", USBCTL_REASON_SERIAL_OTHER_PRODUCT);
    g_assert_cmpstr(disk->serial, ==, "MADO00008888EF");
    g_assert_cmpuint(g_strv_length((GStrv)disk->instance_ids), ==, 2);
    check_level(disk, devices, "product", USBCTL_REASON_BRIDGE);
}

/* What was plugged in before has no place, and is named by its ID where it makes another doubtful. */
static void
test_absent(void)
{
    const UsbctlNode nodes[] = {
        { .id = STICK, .parent = BUS, .location = "Port_#0001.Hub_#0001", .absent = TRUE },
        { .id = STICK_DISK, .parent = STICK, .absent = TRUE },
        { .id = "USB\\VID_0951&PID_1670\\MADO0000123456AB", .parent = BUS, .location = "Port_#0001.Hub_#0001" },
    };
    g_autoptr(GPtrArray) devices = fold(nodes, G_N_ELEMENTS(nodes));
    const UsbctlDevice *absent = devices->pdata[0], *present = devices->pdata[1];
    g_autoptr(UsbctlGrade) grade = usbctl_grade_new(present, devices);
    const UsbctlGradeReason *reason = grade->reasons->pdata[0];

    g_assert_true(absent->absent);
    g_assert_cmpstr(absent->path, ==, "");
    g_assert_cmpuint(g_strv_length((GStrv)absent->instance_ids), ==, 2);
    g_assert_cmpstr(present->path, ==, "Port_#0001.Hub_#0001");
    g_assert_cmpint(reason->reason, ==, USBCTL_REASON_SERIAL_OTHER_PRODUCT);
    g_assert_cmpstr(reason->where, ==, STICK);
}

/* A place that two devices name is none; what Windows writes that is no instance ID is left out. */
static void
test_places(void)
{
    const UsbctlNode nodes[] = {
        { .id = "USB\\VID_0951&PID_1666\\MADO0001", .location = "Port_#0001.Hub_#0001" },
        { .id = "USB\\VID_0951&PID_1666\\MADO0002", .location = "Port_#0001.Hub_#0001" },
        { .id = "USB\\VID_0951&PID_1666\\MADO0003", .parent = "USB\\VID_0951&PID_1666\\MADO0002" },
        { .id = "nonsense" },
        { .id = "" },
    };
    g_autoptr(GPtrArray) devices = fold(nodes, G_N_ELEMENTS(nodes));

    g_assert_cmpuint(devices->len, ==, 3);
    for (guint i = 0; i < devices->len; i++)
        g_assert_cmpstr(((UsbctlDevice *)devices->pdata[i])->path, ==, nodes[i].id);
    g_assert_cmpstr(((UsbctlDevice *)devices->pdata[2])->parent, ==, nodes[1].id);
}

static void
test_plain_text(void)
{
    static const char *const texts[][2] = {
        { "@usbstor.inf,%genericbulkonly.devicedesc%;USB 大容量記憶装置", "USB 大容量記憶装置" },
        { "MADO; Stick", "MADO; Stick" },
        { "@nothing", "@nothing" },
        { "", "" },
    };

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *text = usbctl_node_plain_text(texts[i][0]);

        g_assert_cmpstr(text, ==, texts[i][1]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/node/stick", test_stick);
    g_test_add_func("/usbctl/node/no-serial", test_no_serial);
    g_test_add_func("/usbctl/node/composite", test_composite);
    g_test_add_func("/usbctl/node/phone", test_phone);
    g_test_add_func("/usbctl/node/shapes", test_shapes);
    g_test_add_func("/usbctl/node/absent", test_absent);
    g_test_add_func("/usbctl/node/places", test_places);
    g_test_add_func("/usbctl/node/plain-text", test_plain_text);
    return g_test_run();
}
