/* What may this stick do? Asked of a policy of ten rules and of one of 100,000, by us and by USBGuard, of the same
 * sticks in turns: the first rule's, the last rule's, and one that no rule means. A sample is 1,000 decisions. */
#include "tests/bench/bench-policy.h"
#include "tests/bench/bench-usbguard.h"
#include "tests/bench/bench.h"
#include "usbctl/usbctl-explain.h"
#include "usbctl/usbctl-render.h"

#define ROUNDS 9
#define DECISIONS 1000
#define N_DEVICES 3

static const guint sizes[] = { 10, 100000 };

typedef struct {
    UsbctlPolicy *policy;
    BenchUsbguard *usbguard;
    UsbctlDevice *devices[N_DEVICES];
    BenchSamples *policy_samples, *windows_samples, *usbguard_samples;
    guint usbguard_decisions; /* of a sample; what is left to DECISIONS is reckoned */
} BenchDecision;

static void
bench_decision_open(BenchDecision *self, guint n)
{
    const UsbctlFormat *format = usbctl_render_find("usbguard");
    g_autoptr(GPtrArray) files = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *rules = NULL;
    GBytes *bytes;

    self->policy = bench_policy_new(n);
    files = usbctl_render(format, self->policy, BENCH_POLICY_DATE, &(UsbctlTitle){ "LAN", "LAN" }, NULL, &error);
    g_assert_no_error(error);
    bytes = ((UsbctlFile *)g_ptr_array_index(files, 0))->bytes;
    rules = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    self->usbguard = bench_usbguard_new(rules);
    self->usbguard_decisions = n > 1000 ? 1 : DECISIONS;
    self->policy_samples = bench_samples_new();
    self->windows_samples = bench_samples_new();
    self->usbguard_samples = bench_samples_new();
    self->devices[0] = bench_policy_device(0);
    self->devices[1] = bench_policy_device(n - 1);
    self->devices[2] = bench_policy_device(n);
}

static void
bench_decision_ours(BenchDecision *self, UsbctlTarget target, BenchSamples *samples)
{
    bench_start(samples);
    for (guint i = 0; i < DECISIONS; i++) {
        UsbctlDecision decision = usbctl_explain(self->policy, self->devices[i % N_DEVICES], target, BENCH_POLICY_DATE);

        g_assert_cmpint(decision.allowed, ==, i % N_DEVICES < 2);
    }
    bench_stop(samples);
}

static char *
bench_decision_describe(const UsbctlDevice *device)
{
    return g_strdup_printf("allow id %s:%s serial \"%s\" name \"%s\" with-interface %s", device->vid, device->pid,
                           device->serial, device->name, device->interfaces[0]);
}

static void
bench_decision_usbguard(BenchDecision *self)
{
    guint rounds = MAX(1, self->usbguard_decisions / N_DEVICES);
    gint64 spent = 0;

    for (guint k = 0; k < N_DEVICES; k++) {
        g_autofree char *device = bench_decision_describe(self->devices[k]);
        gint64 before;

        bench_usbguard_set_device(self->usbguard, device);
        before = g_get_monotonic_time();
        for (guint i = 0; i < rounds; i++)
            g_assert_cmpint(bench_usbguard_decide(self->usbguard) == 1, ==, k < 2);
        spent += g_get_monotonic_time() - before;
    }
    bench_add(self->usbguard_samples, (double)spent / 1000.0 * DECISIONS / (rounds * N_DEVICES));
}

static void
bench_decision_close(BenchDecision *self)
{
    for (guint i = 0; i < N_DEVICES; i++)
        usbctl_device_unref(self->devices[i]);
    bench_usbguard_free(self->usbguard);
    usbctl_policy_free(self->policy);
    bench_samples_free(self->policy_samples);
    bench_samples_free(self->windows_samples);
    bench_samples_free(self->usbguard_samples);
}

int
main(void)
{
    BenchDecision few = { 0 }, many = { 0 };
    BenchDecision *both[] = { &few, &many };

    for (guint i = 0; i < G_N_ELEMENTS(both); i++)
        bench_decision_open(both[i], sizes[i]);
    for (guint round = 0; round < ROUNDS; round++) {
        for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
            bench_decision_ours(both[i], USBCTL_TARGET_POLICY, both[i]->policy_samples);
            bench_decision_ours(both[i], USBCTL_TARGET_WINDOWS, both[i]->windows_samples);
            bench_decision_usbguard(both[i]);
        }
    }
    g_print("1,000 decisions\n");
    bench_report("10 rules", few.policy_samples, "USBGuard", few.usbguard_samples, 1.0);
    bench_report("100,000 rules", many.policy_samples, "10 rules", few.policy_samples, 1.5);
    bench_report("100,000 rules", many.policy_samples, "USBGuard", many.usbguard_samples, 1.0);
    bench_report("as Windows decides, 100,000 rules", many.windows_samples, "10 rules", few.windows_samples, 1.5);
    bench_decision_close(&few);
    bench_decision_close(&many);
    return 0;
}
