#include <string.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "tests/support/ep-test-run.h"
#include "tests/support/usbctl-test-policy.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-explain.h"
#include "usbctl/usbctl-render.h"

#define TODAY "2026-10-01"
#define GPO "{13DCBF5D-B7ED-5402-AC9C-A7EDEC5A066B}/"
#define RESTRICTIONS "Software\\Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"

static UsbctlPolicy *
sample_policy(void)
{
    UsbctlPolicy *policy = usbctl_policy_new();

    usbctl_test_policy_add(
        policy, &(UsbctlRule){ .id = "R8-周-00001",
                               .verdict = "allow",
                               .instance_ids = LIST("USB\\VID_0951&PID_1666\\MADO77AB",
                                                    "USBSTOR\\Disk&Ven_MADO&Prod_\"S\"&Rev_1\\MADO77AB&0") });
    usbctl_test_policy_add(
        policy,
        &(UsbctlRule){ .id = "R8-周-00002", .verdict = "allow", .vid = "0951", .pid = "16ff", .serial = "A\"B\\ 77" });
    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "R7-周-00003",
                                                  .verdict = "allow",
                                                  .vid = "0951",
                                                  .pid = "1666",
                                                  .serial = "EXPIRED1",
                                                  .until = "2026-03-31" });
    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "R8-周-00004", .verdict = "allow", .vid = "0951", .pid = "1666" });
    usbctl_test_policy_add(
        policy, &(UsbctlRule){ .id = "R8-周-00005", .verdict = "block", .vid = "1111", .pid = "2222", .serial = "*" });
    usbctl_test_policy_add(
        policy,
        &(UsbctlRule){ .id = "R8-周-00006", .verdict = "allow", .vid = "1111", .pid = "2222", .serial = "SHADOW77" });
    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "R8-周-00007",
                                                  .verdict = "allow",
                                                  .rights = "read",
                                                  .vid = "0951",
                                                  .pid = "1666",
                                                  .serial = "READ7777" });
    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "R8-周-00008",
                                          .verdict = "allow",
                                          .instance_ids = LIST("USBSTOR\\Disk&Ven_M&Prod_S&Rev_1\\LONELY77&0") });
    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "R8-周-00009",
                                                  .verdict = "block",
                                                  .instance_ids = LIST("USB\\VID_0951&PID_1669\\LOST7777") });
    usbctl_test_policy_add(
        policy, &(UsbctlRule){ .id = "R8-周-00010",
                               .verdict = "allow",
                               .instance_ids = LIST("usb\\vid_0951&pid_1666\\mado77ab") }); /* a renewal of the first */
    g_assert_true(usbctl_policy_set_notice(policy, "PCサポートデスク", "内線 0000 \"窓口\"", NULL));
    return policy;
}

static GBytes *
render(UsbctlRenderFunc func, const UsbctlPolicy *policy, GPtrArray *unexpressed)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = func(policy, TODAY, unexpressed, &error);

    g_assert_no_error(error);
    return bytes;
}

static GPtrArray *
render_all(const char *format, const UsbctlPolicy *policy, const char *title)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *files =
        usbctl_render(usbctl_render_find(format), policy, TODAY, &(UsbctlTitle){ title, title }, NULL, &error);

    g_assert_no_error(error);
    return files;
}

static void
check_unexpressed(GPtrArray *unexpressed, const char *expected)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < unexpressed->len; i++) {
        const UsbctlUnexpressed *entry = unexpressed->pdata[i];

        g_string_append_printf(text, "%s %s\n", entry->rule->id, usbctl_reason_code(entry->reason));
    }
    g_assert_cmpstr(text->str, ==, expected);
}

#define W(c) c, 0
static const guint8 first_record[] = {
    'P', 'R', 'e', 'g', 1, 0, 0, 0, W('['),
    /* the key, checked apart */
};

static void
test_pol_bytes(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(GBytes) bytes = render(usbctl_render_registry_pol, policy, NULL);
    static const guint8 rest[] = { 0,      0,      W(';'), W('A'), W('l'), W('l'), W('o'), W('w'), W('D'), W('e'),
                                   W('n'), W('y'), W('L'), W('a'), W('y'), W('e'), W('r'), W('e'), W('d'), 0,
                                   0,      W(';'), 4,      0,      0,      0,      W(';'), 4,      0,      0,
                                   0,      W(';'), 1,      0,      0,      0,      W(']'), W('[') };
    gsize size;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    gsize key = strlen(RESTRICTIONS);

    g_assert_cmpuint(size, >, sizeof first_record + key * 2 + sizeof rest);
    g_assert_cmpmem(data, sizeof first_record, first_record, sizeof first_record);
    for (gsize i = 0; i < key; i++) {
        g_assert_cmpint(data[sizeof first_record + i * 2], ==, RESTRICTIONS[i]);
        g_assert_cmpint(data[sizeof first_record + i * 2 + 1], ==, 0);
    }
    g_assert_cmpmem(data + sizeof first_record + key * 2, sizeof rest, rest, sizeof rest);
}

static char *
write_temporary(GBytes *bytes)
{
    g_autoptr(GError) error = NULL;
    char *path = NULL;
    int fd = g_file_open_tmp("madoguchi-XXXXXX", &path, &error);

    g_assert_no_error(error);
    g_close(fd, NULL);
    g_file_set_contents(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), &error);
    g_assert_no_error(error);
    return path;
}

static char *
read_with(const char *name, GBytes *bytes)
{
    g_autofree char *path = write_temporary(bytes);
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "usbctl", name, NULL);
    char *text = ep_test_run(LIST("/usr/bin/python3", script, path));

    g_unlink(path);
    return text;
}

/* What Samba reads; its bindings belong to the system's own Python. */
static char *
read_pol(GBytes *bytes)
{
    return read_with("read-pol.py", bytes);
}

static void
test_pol_read_by_samba(void)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GPtrArray) unexpressed = usbctl_target_unexpressed_new();
    g_autoptr(GBytes) bytes = render(usbctl_render_registry_pol, policy, unexpressed);
    g_autofree char *text = read_pol(bytes);

    check_unexpressed(unexpressed, "R8-周-00002 serial-dropped\n"
                                   "R8-周-00004 no-serial\n"
                                   "R8-周-00006 shadowed\n"
                                   "R8-周-00007 read-only\n"
                                   "R8-周-00008 no-usb-id\n");
    g_assert_cmpstr(
        text, ==,
        RESTRICTIONS
        "\tAllowDenyLayered\t4\t1\n" RESTRICTIONS "\tAllowInstanceIDs\t4\t1\n" RESTRICTIONS
        "\tDenyDeviceIDs\t4\t1\n" RESTRICTIONS "\tDenyDeviceIDsRetroactive\t4\t1\n" RESTRICTIONS
        "\tDenyInstanceIDs\t4\t1\n" RESTRICTIONS "\tDenyInstanceIDsRetroactive\t4\t1\n" RESTRICTIONS
        "\\AllowInstanceIDs\t**delvals.\t1\t \n" RESTRICTIONS
        "\\AllowInstanceIDs\t1\t1\tUSB\\VID_0951&PID_1666\\MADO77AB\n" RESTRICTIONS
        "\\AllowInstanceIDs\t2\t1\tUSBSTOR\\Disk&Ven_MADO&Prod_\"S\"&Rev_1\\MADO77AB&0\n" RESTRICTIONS
        "\\DeniedPolicy\t**delvals.\t1\t \n" RESTRICTIONS
        "\\DeniedPolicy\tDetailText\t1\t内線 0000 \"窓口\"\n" RESTRICTIONS
        "\\DeniedPolicy\tSimpleText\t1\tPCサポートデスク\n" RESTRICTIONS
        "\\DenyDeviceIDs\t**delvals.\t1\t \n" RESTRICTIONS "\\DenyDeviceIDs\t1\t1\tUSB\\Class_08\n" RESTRICTIONS
        "\\DenyDeviceIDs\t2\t1\tUSB\\MS_COMP_MTP\n" RESTRICTIONS "\\DenyDeviceIDs\t3\t1\tUSB\\Class_06\n" RESTRICTIONS
        "\\DenyDeviceIDs\t4\t1\tUSB\\VID_1111&PID_2222\n" RESTRICTIONS
        "\\DenyInstanceIDs\t**delvals.\t1\t \n" RESTRICTIONS
        "\\DenyInstanceIDs\t1\t1\tUSB\\VID_0951&PID_1669\\LOST7777\n");
}

static void
test_reg(void)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GBytes) bytes = render(usbctl_render_registry_reg, policy, NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    g_assert_cmpmem(data, 4, "\xff\xfeW\0", 4);
    text = g_convert(data + 2, size - 2, "UTF-8", "UTF-16LE", NULL, NULL, &error);
    g_assert_no_error(error);
#define KEY "HKEY_LOCAL_MACHINE\\" RESTRICTIONS
    g_assert_cmpstr(text, ==,
                    "Windows Registry Editor Version 5.00\r\n\r\n"
                    "[" KEY "]\r\n"
                    "\"AllowDenyLayered\"=dword:00000001\r\n"
                    "\"AllowInstanceIDs\"=dword:00000001\r\n"
                    "\"DenyDeviceIDs\"=dword:00000001\r\n"
                    "\"DenyDeviceIDsRetroactive\"=dword:00000001\r\n"
                    "\"DenyInstanceIDs\"=dword:00000001\r\n"
                    "\"DenyInstanceIDsRetroactive\"=dword:00000001\r\n\r\n"
                    "[-" KEY "\\AllowInstanceIDs]\r\n\r\n"
                    "[" KEY "\\AllowInstanceIDs]\r\n"
                    "\"1\"=\"USB\\\\VID_0951&PID_1666\\\\MADO77AB\"\r\n"
                    "\"2\"=\"USBSTOR\\\\Disk&Ven_MADO&Prod_\\\"S\\\"&Rev_1\\\\MADO77AB&0\"\r\n\r\n"
                    "[-" KEY "\\DeniedPolicy]\r\n\r\n"
                    "[" KEY "\\DeniedPolicy]\r\n"
                    "\"DetailText\"=\"内線 0000 \\\"窓口\\\"\"\r\n"
                    "\"SimpleText\"=\"PCサポートデスク\"\r\n\r\n"
                    "[-" KEY "\\DenyDeviceIDs]\r\n\r\n"
                    "[" KEY "\\DenyDeviceIDs]\r\n"
                    "\"1\"=\"USB\\\\Class_08\"\r\n"
                    "\"2\"=\"USB\\\\MS_COMP_MTP\"\r\n"
                    "\"3\"=\"USB\\\\Class_06\"\r\n"
                    "\"4\"=\"USB\\\\VID_1111&PID_2222\"\r\n\r\n"
                    "[-" KEY "\\DenyInstanceIDs]\r\n\r\n"
                    "[" KEY "\\DenyInstanceIDs]\r\n"
                    "\"1\"=\"USB\\\\VID_0951&PID_1669\\\\LOST7777\"\r\n\r\n");
}

/* A reader of LGPO's text finds in it what Samba finds in the Registry.pol. */
static void
test_lgpo(void)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GBytes) bytes = render(usbctl_render_registry_lgpo, policy, NULL);
    g_autoptr(GBytes) pol = render(usbctl_render_registry_pol, policy, NULL);
    g_autofree char *text = read_with("read-lgpo.py", bytes), *expected = read_pol(pol), *start = NULL;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    g_assert_cmpmem(data, 4,
                    "\xff\xfe"
                    "C\0",
                    4);
    start = g_convert(data + 2, size - 2, "UTF-8", "UTF-16LE", NULL, NULL, NULL);
    g_assert_true(g_str_has_prefix(start, "Computer\r\n" RESTRICTIONS "\r\nAllowDenyLayered\r\nDWORD:1\r\n\r\n"));
    g_assert_nonnull(strstr(start, "\r\n1\r\nSZ:USB\\\\VID_0951&PID_1666\\\\MADO77AB\r\n\r\n"));
    g_assert_cmpstr(text, ==, expected);
}

/* What is in the files is read in test-ep-allowlist.c. The GUID is what Python's uuid.uuid5() makes of the name. */
static void
test_gpo(void)
{
    static const char *const names[] = { "manifest.xml", GPO "Backup.xml", GPO "bkupInfo.xml",
                                         GPO "DomainSysvol/GPO/Machine/registry.pol" };
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GBytes) pol = render(usbctl_render_registry_pol, policy, NULL);
    g_autoptr(GPtrArray) files = render_all("gpo-backup", policy, "LAN"),
                         again = render_all("gpo-backup", policy, "LAN");

    g_assert_cmpuint(files->len, ==, G_N_ELEMENTS(names));
    for (guint i = 0; i < files->len; i++) {
        const UsbctlFile *file = files->pdata[i], *same = again->pdata[i];

        g_assert_cmpstr(file->name, ==, names[i]);
        g_assert_true(g_bytes_equal(file->bytes, same->bytes));
    }
    g_assert_true(g_bytes_equal(((UsbctlFile *)files->pdata[3])->bytes, pol));
}

static void
test_usbguard(void)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GPtrArray) unexpressed = usbctl_target_unexpressed_new();
    g_autoptr(GBytes) bytes = render(usbctl_render_usbguard, policy, unexpressed);
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_autofree char *path = write_temporary(bytes);
    g_autofree char *out = NULL;

#define LABEL(n) " label \"R8-\\xe5\\x91\\xa8-" n "\"\n"
    g_assert_cmpstr(
        text, ==,
        "allow id 0951:1666 serial \"MADO77AB\"" LABEL("00001") "allow id 0951:16ff serial \"A\\\"B\\\\ 77\"" LABEL(
            "00"
            "00"
            "2") "allow id 0951:1666 serial \"\"" LABEL("00004") "block id 1111:2222" LABEL("00005") "block id "
                                                                                                     "0951:1669 serial "
                                                                                                     "\"LOST7777"
                                                                                                     "\"" LABEL(
                                                                                                         "00009") "allo"
                                                                                                                  "w"
                                                                                                                  " id "
                                                                                                                  "0951"
                                                                                                                  ":"
                                                                                                                  "1666"
                                                                                                                  " "
                                                                                                                  "seri"
                                                                                                                  "a"
                                                                                                                  "l "
                                                                                                                  "\"ma"
                                                                                                                  "d"
                                                                                                                  "o77a"
                                                                                                                  "b"
                                                                                                                  "\"" LABEL(
                                                                                                                      "00010") "block with-interface one-of { 08:*:* 06:*:* }\n"
                                                                                                                               "allow id *:*\n");
    check_unexpressed(unexpressed, "R8-周-00006 shadowed\n"
                                   "R8-周-00007 read-only\n"
                                   "R8-周-00008 no-usb-id\n");
    out = ep_test_run(LIST("usbguard-rule-parser", "-f", path));
    g_unlink(path);
}

static void
test_date_refused(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();

    for (const UsbctlFormat *format = usbctl_render_formats; format->name != NULL; format++) {
        g_autoptr(GError) error = NULL;

        g_assert_true(usbctl_render_find(format->name) == format);
        g_assert_null(usbctl_render(format, policy, "yesterday", &(UsbctlTitle){ "LAN", "LAN" }, NULL, &error));
        g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE);
    }
    g_assert_null(usbctl_render_find("csv"));
}

/* --- the rendered file and usbctl_explain() say the same
 * ---------------------------------------------------------------------------- */

/* A second, independent reading of Microsoft's layered evaluation, on the lists as Samba reads them. */
typedef struct {
    GHashTable *lists[3]; /* DenyInstanceIDs, AllowInstanceIDs, DenyDeviceIDs: sets of folded values */
} Windows;

static void
windows_read(Windows *windows, const char *text)
{
    static const char *const names[] = { "\\DenyInstanceIDs", "\\AllowInstanceIDs", "\\DenyDeviceIDs" };
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (int i = 0; i < 3; i++)
        windows->lists[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (char **line = lines; *line != NULL && **line != '\0'; line++) {
        g_auto(GStrv) parts = g_strsplit(*line, "\t", 4);

        for (int i = 0; i < 3; i++)
            if (g_str_has_suffix(parts[0], names[i]))
                g_hash_table_add(windows->lists[i], g_ascii_strup(parts[3], -1));
    }
}

static gboolean
windows_has(const Windows *windows, int list, const char *value)
{
    g_autofree char *folded = g_ascii_strup(value, -1);

    return g_hash_table_contains(windows->lists[list], folded);
}

static gboolean
windows_allows(const Windows *windows, const UsbctlDevice *device)
{
    g_autofree char *product = g_strdup_printf("USB\\VID_%s&PID_%s", device->vid, device->pid);

    for (const char *const *id = device->instance_ids; *id != NULL; id++)
        if (windows_has(windows, 0, *id))
            return FALSE;
    for (const char *const *id = device->instance_ids; *id != NULL; id++)
        if (windows_has(windows, 1, *id))
            return TRUE;
    return !windows_has(windows, 2, product) && !usbctl_device_is_storage(device);
}

static const char *
any(GRand *random, const char *const *choices, int n)
{
    return choices[g_rand_int_range(random, 0, n)];
}

static void
add_random_rule(UsbctlPolicy *policy, GRand *random, guint number)
{
    static const char *const verdicts[] = { "allow", "allow", "block" };
    static const char *const pids[] = { "1666", "1667", "1668", "1669" };
    static const char *const serials[] = { "MADO0001", "MADO0002", "MADO0003", "MADO,004", "", "*" };
    static const char *const ends[] = { "", "", "", "2026-03-31" };
    g_autofree char *id = g_strdup_printf("%u", number);

    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = id,
                                                  .verdict = any(random, verdicts, 3),
                                                  .vid = "0951",
                                                  .pid = any(random, pids, 4),
                                                  .serial = any(random, serials, 6),
                                                  .until = any(random, ends, 4) });
}

static void
check_devices(const UsbctlPolicy *policy, const Windows *windows)
{
    static const char *const pids[] = { "1666", "1667", "1668", "1669", "1670" };
    static const char *const serials[] = { "MADO0001", "MADO0002", "MADO0003", "MADO,004", "MADO0005", "" };

    for (gsize i = 0; i < G_N_ELEMENTS(pids) * G_N_ELEMENTS(serials) * 2; i++) {
        g_autoptr(UsbctlDevice) device =
            usbctl_device_new(&(UsbctlDevice){ .vid = "0951",
                                               .pid = pids[i / 2 % 5],
                                               .serial = serials[i / 10],
                                               .interfaces = i % 2 ? LIST("08:06:50") : LIST("03:01:01") },
                              NULL);
        UsbctlDecision decision = usbctl_explain(policy, device, USBCTL_TARGET_WINDOWS, TODAY);

        g_assert_cmpint(decision.allowed, ==, windows_allows(windows, device));
        g_assert_cmpint(decision.ground != USBCTL_GROUND_UNTOUCHED || decision.allowed, ==, TRUE);
    }
}

static void
test_explain_agrees(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20261001);

    for (guint round = 0; round < 12; round++) {
        g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
        g_autoptr(GBytes) bytes = NULL;
        g_autofree char *text = NULL;
        Windows windows;

        for (guint i = 0; i < 2 + round; i++)
            add_random_rule(policy, random, i);
        bytes = render(usbctl_render_registry_pol, policy, NULL);
        text = read_pol(bytes);
        windows_read(&windows, text);
        check_devices(policy, &windows);
        for (int i = 0; i < 3; i++)
            g_hash_table_unref(windows.lists[i]);
    }
}

/* Defender takes * and ? in a path for any characters; the others compare whole. */
static void
test_wildcards(void)
{
    g_autoptr(UsbctlRule) rule = usbctl_rule_new(
        &(UsbctlRule){ .id = "1", .verdict = "allow", .vid = "0951", .pid = "1666", .serial = "AB*CD12345" }, NULL);

    g_assert_cmpint(usbctl_target_refuse(USBCTL_TARGET_DEFENDER, rule), ==, USBCTL_REASON_SERIAL_WILDCARD);
    g_assert_cmpint(usbctl_target_refuse(USBCTL_TARGET_WINDOWS, rule), ==, USBCTL_REASON_NONE);
    g_assert_cmpint(usbctl_target_refuse(USBCTL_TARGET_USBGUARD, rule), ==, USBCTL_REASON_NONE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/render/pol-bytes", test_pol_bytes);
    g_test_add_func("/usbctl/render/pol-read-by-samba", test_pol_read_by_samba);
    g_test_add_func("/usbctl/render/reg", test_reg);
    g_test_add_func("/usbctl/render/wildcards", test_wildcards);
    g_test_add_func("/usbctl/render/lgpo", test_lgpo);
    g_test_add_func("/usbctl/render/gpo", test_gpo);
    g_test_add_func("/usbctl/render/usbguard", test_usbguard);
    g_test_add_func("/usbctl/render/date-refused", test_date_refused);
    g_test_add_func("/usbctl/render/explain-agrees", test_explain_agrees);
    return g_test_run();
}
