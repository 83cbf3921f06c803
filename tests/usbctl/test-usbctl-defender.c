/* Device Control of Microsoft Defender: what we write, and a schema of ours that Microsoft's examples pass, too. */
#include <string.h>
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "tests/support/ep-test-run.h"
#include "tests/support/usbctl-test-policy.h"
#include "usbctl/usbctl-explain.h"
#include "usbctl/usbctl-render.h"

#define TODAY "2026-10-01"
#define DISK "USBSTOR\\Disk&Ven_MADO&Prod_S&Rev_1\\"
#define DENY "Deny,0,63\tAuditDenied,3,63"
#define READ "Allow,0,9\tDeny,0,54\tAuditDenied,3,54"

static xmlRelaxNGPtr
load_schema(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", "defender", "device-control.rng", NULL);
    xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(path);
    xmlRelaxNGPtr schema = xmlRelaxNGParse(parser);

    g_assert_nonnull(schema);
    xmlRelaxNGFreeParserCtxt(parser);
    return schema;
}

/* libxml2 2.9 loses its way in an interleave that holds a comment, or blanks on both sides of one. */
static void
strip(xmlNodePtr node)
{
    for (xmlNodePtr next = NULL; node != NULL; node = next) {
        next = node->next;
        strip(node->type == XML_ELEMENT_NODE ? node->children : NULL);
        if (node->type == XML_COMMENT_NODE || xmlIsBlankNode(node)) {
            xmlUnlinkNode(node);
            xmlFreeNode(node);
        }
    }
}

static void
note_first(void *line, const xmlError *error)
{
    if (*(int *)line == 0)
        *(int *)line = error->line;
}

/* 0 when @text is valid, else the line of the first fault. */
static int
check(xmlRelaxNGPtr schema, const char *text, gsize size)
{
    xmlRelaxNGValidCtxtPtr validator = xmlRelaxNGNewValidCtxt(schema);
    xmlDocPtr document;
    int line = 0;

    xmlSetStructuredErrorFunc(&line, (xmlStructuredErrorFunc)note_first);
    document = xmlReadMemory(text, (int)size, "text.xml", NULL, XML_PARSE_NONET);
    xmlRelaxNGSetValidStructuredErrors(validator, (xmlStructuredErrorFunc)note_first, &line);
    if (document != NULL) {
        strip(document->children);
        g_assert_cmpint(xmlRelaxNGValidateDoc(validator, document) == 0, ==, line == 0);
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlRelaxNGFreeValidCtxt(validator);
    xmlFreeDoc(document);
    return line;
}

static GPtrArray *
render(const UsbctlPolicy *policy, GPtrArray *unexpressed)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *files = usbctl_render(usbctl_render_find("defender"), policy, TODAY, &(UsbctlTitle){ "LAN", "LAN" },
                                     unexpressed, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(files->len, ==, 2);
    g_assert_cmpstr(((UsbctlFile *)files->pdata[0])->name, ==, "defender-groups.xml");
    g_assert_cmpstr(((UsbctlFile *)files->pdata[1])->name, ==, "defender-rules.xml");
    return files;
}

static char *
take(GPtrArray *files, int index)
{
    const UsbctlFile *file = files->pdata[index];

    return g_strndup(g_bytes_get_data(file->bytes, NULL), g_bytes_get_size(file->bytes));
}

static void
check_valid(GPtrArray *files)
{
    xmlRelaxNGPtr schema = load_schema();

    for (int i = 0; i < 2; i++) {
        g_autofree char *text = take(files, i);

        g_assert_cmpint(check(schema, text, strlen(text)), ==, 0);
    }
    xmlRelaxNGFree(schema);
}

static UsbctlPolicy *
sample_policy(void)
{
    UsbctlPolicy *policy = usbctl_policy_new();

    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "R8-周-00001",
                                          .verdict = "allow",
                                          .instance_ids = LIST("USB\\VID_0951&PID_1666\\MADO77AB",
                                                               "USBSTOR\\Disk&Ven_MADO&Prod_S&Rev_1\\MADO77AB&0") });
    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "R8-周-00002",
                                          .verdict = "allow",
                                          .rights = "read",
                                          .instance_ids = LIST("USBSTOR\\Disk&Ven_MADO&Prod_S&Rev_1\\MADO77AC&0") });
    usbctl_test_policy_add(
        policy,
        &(UsbctlRule){
            .id = "R8-<3>", .verdict = "allow", .rights = "read", .vid = "0951", .pid = "16ff", .serial = "A\"B77" });
    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "R8-周-00004", .verdict = "allow", .vid = "0951", .pid = "1667" });
    usbctl_test_policy_add(
        policy, &(UsbctlRule){ .id = "R8-周-00005", .verdict = "block", .vid = "1111", .pid = "*", .serial = "*" });
    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "R8-周-00006",
                                          .verdict = "block",
                                          .instance_ids = LIST("USBSTOR\\Disk&Ven_MADO&Prod_S&Rev_1\\LOST7777&0") });
    usbctl_test_policy_add(policy, &(UsbctlRule){ .id = "R8-周-00007",
                                                  .verdict = "allow",
                                                  .composite = TRUE,
                                                  .vid = "0951",
                                                  .pid = "1668",
                                                  .serial = "MADO77AD" });
    usbctl_test_policy_add(policy,
                           &(UsbctlRule){ .id = "R8-周-00009",
                                          .verdict = "allow",
                                          .rights = "read",
                                          .instance_ids = LIST("USBSTOR\\Disk&Ven_MADO&Prod_S&Rev_1\\MADO77AB&0") });
    return policy;
}

/* What @name says of both files, and of @third if it is not NULL. */
static char *
read_with_python(const char *name, const char *groups, const char *rules, const char *third)
{
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "usbctl", name, NULL);
    g_autofree char *folder = g_dir_make_tmp("madoguchi-XXXXXX", NULL);
    const char *const texts[] = { groups, rules, third != NULL ? third : "" };
    char *paths[3];
    char *text;

    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        paths[i] = g_strdup_printf("%s/%u", folder, i);
        g_assert_true(g_file_set_contents(paths[i], texts[i], -1, NULL));
    }
    text = ep_test_run(LIST("/usr/bin/python3", script, paths[0], paths[1], paths[2]));
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_unlink(paths[i]);
        g_free(paths[i]);
    }
    g_rmdir(folder);
    return text;
}

static void
test_written(void)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GPtrArray) unexpressed = usbctl_target_unexpressed_new();
    g_autoptr(GPtrArray) files = render(policy, unexpressed), again = render(policy, NULL);
    g_autofree char *groups = take(files, 0), *rules = take(files, 1), *same = take(again, 1), *text = NULL;
    g_autoptr(GString) left_out = g_string_new(NULL);

    check_valid(files);
    g_assert_cmpstr(rules, ==, same);
    g_assert_true(g_str_has_prefix(groups, "<Groups>\n<Group Id=\"{")); /* no byte order mark, no declaration */
    g_assert_true(g_str_has_prefix(rules, "<PolicyRules>\n<PolicyRule Id=\"{"));
    for (guint i = 0; i < unexpressed->len; i++) {
        const UsbctlUnexpressed *entry = unexpressed->pdata[i];

        g_string_append_printf(left_out, "%s %s\n", entry->rule->id, usbctl_reason_code(entry->reason));
    }
    g_assert_cmpstr(left_out->str, ==, "R8-周-00004 no-serial\nR8-周-00007 composite-storage\nR8-周-00009 shadowed\n");
    text = read_with_python("read-defender.py", groups, rules, NULL);
    g_assert_cmpstr(text, ==,
                    "blocked 1\tMatchAny(InstancePathId=" DISK "LOST7777&*)\t0\t" DENY "\n"
                    "read 1\tMatchAny(InstancePathId=" DISK "MADO77AC&*)\t0\t" READ "\n"
                    "read-write 1\tMatchAny(InstancePathId=" DISK "MADO77AB&*)\t0\tAllow,0,63\n"
                    "0951_16FF read 1\tMatchAny(VID_PID=0951_16FF)\tMatchAny(SerialNumberId=A\"B77)\t0\t" READ "\n"
                    "R8-周-00005\tMatchAny(VID_PID=1111_)\t0\t" DENY "\n"
                    "0951_16FF others\tMatchAny(VID_PID=0951_16FF)\t5\t" DENY "\n"
                    "storage\tMatchAny(PrimaryId=RemovableMediaDevices PrimaryId=WpdDevices)\t5\t" DENY "\n"
                    "discs\tMatchAll(PrimaryId=CdRomDevices BusId=USB)\t5\t" DENY "\n"
                    "25 ids\n");
}

/* A group is never longer than Intune takes. */
static void
test_split(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(GPtrArray) files = NULL;
    g_autofree char *groups = NULL;
    g_auto(GStrv) parts = NULL;

    for (guint i = 0; i < 10000; i++) {
        g_autofree char *id = g_strdup_printf("R8-周-%05u", i);
        g_autofree char *disk = g_strdup_printf(DISK "MADO%06u&0", i);

        usbctl_test_policy_add(policy, &(UsbctlRule){ .id = id, .verdict = "allow", .instance_ids = LIST(disk) });
    }
    files = render(policy, NULL);
    check_valid(files);
    groups = take(files, 0);
    parts = g_strsplit(groups, "</Group>\n", -1);
    g_assert_cmpuint(g_strv_length(parts), ==, 6); /* three of devices, storage, discs, and the end */
    for (guint i = 0; parts[i] != NULL; i++)
        g_assert_cmpint(g_utf8_strlen(parts[i], -1), <, 350000);
    for (guint i = 0; i < 10000; i += 999) {
        g_autofree char *disk = g_strdup_printf("MADO%06u&amp;*</InstancePathId>", i);

        g_assert_nonnull(strstr(groups, disk));
    }
}

/* Devices known by product and serial number alone, more than one rule could name: no rule and no group is longer than
 * Intune takes, and each device is still told from its neighbours. */
static void
test_many_serials(void)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(GPtrArray) files = NULL;
    g_autofree char *groups = NULL, *rules = NULL, *said = NULL;
    g_auto(GStrv) parts = NULL, settings = NULL;

    for (guint i = 0; i < 20000; i++) {
        g_autofree char *id = g_strdup_printf("R8-周-%05u", i), *serial = g_strdup_printf("MADO%06u", i);
        g_autofree char *pid = g_strdup_printf("%04x", 0x1600 + i % 3);

        usbctl_test_policy_add(policy, &(UsbctlRule){ .id = id,
                                                      .verdict = "allow",
                                                      .rights = i % 2 == 0 ? "read" : "",
                                                      .vid = "0951",
                                                      .pid = pid,
                                                      .serial = serial });
    }
    files = render(policy, NULL);
    check_valid(files);
    groups = take(files, 0);
    rules = take(files, 1);
    parts = g_strsplit(groups, "</Group>\n", -1);
    settings = g_strsplit(rules, "</PolicyRule>\n", -1);
    for (guint i = 0; parts[i] != NULL; i++)
        g_assert_cmpint(g_utf8_strlen(parts[i], -1), <, 350000);
    for (guint i = 0; settings[i] != NULL; i++)
        g_assert_cmpint(g_utf8_strlen(settings[i], -1), <, 350000);
    said = read_with_python("ask-defender.py", groups, rules,
                            "RemovableMediaDevices\t0951_1600\tMADO000000\t-\n"
                            "RemovableMediaDevices\t0951_1602\tMADO019997\t-\n"
                            "RemovableMediaDevices\t0951_1601\tMADO000000\t-\n"
                            "CdRomDevices\t0951_1600\tOTHER00000\t-\n"
                            "WpdDevices\t2222_1600\tMADO000000\t-\n");
    g_assert_cmpstr(said, ==, "9\n63\n0\n0\n0\n");
}

/* What each device may, as the documented order of the rules says it. */
static void
test_asked(void)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GPtrArray) files = render(policy, NULL);
    g_autofree char *groups = take(files, 0), *rules = take(files, 1);
    g_autofree char *said = read_with_python("ask-defender.py", groups, rules,
                                             "RemovableMediaDevices\t0951_1666\tMADO77AB\t" DISK "MADO77AB&1\n"
                                             "RemovableMediaDevices\t0951_1666\tMADO77AC\t" DISK "MADO77AC&0\n"
                                             "RemovableMediaDevices\t0951_1666\tMADO77ABC\t" DISK "MADO77ABC&0\n"
                                             "RemovableMediaDevices\t0951_16FF\tA\"B77\t-\n"
                                             "RemovableMediaDevices\t0951_16FF\tA\"B78\t-\n"
                                             "RemovableMediaDevices\t1111_0001\tX\t-\n"
                                             "Keyboard\t1111_0002\tX\t-\n"
                                             "Keyboard\t0951_0002\tX\t-\n");

    g_assert_cmpstr(said, ==, "63\n9\n0\n9\n0\n0\n0\n63\n");
}

static void
test_renamed(void)
{
    g_autoptr(UsbctlPolicy) policy = sample_policy();
    g_autoptr(GPtrArray) first = render(policy, NULL);
    g_autoptr(GPtrArray) second =
        usbctl_render(usbctl_render_find("defender"), policy, TODAY, &(UsbctlTitle){ "Renamed", "LAN" }, NULL, NULL);
    g_autoptr(GPtrArray) other =
        usbctl_render(usbctl_render_find("defender"), policy, TODAY, &(UsbctlTitle){ "LAN", "Another" }, NULL, NULL);

    for (int i = 0; i < 2; i++) {
        g_autofree char *a = take(first, i), *b = take(second, i), *c = take(other, i);

        g_assert_cmpstr(a, ==, b);
        g_assert_cmpstr(a, !=, c);
    }
}

static void
test_schema_refuses(void)
{
    static const struct {
        const char *text;
        int line;
    } cases[] = {
        { "<Groups>\n<Group Id=\"{7beca8fe-313a-46f2-a090-399eb3d74318}\">\n<Name>x</Name>\n</Group></Groups>", 2 },
        { "<Groups>\n<Group Id=\"7beca8fe\"><DescriptorIdList><BusId>USB</BusId></DescriptorIdList></Group></Groups>",
          2 },
        { "<PolicyRules>\n\n</PolicyRule>", 3 },
        { "<Rules/>", 1 },
    };
    xmlRelaxNGPtr schema = load_schema();

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(check(schema, cases[i].text, strlen(cases[i].text)), ==, cases[i].line);
    xmlRelaxNGFree(schema);
}

/* One example is indented with no-break spaces, which are text to XML. */
static void
make_blanks(char *text)
{
    for (char *found; (found = strstr(text, "\u00a0")) != NULL;)
        memset(found, ' ', strlen("\u00a0"));
}

static void
test_published(void)
{
    g_autofree char *folder =
        g_test_build_filename(G_TEST_DIST, "..", "..", "shared", "data", "defender-device-control", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    xmlRelaxNGPtr schema = load_schema();
    const char *name;
    guint n = 0;

    if (dir == NULL)
        g_test_message("no examples beside the project: nothing to compare");
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
        gsize size;

        if (!g_str_has_suffix(name, ".xml"))
            continue;
        g_assert_true(g_file_get_contents(path, &text, &size, NULL));
        g_test_message("%s", name);
        if (g_str_has_suffix(name, "__Demo_Policies.xml")) { /* not well-formed */
            g_assert_cmpint(check(schema, text, size), ==, 50);
            continue;
        }
        make_blanks(text);
        g_assert_cmpint(check(schema, text, size), ==, 0);
        n++;
    }
    g_assert_true(dir == NULL || n > 50);
    xmlRelaxNGFree(schema);
}

/* What is explained is what the rules say of the disk. */
static void
test_explained(void)
{
    static const struct {
        const char *id;
        gboolean allowed;
    } cases[] = { { DISK "MADO77AB&0", TRUE },
                  { DISK "mado77ac&0", TRUE },
                  { DISK "MADO77ABC&0", FALSE },
                  { DISK "LOST7777&0", FALSE } };
    g_autoptr(UsbctlPolicy) policy = sample_policy();

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(UsbctlDevice) device = usbctl_device_new(
            &(UsbctlDevice){ .instance_ids = LIST(cases[i].id), .interfaces = LIST("08:06:50") }, NULL);
        UsbctlDecision decision = usbctl_explain(policy, device, USBCTL_TARGET_DEFENDER, TODAY);

        g_test_message("%s", cases[i].id);
        g_assert_cmpint(decision.allowed, ==, cases[i].allowed);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/defender/written", test_written);
    g_test_add_func("/usbctl/defender/split", test_split);
    g_test_add_func("/usbctl/defender/many-serials", test_many_serials);
    g_test_add_func("/usbctl/defender/asked", test_asked);
    g_test_add_func("/usbctl/defender/renamed", test_renamed);
    g_test_add_func("/usbctl/defender/schema-refuses", test_schema_refuses);
    g_test_add_func("/usbctl/defender/published", test_published);
    g_test_add_func("/usbctl/defender/explained", test_explained);
    return g_test_run();
}
