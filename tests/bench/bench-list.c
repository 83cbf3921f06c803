/* bench-list - how long a list of PCs, media or permits takes from a keystroke to the painted frame, to its first
 * frame, and what it holds. Every case is a process of its own, empty and full ones in turns; the software renderer, a
 * window of 1280 x 800. "Busy" is this process's own processor time in it: the rest is the screen's, or other
 * programs'. "Empty" is the same frame of the same window, painted anew with an empty list. bench-list the table
 *   bench-list --case KIND N  one case: a list of N records */
#include <gtk/gtk.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/ui/desk-list.h"
#include "tests/bench/bench-media.h"
#include "tests/bench/bench.h"
#include "tests/ui/desk-list-fixture.h"

static const struct {
    const char *name, *label;
    double by; /* pixels; 0 is half the list */
} ways[] = {
    { "row", "three rows further", 90 },
    { "page", "a page further", 700 },
    { "far", "half the list further", 0 },
};

#define ROUNDS 5
#define PAUSE 120 /* milliseconds, so that no frame waits for the one before */

#define N_KEYS 11

/* The lists, and what is typed into the search of each, letter by letter and taken back. */
typedef struct {
    const char *name;
    EpTable *(*get_table)(void);
    GPtrArray *(*new_records)(guint n);
    const char *keys[N_KEYS];
} CaseKind;

static const CaseKind kinds[] = {
    { "pc",
      desk_list_fixture_table,
      desk_list_fixture_records,
      { "C", "CT", "CTYPC00", "CTYPC004", "", "代", "代替", "代替機", "", "存在しない", "" } },
    { "medium",
      bench_media_table,
      bench_media_records,
      { "M", "MA", "MADO7", "MADO7A3", "", "総", "総務", "総務課", "", "存在しない", "" } },
    { "permit",
      bench_permits_table,
      bench_permits_records,
      { "R", "R8", "R8-周-004", "R8-周-00412", "", "資", "資源", "資源循環", "", "存在しない", "" } },
};

typedef struct {
    const CaseKind *kind;
    GMainLoop *loop;
    GtkWidget *list;
    gint64 started; /* 0: nothing is timed */
    double busy;    /* processor time of this process when it began */
    double took, took_busy;
} Case;

static double
case_get_busy(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec * 1e-6;
}

static void
case_start(Case *self)
{
    self->busy = case_get_busy();
    self->started = g_get_monotonic_time();
}

static void
case_painted(GdkFrameClock *frame_clock, Case *self)
{
    if (self->started == 0)
        return;
    self->took = (double)(g_get_monotonic_time() - self->started) / 1000.0;
    self->took_busy = case_get_busy() - self->busy;
    self->started = 0;
    g_main_loop_quit(self->loop);
}

static gboolean
case_quit(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

static void
case_rest(Case *self)
{
    g_timeout_add(PAUSE, case_quit, self->loop);
    g_main_loop_run(self->loop);
}

static void
case_mapped(GtkWidget *window, Case *self)
{
    GdkFrameClock *frame_clock = gdk_surface_get_frame_clock(gtk_native_get_surface(GTK_NATIVE(window)));

    g_signal_connect(frame_clock, "after-paint", G_CALLBACK(case_painted), self);
}

static double
case_resident(void)
{
    g_autofree char *status = NULL;
    const char *line;

    if (!g_file_get_contents("/proc/self/status", &status, NULL, NULL))
        return 0;
    line = strstr(status, "VmRSS:");
    return line != NULL ? strtod(line + strlen("VmRSS:"), NULL) / 1024.0 : 0;
}

/* From the program's first line on GTK to the painted list; records are there already, as bench-load measures them. */
static void
case_show(Case *self, GPtrArray *records, EpList **model)
{
    GtkWidget *window, *scrolled;

    case_start(self);
    gtk_init();
    /* While a scrollbar fades, a frame waits for the next tick of the clock, up to 16 ms of doing nothing. */
    g_object_set(gtk_settings_get_default(), "gtk-enable-animations", FALSE, NULL);
    *model = ep_list_new(self->kind->get_table());
    ep_list_load(*model, records);
    self->list = desk_list_new(*model);
    window = gtk_window_new();
    scrolled = gtk_scrolled_window_new();
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), self->list);
    gtk_window_set_child(GTK_WINDOW(window), scrolled);
    gtk_window_set_default_size(GTK_WINDOW(window), 1280, 800);
    g_signal_connect(window, "map", G_CALLBACK(case_mapped), self);
    gtk_window_present(GTK_WINDOW(window));
    g_main_loop_run(self->loop);
}

static void
case_press(Case *self, const char *text)
{
    GdkFrameClock *frame_clock = gtk_widget_get_frame_clock(self->list);

    case_rest(self);
    case_start(self);
    if (ep_list_get_total(desk_list_get_model(DESK_LIST(self->list))) > 0)
        desk_list_set_find(DESK_LIST(self->list), text);
    else
        gtk_widget_queue_draw(self->list); /* what painting the window costs before anything is in it */
    gdk_frame_clock_request_phase(frame_clock, GDK_FRAME_CLOCK_PHASE_PAINT);
    g_main_loop_run(self->loop);
}

static void
case_scroll(Case *self, double by)
{
    GtkAdjustment *down;

    g_object_get(self->list, "vadjustment", &down, NULL);
    case_rest(self);
    case_start(self);
    gtk_adjustment_set_value(down, gtk_adjustment_get_value(down) + by);
    g_object_unref(down);
    g_main_loop_run(self->loop);
}

static void
case_say(Case *self, const char *name)
{
    g_print("%s %.2f\nbusy-%s %.2f\n", name, self->took, name, self->took_busy);
}

static int
run_case(const CaseKind *kind, guint n)
{
    g_autoptr(GPtrArray) records = kind->new_records(n);
    Case self = { .kind = kind, .loop = g_main_loop_new(NULL, FALSE) };
    EpList *model = NULL;

    case_show(&self, records, &model);
    case_say(&self, "first");
    case_rest(&self);
    g_print("resident %.1f\n", case_resident());
    ep_list_prepare_search(records);
    g_ptr_array_set_size(records, 0);
    for (guint i = 0; i < N_KEYS; i++) {
        g_autofree char *name = g_strdup_printf("key%u", i);

        case_press(&self, kind->keys[i]);
        case_say(&self, name);
    }
    for (guint i = 0; n > 0 && i < G_N_ELEMENTS(ways); i++) {
        case_scroll(&self, ways[i].by > 0 ? ways[i].by : n * 15.0);
        case_say(&self, ways[i].name);
    }
    g_print("resident-end %.1f\n", case_resident());
    return 0;
}

/* Runs one case and adds what it says to @results: name → BenchSamples. */
static void
spawn_case(const char *program, const CaseKind *kind, guint n, GHashTable *results)
{
    g_autofree char *count = g_strdup_printf("%u", n), *out = NULL;
    const char *argv[] = { program, "--case", kind->name, count, NULL };
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) lines = NULL;

    if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, &error))
        g_error("%s", error->message);
    lines = g_strsplit(out, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        const char *blank = strchr(*line, ' ');
        g_autofree char *name = NULL;
        BenchSamples *samples;

        if (blank == NULL)
            continue;
        name = g_strdup_printf("%s %u %.*s", kind->name, n, (int)(blank - *line), *line);
        samples = g_hash_table_lookup(results, name);
        if (samples == NULL) {
            samples = bench_samples_new();
            g_hash_table_insert(results, g_strdup(name), samples);
        }
        bench_add(samples, g_ascii_strtod(blank, NULL));
    }
}

static double
median_of(GHashTable *results, const CaseKind *kind, guint n, const char *name)
{
    g_autofree char *key = g_strdup_printf("%s %u %s", kind->name, n, name);
    BenchSamples *samples = g_hash_table_lookup(results, key);

    if (samples == NULL)
        g_error("no case said “%s”: is there a screen?", key);
    return bench_median(samples);
}

static void
print_line(const char *name, double value, const char *unit, double limit)
{
    if (limit > 0)
        g_print("  %-34s %8.1f %-3s  aim <= %-5.1f%s\n", name, value, unit, limit, value <= limit ? "" : "  MISSED");
    else
        g_print("  %-34s %8.1f %-3s\n", name, value, unit);
}

/* Returns the median that was asked for. */
static double
print_frame(GHashTable *results, const CaseKind *kind, guint n, const char *name, const char *label, double limit)
{
    g_autofree char *busy = g_strconcat("busy-", name, NULL);
    double empty = median_of(results, kind, 0, g_str_has_prefix(name, "key") ? name : "key1");
    double value = median_of(results, kind, n, name);

    g_print("  %-34s %8.1f ms   busy %5.1f  empty %5.1f  aim <= %-5.1f%s\n", label, value,
            median_of(results, kind, n, busy), empty, limit, value <= limit ? "" : "  MISSED");
    return value;
}

static void
print_table(GHashTable *results, const CaseKind *kind, guint n, double limit, double memory)
{
    double widest = 0;

    g_print("%u records of %s, medians of %d\n", n, kind->name, ROUNDS);
    for (guint i = 0; i < N_KEYS; i++) {
        g_autofree char *key = g_strdup_printf("key%u", i);
        g_autofree char *name = g_strdup_printf("\"%s\"", kind->keys[i]);
        double value = print_frame(results, kind, n, key, name, limit);

        widest = MAX(widest, value);
    }
    print_line("widest keystroke", widest, "ms", limit);
    for (guint i = 0; i < G_N_ELEMENTS(ways); i++)
        print_frame(results, kind, n, ways[i].name, ways[i].label, limit);
    g_print("  %-34s %8.1f ms\n", "first frame of an empty list", median_of(results, kind, 0, "first"));
    print_line("first frame of the list beside it",
               median_of(results, kind, n, "first") / median_of(results, kind, 0, "first"), "x", 1.3);
    print_line("resident beside the empty list",
               median_of(results, kind, n, "resident-end") - median_of(results, kind, 0, "resident-end"), "MB", memory);
}

static const CaseKind *
find_kind(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    }
    g_error("no list “%s”", name);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *kind;
        guint n;
        double limit, memory; /* 0: none */
    } cases[] = { { "pc", 0, 0, 0 },          { "pc", 8100, 16, 60 }, { "pc", 100000, 33, 0 },   { "medium", 0, 0, 0 },
                  { "medium", 30000, 16, 0 }, { "permit", 0, 0, 0 },  { "permit", 30000, 16, 0 } };
    g_autoptr(GHashTable) results = NULL;

    if (argc == 4 && strcmp(argv[1], "--case") == 0)
        return run_case(find_kind(argv[2]), (guint)atoi(argv[3]));
    results = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)bench_samples_free);
    for (guint round = 0; round < ROUNDS; round++) {
        for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
            spawn_case(argv[0], find_kind(cases[i].kind), cases[i].n, results);
    }
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (cases[i].n > 0)
            print_table(results, find_kind(cases[i].kind), cases[i].n, cases[i].limit, cases[i].memory);
    }
    return 0;
}
