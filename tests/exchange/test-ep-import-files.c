/* Files that other people's programs wrote: nothing crashes, hangs or is half imported. They lie beside the project
 * (../shared/data) and not in it; where they are missing this test says so and proves nothing. */
#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-inventory.h"
#include "tests/exchange/ep-test-import.h"

#define SHARED "../../shared/data"

static char *
test_find(const char *name)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, SHARED, name, NULL);

    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return g_steal_pointer(&path);
    g_test_message("%s is missing: nothing was tested", path);
    return NULL;
}

static void
test_list(const char *path, GPtrArray *files)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name;

    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);

        if (g_file_test(child, G_FILE_TEST_IS_DIR))
            test_list(child, files);
        else
            g_ptr_array_add(files, g_steal_pointer(&child));
    }
}

static guint
test_count(const EpImportSummary *summary)
{
    guint n = 0;

    for (guint i = 0; i < EP_N_VERDICTS; i++)
        n += summary->counts[i];
    return n;
}

/* A folder of inventories into an empty ledger and out again: @machines of @files are PCs that can be read. */
static void
test_inventories(const EpTestEngine *engine, const char *name, guint files, guint machines)
{
    g_autofree char *path = test_find(name);
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;
    GPtrArray *rows;
    guint readable = 0;

    if (path == NULL)
        return;
    ep_import_add_folder(import, path, NULL, &error);
    g_assert_no_error(error);
    rows = ep_import_get_preview(import, NULL, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < rows->len; i++) {
        const EpImportRow *row = g_ptr_array_index(rows, i);
        g_autofree char *what = ep_import_row_describe(import, row);

        readable += row->inventory->refused == NULL ? 1 : 0;
        g_test_message("%s: %d %s", row->origin, row->verdict, what);
    }
    g_assert_cmpuint(rows->len, ==, files);
    g_assert_cmpuint(readable, ==, machines);
    summary = ep_test_import_commit(import);
    g_assert_cmpuint(test_count(&summary), ==, files);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, summary.counts[EP_VERDICT_NEW]);
    ep_test_import_verify(ledger);
    g_assert_cmpuint(summary.acts, ==, summary.counts[EP_VERDICT_NEW] > 0 ? 1 : 0);
    if (summary.act == 0)
        return;
    g_assert_cmpint(ep_ledger_undo(ledger, summary.act, NULL, NULL, NULL, &error), >, 0);
    g_assert_no_error(error);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 0);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc_software"), ==, 0);
    ep_test_import_verify(ledger);
}

static void
test_inventory_xml(const EpTestEngine *engine)
{
    /* 18 are of network devices, printers and phones, 6 name no machine at all. */
    test_inventories(engine, "inventory-xml", 106, 106 - 18 - 6);
}

static void
test_inventory_windows(const EpTestEngine *engine)
{
    test_inventories(engine, "inventory-xml/windows", 25, 25);
}

static void
test_inventory_network(const EpTestEngine *engine)
{
    g_autofree char *path = test_find("inventory-xml/network-or-fragment");

    if (path != NULL)
        test_inventories(engine, "inventory-xml/network-or-fragment", 7, 0);
}

static void
test_inventory_json(const EpTestEngine *engine)
{
    test_inventories(engine, "inventory-json", 14, 9);
}

static void
test_inventory_agents(const EpTestEngine *engine)
{
    test_inventories(engine, "inventory-real-agents", 5, 4);
}

/* Every file by itself into the PCs; what is refused is refused as a whole. */
static void
test_each(const EpTestEngine *engine, const char *name)
{
    g_autofree char *path = test_find(name);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);

    if (path == NULL)
        return;
    test_list(path, files);
    g_assert_cmpuint(files->len, >, 0);
    for (guint i = 0; i < files->len; i++) {
        g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
        g_autoptr(GError) error = NULL;
        guint before = ep_test_import_count(ledger, "pc");
        EpImportSummary summary = { 0 };

        if (!ep_import_add_file(import, g_ptr_array_index(files, i), NULL, &error) ||
            !ep_import_commit(import, NULL, NULL, &summary, &error)) {
            g_test_message("%s", error->message);
            g_assert_true(g_error_matches(error, EP_ERROR, EP_ERROR_INVALID));
            g_assert_true(g_utf8_validate(error->message, -1, NULL));
        }
        g_assert_cmpuint(ep_test_import_count(ledger, "pc") - before, ==, summary.counts[EP_VERDICT_NEW]);
    }
    ep_test_import_verify(ledger);
}

static void
test_csv_ledger(const EpTestEngine *engine)
{
    test_each(engine, "csv-ledger");
}

static void
test_csv_japan(const EpTestEngine *engine)
{
    test_each(engine, "csv-japan");
}

static void
test_csv_torture(const EpTestEngine *engine)
{
    test_each(engine, "csv-torture");
}

static void
test_strings(const EpTestEngine *engine)
{
    test_each(engine, "strings");
}

/* The naughty strings one by one as a note and as everything else. */
static void
test_naughty_values(const EpTestEngine *engine)
{
    g_autofree char *path = test_find("strings");
    g_autofree char *file = NULL, *text = NULL;
    g_auto(GStrv) lines = NULL;
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    g_autoptr(GString) csv = g_string_new("資産番号,備考,設置場所,端末名,製造番号\r\n");
    EpImportSummary summary;
    guint n = 0;

    if (path == NULL)
        return;
    file = g_build_filename(path, "blns.txt", NULL);
    g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) parts = g_strsplit(lines[i], "\"", -1);
        g_autofree char *quoted = g_strjoinv("\"\"", parts);

        g_string_append_printf(csv, "N-%u,\"%s\",\"%s\",\"%s\",\"%s\"\r\n", ++n, quoted, quoted, quoted, quoted);
    }
    ep_test_import_add_text(import, "naughty.csv", csv->str);
    summary = ep_test_import_commit(import);
    g_assert_cmpuint(test_count(&summary), ==, n);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, summary.counts[EP_VERDICT_NEW]);
    g_assert_cmpuint(summary.counts[EP_VERDICT_NEW], >, n * 9 / 10);
    ep_test_import_verify(ledger);
}

static void
test_snipe_it(const EpTestEngine *engine)
{
    g_autofree char *path = test_find("csv-ledger");
    g_autofree char *file = NULL;
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    g_autoptr(GError) error = NULL;
    EpImportSummary dated, summary;

    if (path == NULL)
        return;
    file = g_build_filename(path, "snipeit_assets-sample.csv", NULL);
    g_assert_true(ep_import_add_file(import, file, NULL, &error));
    g_assert_nonnull(ep_import_get_preview(import, NULL, &error));
    ep_import_get_summary(import, &dated);
    g_assert_cmpuint(dated.counts[EP_VERDICT_NEW], ==, 0); /* 1/23/23: no telling what is the day and what the year */
    g_assert_true(ep_import_map_apply(ep_import_get_map(import, 0), "Purchase Date=\n", NULL, &error));
    ep_test_import_preview(import, "22 0 0 0 0");
    summary = ep_test_import_commit(import);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, summary.counts[EP_VERDICT_NEW]);
    ep_test_import_assert(ledger, "pc", "ICC-2065556", "model", "Macbook Pro 13\"");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_clock_set_fixed("2026-11-23T05:00:00Z");
    ep_test_engines_add("/files/inventory-xml", test_inventory_xml);
    ep_test_engines_add("/files/inventory-windows", test_inventory_windows);
    ep_test_engines_add("/files/inventory-network", test_inventory_network);
    ep_test_engines_add("/files/inventory-json", test_inventory_json);
    ep_test_engines_add("/files/inventory-agents", test_inventory_agents);
    ep_test_engines_add("/files/csv-ledger", test_csv_ledger);
    ep_test_engines_add("/files/csv-japan", test_csv_japan);
    ep_test_engines_add("/files/csv-torture", test_csv_torture);
    ep_test_engines_add("/files/strings", test_strings);
    ep_test_engines_add("/files/naughty-values", test_naughty_values);
    ep_test_engines_add("/files/snipe-it", test_snipe_it);
    return g_test_run();
}
