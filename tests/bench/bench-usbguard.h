#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* USBGuard's own evaluation of rules (RuleSet::getFirstMatchingRule() of libusbguard), to stand beside ours. */
typedef struct BenchUsbguard BenchUsbguard;

/* @rules: a rules.conf. */
BenchUsbguard *bench_usbguard_new(const char *rules);
void bench_usbguard_free(BenchUsbguard *self);

/* Which device the next decisions are about, as a rule describes it. */
void bench_usbguard_set_device(BenchUsbguard *self, const char *device);

/* 1 allowed, 0 blocked or rejected, -1 no rule means it. */
int bench_usbguard_decide(const BenchUsbguard *self);

#ifdef __cplusplus
}
#endif
