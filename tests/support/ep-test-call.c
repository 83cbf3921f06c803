#include "tests/support/ep-test-call.h"

int
ep_test_call(const char *program, const char *folder, char **out, char **err, ...)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    const char *word = program;
    va_list words;
    int status;

    va_start(words, err);
    for (; word != NULL; word = va_arg(words, const char *))
        g_ptr_array_add(argv, (char *)word);
    va_end(words);
    g_ptr_array_add(argv, NULL);
    g_spawn_sync(folder, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, out, err, &status, &error);
    g_assert_no_error(error);
    g_assert_true(g_spawn_check_wait_status(status, &error) || error->domain == G_SPAWN_EXIT_ERROR);
    return error != NULL ? error->code : 0;
}
