/*
 * A folder through MpCmdRun, for which a program of ours stands in: Wine has no Microsoft Defender. The real one is on
 * docs/release.md's list.
 */
#include <string.h>
#include <gio/gio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/scan/ep-scan-defender.h"

static const char *stand_in;
static char *data;

/* Puts the stand-in where a platform's program lies. */
static void
install(const char *version, const char *program)
{
    g_autofree char *folder = g_build_filename(data, "Microsoft", "Windows Defender", "Platform", version, NULL);
    g_autofree char *path = g_build_filename(folder, "MpCmdRun.exe", NULL);
    g_autoptr(GFile) from = g_file_new_for_path(program), to = g_file_new_for_path(path);
    g_autoptr(GError) error = NULL;

    g_mkdir_with_parents(folder, 0755);
    g_file_copy(from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
    g_assert_no_error(error);
}

static char *
medium_new(const char *answer)
{
    g_autofree char *top = g_dir_make_tmp("madoguchi-scan-XXXXXX", NULL);
    char *folder = g_build_filename(top, "媒体 1", NULL);
    g_autofree char *file = g_build_filename(folder, "文書.txt", NULL),
                    *said = g_build_filename(folder, "answer", NULL);

    g_mkdir_with_parents(folder, 0755);
    g_assert_true(g_file_set_contents(file, "harmless", -1, NULL));
    g_assert_true(g_file_set_contents(said, answer, -1, NULL));
    return folder;
}

static void
test_log(const EpScanFile *file, gpointer user_data)
{
    static const char *const words[] = { "clean", "found", "unread" };

    g_string_append_printf(user_data, "%s %s\n", words[file->verdict], file->path);
}

static EpScanResult *
scan(const char *answer, GString *log, GError **error)
{
    g_autoptr(EpScanner) scanner = ep_scan_defender_new();
    g_autofree char *folder = medium_new(answer);

    return ep_scan_run(scanner, folder, test_log, log, NULL, error);
}

static void
test_clean(void)
{
    g_autoptr(GString) log = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpScanResult) result = scan("clean", log, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(log->str, ==, "clean answer\nclean 文書.txt\n");
    g_assert_cmpuint(result->files, ==, 2);
    g_assert_cmpstr(ep_scan_result_code(result), ==, "clean");
    g_assert_true(g_str_has_prefix(result->engine.scanner, "Microsoft Defender"));
}

static void
test_found(void)
{
    g_autoptr(GString) log = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpScanResult) result = scan("found", log, &error);
    const EpScanFile *file;

    g_assert_no_error(error);
    g_assert_cmpstr(log->str, ==, "clean answer\nfound 文書.txt->inner\n");
    g_assert_cmpstr(ep_scan_result_code(result), ==, "found");
    file = g_ptr_array_index(result->notable, 0);
    g_assert_cmpstr(file->what, ==, "Virus:DOS/MADO_Test_File");
}

/* 2 without a threat in the text is no virus, and not clean either. */
static void
test_doubt(void)
{
    g_autoptr(GString) log = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpScanResult) result = scan("failed", log, &error);
    const EpScanFile *file;

    g_assert_no_error(error);
    g_assert_cmpuint(result->found, ==, 0);
    g_assert_cmpstr(ep_scan_result_code(result), ==, "incomplete");
    file = g_ptr_array_index(result->notable, 0);
    g_assert_nonnull(strstr(file->what, "0x800106ba"));
}

static void
test_broken(void)
{
    g_autoptr(GString) log = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_null(scan("broken", log, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
}

static gboolean
test_cancel(gpointer cancellable)
{
    g_cancellable_cancel(cancellable);
    return G_SOURCE_REMOVE;
}

static gpointer
test_cancel_soon(gpointer cancellable)
{
    g_usleep(G_USEC_PER_SEC);
    test_cancel(cancellable);
    return NULL;
}

/* The program would take two minutes; the test's own time limit is shorter. */
static void
test_stop(void)
{
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    g_autoptr(EpProgress) progress = ep_progress_new(cancellable, NULL, NULL);
    g_autoptr(EpScanner) scanner = ep_scan_defender_new();
    g_autofree char *folder = medium_new("slow");
    g_autoptr(GError) error = NULL;
    GThread *thread = g_thread_new("cancel", test_cancel_soon, cancellable);

    g_assert_null(ep_scan_run(scanner, folder, NULL, NULL, progress, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
    g_thread_join(thread);
}

/* The newest platform by number, not by letter, that has the program. */
static void
test_newest(void)
{
    g_autoptr(GString) log = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpScanResult) result = NULL;

    install("4.9.2207.1-0", "C:\\windows\\system32\\hostname.exe");
    result = scan("found", log, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(ep_scan_result_code(result), ==, "found");
}

static void
test_none(void)
{
    g_autoptr(GString) log = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_setenv("ProgramData", "C:\\none", TRUE);
    g_assert_null(scan("clean", log, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_setenv("ProgramData", data, TRUE);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    stand_in = argv[1];
    data = g_dir_make_tmp("madoguchi-defender-XXXXXX", NULL);
    install("4.18.2207.7-0", stand_in);
    g_setenv("ProgramData", data, TRUE);
    g_test_add_func("/scan/defender/clean", test_clean);
    g_test_add_func("/scan/defender/found", test_found);
    g_test_add_func("/scan/defender/doubt", test_doubt);
    g_test_add_func("/scan/defender/broken", test_broken);
    g_test_add_func("/scan/defender/stop", test_stop);
    g_test_add_func("/scan/defender/newest", test_newest);
    g_test_add_func("/scan/defender/none", test_none);
    return g_test_run();
}
