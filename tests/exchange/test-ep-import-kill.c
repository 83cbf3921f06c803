/* A machine that goes down in the middle of an import: the ledger opens, verifies and holds whole acts only. The test
 * starts itself as the importing process and kills it at odd moments. */
#include <string.h>

#include "tests/exchange/ep-test-import.h"
#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-kill.h"

#define MACHINES 600 /* three acts of 200 */
#define ROWS 3000    /* one act */
#define KILLS 5

static const char *program;

static void
test_write_folder(const char *folder)
{
    g_mkdir_with_parents(folder, 0700);
    for (guint i = 0; i < MACHINES; i++) {
        g_autofree char *name = g_strdup_printf("%s/%05u.xml", folder, i);
        g_autoptr(GString) text = g_string_new("<REQUEST><CONTENT>");

        g_string_append_printf(text, "<BIOS><SSN>SN%06u</SSN></BIOS><HARDWARE><NAME>PC%05u</NAME></HARDWARE>", i, i);
        for (guint p = 0; p < 20; p++)
            g_string_append_printf(text, "<SOFTWARES><NAME>Program %u</NAME></SOFTWARES>", p * (i % 7 + 1));
        g_string_append(text, "</CONTENT><QUERY>INVENTORY</QUERY></REQUEST>");
        g_file_set_contents(name, text->str, (gssize)text->len, NULL);
    }
}

static void
test_write_list(const char *path)
{
    g_autoptr(GString) text = g_string_new("資産番号,端末名,所属課\n");

    for (guint i = 0; i < ROWS; i++)
        g_string_append_printf(text, "K-%05u,HOST-%05u,課%u\n", i, i, i % 40);
    g_file_set_contents(path, text->str, (gssize)text->len, NULL);
}

/* The process that is killed. */
static int
test_import(const char *uri, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(uri, FALSE, NULL, &error);
    g_autoptr(EpImport) import = NULL;

    if (ledger == NULL)
        return 1;
    import = ep_test_import_new(ledger, "pc");
    if (!(g_file_test(path, G_FILE_TEST_IS_DIR) ? ep_import_add_folder(import, path, NULL, &error)
                                                : ep_import_add_file(import, path, NULL, &error)) ||
        ep_import_get_preview(import, NULL, &error) == NULL)
        return 1;
    ep_test_kill_ready();
    return ep_import_commit(import, NULL, NULL, NULL, &error) ? 0 : 1;
}

/* Returns how many PCs there are, @whole at a time. */
static guint
test_check(const EpTestEngine *engine, guint whole)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    guint n = ep_test_import_count(ledger, "pc");

    g_assert_cmpuint(n % whole, ==, 0);
    ep_test_import_verify(ledger);
    if (n > 0 && whole == 200)
        g_assert_cmpuint(ep_test_import_count(ledger, "pc_software"), ==, n * 20);
    return n;
}

static void
test_kill(const EpTestEngine *engine, const char *path, guint whole, guint all)
{
    const char *const command[] = { program, "--import", engine->uri, path, NULL };
    guint last = 0;
    g_autoptr(GRand) rand = g_rand_new_with_seed(20261120);

    ep_ledger_close(ep_test_import_open(engine));
    for (guint i = 0; i < KILLS && last < all; i++) {
        guint n;

        ep_test_kill(command, (gulong)g_rand_int_range(rand, 0, (gint32)(i + 1) * 80000));
        ep_test_engines_settle(engine);
        n = test_check(engine, whole);
        g_test_message("kill %u: %u PCs stand", i + 1, n);
        g_assert_cmpuint(n, >=, last); /* what was reported as written stays; a new import goes on from there */
        last = n;
    }
}

static void
test_folder(const EpTestEngine *engine)
{
    g_autofree char *folder = g_build_filename(engine->folder, "inventories", NULL);

    test_write_folder(folder);
    test_kill(engine, folder, 200, MACHINES);
}

static void
test_list(const EpTestEngine *engine)
{
    g_autofree char *path = g_build_filename(engine->folder, "list.csv", NULL);

    test_write_list(path);
    test_kill(engine, path, ROWS, ROWS);
}

int
main(int argc, char *argv[])
{
    if (argc == 4 && strcmp(argv[1], "--import") == 0)
        return test_import(argv[2], argv[3]);
    program = argv[0];
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/kill/folder", test_folder);
    ep_test_engines_add("/kill/list", test_list);
    return g_test_run();
}
