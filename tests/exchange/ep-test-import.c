#include "tests/exchange/ep-test-import.h"

#include <string.h>

#include "endpoint/store/ep-verify.h"

EpLedger *
ep_test_import_open(const EpTestEngine *engine)
{
    g_autoptr(GError) error = NULL;
    EpLedger *ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);

    g_assert_no_error(error);
    return ledger;
}

char *
ep_test_import_path(const char *name)
{
    return g_test_build_filename(G_TEST_DIST, "data", "import", name, NULL);
}

EpImport *
ep_test_import_new(EpLedger *ledger, const char *table)
{
    return ep_import_new(ledger, ep_ledger_get_table(ledger, table));
}

void
ep_test_import_add(EpImport *import, const char *fixture)
{
    g_autofree char *path = ep_test_import_path(fixture);
    g_autoptr(GError) error = NULL;

    ep_import_add_file(import, path, NULL, &error);
    g_assert_no_error(error);
}

void
ep_test_import_add_text(EpImport *import, const char *name, const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(GError) error = NULL;

    ep_import_add_bytes(import, name, bytes, &error);
    g_assert_no_error(error);
}

static void
ep_test_import_say(EpImport *import, GPtrArray *rows)
{
    for (guint i = 0; i < rows->len; i++) {
        const EpImportRow *row = g_ptr_array_index(rows, i);
        g_autofree char *what = ep_import_row_describe(import, row);

        g_test_message("%s:%u verdict %d: %s", row->origin, row->line, row->verdict, what);
    }
}

GPtrArray *
ep_test_import_preview(EpImport *import, const char *counts)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *rows = ep_import_get_preview(import, NULL, &error);
    EpImportSummary summary;
    g_autofree char *found = NULL;

    g_assert_no_error(error);
    ep_import_get_summary(import, &summary);
    found = g_strdup_printf("%u %u %u %u %u", summary.counts[EP_VERDICT_NEW], summary.counts[EP_VERDICT_CHANGED],
                            summary.counts[EP_VERDICT_SAME], summary.counts[EP_VERDICT_ERROR],
                            summary.counts[EP_VERDICT_CONFLICT]);
    if (strcmp(found, counts) != 0)
        ep_test_import_say(import, rows);
    g_assert_cmpstr(found, ==, counts);
    return rows;
}

EpImportSummary
ep_test_import_commit(EpImport *import)
{
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;

    ep_import_commit(import, NULL, NULL, &summary, &error);
    g_assert_no_error(error);
    return summary;
}

EpImportSummary
ep_test_import_take(EpLedger *ledger, const char *table, const char *text)
{
    g_autoptr(EpImport) import = ep_test_import_new(ledger, table);

    ep_test_import_add_text(import, "take.csv", text);
    return ep_test_import_commit(import);
}

EpRecord *
ep_test_import_find(EpLedger *ledger, const char *table, const char *number)
{
    g_autoptr(GError) error = NULL;
    EpRecord *record = ep_reader_find(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, table), number, &error);

    g_assert_no_error(error);
    return record;
}

void
ep_test_import_assert(EpLedger *ledger, const char *table, const char *number, const char *field, const char *value)
{
    g_autoptr(EpRecord) record = ep_test_import_find(ledger, table, number);
    guint at = ep_table_find(ep_ledger_get_table(ledger, table), field);

    g_assert_cmpuint(at, !=, EP_NO_FIELD);
    g_assert_cmpstr(ep_record_get_label(record, at), ==, value);
}

guint
ep_test_import_count(EpLedger *ledger, const char *table)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) records =
        ep_reader_load(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, table), NULL, &error);

    g_assert_no_error(error);
    return records->len;
}

static void
ep_test_import_report(const char *problem, gpointer user_data)
{
    g_test_message("%s", problem);
}

void
ep_test_import_verify(EpLedger *ledger)
{
    g_autoptr(GError) error = NULL;
    guint n = 0;

    ep_verify(ep_ledger_get_store(ledger), ep_test_import_report, NULL, NULL, &n, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(n, ==, 0);
}
