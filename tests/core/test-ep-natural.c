#include "endpoint/core/ep-natural.h"

#include <string.h>

/* Each comes before all that follow. */
static const char *const ordered[] = {
    "",
    "-1",
    "0",
    "00",
    "1",
    "01",
    "1a",
    "2",
    "02",
    "002",
    "10",
    "99999999999999999999999998",
    "99999999999999999999999999",
    "100000000000000000000000000",
    ":",
    "PC",
    "PC-",
    "PC-2",
    "PC-02",
    "PC-2-1",
    "PC-10",
    "PC-10a",
    "PC-010b",
    "PC2",
    "R8",
    "R8-周-00123",
    "R8-周-00124",
    "R8-周-1000",
    "R10-周-1",
    "R10-周-01",
    "a",
    "市民課1",
    "市民課2",
    "市民課11",
};

static int
sign(int order)
{
    return (order > 0) - (order < 0);
}

static void
test_order(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(ordered); i++) {
        for (guint j = 0; j < G_N_ELEMENTS(ordered); j++) {
            int expected = i < j ? -1 : i > j;

            if (sign(ep_natural_compare(ordered[i], ordered[j])) != expected)
                g_error("“%s” and “%s” compare as %d", ordered[i], ordered[j], -expected);
        }
    }
    g_assert_cmpint(ep_natural_compare(NULL, ""), ==, 0);
}

/* Random texts of few characters: the comparison is an order. */
static void
test_random(void)
{
    enum { N = 120 };
    static const char letters[] = "0019A-";
    char texts[N][9] = { 0 };

    for (int i = 0; i < N; i++)
        for (int length = g_test_rand_int_range(0, 8), j = 0; j < length; j++)
            texts[i][j] = letters[g_test_rand_int_range(0, sizeof letters - 1)];
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            int order = sign(ep_natural_compare(texts[i], texts[j]));

            g_assert_cmpint(order, ==, -sign(ep_natural_compare(texts[j], texts[i])));
            g_assert_true((order == 0) == (strcmp(texts[i], texts[j]) == 0));
        }
    }
}

static void
test_long_runs(void)
{
    for (int length = 250; length < 520; length++) {
        g_autofree char *shorter = g_strnfill(length, '9');
        g_autofree char *longer = g_strnfill(length + 1, '1');

        g_assert_cmpint(ep_natural_compare(shorter, longer), <, 0);
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/natural/order", test_order);
    g_test_add_func("/natural/random", test_random);
    g_test_add_func("/natural/long-runs", test_long_runs);
    return g_test_run();
}
