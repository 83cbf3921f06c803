#include "tests/support/ep-test-run.h"

#include <windows.h>
#include <glib/gstdio.h>

typedef char *(CDECL *EpTestRunUnixName)(const wchar_t *path);

/* @word as a program beneath Wine reads it: a path of Windows becomes the one of there. */
static void
ep_test_run_add(GStrvBuilder *words, const char *word)
{
    EpTestRunUnixName get_name =
        (EpTestRunUnixName)(void *)GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "wine_get_unix_file_name");
    g_autofree gunichar2 *wide = g_utf8_to_utf16(word, -1, NULL, NULL, NULL);

    g_assert_nonnull(get_name);
    if (*word != '/' && g_path_is_absolute(word))
        word = get_name((wchar_t *)wide);
    g_strv_builder_add(words, word);
}

/* Takes the file out of the folder. */
static char *
ep_test_run_take(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_unlink(path);
    return text;
}

static void
ep_test_run_await(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    while (!g_file_test(path, G_FILE_TEST_EXISTS))
        g_usleep(G_USEC_PER_SEC / 100);
}

/* Wine starts the programs of the system beneath it, but hands them no pipes and does not see when and how they end: a
 * shell writes that down. */
char *
ep_test_run(const char *const *argv)
{
    static const char script[] = "\"$@\" >$0/output 2>$0/faults; echo $? >$0/end; mv $0/end $0/status";
    g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) command = NULL;
    g_autofree char *status = NULL, *faults = NULL;
    char *output;

    g_strv_builder_add_many(words, "/bin/sh", "-c", script, NULL);
    ep_test_run_add(words, folder);
    for (; *argv != NULL; argv++)
        ep_test_run_add(words, *argv);
    command = g_strv_builder_end(words);
    g_spawn_sync(NULL, command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, &error);
    g_assert_no_error(error);
    ep_test_run_await(folder, "status");
    output = ep_test_run_take(folder, "output");
    faults = ep_test_run_take(folder, "faults");
    status = ep_test_run_take(folder, "status");
    g_rmdir(folder);
    if (!g_str_equal(status, "0\n"))
        g_error("%s: status %s%s", command[4], status, faults);
    return output;
}

EpTestServer *
ep_test_run_server(const char *const *argv)
{
    g_error("%s: no server runs under Wine", argv[0]);
}

void
ep_test_run_order(EpTestServer *server, const char *order)
{
    g_error("%s: no server runs under Wine", order);
}
