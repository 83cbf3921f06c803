#include "usbctl/usbctl-grade.h"

#include <string.h>

#include "tests/usbctl/usbctl-real.h"
#include "usbctl/usbctl-id.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define STORAGE .vid = "0951", .pid = "1666", .interfaces = LIST("08:06:50")

typedef struct {
    const char *what;
    UsbctlDevice parts;
    UsbctlLevel level;
    UsbctlReason reason; /* one of them; the first unless it is a remark */
} Case;

static const Case cases[] = {
    { "good", { STORAGE, .serial = "MADO0000123456AB" }, USBCTL_LEVEL_INDIVIDUAL, USBCTL_REASON_VALID_SERIAL },
    { "mixed case", { STORAGE, .serial = "49R8Ka" }, USBCTL_LEVEL_INDIVIDUAL, USBCTL_REASON_VALID_SERIAL },
    { "made from the serial", { STORAGE, .serial = "49R8Ka" }, USBCTL_LEVEL_INDIVIDUAL, USBCTL_REASON_PREDICTED },
    { "read on Windows",
      { .instance_ids = LIST("USB\\VID_0951&PID_1666\\MADO77") },
      USBCTL_LEVEL_INDIVIDUAL,
      USBCTL_REASON_VALID_SERIAL },
    { "no serial", { STORAGE }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_NO_SERIAL },
    { "generated",
      { .instance_ids = LIST("USB\\VID_0951&PID_1666\\6&1a2b&0&1") },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_SERIAL_GENERATED },
    { "generated, typed as its number",
      { STORAGE, .serial = "6&13f4c3e&0&5" },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_SERIAL_GENERATED },
    { "any, typed as its number", { STORAGE, .serial = "*" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_NO_SERIAL },
    { "wildcard", { STORAGE, .serial = "AB*CD12345" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_WILDCARD },
    { "comma", { STORAGE, .serial = "MADO,77" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_DROPPED },
    { "not ASCII", { STORAGE, .serial = "\xd0\x89" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_DROPPED },
    { "short", { STORAGE, .serial = "100" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_SHORT },
    { "zeros", { STORAGE, .serial = "0000000000000000" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_REPEATED },
    { "hex sequence", { STORAGE, .serial = "0123456789ABCDEF" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_SEQUENCE },
    { "decimal sequence", { STORAGE, .serial = "1234567890" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_SEQUENCE },
    { "erased", { STORAGE, .serial = "5ACFFFFFFFFF" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_DEFAULT },
    { "word", { STORAGE, .serial = "Default" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_DEFAULT },
    { "product ID", { STORAGE, .serial = "1666" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_MODEL },
    { "release", { STORAGE, .release = "0215", .serial = "0215" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_MODEL },
    { "version", { STORAGE, .serial = "01.00.00" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_MODEL },
    { "date", { STORAGE, .serial = "20060413000001" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_DATE },
    { "no date", { STORAGE, .serial = "20061341000001" }, USBCTL_LEVEL_INDIVIDUAL, USBCTL_REASON_VALID_SERIAL },
    { "silent",
      { .instance_ids = LIST("USB\\VID_0000&PID_0002\\5&f86e282&0&4") },
      USBCTL_LEVEL_IMPOSSIBLE,
      USBCTL_REASON_NOT_ENUMERATED },
    { "unknown", { .serial = "MADO0000123456AB" }, USBCTL_LEVEL_IMPOSSIBLE, USBCTL_REASON_NO_PRODUCT },
    { "composite storage",
      { STORAGE, .serial = "MADO77", .composite = TRUE },
      USBCTL_LEVEL_IMPOSSIBLE,
      USBCTL_REASON_COMPOSITE_STORAGE },
    { "phone in parts",
      { .vid = "0bb4",
        .pid = "0c87",
        .serial = "MADO77",
        .compatible_ids = LIST("USB\\COMPOSITE", "USB\\ms_comp_mtp"),
        .interfaces = LIST("ff:ff:00", "ff:42:01"),
        .composite = TRUE },
      USBCTL_LEVEL_IMPOSSIBLE,
      USBCTL_REASON_COMPOSITE_STORAGE },
    { "composite without storage",
      { .vid = "0951",
        .pid = "1666",
        .serial = "MADO77",
        .interfaces = LIST("03:01:01", "03:00:00"),
        .composite = TRUE },
      USBCTL_LEVEL_INDIVIDUAL,
      USBCTL_REASON_VALID_SERIAL },
    { "card reader",
      { STORAGE, .serial = "MADO77", .name = "USB3.0 Card Reader" },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_CARD_READER },
    { "card reader by its disk",
      { .instance_ids = LIST("USB\\VID_0951&PID_1666\\MADO77", "USBSTOR\\Disk&Ven_M&Prod_SD/MMC&Rev_1\\MADO77&0") },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_CARD_READER },
    { "card reader by its chip",
      { .vid = "05e3", .pid = "0749", .serial = "MADO00004711", .interfaces = LIST("08:06:50") },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_CARD_READER },
    { "another product of that maker",
      { .vid = "05e3", .pid = "070a", .serial = "MADO00004711", .interfaces = LIST("08:06:50") },
      USBCTL_LEVEL_INDIVIDUAL,
      USBCTL_REASON_VALID_SERIAL },
    { "card", { STORAGE, .serial = "MADO77AB", .card = TRUE }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_CARD_READER },
    { "bridge",
      { .vid = "152d", .pid = "0578", .serial = "MADO0077", .interfaces = LIST("08:06:62") },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_BRIDGE },
    { "hub of a bridge's maker",
      { .vid = "2109", .pid = "2813", .serial = "MADO0077", .interfaces = LIST("09:00:01") },
      USBCTL_LEVEL_INDIVIDUAL,
      USBCTL_REASON_VALID_SERIAL },
    { "release behind zeros",
      { STORAGE, .release = "1536", .serial = "000000001536" },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_SERIAL_MODEL },
    { "release with a zero of its own",
      { STORAGE, .release = "0039", .serial = "000000000039" },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_SERIAL_MODEL },
    { "product ID behind zeros",
      { .vid = "0951", .pid = "0166", .serial = "00000166", .interfaces = LIST("08:06:50") },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_SERIAL_MODEL },
    { "short behind zeros", { STORAGE, .serial = "000000000039" }, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_SHORT },
    { "long behind zeros",
      { STORAGE, .serial = "00000000000071F3" },
      USBCTL_LEVEL_INDIVIDUAL,
      USBCTL_REASON_VALID_SERIAL },
    { "sequence behind zeros",
      { STORAGE, .serial = "000012345678" },
      USBCTL_LEVEL_PRODUCT,
      USBCTL_REASON_SERIAL_SEQUENCE },
};

static void
test_table(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlDevice) device = usbctl_device_new(&cases[i].parts, &error);
        g_autoptr(UsbctlGrade) grade = NULL;

        g_assert_no_error(error);
        grade = usbctl_grade_new(device, NULL);
        g_test_message("%s", cases[i].what);
        g_assert_cmpstr(usbctl_reason_level_code(grade->level), ==, usbctl_reason_level_code(cases[i].level));
        g_assert_true(usbctl_grade_has(grade, cases[i].reason));
        g_assert_cmpint(usbctl_reason_level(((UsbctlGradeReason *)grade->reasons->pdata[0])->reason), ==, grade->level);
    }
}

static UsbctlDevice *
device_new(const char *path, const char *label, const char *pid, const char *serial)
{
    return usbctl_device_new(
        &(UsbctlDevice){ .path = path, .label = label, .vid = "0951", .pid = pid, .serial = serial }, NULL);
}

static void
check_others(GPtrArray *others, UsbctlLevel level, UsbctlReason reason, const char *where)
{
    g_autoptr(UsbctlDevice) device = device_new("1-2", NULL, "1666", "MADO77AB");
    g_autoptr(UsbctlGrade) grade = usbctl_grade_new(device, others);
    const UsbctlGradeReason *first = grade->reasons->pdata[0];

    g_assert_cmpint(grade->level, ==, level);
    g_assert_cmpstr(usbctl_reason_code(first->reason), ==, usbctl_reason_code(reason));
    g_assert_cmpstr(first->where, ==, where);
}

static void
test_others(void)
{
    g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);

    g_ptr_array_add(others, device_new("1-2", NULL, "1666", "MADO77AB"));   /* itself, listed again */
    g_ptr_array_add(others, device_new("1-3", NULL, "1666", "OTHER12345")); /* has nothing to do with it */
    check_others(others, USBCTL_LEVEL_INDIVIDUAL, USBCTL_REASON_VALID_SERIAL, NULL);

    g_ptr_array_add(others, device_new(NULL, "周-00002", "1666", "mado77ab")); /* another row of the ledger */
    check_others(others, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_SHARED, "周-00002");
    g_ptr_array_set_size(others, 2);

    g_ptr_array_add(others, device_new("1-4", NULL, "1666", "MADO77AB"));
    check_others(others, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_SHARED, "1-4");
    g_ptr_array_set_size(others, 2);

    g_ptr_array_add(others, device_new(NULL, "周-00003", "1667", "MADO77AB"));
    check_others(others, USBCTL_LEVEL_PRODUCT, USBCTL_REASON_SERIAL_OTHER_PRODUCT, "周-00003");
}

/* Two that have no serial do not share one. */
static void
test_nothing_is_not_shared(void)
{
    g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    g_autoptr(UsbctlDevice) device = device_new("1-2", NULL, "1666", "");
    g_autoptr(UsbctlGrade) grade = NULL;

    g_ptr_array_add(others, device_new("1-3", NULL, "1666", ""));
    grade = usbctl_grade_new(device, others);
    g_assert_cmpuint(grade->reasons->len, ==, 1);
    g_assert_true(usbctl_grade_has(grade, USBCTL_REASON_NO_SERIAL));
}

/* --- what real machines call their devices --- */

/* All of them as devices, which makes each the other's "others". */
static GPtrArray *
real_devices(GHashTable *ids)
{
    GPtrArray *devices = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    GHashTableIter iter;
    const char *text;

    g_hash_table_iter_init(&iter, ids);
    while (g_hash_table_iter_next(&iter, (gpointer *)&text, NULL)) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(text, NULL);
        UsbctlDevice *device;

        if (!usbctl_id_is_usb_device(id))
            continue;
        device = usbctl_device_new(&(UsbctlDevice){ .instance_ids = LIST(text) }, NULL);
        g_assert_nonnull(device);
        g_ptr_array_add(devices, device);
    }
    return devices;
}

static gboolean
real_has_twin(GPtrArray *devices, const UsbctlDevice *device)
{
    for (guint i = 0; i < devices->len; i++) {
        const UsbctlDevice *other = devices->pdata[i];

        if (g_ascii_strcasecmp(other->serial, device->serial) == 0 &&
            (strcmp(other->vid, device->vid) != 0 || strcmp(other->pid, device->pid) != 0))
            return TRUE;
    }
    return FALSE;
}

/* What each must be graded, said by another rule than the grader's: the & of a made-up ID, lengths, twins. */
static void
check_real(GPtrArray *devices, const UsbctlDevice *device, guint *counts)
{
    g_autoptr(UsbctlGrade) grade = usbctl_grade_new(device, devices);
    const char *instance = strrchr(device->instance_ids[0], '\\') + 1;
    gboolean made_up = strchr(instance, '&') != NULL;

    for (UsbctlReason reason = USBCTL_REASON_VALID_SERIAL; reason < USBCTL_N_REASONS; reason++)
        counts[reason] += usbctl_grade_has(grade, reason);
    g_assert_cmpint(usbctl_grade_has(grade, USBCTL_REASON_SERIAL_GENERATED), ==, made_up);
    g_assert_cmpint(usbctl_grade_has(grade, USBCTL_REASON_NOT_ENUMERATED), ==, strcmp(device->vid, "0000") == 0);
    if (made_up || strlen(instance + strspn(instance, "0")) < 4)
        g_assert_cmpint(grade->level, !=, USBCTL_LEVEL_INDIVIDUAL);
    if (!made_up)
        g_assert_cmpint(usbctl_grade_has(grade, USBCTL_REASON_SERIAL_OTHER_PRODUCT), ==,
                        real_has_twin(devices, device));
    if (grade->level == USBCTL_LEVEL_INDIVIDUAL)
        g_assert_true(usbctl_grade_has(grade, USBCTL_REASON_VALID_SERIAL));
}

static void
test_real(void)
{
    static const UsbctlReason met[] = { USBCTL_REASON_VALID_SERIAL, USBCTL_REASON_SERIAL_GENERATED,
                                        USBCTL_REASON_NOT_ENUMERATED, USBCTL_REASON_SERIAL_SHORT,
                                        USBCTL_REASON_SERIAL_OTHER_PRODUCT };
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) devices = NULL;
    guint counts[USBCTL_N_REASONS] = { 0 };

    usbctl_real_collect(ids);
    if (g_hash_table_size(ids) == 0) {
        g_test_message("no registry exports beside the project: only the invented devices were graded");
        return;
    }
    devices = real_devices(ids);
    for (guint i = 0; i < devices->len; i++)
        check_real(devices, devices->pdata[i], counts);
    for (UsbctlReason reason = USBCTL_REASON_VALID_SERIAL; reason < USBCTL_N_REASONS; reason++) {
        if (counts[reason] > 0)
            g_test_message("%u of %u: %s", counts[reason], devices->len, usbctl_reason_code(reason));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(met); i++)
        g_assert_cmpuint(counts[met[i]], >, 0);
}

static void
test_texts(void)
{
    for (UsbctlReason reason = USBCTL_REASON_VALID_SERIAL; reason < USBCTL_N_REASONS; reason++) {
        g_assert_true(g_str_has_suffix(usbctl_reason_text(reason), "."));
        g_assert_cmpstr(usbctl_reason_code(reason), !=, "");
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/grade/table", test_table);
    g_test_add_func("/usbctl/grade/others", test_others);
    g_test_add_func("/usbctl/grade/nothing-is-not-shared", test_nothing_is_not_shared);
    g_test_add_func("/usbctl/grade/real", test_real);
    g_test_add_func("/usbctl/grade/texts", test_texts);
    return g_test_run();
}
