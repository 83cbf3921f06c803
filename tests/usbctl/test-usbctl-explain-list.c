/* Lists that others wrote: what they do to a device, by their own way of deciding. */
#include <string.h>

#include "tests/support/usbctl-test-policy.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-explain-list.h"
#include "usbctl/usbctl-policy-file.h"

#define TODAY "2026-10-01"
#define KEY "Software\\Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"
#define OWN "USB\\VID_0951&PID_1666\\MADO77AB"
#define DISK "USBSTOR\\Disk&Ven_M&Prod_S&Rev_1\\MADO77AB&0"

static UsbctlDevice *
stick(gboolean composite)
{
    return usbctl_device_new(
        &(UsbctlDevice){ .instance_ids =
                             LIST(OWN, DISK, composite ? "USB\\VID_0951&PID_1666&MI_00\\7&1a&0&0000" : NULL),
                         .interfaces = LIST("08:06:50"),
                         .composite = composite },
        NULL);
}

/* "Name=1" is a switch, "List:value" a value of a list that is on, "list:value" of one that is off. */
static UsbctlRegistry *
registry_of(const char *text)
{
    UsbctlRegistry *registry = usbctl_registry_new();
    g_auto(GStrv) lines = g_strsplit(text, " ", -1);
    guint count = 0;

    for (char **line = lines; *line != NULL; line++) {
        char *mark = strpbrk(*line, "=:");
        gboolean value = *mark == ':', off = g_ascii_islower(**line);
        g_autofree char *name = NULL, *key = NULL;

        *mark = '\0';
        **line = g_ascii_toupper(**line);
        key = g_strconcat(KEY "\\", *line, NULL);
        name = g_strdup_printf("%u", ++count);
        usbctl_registry_set_dword(registry, KEY, *line, value ? !off : 1);
        if (value)
            usbctl_registry_set_text(registry, key, name, mark + 1);
    }
    return registry;
}

typedef struct {
    const char *what, *list;
    gboolean allowed;
    const char *match; /* of the step that decides */
} Case;

static const Case cases[] = {
    { "nothing", "AllowDenyLayered=1", TRUE, "" },
    { "narrow deny", "AllowDenyLayered=1 DenyDeviceIDs:USB\\Class_08", FALSE, "USB\\Class_08" },
    { "other case", "AllowDenyLayered=1 DenyDeviceIDs:usb\\class_08&SUBCLASS_06", FALSE, "usb\\class_08&SUBCLASS_06" },
    { "an instance before its kind", "AllowDenyLayered=1 DenyDeviceIDs:USB\\Class_08 AllowInstanceIDs:" OWN, TRUE,
      OWN },
    { "denied instance", "AllowDenyLayered=1 AllowInstanceIDs:" OWN " DenyInstanceIDs:" OWN, FALSE, OWN },
    { "denied disk", "AllowDenyLayered=1 AllowInstanceIDs:" OWN " DenyInstanceIDs:" DISK, FALSE, DISK },
    { "the list is off", "AllowDenyLayered=1 denyInstanceIDs:" OWN, TRUE, "" },
    { "product before class",
      "AllowDenyLayered=1 DenyDeviceClasses:{36FC9E60-c465-11cf-8056-444553540000} "
      "AllowDeviceIDs:USB\\VID_0951&PID_1666 AllowInstanceIDs:" DISK,
      TRUE, "USB\\VID_0951&PID_1666" },
    { "class", "AllowDenyLayered=1 DenyDeviceClasses:{36fc9e60-c465-11cf-8056-444553540000}", FALSE,
      "{36fc9e60-c465-11cf-8056-444553540000}" },
    { "class of disks",
      "AllowDenyLayered=1 DenyDeviceClasses:{4d36e967-e325-11ce-bfc1-08002be10318} "
      "AllowInstanceIDs:" OWN,
      FALSE, "{4d36e967-e325-11ce-bfc1-08002be10318}" },
    { "removable", "AllowDenyLayered=1 DenyRemovableDevices=1", FALSE, "DenyRemovableDevices" },
    { "removable, allowed before",
      "AllowDenyLayered=1 DenyRemovableDevices=1 AllowInstanceIDs:" OWN " AllowInstanceIDs:" DISK, TRUE, OWN },
    { "all the rest, which layers pass over", "AllowDenyLayered=1 DenyUnspecified=1", TRUE, "" },
    { "all the rest", "DenyUnspecified=1", FALSE, "DenyUnspecified" },
    { "all the rest but it", "DenyUnspecified=1 AllowInstanceIDs:" OWN " AllowDeviceIDs:GenDisk", TRUE, OWN },
    { "without layers a deny wins", "DenyDeviceIDs:USB\\Class_08 AllowInstanceIDs:" OWN, FALSE, "USB\\Class_08" },
    { "without layers removable wins", "DenyRemovableDevices=1 AllowInstanceIDs:" OWN, FALSE, "DenyRemovableDevices" },
    { "another device", "AllowDenyLayered=1 DenyInstanceIDs:USB\\VID_0951&PID_1666\\OTHER", TRUE, "" },
};

static void
test_registry(void)
{
    g_autoptr(UsbctlDevice) device = stick(FALSE);

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(UsbctlRegistry) registry = registry_of(cases[i].list);
        g_autofree char *node = NULL;
        UsbctlDecision decision;
        g_autoptr(GPtrArray) steps = usbctl_explain_registry(registry, device, &node, &decision);
        const char *match = NULL;

        g_test_message("%s", cases[i].what);
        for (guint k = 0; match == NULL && k < steps->len; k++) {
            const UsbctlStep *step = steps->pdata[k];

            match = step->outcome != USBCTL_OUTCOME_PASSED ? step->match : NULL;
        }
        g_assert_cmpint(decision.allowed, ==, cases[i].allowed);
        g_assert_cmpstr(match, ==, cases[i].match);
    }
}

/* Its interface is a node of its own, which an allow of the device does not reach. */
static void
test_composite(void)
{
    g_autoptr(UsbctlDevice) device = stick(TRUE);
    g_autoptr(UsbctlRegistry) registry =
        registry_of("AllowDenyLayered=1 DenyDeviceIDs:USB\\Class_08 AllowInstanceIDs:" OWN);
    g_autofree char *node = NULL;
    UsbctlDecision decision;
    g_autoptr(GPtrArray) steps = usbctl_explain_registry(registry, device, &node, &decision);

    g_assert_false(decision.allowed);
    g_assert_cmpstr(node, ==, "USB\\VID_0951&PID_1666&MI_00\\7&1a&0&0000");
    g_assert_cmpuint(steps->len, ==, 8);
}

/* Our own files say of a device what was explained of the policy. */
static void
test_own(void)
{
    static const char *const formats[] = { "registry-pol", "reg", "lgpo", "usbguard" };
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlDevice)
        allowed = stick(FALSE),
        other = usbctl_device_new(
            &(UsbctlDevice){ .vid = "0951", .pid = "1666", .serial = "OTHER777", .interfaces = LIST("08:06:50") },
            NULL);
    g_autoptr(GError) error = NULL;

    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "1", .verdict = "allow", .instance_ids = LIST(OWN, DISK) });
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        const UsbctlFormat *format = usbctl_render_find(formats[i]);
        g_autoptr(GPtrArray) files = usbctl_render(format, policy, TODAY, &(UsbctlTitle){ "LAN", "LAN" }, NULL, &error);
        g_autofree char *yes = usbctl_explain_file(files->pdata[0], allowed, TODAY, &error),
                        *no = usbctl_explain_file(files->pdata[0], other, TODAY, &error);

        g_assert_no_error(error);
        g_assert_nonnull(strstr(yes, ": allowed; The list decides about it."));
        g_assert_nonnull(strstr(no, ": blocked; "));
    }
}

static void
test_defender(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlDevice) device = stick(FALSE);
    g_autoptr(UsbctlList) list = usbctl_list_new();
    UsbctlListed *entry = usbctl_list_add(list, 3);
    UsbctlDecision decision;
    g_autoptr(GPtrArray) steps = NULL, later = NULL;

    entry->ids = (g_strfreev(entry->ids), g_strdupv((char **)LIST("USBSTOR\\DISK&VEN_M&PROD_S&REV_1\\MADO77AB&*")));
    usbctl_listed_set(&entry->rights, "read");
    usbctl_listed_set(&entry->until, "2026-12-31");
    steps = usbctl_explain_list(list, device, USBCTL_TARGET_DEFENDER, TODAY, &decision);
    g_assert_true(decision.allowed);
    g_assert_cmpstr(decision.rights, ==, "read");
    later = usbctl_explain_list(list, device, USBCTL_TARGET_DEFENDER, "2027-01-01", &decision);
    g_assert_false(decision.allowed);
    g_assert_cmpstr(usbctl_explain_ground_code(decision.ground), ==, "storage");
}

static void
test_refused(void)
{
    static const struct {
        const char *text, *message;
    } bad[] = {
        { "hello", "it reads Registry.pol, .reg, LGPO text, Defender's XML, rules.conf and policy.json" },
        { "{}", "it reads Registry.pol" },
        { "", "it reads Registry.pol" },
        { "allow id 12:34\n", "line 1" },
        { "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\Software\\X]\r\n", "says nothing about" },
    };
    g_autoptr(UsbctlDevice) device = stick(FALSE);

    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(bad[i].text, strlen(bad[i].text));
        UsbctlFile file = { (char *)"list", bytes };
        g_autoptr(GError) error = NULL;

        g_assert_null(usbctl_explain_file(&file, device, TODAY, &error));
        g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
        g_assert_nonnull(strstr(error->message, bad[i].message));
        g_assert_true(g_str_has_prefix(error->message, "list: "));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/explain-list/registry", test_registry);
    g_test_add_func("/usbctl/explain-list/composite", test_composite);
    g_test_add_func("/usbctl/explain-list/own", test_own);
    g_test_add_func("/usbctl/explain-list/defender", test_defender);
    g_test_add_func("/usbctl/explain-list/refused", test_refused);
    return g_test_run();
}
