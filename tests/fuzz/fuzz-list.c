/* Lists that something enforces, in every form that is read back. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-drift-list.h"
#include "tests/fuzz/fuzz.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-explain-list.h"

static void
check_list(UsbctlList *list, const GError *error, GQuark domain)
{
    fuzz_check_error(list == NULL, error, domain);
    for (guint i = 0; list != NULL && i < list->entries->len; i++) {
        const UsbctlListed *entry = list->entries->pdata[i];

        g_assert_true(g_utf8_validate(entry->label, -1, NULL));
        g_assert_true(!entry->blocks || *entry->rights == '\0');
        g_assert_nonnull(entry->ids);
    }
    usbctl_list_free(list);
}

typedef UsbctlRegistry *(*ParseFunc)(GBytes *bytes, GError **error);

/* What is read of a registry can be written, and means something. */
static void
check_registry(ParseFunc parse, GBytes *bytes)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlRegistry) registry = parse(bytes, &error);
    g_autoptr(GBytes) pol = NULL;

    fuzz_check_error(registry == NULL, error, USBCTL_ERROR);
    if (registry == NULL)
        return;
    pol = usbctl_registry_to_pol(registry);
    check_list(usbctl_read_registry(registry), NULL, USBCTL_ERROR);
}

/* Whoever wrote it, it can be asked about a device. */
static void
check_explain(const UsbctlFile *file)
{
    static const char *const ids[] = { "USB\\VID_0951&PID_1666\\MADO77AB",
                                       "USBSTOR\\Disk&Ven_M&Prod_S&Rev_1\\MADO77AB&0", NULL };
    static const char *const interfaces[] = { "08:06:50", NULL };
    g_autoptr(UsbctlDevice) device =
        usbctl_device_new(&(UsbctlDevice){ .instance_ids = ids, .interfaces = interfaces }, NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = usbctl_explain_file(file, device, "2026-10-01", &error);

    fuzz_check_error(text == NULL, error, USBCTL_ERROR);
    g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ParseFunc parsers[] = { usbctl_registry_parse_pol, usbctl_registry_parse_reg,
                                         usbctl_registry_parse_lgpo, usbctl_registry_parse_json };
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GPtrArray) files = g_ptr_array_new();
    UsbctlFile file = { (char *)"file", bytes };

    g_ptr_array_add(files, &file);
    for (gsize i = 0; i < G_N_ELEMENTS(parsers); i++)
        check_registry(parsers[i], bytes);
    check_explain(&file);
    for (UsbctlTarget target = USBCTL_TARGET_POLICY; target < USBCTL_N_TARGETS; target++) {
        g_autoptr(GError) error = NULL;
        UsbctlList *list = usbctl_read(files, target, &error);

        check_list(list, error, USBCTL_ERROR);
    }
    {
        g_autoptr(GError) error = NULL;
        UsbctlList *list = usbctl_read_usbguard(bytes, &error);

        check_list(list, error, USBCTL_ERROR);
    }
    {
        g_autoptr(GError) error = NULL;
        UsbctlList *list = ep_drift_list_read_columns(NULL, "file.csv", bytes, &error);

        check_list(list, error, EP_ERROR);
    }
    return 0;
}
