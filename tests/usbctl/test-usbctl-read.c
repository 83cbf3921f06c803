/* Lists read back: what we write, what others wrote, and what is broken. */
#include <string.h>
#include <glib.h>

#include "tests/support/usbctl-test-policy.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-policy-file.h"
#include "usbctl/usbctl-read.h"

#define TODAY "2026-10-01"
#define DISK "USBSTOR\\Disk&Ven_MADO&Prod_S&Rev_1\\"

static UsbctlPolicy *
sample_policy(void)
{
    UsbctlPolicy *policy = usbctl_policy_new();

    usbctl_test_policy_add(
        policy, &(UsbctlRule){ .id = "R8-周-00001",
                               .name = "総務課",
                               .verdict = "allow",
                               .instance_ids = LIST("USB\\VID_0951&PID_1666\\MADO77AB", DISK "MADO77AB&0") });
    usbctl_test_policy_add(
        policy,
        &(UsbctlRule){ .id = "R8-周-00002", .verdict = "allow", .vid = "0951", .pid = "16ff", .serial = "A\"B\\ 77" });
    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "R8-周-00003",
                                                  .verdict = "allow",
                                                  .rights = "read",
                                                  .vid = "0951",
                                                  .pid = "1666",
                                                  .serial = "READ7777" });
    usbctl_test_policy_add(
        policy, &(UsbctlRule){ .id = "R8-周-00004", .verdict = "block", .vid = "1111", .pid = "2222", .serial = "*" });
    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "R8-周-00005",
                                                  .verdict = "block",
                                                  .instance_ids = LIST("USB\\VID_0951&PID_1669\\LOST7777") });
    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "R8-周-00006", .verdict = "allow", .vid = "0951", .pid = "1777" });
    return policy;
}

static GPtrArray *
one_file(const char *name, GBytes *bytes)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    UsbctlFile file = { (char *)name, bytes };

    g_ptr_array_add(files, g_memdup2(&file, sizeof file));
    return files;
}

/* A line an entry: what it does, its names. */
static char *
describe(const UsbctlList *list)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < list->entries->len; i++) {
        const UsbctlListed *entry = list->entries->pdata[i];
        g_autofree char *ids = g_strjoinv(" ", entry->ids);

        g_string_append_printf(text, "%s%s %s %s:%s:%s%s%s\n", entry->blocks ? "block" : "allow ", entry->rights, ids,
                               entry->vid, entry->pid, entry->serial, *entry->only_for != '\0' ? " for " : "",
                               entry->only_for);
    }
    for (guint i = 0; i < list->remarks->len; i++) {
        const UsbctlRemark *remark = list->remarks->pdata[i];

        g_string_append_printf(text, "%s %s\n", usbctl_list_remark_code(remark->kind), remark->where);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static UsbctlList *
round_trip(const char *format, UsbctlTarget target)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) all =
        usbctl_render(usbctl_render_find(format), policy, TODAY, &(UsbctlTitle){ "LAN", "LAN" }, NULL, &error);
    g_autoptr(GPtrArray) files = g_ptr_array_new();
    UsbctlList *list;

    g_assert_no_error(error);
    for (guint i = 0; i < all->len; i++) {
        if (usbctl_read_guess(((UsbctlFile *)all->pdata[i])->bytes) != USBCTL_READ_UNKNOWN)
            g_ptr_array_add(files, all->pdata[i]);
    }
    list = usbctl_read(files, target, &error);
    g_assert_no_error(error);
    return list;
}

/* Every form of the same registry says the same. */
static void
test_registry(void)
{
    static const char *const formats[] = { "registry-pol", "reg", "lgpo", "gpo-backup" };

    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autoptr(UsbctlList) list = round_trip(formats[i], USBCTL_TARGET_WINDOWS);
        g_autofree char *text = describe(list);

        g_assert_cmpstr(text, ==,
                        "block USB\\VID_0951&PID_1669\\LOST7777 0951:1669:LOST7777\n"
                        "allow read-write USB\\VID_0951&PID_1666\\MADO77AB 0951:1666:MADO77AB\n"
                        "allow read-write " DISK "MADO77AB&0 ::MADO77AB\n"
                        "block  1111:2222:*\n");
    }
}

static void
test_usbguard(void)
{
    g_autoptr(UsbctlList) list = round_trip("usbguard", USBCTL_TARGET_USBGUARD);
    g_autofree char *text = describe(list);

    g_assert_cmpstr(text, ==,
                    "allow read-write  0951:1666:MADO77AB\n"
                    "allow read-write  0951:16ff:A\"B\\ 77\n"
                    "block  1111:2222:*\n"
                    "block  0951:1669:LOST7777\n"
                    "allow read-write  0951:1777:\n");
    g_assert_cmpstr(((UsbctlListed *)list->entries->pdata[0])->label, ==, "R8-周-00001");
    g_assert_cmpuint(((UsbctlListed *)list->entries->pdata[2])->line, ==, 3);
}

static void
test_defender(void)
{
    g_autoptr(UsbctlList) list = round_trip("defender", USBCTL_TARGET_DEFENDER);
    g_autofree char *text = describe(list);

    g_assert_nonnull(strstr(text, "allow read-write " DISK "MADO77AB&* ::MADO77AB\n"));
    g_assert_nonnull(strstr(text, "allow read  0951:1666:READ7777\n"));
    g_assert_nonnull(strstr(text, "block  1111:2222:*\n"));
    g_assert_nonnull(strstr(text, "block  0951:1669:LOST7777\n"));
    g_assert_null(strstr(text, "storage-open"));
}

static void
test_policy(void)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    char *text = usbctl_policy_file_format(policy);
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    g_autoptr(GPtrArray) files = one_file("policy.json", bytes);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlList) list = usbctl_read(files, USBCTL_TARGET_WINDOWS, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(list->entries->len, ==, 6);
    g_assert_cmpstr(((UsbctlListed *)list->entries->pdata[2])->rights, ==, "read");
}

/* --- what is broken --- */

typedef struct {
    UsbctlTarget target;
    const char *text;
    const char *said[2]; /* the place, what is expected */
} Broken;

#define REG "Windows Registry Editor Version 5.00\n\n"
#define GROUP "<Groups>\n<Group Id=\"{A}\">\n"
#define RULE "<PolicyRules>\n<PolicyRule Id=\"{R}\">\n<IncludedIdList><GroupId>{A}</GroupId></IncludedIdList>\n"

static const Broken broken[] = {
    { USBCTL_TARGET_WINDOWS, "PReg\1\0\0\0", { "byte", "Registry.pol" } },
    { USBCTL_TARGET_WINDOWS, REG "\"a\"=dword:1\n", { "line 3", "below a key" } },
    { USBCTL_TARGET_WINDOWS, REG "[HKEY_LOCAL_MACHINE\\A]\n\"a\"=dword:xyz\n", { "line 4", "value" } },
    { USBCTL_TARGET_WINDOWS, REG "[HKEY_LOCAL_MACHINE\\A]\n\"a\"=\"open\n", { "line 4", "value" } },
    { USBCTL_TARGET_WINDOWS, REG "[HKEY_LOCAL_MACHINE\\A]\n\"a\"=hex(7):55,0\n", { "line 4", "bytes" } },
    { USBCTL_TARGET_WINDOWS, REG "[HKEY_LOCAL_MACHINE\\A\n", { "line 3", "key" } },
    { USBCTL_TARGET_WINDOWS, REG "[HKEY_LOCAL_MACHINE\\A]\n\"a\"=dword:00000001\n", { "DeviceInstall", "PCs" } },
    { USBCTL_TARGET_WINDOWS, "Computer\nSoftware\\A\nname\n", { "line 3", "action" } },
    { USBCTL_TARGET_WINDOWS, "Computer\nSoftware\\A\nname\nWORD:1\n", { "line 4", "action" } },
    { USBCTL_TARGET_WINDOWS, "Computer\nSoftware\\A\nname\nDWORD:1\n\nNobody\n", { "line 6", "Computer" } },
    { USBCTL_TARGET_WINDOWS, REG "[-HKEY_LOCAL_MACHINE\\SOFTWARE]\n", { "line 3", "deleted" } },
    { USBCTL_TARGET_WINDOWS, "Computer\nSoftware\n*\nDELETEKEYS\n", { "line 4", "deleted" } },
    { USBCTL_TARGET_WINDOWS,
      "{\"format\":\"madoguchi-registry\",\"version\":1,\"values\":[{\"key\":\"A\",\"name\":\"b\",\"number\":"
      "4294967297}]}",
      { "entry 1", "number" } },
    { USBCTL_TARGET_WINDOWS,
      "{\"format\":\"madoguchi-registry\",\"version\":1,\"values\":[{\"key\":\"A\"}]}",
      { "entry 1", "name" } },
    { USBCTL_TARGET_WINDOWS, "allow id 1234:abcd\n", { "file", "target" } },
    { USBCTL_TARGET_USBGUARD, "allow id 1234:abcd\nallow id 12:abcd\n", { "line 2, character 10", "1234:abcd" } },
    { USBCTL_TARGET_USBGUARD, "nonsense\n", { "line 1, character 1", "allow" } },
    { USBCTL_TARGET_USBGUARD, "allow serial \"open\n", { "line 1", "quotes" } },
    { USBCTL_TARGET_DEFENDER, GROUP "</Group>\n", { "line 4", "" } },
    { USBCTL_TARGET_DEFENDER, "<Groups>\n<Group>\n</Group></Groups>", { "line 2", "Id" } },
    { USBCTL_TARGET_DEFENDER, GROUP "<MatchType>MatchNone</MatchType></Group></Groups>", { "line 3", "MatchAny" } },
    { USBCTL_TARGET_DEFENDER, GROUP "</Group></Groups>", { "file", "rules" } },
    { USBCTL_TARGET_DEFENDER,
      RULE "<Entry Id=\"{E}\"><Type>Allow</Type><AccessMask>63</AccessMask></Entry></PolicyRule></PolicyRules>",
      { "line 2", "{a}" } },
    { USBCTL_TARGET_DEFENDER,
      RULE "<Entry Id=\"{E}\">\n<Type>Permit</Type></Entry></PolicyRule></PolicyRules>",
      { "line 5", "AuditDenied" } },
    { USBCTL_TARGET_DEFENDER,
      RULE "<Entry Id=\"{E}\">\n<AccessMask>all</AccessMask></Entry></PolicyRule></PolicyRules>",
      { "line 5", "127" } },
    { USBCTL_TARGET_DEFENDER, RULE "<Entry Id=\"{E}\">\n</Entry></PolicyRule></PolicyRules>", { "line 5", "Type" } },
};

static void
test_broken(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
        gsize size = broken[i].text[0] == 'P' ? 7 : strlen(broken[i].text);
        g_autoptr(GBytes) bytes = g_bytes_new_static(broken[i].text, size);
        g_autoptr(GPtrArray) files = one_file("file", bytes);
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlList) list = usbctl_read(files, broken[i].target, &error);

        if (list != NULL)
            g_error("read: %s", broken[i].text);
        g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
        g_test_message("%s", error->message);
        for (gsize k = 0; k < 2; k++) {
            if (strstr(error->message, broken[i].said[k]) == NULL)
                g_error("%s\n%s", broken[i].text, error->message);
        }
    }
}

/* Two lists at once, of two kinds, or none. */
/* Behind a NUL a list would seem to end, and what stands there to be missing from it. */
static void
test_nul(void)
{
    static const gunichar2 wide[] = { 0xfeff, 'R', 'E', 'G', 'E', 'D', 'I', 'T', '4', '\n', 0, '[', '\n' };
    g_autofree gunichar2 *little = g_memdup2(wide, sizeof wide);
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) error = NULL;

    for (gsize i = 0; i < G_N_ELEMENTS(wide); i++)
        little[i] = GUINT16_TO_LE(wide[i]);
    bytes = g_bytes_new(little, sizeof wide);
    g_assert_null(usbctl_registry_parse_reg(bytes, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "no text"));
}

/* A number is decimal unless it says 0x. */
static void
test_lgpo_numbers(void)
{
    static const char text[] = "Computer\nA\\B\nten\nDWORD:010\n\nComputer\nA\\B\nsixteen\nDWORD:0x10\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text - 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlRegistry) registry = usbctl_registry_parse_lgpo(bytes, &error);
    g_autoptr(GPtrArray) entries = NULL;
    guint32 numbers[2];

    g_assert_no_error(error);
    entries = usbctl_registry_list(registry);
    g_assert_cmpuint(entries->len, ==, 2);
    for (guint i = 0; i < 2; i++)
        g_assert_true(usbctl_registry_entry_get_number(entries->pdata[i], &numbers[i]));
    g_assert_cmpuint(numbers[0], ==, 16); /* “sixteen” comes before “ten” */
    g_assert_cmpuint(numbers[1], ==, 10);
}

static void
test_together(void)
{
    g_autoptr(GBytes) rules = g_bytes_new_static("allow id 1234:abcd\n", 19);
    g_autoptr(GBytes) policy = g_bytes_new_static("{\"format\":\"madoguchi-policy\",\"version\":1,\"rules\":[]}", 53);
    g_autoptr(GPtrArray) files = one_file("a", rules);
    UsbctlFile other = { (char *)"b", policy };
    g_autoptr(GError) error = NULL;

    g_ptr_array_add(files, g_memdup2(&other, sizeof other));
    g_assert_null(usbctl_read(files, USBCTL_TARGET_USBGUARD, &error));
    g_assert_nonnull(strstr(error->message, "b: "));
    g_clear_error(&error);
    g_ptr_array_set_size(files, 0);
    g_assert_null(usbctl_read(files, USBCTL_TARGET_USBGUARD, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
}

/* --- what the rest of a list does --- */

static char *
read_text(const char *text, UsbctlTarget target)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GPtrArray) files = one_file("file", bytes);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlList) list = usbctl_read(files, target, &error);

    g_assert_no_error(error);
    return describe(list);
}

#define KEY "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"

static void
test_remarks(void)
{
    g_autofree char *off =
        read_text(REG KEY "]\n\"AllowDenyLayered\"=dword:0\n\"AllowDeviceIDs\"=dword:1\n" KEY
                          "\\AllowInstanceIDs]\n\"1\"=\"USB\\\\VID_0951&PID_1666\\\\A1\"\n" KEY
                          "\\AllowDeviceIDs]\n\"1\"=\"USBSTOR\\\\GenDisk\"\n\"2\"=\"usb\\\\vid_0951&pid_1666\"\n",
                  USBCTL_TARGET_WINDOWS);
    g_autofree char *open = read_text("allow id *:*\nblock with-interface 08:*:*\n", USBCTL_TARGET_USBGUARD);
    g_autofree char *shut = read_text("block with-interface 08:*:*\nallow id *:*\n", USBCTL_TARGET_USBGUARD);
    g_autofree char *hours = read_text("allow id 1234:abcd serial one-of { \"A\" \"B\" } if localtime(08:30-17:15)\n"
                                       "allow serial all-of { \"A\" \"B\" }\n",
                                       USBCTL_TARGET_USBGUARD);

    g_assert_cmpstr(off, ==,
                    "allow read-write  0951:1666:*\nlist-off AllowInstanceIDs\nwide USBSTOR\\GenDisk\nnot-layered \n"
                    "storage-open \n");
    g_assert_cmpstr(open, ==, "storage-open line 1\n");
    g_assert_cmpstr(shut, ==, "");
    g_assert_cmpstr(hours, ==,
                    "allow read-write  1234:abcd:A\nallow read-write  1234:abcd:B\ncondition line 1\nnever line 2\n");
}

static void
test_defender_meaning(void)
{
    g_autofree char *text = read_text(
        "<?xml version=\"1.0\"?><!-- both in one --><PolicyRules><Group Id=\"{A}\"><MatchType>MatchAll</MatchType>"
        "<DescriptorIdList><VID_PID>0951_1666</VID_PID><SerialNumberId>A1</SerialNumberId></DescriptorIdList></Group>"
        "<PolicyRule Id=\"{R}\"><Name>one</Name><IncludedIdList><GroupId>{a}</GroupId></IncludedIdList><Entry "
        "Id=\"{E}\"><Type>Deny</Type><AccessMask>54</AccessMask></Entry><Entry Id=\"{F}\"><Type>Allow</Type>"
        "<AccessMask>63</AccessMask><Sid>S-1-5-21-1</Sid></Entry></PolicyRule><PolicyRule Id=\"{S}\"><Entry "
        "Id=\"{G}\"><Type>Deny</Type><AccessMask>63</AccessMask></Entry></PolicyRule></PolicyRules>",
        USBCTL_TARGET_DEFENDER);

    g_assert_cmpstr(text, ==, "allow read  0951:1666:A1 for S-1-5-21-1\ncondition one\n");
}

/* --- what others wrote --- */

static char *
shared(const char *folder)
{
    return g_test_build_filename(G_TEST_DIST, "..", "..", "shared", "data", folder, NULL);
}

static GBytes *
load(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    gsize size = 0;

    g_assert_true(g_file_get_contents(path, &text, &size, NULL));
    return g_bytes_new_take(text, size);
}

/* Each Registry.pol is read whole; what it says of devices, or that it says nothing. */
static void
test_real_pol(void)
{
    g_autofree char *folder = shared("registry-pol");
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    guint files = 0, devices = 0;

    if (dir == NULL)
        g_test_message("%s is missing: only our own files are read", folder);
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autoptr(GBytes) bytes = NULL;
        g_autoptr(UsbctlRegistry) registry = NULL;
        g_autoptr(GPtrArray) list = NULL;
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlList) read = NULL;

        if (!g_str_has_suffix(name, ".pol"))
            continue;
        bytes = load(folder, name);
        registry = usbctl_registry_parse_pol(bytes, &error);
        g_assert_no_error(error);
        files++;
        list = one_file(name, bytes);
        read = usbctl_read(list, USBCTL_TARGET_WINDOWS, &error);
        if (read == NULL)
            g_assert_nonnull(strstr(error->message, "DeviceInstall"));
        else
            devices++;
    }
    g_assert_true(dir == NULL || (files >= 20 && devices >= 1));
}

static void
test_real_usbguard(void)
{
    g_autofree char *folder = shared("usbguard");
    g_autofree char *good = NULL, *bad = NULL;
    g_autofree char *path = g_build_filename(folder, "test-rules.good", NULL);
    g_auto(GStrv) lines = NULL;

    if (!g_file_get_contents(path, &good, NULL, NULL)) {
        g_test_message("%s is missing: only our own rules are read", path);
        return;
    }
    lines = g_strsplit(good, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(*line, strlen(*line));
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlList) list = usbctl_read_usbguard(bytes, &error);

        if (list == NULL)
            g_error("%s: %s", *line, error->message);
    }
    g_free(path);
    path = g_build_filename(folder, "test-rules.bad", NULL);
    g_assert_true(g_file_get_contents(path, &bad, NULL, NULL));
    g_strfreev(lines);
    lines = g_strsplit(g_strchomp(bad), "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(*line, strlen(*line));
        g_autoptr(UsbctlList) list = usbctl_read_usbguard(bytes, NULL);

        if (list != NULL)
            g_error("taken: %s", *line);
    }
}

/* All groups of Microsoft's examples at once, each file with its rules. */
static void
test_real_defender(void)
{
    g_autofree char *folder = shared("defender-device-control");
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GString) refused = g_string_new(NULL);
    const char *name;
    guint files = 0;

    if (dir == NULL)
        g_test_message("%s is missing: only our own files are read", folder);
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autoptr(GBytes) bytes = NULL;
        g_autoptr(GPtrArray) list = NULL;
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlList) read = NULL;

        if (!g_str_has_suffix(name, ".xml"))
            continue;
        bytes = load(folder, name);
        list = one_file(name, bytes);
        read = usbctl_read(list, USBCTL_TARGET_DEFENDER, &error);
        files++;
        if (read == NULL && strstr(error->message, "too") == NULL)
            g_string_append_printf(refused, "%s\n", error->message);
    }
    g_test_message("%u files; refused:\n%s", files, refused->str);
    g_assert_true(dir == NULL || files > 60);
    g_assert_true(dir == NULL || strstr(refused->str, "Demo_Policies.xml, line 5") != NULL);
}

/* --- a list of a hundred thousand --- */

static void
test_many(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(UsbctlList) list = NULL;

    for (guint i = 0; i < 100000; i++)
        g_string_append_printf(text, "allow id 0951:1666 serial \"MADO%06u\"\n", i);
    bytes = g_bytes_new(text->str, text->len);
    list = usbctl_read_usbguard(bytes, NULL);
    g_assert_cmpuint(list->entries->len, ==, 100000);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/read/registry", test_registry);
    g_test_add_func("/usbctl/read/usbguard", test_usbguard);
    g_test_add_func("/usbctl/read/defender", test_defender);
    g_test_add_func("/usbctl/read/policy", test_policy);
    g_test_add_func("/usbctl/read/broken", test_broken);
    g_test_add_func("/usbctl/read/nul", test_nul);
    g_test_add_func("/usbctl/read/lgpo-numbers", test_lgpo_numbers);
    g_test_add_func("/usbctl/read/together", test_together);
    g_test_add_func("/usbctl/read/remarks", test_remarks);
    g_test_add_func("/usbctl/read/defender-meaning", test_defender_meaning);
    g_test_add_func("/usbctl/read/real-pol", test_real_pol);
    g_test_add_func("/usbctl/read/real-usbguard", test_real_usbguard);
    g_test_add_func("/usbctl/read/real-defender", test_real_defender);
    g_test_add_func("/usbctl/read/many", test_many);
    return g_test_run();
}
