/*
 * The program applies a policy to the registry, reads it back and puts back what was there, byte for byte. Whatever
 * restrictions the Windows of the test has are kept aside meanwhile.
 */
#include <string.h>
#include <windows.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "usbctl/usbctl-enforce.h"
#include "usbctl/usbctl-key-windows.h"
#include "usbctl/usbctl-render.h"
#include "tests/support/ep-test-call.h"

#define ROOT USBCTL_RENDER_RESTRICTIONS
#define WIDE_ROOT L"Software\\Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"

static const char *program;
static char *folder;

#define call(...) ep_test_call(program, folder, __VA_ARGS__)

static GBytes *
load(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    char *data;
    gsize size;

    g_file_get_contents(path, &data, &size, &error);
    g_assert_no_error(error);
    return g_bytes_new_take(data, size);
}

static GBytes *
read_now(void)
{
    g_assert_cmpint(call(NULL, NULL, "read", "--format", "registry-pol", "--out", "now", NULL), ==, 0);
    return load("now/Registry.pol");
}

static void
check_value(const wchar_t *below, const wchar_t *name, const wchar_t *expected)
{
    wchar_t text[256] = L"";
    DWORD size = sizeof text;

    g_assert_cmpint(RegGetValueW(HKEY_LOCAL_MACHINE, below, name, RRF_RT_REG_SZ, NULL, text, &size), ==, 0);
    g_assert_cmpint(wcscmp(text, expected), ==, 0);
}

/* What somebody else left: of every type, an empty key, a nameless value. */
static void
leave(void)
{
    g_autoptr(UsbctlRegistry) left = usbctl_registry_new();
    g_autoptr(GBytes) binary = g_bytes_new_static("\0\1\2\xff", 4), list = g_bytes_new_static("a\0\0\0\0\0", 6),
                      wide = g_bytes_new_static("\1\0\0\0\0\0\0\x80", 8), nothing = g_bytes_new_static("", 0);
    g_autoptr(GPtrArray) entries = NULL;

    usbctl_registry_set_dword(left, ROOT, "AllowAdminInstall", 1);
    usbctl_registry_set(left, ROOT, "A binary", 3, binary);
    usbctl_registry_set(left, ROOT, "A list", 7, list);
    usbctl_registry_set(left, ROOT, "A number", 11, wide);
    usbctl_registry_set(left, ROOT, "Nothing", 3, nothing);
    usbctl_registry_set_text(left, ROOT "\\DeniedPolicy", "SimpleText", "窓口 ~ 髙﨑");
    usbctl_registry_set_text(left, ROOT "\\AllowInstanceIDs", "4711", "USB\\VID_0951&PID_1666\\OLD00007");
    usbctl_registry_set_text(left, ROOT "\\AllowInstanceIDs", "", "without a name");
    usbctl_registry_clear(left, ROOT "\\Empty\\Below");
    entries = usbctl_registry_list(left);
    for (guint i = 0; i < entries->len; i++)
        g_assert_true(usbctl_key_windows_write(entries->pdata[i], NULL));
}

static void
render(void)
{
    g_assert_cmpint(call(NULL, NULL, "render", "--policy", "policy.json", "--format", "registry-pol", "--out", "out",
                         "--as-of", "2026-10-01", NULL),
                    ==, 0);
}

static void
test_from_nothing(void)
{
    g_autoptr(GBytes) rendered = NULL, now = NULL, after = NULL;
    g_autofree char *out = NULL, *json = NULL;

    render();
    rendered = load("out/Registry.pol");
    g_assert_cmpint(call(&out, NULL, "apply", "--as-of", "2026-10-01", "policy.json", NULL), ==, 0);
    g_test_message("%s", out);
    now = read_now();
    g_assert_true(g_bytes_equal(now, rendered));
    check_value(WIDE_ROOT L"\\AllowInstanceIDs", L"1", L"USB\\VID_0951&PID_1666\\MADO77AB");
    check_value(WIDE_ROOT L"\\DeniedPolicy", L"SimpleText", L"PC\x30b5\x30dd\x30fc\x30c8\x30c7\x30b9\x30af");
    g_assert_cmpint(call(&json, NULL, "read", NULL), ==, 0);
    g_assert_nonnull(strstr(json, "USB\\\\VID_0951&PID_1666\\\\MADO77AB"));
    g_assert_cmpint(call(NULL, NULL, "undo", NULL), ==, 0);
    after = read_now();
    g_assert_cmpuint(g_bytes_get_size(after), ==, 8);
    g_assert_cmpint(RegOpenKeyW(HKEY_LOCAL_MACHINE, WIDE_ROOT, &(HKEY){ NULL }), ==, ERROR_FILE_NOT_FOUND);
}

static void
test_over_another(void)
{
    g_autoptr(GBytes) before = NULL, now = NULL, after = NULL;

    leave();
    before = read_now();
    render();
    g_assert_cmpint(call(NULL, NULL, "apply", "out/Registry.pol", NULL), ==, 0);
    check_value(WIDE_ROOT L"\\AllowInstanceIDs", L"1", L"USB\\VID_0951&PID_1666\\MADO77AB");
    g_assert_cmpint(
        RegGetValueW(HKEY_LOCAL_MACHINE, WIDE_ROOT L"\\AllowInstanceIDs", L"4711", RRF_RT_ANY, NULL, NULL, NULL), ==,
        ERROR_FILE_NOT_FOUND);
    now = read_now();
    g_assert_false(g_bytes_equal(before, now));
    g_assert_cmpint(call(NULL, NULL, "undo", NULL), ==, 0);
    after = read_now();
    g_assert_true(g_bytes_equal(before, after));
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, WIDE_ROOT);
}

/* A file of another program that takes single values away; what is not there stays so. */
static void
test_values_taken_away(void)
{
    g_autoptr(UsbctlRegistry) change = usbctl_registry_new();
    g_autoptr(GBytes) before = NULL, after = NULL, pol = NULL;
    g_autofree char *file = g_build_filename(folder, "values.pol", NULL);

    leave();
    before = read_now();
    usbctl_registry_unset(change, ROOT "\\AllowInstanceIDs", "4711");
    usbctl_registry_unset(change, ROOT "\\AllowInstanceIDs", "never there");
    usbctl_registry_unset(change, ROOT "\\Nowhere", "x");
    pol = usbctl_registry_to_pol(change);
    g_assert_true(g_file_set_contents(file, g_bytes_get_data(pol, NULL), (gssize)g_bytes_get_size(pol), NULL));
    g_assert_cmpint(call(NULL, NULL, "apply", "values.pol", NULL), ==, 0);
    g_assert_cmpint(
        RegGetValueW(HKEY_LOCAL_MACHINE, WIDE_ROOT L"\\AllowInstanceIDs", L"4711", RRF_RT_ANY, NULL, NULL, NULL), ==,
        ERROR_FILE_NOT_FOUND);
    check_value(WIDE_ROOT L"\\AllowInstanceIDs", L"", L"without a name");
    g_assert_cmpint(RegOpenKeyW(HKEY_LOCAL_MACHINE, WIDE_ROOT L"\\Nowhere", &(HKEY){ NULL }), ==, ERROR_FILE_NOT_FOUND);
    g_assert_cmpint(call(NULL, NULL, "undo", NULL), ==, 0);
    after = read_now();
    g_assert_true(g_bytes_equal(before, after));
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, WIDE_ROOT);
}

static void
test_nothing_kept(void)
{
    g_assert_cmpint(call(NULL, NULL, "undo", NULL), ==, 3);
    g_assert_cmpint(call(NULL, NULL, "apply", "missing.json", NULL), ==, 3);
    g_assert_cmpint(call(NULL, NULL, "read", "--format", "reg", NULL), ==, 2);
}

int
main(int argc, char **argv)
{
    static const char policy[] =
        "{\"format\":\"madoguchi-policy\",\"version\":1,"
        "\"notice\":{\"title\":\"PCサポートデスク\",\"text\":\"内線 0000\"},"
        "\"rules\":[{\"id\":\"R8-周-00001\",\"verdict\":\"allow\",\"vid\":\"0951\",\"pid\":\"1666\",\"serial\":"
        "\"MADO77AB\"},"
        "{\"id\":\"R8-周-00002\",\"verdict\":\"block\",\"vid\":\"1111\",\"pid\":\"2222\",\"serial\":\"*\"}]}";
    g_autofree char *file = NULL;
    g_autoptr(UsbctlRegistry) own = usbctl_registry_new();
    g_autoptr(GPtrArray) entries = NULL;
    int status;

    g_test_init(&argc, &argv, NULL);
    program = argv[1];
    folder = g_dir_make_tmp("madoguchi-XXXXXX", NULL);
    file = g_build_filename(folder, "policy.json", NULL);
    g_assert_true(g_file_set_contents(file, policy, -1, NULL));
    g_assert_true(usbctl_key_windows_read(own, ROOT, TRUE, NULL));
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, WIDE_ROOT);
    g_test_add_func("/usbctl/enforce-windows/from-nothing", test_from_nothing);
    g_test_add_func("/usbctl/enforce-windows/over-another", test_over_another);
    g_test_add_func("/usbctl/enforce-windows/values-taken-away", test_values_taken_away);
    g_test_add_func("/usbctl/enforce-windows/nothing-kept", test_nothing_kept);
    status = g_test_run();
    entries = usbctl_registry_list(own);
    for (guint i = 0; i < entries->len; i++)
        usbctl_key_windows_write(entries->pdata[i], NULL);
    return status;
}
