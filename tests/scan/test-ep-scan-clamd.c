/* A folder through a real clamd: clean, found, too large, unreadable; over both kinds of socket; stopped; not there. */
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/scan/ep-scan-clamd.h"
#include "endpoint/scan/ep-scan-seal.h"
#include "tests/support/ep-test-clamd.h"
#include "tests/support/ep-test-folder.h"

typedef struct {
    char *folder;
    GString *log;
} Test;

static Test
test_open(void)
{
    Test t = { g_dir_make_tmp("madoguchi-scan-XXXXXX", NULL), g_string_new(NULL) };

    g_assert_nonnull(t.folder);
    return t;
}

static void
test_close(Test *t)
{
    ep_test_folder_remove(t->folder);
    g_free(t->folder);
    g_string_free(t->log, TRUE);
}

static void
test_write(Test *t, const char *name, const char *content, gssize size)
{
    g_autofree char *path = g_build_filename(t->folder, name, NULL), *parent = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;

    g_mkdir_with_parents(parent, 0755);
    g_file_set_contents(path, content, size, &error);
    g_assert_no_error(error);
}

static void
test_log(const EpScanFile *file, gpointer user_data)
{
    static const char *const words[] = { "clean", "found", "unread" };

    g_string_append_printf(user_data, "%s %s\n", words[file->verdict], file->path);
}

static EpScanResult *
test_scan(Test *t, const char *address)
{
    g_autoptr(EpScanner) scanner = ep_scan_clamd_new(address);
    g_autoptr(GError) error = NULL;
    EpScanResult *result = ep_scan_run(scanner, t->folder, test_log, t->log, NULL, &error);

    g_assert_no_error(error);
    return result;
}

static void
test_clean(void)
{
    Test t = test_open();
    g_autoptr(EpScanResult) result = NULL;

    test_write(&t, "b.txt", "harmless", -1);
    test_write(&t, "a/文書.txt", "", 0);
    result = test_scan(&t, ep_test_clamd_get_socket());
    g_assert_cmpstr(t.log->str, ==, "clean a/文書.txt\nclean b.txt\n");
    g_assert_cmpuint(result->files, ==, 2);
    g_assert_cmpstr(ep_scan_result_code(result), ==, "clean");
    g_assert_true(g_str_has_prefix(result->engine.scanner, "ClamAV "));
    g_assert_cmpstr(result->engine.pattern_date, ==, ""); /* our own signatures have no version: unknown */
    test_close(&t);
}

static void
test_found(void)
{
    Test t = test_open();
    g_autoptr(EpScanResult) result = NULL;
    const EpTable *answers = &ep_virus_check_table;
    g_autoptr(EpCatalog) catalog = ep_kinds_new_catalog();
    g_autoptr(EpDraft) draft = ep_draft_new(answers);
    const EpScanFile *file;

    test_write(&t, "bad.bin", "before " EP_TEST_CLAMD_INFECTED " after", -1);
    test_write(&t, "good.bin", "before and after", -1);
    result = test_scan(&t, ep_test_clamd_get_host());
    g_assert_cmpuint(result->found, ==, 1);
    g_assert_cmpuint(result->notable->len, ==, 1);
    file = g_ptr_array_index(result->notable, 0);
    g_assert_cmpstr(file->what, ==, EP_TEST_CLAMD_NAME);
    ep_scan_result_to_draft(result, draft);
    g_assert_cmpstr(ep_draft_get_named(draft, "result"), ==, "found");
    g_assert_cmpstr(ep_draft_get_named(draft, "found"), ==, "1");
    g_assert_cmpstr(ep_draft_get_named(draft, "files"), ==, "2");
    g_assert_cmpstr(ep_draft_get_named(draft, "names"), ==, "bad.bin: " EP_TEST_CLAMD_NAME);
    test_close(&t);
}

/* Larger than the scanner takes: it says so while it is still being sent to. */
static void
test_too_large(void)
{
    Test t = test_open();
    g_autofree char *large = g_malloc0(8 << 20);
    g_autoptr(EpScanResult) result = NULL;
    const EpScanFile *file;

    test_write(&t, "large.bin", large, 8 << 20);
    test_write(&t, "small.bin", "x", 1);
    for (int i = 0; i < 2; i++) {
        g_clear_pointer(&result, ep_scan_result_free);
        result = test_scan(&t, i == 0 ? ep_test_clamd_get_socket() : ep_test_clamd_get_host());
        g_assert_cmpuint(result->unread, ==, 1);
        g_assert_cmpstr(ep_scan_result_code(result), ==, "incomplete");
        file = g_ptr_array_index(result->notable, 0);
        g_assert_cmpstr(file->path, ==, "large.bin");
        g_test_message("%s", file->what);
        g_assert_nonnull(strstr(file->what, "size limit exceeded"));
    }
    test_close(&t);
}

static void
test_links_and_single(void)
{
    Test t = test_open();
    g_autofree char *link = g_build_filename(t.folder, "link", NULL), *one = g_build_filename(t.folder, "one", NULL);
    g_autoptr(EpScanResult) result = NULL;

    test_write(&t, "one", "x", 1);
    g_assert_cmpint(symlink("/etc", link), ==, 0);
    result = test_scan(&t, ep_test_clamd_get_socket());
    g_assert_cmpuint(result->files, ==, 1);
    g_clear_pointer(&result, ep_scan_result_free);
    g_free(t.folder);
    t.folder = g_strdup(one);
    result = test_scan(&t, ep_test_clamd_get_socket());
    g_assert_cmpuint(result->files, ==, 1);
    g_assert_true(g_str_has_suffix(t.log->str, "clean one\n"));
    g_free(t.folder);
    t.folder = g_path_get_dirname(one);
    test_close(&t);
}

/* A file that cannot be read makes the check incomplete, and stops nothing. */
static void
test_unreadable(void)
{
    Test t = test_open();
    g_autofree char *path = g_build_filename(t.folder, "a", NULL);
    g_autoptr(EpScanResult) result = NULL;

    test_write(&t, "a", "x", 1);
    test_write(&t, "b", "x", 1);
    g_chmod(path, 0);
    result = test_scan(&t, ep_test_clamd_get_socket());
    if (geteuid() == 0) /* root reads everything */
        g_assert_cmpstr(ep_scan_result_code(result), ==, "clean");
    else
        g_assert_cmpstr(t.log->str, ==, "unread a\nclean b\n");
    g_assert_cmpuint(result->files, ==, 2);
    test_close(&t);
}

static void
test_cancel(const EpScanFile *file, gpointer user_data)
{
    g_assert_cmpstr(file->path, ==, "0");
    g_cancellable_cancel(user_data);
}

/* Stopped after the first file: nothing more is looked at, and there is no result. */
static void
test_stop(void)
{
    Test t = test_open();
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    g_autoptr(EpProgress) progress = ep_progress_new(cancellable, NULL, NULL);
    g_autoptr(EpScanner) scanner = ep_scan_clamd_new(ep_test_clamd_get_socket());
    g_autofree char *large = g_malloc0(1000000);
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 3; i++) {
        g_autofree char *name = g_strdup_printf("%d", i);

        test_write(&t, name, large, 1000000);
    }
    g_assert_null(ep_scan_run(scanner, t.folder, test_cancel, cancellable, progress, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
    test_close(&t);
}

/* What was scanned is what is listed; what changed meanwhile is no result. */
static void
test_touch(const EpScanFile *file, gpointer user_data)
{
    if (user_data != NULL)
        test_write(user_data, "a.txt", "another text", -1);
}

static void
test_sealed(void)
{
    Test t = test_open();
    g_autoptr(EpScanner) scanner = ep_scan_clamd_new(ep_test_clamd_get_socket());
    g_autoptr(GPtrArray) seals = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpScanResult) result = NULL;
    const EpScanSeal *seal;

    test_write(&t, "a.txt", "harmless", -1);
    test_write(&t, "文書/b.txt", "", 0);
    result = ep_scan_run_sealed(scanner, t.folder, test_touch, NULL, NULL, &seals, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(result->files, ==, 2);
    g_assert_cmpuint(seals->len, ==, 2);
    seal = g_ptr_array_index(seals, 0);
    g_assert_cmpstr(seal->path, ==, "a.txt");
    g_assert_cmpuint(seal->size, ==, 8);
    g_assert_cmpstr(seal->sha256, ==, "98fc5211ecf54bc9bd57f0045e0d0ee488c5472c94ee22cc1580b081d04cc4ac");
    g_assert_null(ep_scan_run_sealed(scanner, t.folder, test_touch, &t, NULL, &seals, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CONFLICT);
    g_assert_nonnull(strstr(error->message, "a.txt"));
    test_close(&t);
}

static void
test_not_there(void)
{
    Test t = test_open();
    g_autofree char *missing = g_build_filename(t.folder, "none", NULL);
    g_autoptr(EpScanner) nobody = ep_scan_clamd_new(missing);
    g_autoptr(EpScanner) scanner = ep_scan_clamd_new(ep_test_clamd_get_socket());
    g_autoptr(GError) error = NULL;

    g_assert_null(ep_scan_run(nobody, t.folder, NULL, NULL, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_clear_error(&error);
    g_assert_null(ep_scan_run(scanner, missing, NULL, NULL, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_NOT_FOUND);
    test_close(&t);
}

static void
test_version(void)
{
    static const struct {
        const char *text, *scanner, *pattern, *date;
    } known[] = {
        { "ClamAV 1.4.6/27500/Thu Nov 19 08:05:12 2026", "ClamAV 1.4.6", "27500", "2026-11-19" },
        { "ClamAV 1.0.9/26000/Mon Jan  5 09:21:27 2026", "ClamAV 1.0.9", "26000", "2026-01-05" },
        { "ClamAV 1.4.6", "ClamAV 1.4.6", "", "" },
        { "ClamAV 1.4.6/27500/yesterday", "ClamAV 1.4.6", "27500", "" },
        { "ClamAV 1.4.6/27500/Thu Foo 39 08:05:12 2026", "ClamAV 1.4.6", "27500", "" },
        { "ClamAV 1.4.6/27500/Thu Nov 19 08:05:12 80901", "ClamAV 1.4.6", "27500", "" },
        { "ClamAV 1.4.6/27500/Thu Nov 19 08:05:12 -26", "ClamAV 1.4.6", "27500", "" },
    };
    EpScanEngine none = { 0 };

    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        EpScanEngine engine = { 0 };

        g_assert_true(ep_scan_clamd_parse_version(known[i].text, &engine));
        g_assert_cmpstr(engine.scanner, ==, known[i].scanner);
        g_assert_cmpstr(engine.pattern, ==, known[i].pattern);
        g_assert_cmpstr(engine.pattern_date, ==, known[i].date);
        g_free(engine.scanner);
        g_free(engine.pattern);
        g_free(engine.pattern_date);
    }
    g_assert_false(ep_scan_clamd_parse_version("220 mail", &none));
    g_assert_false(ep_scan_clamd_parse_version("", &none));
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scan/clamd/clean", test_clean);
    g_test_add_func("/scan/clamd/found", test_found);
    g_test_add_func("/scan/clamd/too-large", test_too_large);
    g_test_add_func("/scan/clamd/links-and-single", test_links_and_single);
    g_test_add_func("/scan/clamd/unreadable", test_unreadable);
    g_test_add_func("/scan/clamd/stop", test_stop);
    g_test_add_func("/scan/clamd/sealed", test_sealed);
    g_test_add_func("/scan/clamd/not-there", test_not_there);
    g_test_add_func("/scan/clamd/version", test_version);
    return g_test_run();
}
