/* fuzz-driver ROUNDS SEED…: gives a fuzzer each seed (a file, or the files of a folder) whole, cut short, and changed
 * in ROUNDS ways that are the same on every machine. */
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define SEED 20260401
#define CUTS 300 /* of one seed; a short one is cut everywhere */

static void
fuzz_driver_feed(const char *bytes, gsize length)
{
    g_autofree char *exact = g_memdup2(bytes, length); /* no byte behind the end, for the sanitizers */

    LLVMFuzzerTestOneInput(length > 0 ? (const uint8_t *)exact : (const uint8_t *)"", length);
}

static void
fuzz_driver_mutate(GRand *random, GString *text)
{
    gsize at;

    if (text->len == 0)
        return;
    at = (gsize)g_rand_int_range(random, 0, (gint32)text->len);
    switch (g_rand_int_range(random, 0, 4)) {
    case 0:
        text->str[at] = (char)g_rand_int_range(random, 0, 256);
        break;
    case 1:
        g_string_truncate(text, at);
        break;
    case 2:
        g_string_erase(text, (gssize)at, 1);
        break;
    default:
        g_string_insert_len(text, (gssize)at, text->str, MIN(text->len, (gsize)g_rand_int_range(random, 1, 9)));
        break;
    }
}

static void
fuzz_driver_take_seed(const char *seed, gsize length, guint rounds)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    gsize step = MAX(1, length / CUTS);

    fuzz_driver_feed(seed, length);
    for (gsize cut = 0; cut < length; cut += step)
        fuzz_driver_feed(seed, cut);
    for (guint i = 0; i < rounds; i++) {
        g_autoptr(GString) text = g_string_new_len(seed, (gssize)length);

        for (int changes = g_rand_int_range(random, 1, 5); changes > 0; changes--)
            fuzz_driver_mutate(random, text);
        fuzz_driver_feed(text->str, text->len);
    }
}

static int
fuzz_driver_compare(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
fuzz_driver_find(GPtrArray *paths, const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    if (dir == NULL)
        g_ptr_array_add(paths, g_strdup(path));
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        g_ptr_array_add(paths, g_build_filename(path, name, NULL));
}

int
main(int argc, char **argv)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    guint rounds;

    g_assert_cmpint(argc, >, 2);
    for (int i = 2; i < argc; i++)
        fuzz_driver_find(paths, argv[i]);
    g_assert_cmpuint(paths->len, >, 0);
    g_ptr_array_sort(paths, fuzz_driver_compare);
    rounds = (guint)(g_ascii_strtoull(argv[1], NULL, 10) / paths->len) + 1;
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *bytes = NULL;
        g_autoptr(GError) error = NULL;
        gsize length;

        g_file_get_contents(g_ptr_array_index(paths, i), &bytes, &length, &error);
        g_assert_no_error(error);
        fuzz_driver_take_seed(bytes, length, rounds);
    }
    g_print("%u seeds, %u changes of each\n", paths->len, rounds);
    return 0;
}
