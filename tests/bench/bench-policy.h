#pragma once

#include "usbctl/usbctl-policy.h"

/* @n rules that allow one invented stick each, in force on BENCH_POLICY_DATE. */
#define BENCH_POLICY_DATE "2026-10-01"
UsbctlPolicy *bench_policy_new(guint n);

/* The stick that rule @i means; beyond the last one it is nobody's. */
UsbctlDevice *bench_policy_device(guint i);
