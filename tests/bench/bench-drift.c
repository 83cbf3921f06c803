/* A list of 100,000 devices beside 100,000 permits, compared in the time of reading the list; and twice as many in
 * twice the time. */
#include <string.h>

#include "endpoint/ledger/ep-drift-compare.h"
#include "tests/bench/bench.h"
#include "usbctl/usbctl-read.h"

#define ROUNDS 7
#define DEVICES 100000u

/* Every tenth permit is not on the list, every tenth entry is of nobody. */
static GBytes *
bench_make_list(guint devices)
{
    GString *text = g_string_new(NULL);

    for (guint i = devices / 10; i < devices + devices / 10; i++)
        g_string_append_printf(text, "allow id 0951:%04x serial \"MADO%07u\" label \"R8-周-%06u-1\"\n",
                               0x1600 + i % 200, i, i);
    return g_string_free_to_bytes(text);
}

static GPtrArray *
bench_make_permits(guint devices, UsbctlPolicy *policy)
{
    GPtrArray *permits = g_ptr_array_new_with_free_func(g_free);
    static char *none[] = { NULL };

    for (guint i = 0; i < devices; i++) {
        g_autofree char *number = g_strdup_printf("R8-周-%06u-1", i), *serial = g_strdup_printf("MADO%07u", i);
        g_autofree char *pid = g_strdup_printf("%04x", 0x1600 + i % 200);
        g_autoptr(UsbctlRule) rule = usbctl_rule_new(
            &(UsbctlRule){ .id = number, .verdict = "allow", .vid = "0951", .pid = pid, .serial = serial }, NULL);
        EpDriftPermit *permit = g_new0(EpDriftPermit, 1);

        usbctl_policy_add(policy, rule, NULL);
        *permit = (EpDriftPermit){ .medium = i + 1,
                                   .permit = i + 1,
                                   .medium_number = rule->id,
                                   .vid = rule->vid,
                                   .pid = rule->pid,
                                   .serial = rule->serial,
                                   .hash = "",
                                   .model = "",
                                   .ids = none,
                                   .number = rule->id,
                                   .state = "used",
                                   .kind = "normal",
                                   .from = "2026-04-01",
                                   .until = "2027-03-31",
                                   .ended = "",
                                   .fallback = "",
                                   .pcs = "",
                                   .rights = "read-write",
                                   .registered = "confirmed",
                                   .key = "",
                                   .rule = rule };
        g_ptr_array_add(permits, permit);
    }
    return permits;
}

static void
bench_compare(guint devices, BenchSamples *reading, BenchSamples *comparing)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(GPtrArray) permits = bench_make_permits(devices, policy);
    g_autoptr(GBytes) bytes = bench_make_list(devices);
    EpDriftHow how = { "2026-11-20", USBCTL_TARGET_USBGUARD };

    for (guint i = 0; i < ROUNDS; i++) {
        g_autoptr(UsbctlList) list = NULL;
        g_autoptr(EpDriftResult) result = NULL;

        bench_start(reading);
        list = usbctl_read_usbguard(bytes, NULL);
        bench_stop(reading);
        bench_start(comparing);
        result = ep_drift_compare(permits, list, &how);
        bench_stop(comparing);
        g_assert_cmpuint(result->counts[EP_DRIFT_MISSING], ==, devices / 10);
        g_assert_cmpuint(result->counts[EP_DRIFT_UNKNOWN], ==, devices / 10);
    }
}

int
main(int argc, char *argv[])
{
    g_autoptr(BenchSamples) reading = bench_samples_new(), comparing = bench_samples_new();
    g_autoptr(BenchSamples) reading_twice = bench_samples_new(), twice = bench_samples_new();

    bench_compare(DEVICES, reading, comparing);
    bench_compare(DEVICES * 2, reading_twice, twice);
    bench_report("compare 100,000 lines", comparing, "reading them", reading, 1.0);
    bench_report("compare 200,000 lines", twice, "100,000", comparing, 2.6);
    return 0;
}
