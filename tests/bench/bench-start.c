/* bench-start - how long the window takes from the start of its process to the first painted list: the page of PCs in a
 * ledger without any, beside the same page of larger ones, and beside a window of GTK's that holds nothing. Every start
 * is a process of its own, all cases in turns. bench-start PROGRAM is the table */
#include <gtk/gtk.h>
#include <string.h>

#include "endpoint/sample/ep-sample.h"
#include "tests/bench/bench.h"

#define ROUNDS 15

static const guint counts[] = { 0, 8100, 100000 };

static void
bare_painted(GdkFrameClock *clock, gpointer window)
{
    g_print("%" G_GINT64_FORMAT "\n", g_get_monotonic_time());
    gtk_window_destroy(window);
}

static void
bare_mapped(GtkWidget *window)
{
    g_signal_connect(gtk_widget_get_frame_clock(window), "after-paint", G_CALLBACK(bare_painted), window);
}

static void
bare_activate(GtkApplication *application)
{
    GtkWidget *window = gtk_application_window_new(application);

    gtk_window_set_default_size(GTK_WINDOW(window), 1366, 768);
    g_signal_connect(window, "map", G_CALLBACK(bare_mapped), NULL);
    gtk_window_present(GTK_WINDOW(window));
}

static int
run_bare(void)
{
    g_autoptr(GtkApplication) application = gtk_application_new(NULL, G_APPLICATION_NON_UNIQUE);

    g_signal_connect(application, "activate", G_CALLBACK(bare_activate), NULL);
    return g_application_run(G_APPLICATION(application), 0, NULL);
}

/* What is started says when it had painted; the clock is the machine's, the same for every process. */
static void
start_and_wait(const char *const *argv, BenchSamples *samples)
{
    g_autofree char *out = NULL;
    g_autoptr(GError) error = NULL;
    gint64 started = g_get_monotonic_time(), painted;

    if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, &error))
        g_error("%s", error->message);
    painted = g_ascii_strtoll(out, NULL, 10);
    if (painted < started)
        g_error("%s painted nothing: is there a screen?", argv[0]);
    bench_add(samples, (double)(painted - started) / 1000.0);
}

static char *
make_ledger(const char *folder, guint n)
{
    g_autofree char *name = g_strdup_printf("%u.db", n);
    char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(path, TRUE, NULL, &error);

    g_assert_no_error(error);
    g_assert_true(ep_sample_fill(ledger, n, 0, 0, 1, NULL, &error));
    return path;
}

static void
run_table(const char *program, const char *self)
{
    g_autofree char *folder = g_dir_make_tmp("madoguchi-bench-XXXXXX", NULL);
    g_autoptr(BenchSamples) bare = bench_samples_new(), empty = bench_samples_new(), some = bench_samples_new(),
                            many = bench_samples_new();
    BenchSamples *samples[] = { empty, some, many };
    char *paths[G_N_ELEMENTS(counts)];

    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        paths[i] = make_ledger(folder, counts[i]);
    for (guint round = 0; round < ROUNDS; round++) {
        start_and_wait((const char *const[]){ self, "--bare", NULL }, bare);
        for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
            start_and_wait((const char *const[]){ program, "--store", paths[i], "--as", "tanaka", "--page", "pc",
                                                  "--exit-after-first-paint", NULL },
                           samples[i]);
    }
    bench_report("the program's window, an empty list", empty, "a bare window", bare, 3.0);
    bench_report("first painted list of 8,100 PCs", some, "an empty list", empty, 1.3);
    bench_report("first painted list of 100,000 PCs", many, "an empty list", empty, 3.0);
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        g_free(paths[i]);
    bench_remove_folder(folder);
}

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--bare") == 0)
        return run_bare();
    g_return_val_if_fail(argc == 2, 2);
    run_table(argv[1], argv[0]);
    return 0;
}
