#pragma once

#include <glib.h>

/* Milliseconds of several rounds, and a line that puts them beside their limit from the same run. */
typedef struct {
    GArray *values; /* double */
    gint64 started;
} BenchSamples;

BenchSamples *bench_samples_new(void);
void bench_samples_free(BenchSamples *samples);
void bench_start(BenchSamples *samples);
void bench_stop(BenchSamples *samples);
void bench_add(BenchSamples *samples, double milliseconds);
double bench_median(BenchSamples *samples);

/* Of two that were measured in turns: the median of the rounds' ratios, which what else the machine does troubles less
 * than a ratio of medians. */
double bench_ratio(BenchSamples *samples, BenchSamples *of_peer);

/* "name  median ms  (min–max)", and with a peer its median and the ratio against @limit. */
void bench_report(const char *name, BenchSamples *samples, const char *peer, BenchSamples *of_peer, double limit);

/* Removes a folder of files; 0. */
int bench_remove_folder(const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BenchSamples, bench_samples_free)
