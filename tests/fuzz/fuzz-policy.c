/* Policies as JSON, and every file made of one. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-policy-file.h"
#include "usbctl/usbctl-render.h"

#define DATE "2026-10-01"

static void
check_written(const UsbctlPolicy *policy)
{
    g_autofree char *written = usbctl_policy_file_format(policy), *twice = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlPolicy) again = usbctl_policy_file_parse(written, strlen(written), &error);

    g_assert_no_error(error);
    twice = usbctl_policy_file_format(again);
    g_assert_cmpstr(written, ==, twice);
}

/* A rule means at least what it means itself. */
static void
check_rules(const UsbctlPolicy *policy)
{
    GPtrArray *rules = usbctl_policy_get_rules(policy);

    for (guint i = 0; i < rules->len; i++) {
        const UsbctlRule *rule = g_ptr_array_index(rules, i);
        const UsbctlRule *first = usbctl_policy_find_first(policy, rule, DATE);

        g_assert_true(!usbctl_rule_is_in_force(rule, DATE) || first != NULL);
        g_assert_true(first == NULL || usbctl_rule_is_in_force(first, DATE));
    }
}

/* Every rule in force is in the file or among those left out, and the .pol is read back. */
static void
check_format(const UsbctlFormat *format, const UsbctlPolicy *policy)
{
    g_autoptr(GPtrArray) left_out = usbctl_target_unexpressed_new();
    g_autoptr(GPtrArray) selected = usbctl_target_select(format->target, policy, DATE, left_out);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) files = usbctl_render(format, policy, DATE, &(UsbctlTitle){ "LAN", "LAN" }, NULL, &error);
    GPtrArray *rules = usbctl_policy_get_rules(policy);
    guint in_force = 0;

    g_assert_no_error(error);
    for (guint i = 0; i < rules->len; i++)
        in_force += usbctl_rule_is_in_force(rules->pdata[i], DATE) ? 1 : 0;
    g_assert_cmpuint(selected->len + left_out->len, ==, in_force);
    for (guint i = 0; i < files->len; i++) {
        const UsbctlFile *file = g_ptr_array_index(files, i);
        g_autoptr(UsbctlRegistry) registry = NULL;

        if (!g_str_has_suffix(file->name, ".pol"))
            continue;
        registry = usbctl_registry_parse_pol(file->bytes, &error);
        g_assert_no_error(error);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_file_parse((const char *)data, size, &error);

    fuzz_check_error(policy == NULL, error, USBCTL_ERROR);
    if (policy == NULL)
        return 0;
    check_written(policy);
    check_rules(policy);
    for (const UsbctlFormat *format = usbctl_render_formats; format->name != NULL; format++)
        check_format(format, policy);
    return 0;
}
