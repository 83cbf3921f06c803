#include <string.h>

#include "usbctl/usbctl-descriptor.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-grade.h"
#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-policy-file.h"
#include "usbctl/usbctl-recording.h"
#include "usbctl/usbctl-render.h"

#define SEED 20260401
#define ROUNDS 4000

typedef void (*EatFunc)(const char *text, gsize length);

static void
check_error(gconstpointer result, const GError *error)
{
    g_assert_true((result == NULL) == (error != NULL));
    g_assert_true(error == NULL || error->domain == USBCTL_ERROR);
}

static void
eat_id(const char *text, gsize length)
{
    g_autofree char *terminated = g_strndup(text, length);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlId) id = usbctl_id_parse(terminated, &error);

    check_error(id, error);
    if (id != NULL)
        g_assert_cmpstr(id->raw, ==, terminated);
}

static void
eat_recording(const char *text, gsize length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) devices = usbctl_recording_parse(text, length, &error);

    check_error(devices, error);
    for (guint i = 0; devices != NULL && i < devices->len; i++) {
        g_autoptr(UsbctlGrade) grade = usbctl_grade_new(devices->pdata[i], devices);
        g_autofree char *hash = usbctl_device_hash(devices->pdata[i]);

        g_assert_cmpuint(grade->reasons->len, >, 0);
        g_assert_true(hash == NULL || strlen(hash) == 44);
    }
}

static void
eat_policy(const char *text, gsize length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_file_parse(text, length, &error);

    check_error(policy, error);
    for (const UsbctlFormat *format = usbctl_render_formats; policy != NULL && format->name != NULL; format++) {
        g_autoptr(GPtrArray) files = usbctl_render(format, policy, "2026-10-01", "LAN", NULL, &error);

        g_assert_no_error(error);
        g_assert_nonnull(files);
    }
}

/* What is read is written and read again as the same. */
static void
eat_pol(const char *text, gsize length)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, length), again = NULL, json = NULL, reg = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlRegistry) registry = usbctl_registry_parse_pol(bytes, &error), same = NULL;

    check_error(registry, error);
    if (registry == NULL)
        return;
    again = usbctl_registry_to_pol(registry);
    json = usbctl_registry_to_json(registry);
    reg = usbctl_registry_to_reg(registry);
    same = usbctl_registry_parse_pol(again, &error);
    g_assert_no_error(error);
    g_assert_true(usbctl_registry_equal(registry, same));
}

static void
eat_descriptors(const char *text, gsize length)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, length);
    g_autoptr(UsbctlDescriptor) descriptor = usbctl_descriptor_parse(bytes);

    if (descriptor != NULL)
        g_assert_nonnull(descriptor->interfaces);
}

static void
mutate(GRand *random, GString *text)
{
    gsize at = g_rand_int_range(random, 0, MAX(1, text->len));

    if (text->len == 0)
        return;
    switch (g_rand_int_range(random, 0, 4)) {
    case 0:
        text->str[at] = (char)g_rand_int_range(random, 0, 256);
        break;
    case 1:
        g_string_truncate(text, at);
        break;
    case 2:
        g_string_erase(text, at, 1);
        break;
    default:
        g_string_insert_len(text, at, text->str, MIN(text->len, (gsize)g_rand_int_range(random, 1, 9)));
        break;
    }
}

static void
feed(EatFunc eat, const char *seed, gsize length)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);

    for (gsize i = 0; i <= length; i++) {
        g_autofree char *exact = g_memdup2(seed, i); /* no byte behind the end, for the sanitizers */

        eat(i > 0 ? exact : "", i);
    }
    for (int i = 0; i < ROUNDS; i++) {
        g_autoptr(GString) text = g_string_new_len(seed, length);
        int changes = g_rand_int_range(random, 1, 5);
        g_autofree char *exact = NULL;

        for (int j = 0; j < changes; j++)
            mutate(random, text);
        exact = g_memdup2(text->str, text->len);
        eat(text->len > 0 ? exact : "", text->len);
    }
}

static void
test_ids(void)
{
    const char *const seeds[] = { "USB\\VID_0951&PID_1666&MI_01\\7&38bade0a&0&0001",
                                  "USB\\VID_0951&PID_1666\\MSFT30MADO77",
                                  "USBSTOR\\Disk&Ven_MADO&Prod_Stick&Rev_1.20\\7&2a1b3c&0&MADO&0" };

    for (gsize i = 0; i < G_N_ELEMENTS(seeds); i++)
        feed(eat_id, seeds[i], strlen(seeds[i]));
}

static void
test_recordings(void)
{
    const char *seed = "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":[{\"path\":\"1-2\",\"vid\":"
                       "\"0951\",\"pid\":\"1666\","
                       "\"serial\":\"MADO77\",\"name\":\"窓口\",\"instance_ids\":[\"USB\\\\VID_0951&PID_"
                       "1666\\\\MADO77\"],\"interfaces\":"
                       "[\"08:06:50\"],\"descriptors\":\"EgEQAgkAAUDvF1owEFABAgABCQIZAAEBAOAACQQAAAEJAAAABwWBAwEADA=="
                       "\",\"composite\":true}]}";

    feed(eat_recording, seed, strlen(seed));
}

static void
test_policies(void)
{
    const char *seed = "{\"format\":\"madoguchi-policy\",\"version\":1,\"notice\":{\"title\":\"窓口\",\"text\":"
                       "\"0000\"},\"rules\":[{\"id\":"
                       "\"R8-1\",\"verdict\":\"allow\",\"instance_ids\":[\"USB\\\\VID_0951&PID_1666\\\\MADO77\"],"
                       "\"from\":\"2026-04-01\","
                       "\"until\":\"2027-03-31\"},{\"id\":\"R8-2\",\"verdict\":\"block\",\"vid\":\"0951\",\"pid\":\"*"
                       "\",\"serial\":\"*\"}]}";

    feed(eat_policy, seed, strlen(seed));
}

static void
test_pols(void)
{
    g_autoptr(UsbctlRegistry) registry = usbctl_registry_new();
    g_autoptr(GBytes) bytes = NULL;

    usbctl_registry_delete(registry, "Key\\Gone");
    usbctl_registry_clear(registry, "Key\\List");
    usbctl_registry_set_text(registry, "Key\\List", "1", "周");
    usbctl_registry_set_dword(registry, "Key", "n", 1);
    bytes = usbctl_registry_to_pol(registry);
    feed(eat_pol, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void
test_descriptors(void)
{
    static const char seed[] = "\x12\x01\x10\x02\x00\x00\x00\x40\x51\x09\x66\x16\x00\x01\x01\x02\x03\x01"
                               "\x09\x02\x20\x00\x01\x01\x00\xc0\xfa\x09\x04\x00\x00\x02\x08\x06\x50\x00"
                               "\x07\x05\x81\x02\x00\x02\x00\x07\x05\x02\x02\x00\x02\x00";

    feed(eat_descriptors, seed, sizeof seed - 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/fuzz/ids", test_ids);
    g_test_add_func("/usbctl/fuzz/recordings", test_recordings);
    g_test_add_func("/usbctl/fuzz/policies", test_policies);
    g_test_add_func("/usbctl/fuzz/pols", test_pols);
    g_test_add_func("/usbctl/fuzz/descriptors", test_descriptors);
    return g_test_run();
}
