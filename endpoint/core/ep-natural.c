#include "endpoint/core/ep-natural.h"

#include <string.h>

/* One run of digits: its leading zeros, and the figures behind them ("0" has one zero and no figures). */
typedef struct {
    gsize zeros;
    gsize figures;
} EpNaturalRun;

static EpNaturalRun
ep_natural_run(const char *text)
{
    EpNaturalRun run;

    run.zeros = strspn(text, "0");
    run.figures = strspn(text + run.zeros, "0123456789");
    return run;
}

static int
ep_natural_compare_run(const char *a, EpNaturalRun run_a, const char *b, EpNaturalRun run_b)
{
    if (run_a.figures != run_b.figures)
        return run_a.figures < run_b.figures ? -1 : 1;
    return memcmp(a + run_a.zeros, b + run_b.zeros, run_a.figures);
}

int
ep_natural_compare(const char *a, const char *b)
{
    int tie = 0;

    a = a != NULL ? a : "";
    b = b != NULL ? b : "";
    while (*a != '\0' && *b != '\0') {
        if (g_ascii_isdigit(*a) && g_ascii_isdigit(*b)) {
            EpNaturalRun run_a = ep_natural_run(a), run_b = ep_natural_run(b);
            int order = ep_natural_compare_run(a, run_a, b, run_b);

            if (order != 0)
                return order;
            if (tie == 0)
                tie = (run_a.zeros > run_b.zeros) - (run_a.zeros < run_b.zeros);
            a += run_a.zeros + run_a.figures;
            b += run_b.zeros + run_b.figures;
            continue;
        }
        /* every digit sorts where '0' stands */
        if (g_ascii_isdigit(*a) || g_ascii_isdigit(*b)) {
            guchar x = g_ascii_isdigit(*a) ? '0' : *a, y = g_ascii_isdigit(*b) ? '0' : *b;

            return x < y ? -1 : 1;
        }
        if (*a != *b)
            return (guchar)*a < (guchar)*b ? -1 : 1;
        a++;
        b++;
    }
    if (*a != *b)
        return *a == '\0' ? -1 : 1;
    return tie;
}
