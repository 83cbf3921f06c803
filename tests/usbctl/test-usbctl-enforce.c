/* A policy is enforced whole or not at all, and put back as it was; on a registry in memory that can be made to fail.
 */
#include <string.h>
#include <glib.h>
#include <glib/gstdio.h>

#include "tests/support/ep-test-folder.h"
#include "usbctl/usbctl-enforce.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-render.h"

#define ROOT USBCTL_RENDER_RESTRICTIONS
#define DATE "2026-10-01"

typedef struct {
    UsbctlRegistry *state;
    char *folder;
    gboolean cut;  /* the next write stops half-way */
    gboolean lies; /* the next write is forgotten without a word */
    gboolean lost; /* nothing can be written any more */
    UsbctlEnforcer enforcer;
} Memory;

static UsbctlRegistry *
memory_read(gpointer data, GError **error)
{
    Memory *self = data;
    g_autoptr(UsbctlRegistry) nothing = usbctl_registry_new();

    return usbctl_registry_after(self->state, nothing, ROOT);
}

static gboolean
memory_write(gpointer data, const UsbctlRegistry *change, GError **error)
{
    Memory *self = data;
    g_autoptr(UsbctlRegistry) part = usbctl_registry_new();
    UsbctlRegistry *after;

    if (self->lies) {
        self->lies = FALSE;
        return TRUE;
    }
    usbctl_registry_set_dword(part, ROOT, "AllowDenyLayered", 1);
    after = usbctl_registry_after(self->state, self->cut ? part : change, ROOT);
    if (self->lost) {
        usbctl_registry_free(after);
    } else {
        usbctl_registry_free(self->state);
        self->state = after;
    }
    if (!self->cut && !self->lost)
        return TRUE;
    self->cut = FALSE;
    g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, "the disk is full");
    return FALSE;
}

static Memory *
memory_new(void)
{
    Memory *self = g_new0(Memory, 1);

    self->state = usbctl_registry_new();
    self->folder = g_dir_make_tmp("madoguchi-enforce-XXXXXX", NULL);
    self->enforcer = (UsbctlEnforcer){ memory_read, memory_write, self, self->folder };
    usbctl_registry_set_dword(self->state, ROOT, "AllowAdminInstall", 1);
    usbctl_registry_clear(self->state, ROOT "\\AllowInstanceIDs");
    usbctl_registry_set_text(self->state, ROOT "\\AllowInstanceIDs", "7", "USB\\VID_0951&PID_1666\\OLD00007");
    return self;
}

static void
memory_free(Memory *self)
{
    ep_test_folder_remove(self->folder);
    usbctl_registry_free(self->state);
    g_free(self->folder);
    g_free(self);
}

static UsbctlRegistry *
rendered(const char *serial)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(UsbctlRule) rule = usbctl_rule_new(
        &(UsbctlRule){ .id = "1", .verdict = "allow", .vid = "0951", .pid = "1666", .serial = serial }, NULL);

    g_assert_true(usbctl_policy_add(policy, rule, NULL));
    return usbctl_render_registry(policy, DATE, NULL, NULL);
}

static void
check_state(Memory *memory, GBytes *expected)
{
    g_autoptr(GBytes) bytes = usbctl_registry_to_pol(memory->state);

    g_assert_true(g_bytes_equal(bytes, expected));
}

static void
test_apply_and_undo(void)
{
    Memory *memory = memory_new();
    g_autoptr(UsbctlRegistry) first = rendered("MADO77AB"), second = rendered("MADO88CD");
    g_autoptr(GBytes) before = usbctl_registry_to_pol(memory->state);
    g_autoptr(GBytes) between = NULL;
    g_autofree char *kept = NULL, *later = NULL, *none = NULL;
    g_autoptr(GError) error = NULL;
    gboolean done;

    g_assert_true(usbctl_enforce_is_done(&memory->enforcer, first, &done, &error) && !done);
    g_assert_true(usbctl_enforce_apply(&memory->enforcer, first, &kept, &error));
    g_assert_true(g_file_test(kept, G_FILE_TEST_EXISTS));
    g_assert_true(usbctl_enforce_is_done(&memory->enforcer, first, &done, &error) && done);
    g_assert_true(usbctl_enforce_apply(&memory->enforcer, first, &none, &error));
    g_assert_null(none);
    between = usbctl_registry_to_pol(memory->state);
    g_assert_true(usbctl_enforce_apply(&memory->enforcer, second, &later, &error));
    g_assert_true(usbctl_enforce_undo(&memory->enforcer, &error));
    check_state(memory, between);
    g_assert_true(usbctl_enforce_undo(&memory->enforcer, &error));
    check_state(memory, before);
    g_assert_false(usbctl_enforce_undo(&memory->enforcer, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_NOT_FOUND);
    memory_free(memory);
}

static void
test_half(void)
{
    Memory *memory = memory_new();
    g_autoptr(UsbctlRegistry) change = rendered("MADO77AB");
    g_autoptr(GBytes) before = usbctl_registry_to_pol(memory->state);
    g_autofree char *kept = NULL;
    g_autoptr(GError) error = NULL;

    memory->cut = TRUE;
    g_assert_false(usbctl_enforce_apply(&memory->enforcer, change, &kept, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, "as it was before"));
    check_state(memory, before);
    g_clear_error(&error);
    memory->lies = TRUE;
    g_assert_false(usbctl_enforce_apply(&memory->enforcer, change, &kept, &error));
    g_assert_nonnull(strstr(error->message, "as it was before"));
    check_state(memory, before);
    g_clear_error(&error);
    memory->lost = TRUE;
    g_assert_false(usbctl_enforce_apply(&memory->enforcer, change, &kept, &error));
    g_assert_nonnull(strstr(error->message, "could not be put back"));
    memory_free(memory);
}

/* Where nothing can be kept, nothing is changed. */
static void
test_nothing_kept(void)
{
    Memory *memory = memory_new();
    g_autoptr(UsbctlRegistry) change = rendered("MADO77AB");
    g_autoptr(GBytes) before = usbctl_registry_to_pol(memory->state);
    g_autofree char *file = g_build_filename(memory->folder, "a file", NULL), *kept = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(file, "x", 1, NULL));
    memory->enforcer.folder = file;
    g_assert_false(usbctl_enforce_apply(&memory->enforcer, change, &kept, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED);
    check_state(memory, before);
    memory_free(memory);
}

static void
test_load(void)
{
    Memory *memory = memory_new();
    g_autofree char *path = g_build_filename(memory->folder, "file", NULL);
    g_autoptr(UsbctlRegistry) foreign = usbctl_registry_new(), change = rendered("MADO77AB"), loaded = NULL;
    g_autoptr(GBytes) bytes = usbctl_registry_to_pol(change), bad = NULL;
    g_autoptr(GError) error = NULL;

    g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), NULL);
    loaded = usbctl_enforce_load(path, DATE, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(usbctl_registry_equal(loaded, change));
    g_clear_pointer(&loaded, usbctl_registry_free);
    g_file_set_contents(path,
                        "{\"format\":\"madoguchi-policy\",\"version\":1,\"rules\":[{\"id\":\"1\",\"verdict\":\"allow\","
                        "\"vid\":\"0951\",\"pid\":\"1666\",\"serial\":\"MADO77AB\"}]}",
                        -1, NULL);
    loaded = usbctl_enforce_load(path, DATE, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(usbctl_registry_equal(loaded, change));
    usbctl_registry_set_dword(foreign, "Software\\Policies\\Microsoft\\Windows Defender", "DisableAntiSpyware", 1);
    bad = usbctl_registry_to_pol(foreign);
    g_file_set_contents(path, g_bytes_get_data(bad, NULL), (gssize)g_bytes_get_size(bad), NULL);
    g_assert_null(usbctl_enforce_load(path, DATE, NULL, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "Windows Defender"));
    memory_free(memory);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/enforce/apply-and-undo", test_apply_and_undo);
    g_test_add_func("/usbctl/enforce/half", test_half);
    g_test_add_func("/usbctl/enforce/nothing-kept", test_nothing_kept);
    g_test_add_func("/usbctl/enforce/load", test_load);
    return g_test_run();
}
