#include <string.h>

#include "tests/support/usbctl-test-policy.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-explain.h"
#include "usbctl/usbctl-policy-file.h"

#define TODAY "2026-10-01"

static UsbctlDevice *
stick(const char *serial)
{
    return usbctl_device_new(
        &(UsbctlDevice){ .vid = "0951", .pid = "1666", .serial = serial, .interfaces = LIST("08:06:50") }, NULL);
}

static void
check(const UsbctlPolicy *policy, const UsbctlDevice *device, UsbctlTarget target, const char *date, gboolean allowed,
      UsbctlGround ground, const char *rule, UsbctlReason reason)
{
    UsbctlDecision decision = usbctl_explain(policy, device, target, date);

    g_assert_cmpint(decision.allowed, ==, allowed);
    g_assert_cmpstr(usbctl_explain_ground_code(decision.ground), ==, usbctl_explain_ground_code(ground));
    g_assert_cmpstr(decision.rule != NULL ? decision.rule->id : NULL, ==, rule);
    g_assert_cmpstr(usbctl_reason_code(decision.reason), ==, usbctl_reason_code(reason));
}

static void
test_order(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlDevice) a = stick("MADO77AB"), b = stick("MADO88AB"), none = stick("");
    g_autoptr(UsbctlDevice) mouse =
        usbctl_device_new(&(UsbctlDevice){ .vid = "1111", .pid = "2222", .interfaces = LIST("03:01:02") }, NULL);

    usbctl_test_policy_add(
        policy,
        &(UsbctlRule){ .id = "1", .verdict = "allow", .instance_ids = LIST("usb\\vid_0951&pid_1666\\mado77ab") });
    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "2", .verdict = "block", .vid = "0951", .pid = "1666", .serial = "*" });
    usbctl_test_policy_add(
        policy, &(UsbctlRule){ .id = "3", .verdict = "allow", .vid = "0951", .pid = "1666", .serial = "MADO88AB" });
    check(policy, a, USBCTL_TARGET_POLICY, TODAY, TRUE, USBCTL_GROUND_RULE, "1", USBCTL_REASON_NONE);
    check(policy, b, USBCTL_TARGET_POLICY, TODAY, FALSE, USBCTL_GROUND_RULE, "2", USBCTL_REASON_NONE);
    check(policy, none, USBCTL_TARGET_POLICY, TODAY, FALSE, USBCTL_GROUND_RULE, "2", USBCTL_REASON_NONE);
    check(policy, mouse, USBCTL_TARGET_POLICY, TODAY, TRUE, USBCTL_GROUND_UNTOUCHED, NULL, USBCTL_REASON_NONE);
    check(policy, a, USBCTL_TARGET_WINDOWS, TODAY, TRUE, USBCTL_GROUND_INSTANCE, "1", USBCTL_REASON_NONE);
    check(policy, b, USBCTL_TARGET_WINDOWS, TODAY, FALSE, USBCTL_GROUND_PRODUCT, "2", USBCTL_REASON_NONE);
    check(policy, b, USBCTL_TARGET_USBGUARD, TODAY, FALSE, USBCTL_GROUND_RULE, "2", USBCTL_REASON_NONE);
}

static void
test_dates(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlDevice) device = stick("MADO77AB");

    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "old",
                                                  .verdict = "allow",
                                                  .vid = "0951",
                                                  .pid = "1666",
                                                  .serial = "MADO77AB",
                                                  .from = "2025-04-01",
                                                  .until = "2026-03-31" });
    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "new",
                                                  .verdict = "allow",
                                                  .vid = "0951",
                                                  .pid = "1666",
                                                  .serial = "MADO77AB",
                                                  .from = "2026-04-02" });
    check(policy, device, USBCTL_TARGET_POLICY, "2025-03-31", FALSE, USBCTL_GROUND_STORAGE, NULL, USBCTL_REASON_NONE);
    check(policy, device, USBCTL_TARGET_POLICY, "2025-04-01", TRUE, USBCTL_GROUND_RULE, "old", USBCTL_REASON_NONE);
    check(policy, device, USBCTL_TARGET_POLICY, "2026-03-31", TRUE, USBCTL_GROUND_RULE, "old", USBCTL_REASON_NONE);
    check(policy, device, USBCTL_TARGET_POLICY, "2026-04-01", FALSE, USBCTL_GROUND_STORAGE, NULL, USBCTL_REASON_NONE);
    check(policy, device, USBCTL_TARGET_POLICY, "2050-01-01", TRUE, USBCTL_GROUND_RULE, "new", USBCTL_REASON_NONE);
}

/* What Windows' restrictions cannot express is blocked there, and the reason is said. */
static void
test_unexpressed(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlDevice) none = stick(""), read_only = stick("READONLY1");
    g_autoptr(UsbctlDevice) composite = usbctl_device_new(&(UsbctlDevice){ .vid = "0951",
                                                                           .pid = "1667",
                                                                           .serial = "MADO99AB",
                                                                           .interfaces = LIST("08:06:50", "03:01:01"),
                                                                           .composite = TRUE },
                                                          NULL);
    g_autoptr(UsbctlDevice) port = usbctl_device_new(
        &(UsbctlDevice){ .instance_ids = LIST("USB\\VID_0951&PID_1668\\6&1a2b&0&1"), .interfaces = LIST("08:06:50") },
        NULL);

    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "none", .verdict = "allow", .vid = "0951", .pid = "1666" });
    usbctl_test_policy_add(
        policy,
        &(UsbctlRule){
            .id = "read", .verdict = "allow", .rights = "read", .vid = "0951", .pid = "1666", .serial = "READONLY1" });
    usbctl_test_policy_add(
        policy,
        &(UsbctlRule){ .id = "composite", .verdict = "allow", .vid = "0951", .pid = "1667", .serial = "MADO99AB" });
    usbctl_test_policy_add(
        policy,
        &(UsbctlRule){ .id = "port", .verdict = "allow", .instance_ids = LIST("USB\\VID_0951&PID_1668\\6&1a2b&0&1") });
    check(policy, none, USBCTL_TARGET_WINDOWS, TODAY, FALSE, USBCTL_GROUND_STORAGE, "none", USBCTL_REASON_NO_SERIAL);
    check(policy, none, USBCTL_TARGET_USBGUARD, TODAY, TRUE, USBCTL_GROUND_RULE, "none", USBCTL_REASON_NONE);
    check(policy, read_only, USBCTL_TARGET_WINDOWS, TODAY, FALSE, USBCTL_GROUND_STORAGE, "read",
          USBCTL_REASON_READ_ONLY);
    check(policy, read_only, USBCTL_TARGET_POLICY, TODAY, TRUE, USBCTL_GROUND_RULE, "read", USBCTL_REASON_NONE);
    check(policy, composite, USBCTL_TARGET_WINDOWS, TODAY, FALSE, USBCTL_GROUND_STORAGE, "composite",
          USBCTL_REASON_COMPOSITE_STORAGE);
    check(policy, composite, USBCTL_TARGET_USBGUARD, TODAY, TRUE, USBCTL_GROUND_RULE, "composite", USBCTL_REASON_NONE);
    check(policy, port, USBCTL_TARGET_WINDOWS, TODAY, FALSE, USBCTL_GROUND_STORAGE, "port",
          USBCTL_REASON_SERIAL_GENERATED);
}

static void
test_for_device(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlDevice) device = stick("MADO77AB"), other = stick("MADO88AB");
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlRule) rule =
        usbctl_rule_new_for_device(&(UsbctlRule){ .id = "1", .verdict = "allow" }, device, &error);

    g_assert_no_error(error);
    g_assert_true(usbctl_policy_add(policy, rule, &error));
    check(policy, device, USBCTL_TARGET_WINDOWS, TODAY, TRUE, USBCTL_GROUND_INSTANCE, "1", USBCTL_REASON_NONE);
    check(policy, other, USBCTL_TARGET_WINDOWS, TODAY, FALSE, USBCTL_GROUND_STORAGE, NULL, USBCTL_REASON_NONE);
    g_assert_false(usbctl_policy_add(policy, rule, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
}

/* A rule that knows the disk's ID and the product, but not the device's own ID: Windows needs the latter, which
 * follows. */
static void
test_windows_ids(void)
{
    g_autoptr(UsbctlRule) rule =
        usbctl_rule_new(&(UsbctlRule){ .id = "1",
                                       .verdict = "allow",
                                       .vid = "0951",
                                       .pid = "1666",
                                       .serial = "MADO77AB",
                                       .instance_ids = LIST("USBSTOR\\Disk&Ven_M&Prod_S&Rev_1\\MADO77AB&0") },
                        NULL);
    g_auto(GStrv) ids = usbctl_target_windows_ids(rule);

    g_assert_cmpint(usbctl_target_refuse(USBCTL_TARGET_WINDOWS, rule), ==, USBCTL_REASON_NONE);
    g_assert_cmpstr(ids[0], ==, "USB\\VID_0951&PID_1666\\MADO77AB");
    g_assert_cmpstr(ids[1], ==, "USBSTOR\\Disk&Ven_M&Prod_S&Rev_1\\MADO77AB&0");
    g_assert_null(ids[2]);
}

static void
test_rules_refused(void)
{
    const UsbctlRule bad[] = {
        { .verdict = "allow", .vid = "0951", .pid = "1666", .serial = "A" },
        { .id = "1", .verdict = "permit", .vid = "0951", .pid = "1666", .serial = "A" },
        { .id = "1", .verdict = "allow", .rights = "all", .vid = "0951", .pid = "1666", .serial = "A" },
        { .id = "1", .verdict = "allow" },
        { .id = "1", .verdict = "allow", .pid = "1666" },
        { .id = "1", .verdict = "allow", .vid = "0951" },
        { .id = "1", .verdict = "allow", .vid = "0951", .pid = "*", .serial = "A" },
        { .id = "1", .verdict = "allow", .vid = "0951", .pid = "1666", .from = "2026-02-29" },
        { .id = "1", .verdict = "allow", .vid = "0951", .pid = "1666", .from = "2026-4-1" },
        { .id = "1", .verdict = "allow", .vid = "0951", .pid = "1666", .from = "2026-04-02", .until = "2026-04-01" },
        { .id = "1", .verdict = "allow", .instance_ids = LIST("nonsense") },
    };

    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(usbctl_rule_new(&bad[i], &error));
        g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    }
}

static void
test_file(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlPolicy) again = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    g_autofree char *second = NULL;

    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "R8-周-00001",
                                                  .name = "総務課",
                                                  .verdict = "allow",
                                                  .rights = "read",
                                                  .vid = "0951",
                                                  .pid = "1666",
                                                  .serial = "MADO77AB",
                                                  .from = "2026-04-01",
                                                  .until = "2027-03-31",
                                                  .composite = TRUE,
                                                  .instance_ids = LIST("USB\\VID_0951&PID_1666\\MADO77AB") });
    g_assert_true(usbctl_policy_set_notice(policy, "PCサポートデスク", "内線 0000", &error));
    g_assert_false(usbctl_policy_set_notice(policy, "一\n二", "", NULL));
    text = usbctl_policy_file_format(policy);
    again = usbctl_policy_file_parse(text, strlen(text), &error);
    g_assert_no_error(error);
    second = usbctl_policy_file_format(again);
    g_assert_cmpstr(text, ==, second);
    g_assert_cmpstr(usbctl_policy_get_notice_text(again), ==, "内線 0000");
}

static void
test_file_refused(void)
{
#define HEAD "{\"format\":\"madoguchi-policy\",\"version\":1,"
    const char *const bad[] = {
        HEAD "\"rules\":{}}",
        HEAD "\"rules\":[],\"default\":\"allow\"}",
        HEAD "\"rules\":[{\"id\":\"1\",\"verdict\":\"allow\",\"vid\":\"0951\",\"pid\":\"1666\",\"until_date\":\"2026-"
             "04-01\"}]}",
        HEAD "\"rules\":[{\"id\":\"1\",\"verdict\":\"allow\",\"vid\":\"0951\",\"pid\":\"1666\",\"serial\":null}]}",
        HEAD
        "\"rules\":[],\"notice\":{\"title\":\"0123456789012345678901234567890123456789012345678901234567890123\"}}",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(usbctl_policy_file_parse(bad[i], strlen(bad[i]), &error));
        g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    }
}

/* 100,000 rules, a decision about each, and about as many devices that no rule means; a scan of the rules would take
 * hours. */
static void
test_many(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();

    for (guint i = 0; i < 100000; i++) {
        g_autofree char *id = g_strdup_printf("R8-%06u", i);
        g_autofree char *serial = g_strdup_printf("MADO%06uAB", i);

        usbctl_test_policy_add(
            policy, &(UsbctlRule){ .id = id, .verdict = "allow", .vid = "0951", .pid = "1666", .serial = serial });
    }
    for (guint i = 0; i < 100000; i += 10) {
        g_autofree char *id = g_strdup_printf("R8-%06u", i);
        g_autofree char *serial = g_strdup_printf("MADO%06uAB", i);
        g_autofree char *unknown = g_strdup_printf("MADO%06uXY", i);
        g_autoptr(UsbctlDevice) known_device = stick(serial);
        g_autoptr(UsbctlDevice) unknown_device = stick(unknown);

        check(policy, known_device, USBCTL_TARGET_WINDOWS, TODAY, TRUE, USBCTL_GROUND_INSTANCE, id, USBCTL_REASON_NONE);
        check(policy, unknown_device, USBCTL_TARGET_WINDOWS, TODAY, FALSE, USBCTL_GROUND_STORAGE, NULL,
              USBCTL_REASON_NONE);
    }
}

/* What Windows and Defender know by a compatible ID, USBGuard does not see. */
static void
test_phone(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlDevice) phone =
        usbctl_device_new(&(UsbctlDevice){ .instance_ids = LIST("USB\\VID_0BB4&PID_0C87\\MADOPHONE0001"),
                                           .interfaces = LIST("ff:ff:00"),
                                           .compatible_ids = LIST("USB\\MS_COMP_MTP", "USB\\Class_ff") },
                          NULL);
    g_autoptr(UsbctlDevice) driver = usbctl_device_new(
        &(UsbctlDevice){ .vid = "0bb4", .pid = "0c01", .serial = "MADOPHONE0002", .setup_class = "WPD" }, NULL);
    g_autoptr(GPtrArray) steps = NULL;
    UsbctlDecision decision;

    check(policy, phone, USBCTL_TARGET_POLICY, TODAY, FALSE, USBCTL_GROUND_STORAGE, NULL, USBCTL_REASON_NONE);
    check(policy, phone, USBCTL_TARGET_WINDOWS, TODAY, FALSE, USBCTL_GROUND_STORAGE, NULL, USBCTL_REASON_NONE);
    check(policy, phone, USBCTL_TARGET_DEFENDER, TODAY, FALSE, USBCTL_GROUND_STORAGE, NULL, USBCTL_REASON_NONE);
    check(policy, phone, USBCTL_TARGET_USBGUARD, TODAY, TRUE, USBCTL_GROUND_UNSEEN, NULL, USBCTL_REASON_NONE);
    check(policy, driver, USBCTL_TARGET_WINDOWS, TODAY, TRUE, USBCTL_GROUND_UNSEEN, NULL, USBCTL_REASON_NONE);
    check(policy, driver, USBCTL_TARGET_DEFENDER, TODAY, FALSE, USBCTL_GROUND_STORAGE, NULL, USBCTL_REASON_NONE);
    steps = usbctl_explain_steps(policy, phone, USBCTL_TARGET_WINDOWS, TODAY, &decision);
    g_assert_cmpstr(((UsbctlStep *)steps->pdata[2])->match, ==, "USB\\MS_COMP_MTP");
    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "phone",
                                                  .verdict = "allow",
                                                  .instance_ids = LIST("USB\\VID_0BB4&PID_0C87\\MADOPHONE0001") });
    check(policy, phone, USBCTL_TARGET_WINDOWS, TODAY, TRUE, USBCTL_GROUND_INSTANCE, "phone", USBCTL_REASON_NONE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/policy/order", test_order);
    g_test_add_func("/usbctl/policy/dates", test_dates);
    g_test_add_func("/usbctl/policy/unexpressed", test_unexpressed);
    g_test_add_func("/usbctl/policy/for-device", test_for_device);
    g_test_add_func("/usbctl/policy/windows-ids", test_windows_ids);
    g_test_add_func("/usbctl/policy/rules-refused", test_rules_refused);
    g_test_add_func("/usbctl/policy/file", test_file);
    g_test_add_func("/usbctl/policy/file-refused", test_file_refused);
    g_test_add_func("/usbctl/policy/many", test_many);
    g_test_add_func("/usbctl/policy/phone", test_phone);
    return g_test_run();
}
