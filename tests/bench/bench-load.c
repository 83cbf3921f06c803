/* Reading the PC list beside reading the same rows with bare sqlite3, sorting it, and a keystroke's search, in one run.
 */
#include <sqlite3.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-list.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample.h"
#include "endpoint/store/ep-sql.h"
#include "tests/bench/bench.h"

#define ROUNDS 15

static guint
bench_read_bare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    guint bytes = 0;

    g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), ==, SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            sqlite3_column_text(statement, i);
            bytes += (guint)sqlite3_column_bytes(statement, i);
        }
    }
    sqlite3_finalize(statement);
    return bytes;
}

static void
bench_load(EpLedger *ledger, const char *path)
{
    EpReader *reader = ep_ledger_get_reader(ledger);
    g_autofree char *sql =
        ep_sql_select(&ep_pc_table, ep_ledger_get_catalog(ledger), ep_reader_get_sql(reader, "pc"), NULL, FALSE);
    g_autoptr(BenchSamples) bare = bench_samples_new(), ours = bench_samples_new();
    sqlite3 *db;

    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    for (guint i = 0; i < ROUNDS; i++) { /* in turn, so that both see the same machine */
        g_autoptr(GPtrArray) records = NULL;

        bench_start(bare);
        g_assert_cmpuint(bench_read_bare(db, sql), >, 0);
        bench_stop(bare);
        bench_start(ours);
        records = ep_reader_load(reader, &ep_pc_table, NULL, NULL);
        bench_stop(ours);
    }
    sqlite3_close(db);
    bench_report("list load", ours, "bare sqlite3", bare, 2.0);
}

static void
bench_list(EpLedger *ledger)
{
    static const char *const keys[] = { "C", "CT", "代", "松 ", "zzz", "" };
    g_autoptr(GPtrArray) records = ep_reader_load(ep_ledger_get_reader(ledger), &ep_pc_table, NULL, NULL);
    g_autoptr(EpList) list = ep_list_new(&ep_pc_table);
    g_autoptr(BenchSamples) merge = bench_samples_new(), fold = bench_samples_new(), sort = bench_samples_new(),
                            find = bench_samples_new();

    bench_start(fold);
    ep_list_prepare_search(records);
    bench_stop(fold);
    for (guint i = 0; i < ROUNDS; i++) {
        bench_start(merge);
        ep_list_load(list, records);
        bench_stop(merge);
        bench_start(sort);
        ep_list_set_sort(list, ep_table_find(&ep_pc_table, i % 2 ? "asset_number" : "section"), i % 3 == 0);
        bench_stop(sort);
        for (guint k = 0; k < G_N_ELEMENTS(keys); k++) {
            bench_start(find);
            ep_list_set_find(list, keys[k]);
            bench_stop(find);
        }
    }
    bench_report("  merging a load into the list", merge, NULL, NULL, 0);
    bench_report("  folding all searched fields", fold, NULL, NULL, 0);
    bench_report("  sorting", sort, NULL, NULL, 0);
    bench_report("  search of one keystroke", find, NULL, NULL, 0);
}

int
main(int argc, char *argv[])
{
    g_autofree char *folder = g_dir_make_tmp("madoguchi-bench-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "bench.db", NULL);
    guint n = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 8100;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(path, TRUE, NULL, &error);

    g_assert_no_error(error);
    g_assert_true(ep_sample_fill(ledger, n, 0, 0, 1, NULL, &error));
    g_print("%u PCs\n", n);
    bench_load(ledger, path);
    bench_list(ledger);
    return bench_remove_folder(folder);
}
