/* The program itself, as a person or a script calls it. */
#include <string.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "tests/support/ep-test-call.h"

static const char *program;
static char *folder;

#define call(...) ep_test_call(program, folder, __VA_ARGS__)

static void
write_file(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
test_help(void)
{
    g_autofree char *out = NULL;
    g_autofree char *bare = NULL;

    g_assert_cmpint(call(&out, NULL, "help", NULL), ==, 0);
    g_assert_nonnull(strstr(out, "usbctl explain --policy FILE"));
    g_assert_cmpint(call(&bare, NULL, NULL), ==, 2);
    g_assert_cmpstr(out, ==, bare);
}

static void
test_list(void)
{
    g_autofree char *table = NULL;
    g_autofree char *json = NULL;
    g_autofree char *again = NULL;

    g_assert_cmpint(call(&table, NULL, "list", "--from", "devices.json", NULL), ==, 0);
    g_assert_nonnull(strstr(table, "1-1        0951:1666  individual   MADO77AB"));
    g_assert_cmpint(call(&json, NULL, "list", "--from", "devices.json", "--format", "json", NULL), ==, 0);
    g_clear_pointer(&table, g_free);
    g_assert_cmpint(call(&table, NULL, "list", "--all", "--from", "devices.json", NULL), ==, 0);
    g_assert_nonnull(strstr(table, "1-1        0951:1666  individual   MADO77AB"));
    write_file("again.json", json);
    g_assert_cmpint(call(&again, NULL, "list", "--from", "again.json", "--format", "json", NULL), ==, 0);
    g_assert_cmpstr(json, ==, again);
}

static void
test_grade(void)
{
    g_autofree char *out = NULL;
    g_autofree char *typed = NULL;

    g_assert_cmpint(call(&out, NULL, "grade", "--from", "devices.json", "1-2", NULL), ==, 0);
    g_assert_true(g_str_has_prefix(out, "product (Product only)\n  no-serial: "));
    g_assert_cmpint(call(&typed, NULL, "grade", "--from", "devices.json", "USB\\VID_0951&PID_1666\\6&1a2b&0&1", NULL),
                    ==, 0);
    g_assert_nonnull(strstr(typed, "serial-generated: "));
}

static void
test_explain(void)
{
    g_autofree char *out = NULL;
    g_autofree char *later = NULL;

    g_assert_cmpint(call(&out, NULL, "explain", "--policy", "policy.json", "--from", "devices.json", "--as-of",
                         "2026-10-01", "1-1", NULL),
                    ==, 0);
    g_assert_true(g_str_has_prefix(out, "policy: allowed; This rule is the first that means the device.\n  R8-周-00001 "
                                        "stick\n  1. The rules, in their order"));
    g_assert_nonnull(strstr(out, "\nusbguard: allowed; "));
    g_assert_nonnull(strstr(out, "\ndefender: allowed; "));
    g_assert_nonnull(
        strstr(out, "\nwindows: allowed; An instance ID of this rule decides; instance IDs come before device IDs.\n"
                    "  R8-周-00001 stick\n"
                    "  1. Layer 1, instance IDs: those that are denied: nothing there means it\n"
                    "  2. Layer 1, instance IDs: those that are allowed: allowed ← USB\\VID_0951&PID_1666\\"));
    g_assert_nonnull(strstr(out, "  7. What no layer means is allowed: the deny of all the rest does not count with "
                                 "layers: no longer asked\n"));
    g_assert_cmpint(call(&later, NULL, "explain", "--policy", "policy.json", "--from", "devices.json", "--target",
                         "windows", "--as-of", "2027-04-01", "1-1", NULL),
                    ==, 0);
    g_assert_true(g_str_has_prefix(later, "windows: blocked; Storage is blocked unless a rule allows it.\n  1. "));
    g_assert_nonnull(strstr(later, "storage among them: blocked ← USB\\Class_08\n"));
}

/* A list that is enforced, instead of the policy it came from. */
static void
test_explain_list(void)
{
    g_autofree char *out = NULL, *err = NULL, *home = g_build_filename(folder, "list", NULL);
    g_autofree char *list = g_build_filename(home, "Registry.pol", NULL),
                    *other = g_build_filename(home, "no-list", NULL);

    g_assert_cmpint(call(NULL, NULL, "render", "--policy", "policy.json", "--format", "registry-pol", "--out", "list",
                         "--as-of", "2026-10-01", NULL),
                    ==, 0);
    g_assert_cmpint(call(&out, NULL, "explain", "--policy", "list/Registry.pol", "--from", "devices.json", "1-1", NULL),
                    ==, 0);
    g_assert_true(
        g_str_has_prefix(out, "windows USB\\VID_0951&PID_1666\\MADO77AB: allowed; The list decides about it.\n"));
    g_assert_nonnull(strstr(out, "  3. Layer 2, device IDs: those that are denied: no longer asked\n"));
    g_assert_cmpint(call(NULL, &err, "explain", "--policy", "list/Registry.pol", "--from", "devices.json", "--target",
                         "usbguard", "1-1", NULL),
                    ==, 2);
    g_assert_nonnull(strstr(err, "is a list of “windows”: leave out --target"));
    g_clear_pointer(&err, g_free);
    write_file("list/no-list", "hello\n");
    g_assert_cmpint(call(NULL, &err, "explain", "--policy", "list/no-list", "--from", "devices.json", "1-1", NULL), !=,
                    0);
    g_assert_nonnull(strstr(err, "list/no-list: no list of this target; it reads Registry.pol"));
    g_unlink(list);
    g_unlink(other);
    g_rmdir(home);
}

static void
test_render(void)
{
    static const char *const formats[][2] = { { "registry-pol", "out/Registry.pol" },
                                              { "reg", "out/madoguchi.reg" },
                                              { "lgpo", "out/lgpo.txt" },
                                              { "usbguard", "out/rules.conf" } };

    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *out = NULL;
        g_autofree char *err = NULL;
        g_autofree char *path = g_build_filename(folder, formats[i][1], NULL);
        g_autofree char *line = g_strdelimit(g_strconcat(formats[i][1], "\n", NULL), "/", G_DIR_SEPARATOR);

        g_assert_cmpint(call(&out, &err, "render", "--policy", "policy.json", "--format", formats[i][0], "--out", "out",
                             "--as-of", "2026-10-01", NULL),
                        ==, 0);
        g_assert_cmpstr(out, ==, line);
        g_assert_true(g_str_has_prefix(err, "left out: rule R8-周-00002, read-only: "));
        g_unlink(path);
    }
}

static void
test_watch(void)
{
    g_autofree char *path = g_build_filename(folder, "devices.json", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GSubprocess) process =
        g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "watch", "--from", path, NULL);
    g_autoptr(GDataInputStream) out = NULL;
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;

    g_assert_no_error(error);
    out = g_data_input_stream_new(g_subprocess_get_stdout_pipe(process));
    first = g_data_input_stream_read_line(out, NULL, NULL, &error);
    second = g_data_input_stream_read_line(out, NULL, NULL, &error);
    g_assert_cmpstr(first, ==, "added 1-1 0951:1666 MADO77AB ");
    g_assert_cmpstr(second, ==, "added 1-2 0951:1667  ");
    g_subprocess_force_exit(process);
    g_assert_true(g_subprocess_wait(process, NULL, &error));
}

static void
test_statuses(void)
{
    g_assert_cmpint(call(NULL, NULL, "frobnicate", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "list", "--policy", "policy.json", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "list", "--from", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "list", "--from", "devices.json", "--format", "xml", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "list", "extra", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "read", "--format", "xml", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "apply", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "apply", "a.pol", "b.pol", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "undo", "a.pol", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "grade", "--from", "devices.json", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "explain", "--from", "devices.json", "1-1", NULL), ==, 2);
    g_assert_cmpint(call(NULL, NULL, "explain", "--policy", "policy.json", "--from", "devices.json", "--as-of", "soon",
                         "1-1", NULL),
                    ==, 2);
    g_assert_cmpint(call(NULL, NULL, "render", "--policy", "policy.json", "--format", "csv", "--out", "out", NULL), ==,
                    2);
    g_assert_cmpint(call(NULL, NULL, "list", "--from", "missing.json", NULL), ==, 3);
    g_assert_cmpint(call(NULL, NULL, "grade", "--from", "devices.json", "9-9", NULL), ==, 3);
    g_assert_cmpint(call(NULL, NULL, "list", "--from", "policy.json", NULL), ==, 1);
}

/* Windows closes the files of a killed process a moment after it is gone. */
static void
remove_soon(const char *path)
{
    for (guint i = 0; g_remove(path) != 0; i++) {
        g_assert_cmpuint(i, <, 200);
        g_usleep(50000);
    }
}

static void
remove_folder(void)
{
    static const char *const names[] = { "devices.json", "policy.json", "again.json", "out", "" };

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);

        remove_soon(path);
    }
    g_free(folder);
}

int
main(int argc, char **argv)
{
    int status;

    g_test_init(&argc, &argv, NULL);
    program = argv[1];
    folder = g_dir_make_tmp("madoguchi-XXXXXX", NULL);
    write_file(
        "devices.json",
        "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":["
        "{\"path\":\"1-1\",\"vid\":\"0951\",\"pid\":\"1666\",\"serial\":\"MADO77AB\",\"interfaces\":[\"08:06:50\"]},"
        "{\"path\":\"1-2\",\"vid\":\"0951\",\"pid\":\"1667\",\"interfaces\":[\"08:06:50\"]}]}");
    write_file(
        "policy.json",
        "{\"format\":\"madoguchi-policy\",\"version\":1,\"rules\":["
        "{\"id\":\"R8-周-00001\",\"name\":\"stick\",\"verdict\":\"allow\",\"vid\":\"0951\",\"pid\":\"1666\","
        "\"serial\":\"MADO77AB\",\"until\":\"2027-03-31\"},"
        "{\"id\":\"R8-周-00002\",\"verdict\":\"allow\",\"rights\":\"read\",\"vid\":\"0951\",\"pid\":\"1668\"}]}");
    g_test_add_func("/usbctl/command/help", test_help);
    g_test_add_func("/usbctl/command/list", test_list);
    g_test_add_func("/usbctl/command/grade", test_grade);
    g_test_add_func("/usbctl/command/explain", test_explain);
    g_test_add_func("/usbctl/command/explain-list", test_explain_list);
    g_test_add_func("/usbctl/command/render", test_render);
    g_test_add_func("/usbctl/command/watch", test_watch);
    g_test_add_func("/usbctl/command/statuses", test_statuses);
    status = g_test_run();
    remove_folder();
    return status;
}
