#include "tests/bench/bench.h"

#include <glib/gstdio.h>

BenchSamples *
bench_samples_new(void)
{
    BenchSamples *self = g_new0(BenchSamples, 1);

    self->values = g_array_new(FALSE, FALSE, sizeof(double));
    return self;
}

void
bench_samples_free(BenchSamples *self)
{
    g_array_unref(self->values);
    g_free(self);
}

void
bench_start(BenchSamples *self)
{
    self->started = g_get_monotonic_time();
}

void
bench_stop(BenchSamples *self)
{
    bench_add(self, (double)(g_get_monotonic_time() - self->started) / 1000.0);
}

void
bench_add(BenchSamples *self, double milliseconds)
{
    g_array_append_val(self->values, milliseconds);
}

static int
bench_compare(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static GArray *
bench_dup_sorted(BenchSamples *self)
{
    GArray *sorted = g_array_copy(self->values);

    g_array_sort(sorted, bench_compare);
    return sorted;
}

double
bench_median(BenchSamples *self)
{
    g_autoptr(GArray) sorted = bench_dup_sorted(self);

    return sorted->len > 0 ? g_array_index(sorted, double, sorted->len / 2) : 0.0;
}

double
bench_ratio(BenchSamples *self, BenchSamples *peer)
{
    g_autoptr(BenchSamples) ratios = bench_samples_new();

    if (self->values->len != peer->values->len)
        return bench_median(self) / bench_median(peer);
    for (guint i = 0; i < self->values->len; i++)
        bench_add(ratios, g_array_index(self->values, double, i) / g_array_index(peer->values, double, i));
    return bench_median(ratios);
}

void
bench_report(const char *name, BenchSamples *self, const char *peer, BenchSamples *of_peer, double limit)
{
    g_autoptr(GArray) sorted = bench_dup_sorted(self);

    g_print("%-40s %9.2f ms  (%.2f to %.2f)", name, bench_median(self), g_array_index(sorted, double, 0),
            g_array_index(sorted, double, sorted->len - 1));
    if (of_peer != NULL)
        g_print("  %s %.2f ms, ratio %.2f, aim <= %.1f%s", peer, bench_median(of_peer), bench_ratio(self, of_peer),
                limit, bench_ratio(self, of_peer) <= limit ? "" : "  MISSED");
    g_print("\n");
}

int
bench_remove_folder(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        g_unlink(path);
    }
    return g_rmdir(folder);
}
