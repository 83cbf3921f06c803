/* The day's log of a ledger with 200,000 acts, beside the time in which bare sqlite3 counts the piles: some 250 open
 * days with 800 acts each, four to a call. The rows are put in as they are, without the chain. */
#include <sqlite3.h>
#include <glib/gstdio.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-worklog.h"
#include "tests/bench/bench.h"

#define ROUNDS 9
#define CALLS 50000
#define CALLS_A_DAY 200
#define STEPS 4
#define LAST_DAY "2026-11-20"

static const char fill_sql[] =
    "PRAGMA foreign_keys = OFF; BEGIN;"
    "CREATE TEMP TABLE step (n, verb, state_from, state_to, pile_from, pile_to);"
    "INSERT INTO step VALUES (0, 'call.receive', NULL, 'received', NULL, 'call|lan'),"
    " (1, 'call.start', 'received', 'active', 'call|lan', 'call|lan'),"
    " (2, 'call.edit', 'active', 'active', 'call|lan', 'call|lan'),"
    " (3, 'call.solve', 'active', 'done', 'call|lan', NULL);"
    "CREATE TEMP TABLE made AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49999)"
    " SELECT i, date('" LAST_DAY "', '-' || ((49999 - i) / 200) || ' days') AS day FROM n;"
    "INSERT INTO change (seq, act, record_table, record, state_from, state_to, pile_from, pile_to, fields, digest)"
    " SELECT i * 4 + n + 1, i * 4 + n + 1, 'call', i + 1, state_from, state_to, pile_from, pile_to,"
    "  'state' || char(9) || state_to || char(10), hex(randomblob(32)) FROM made, step ORDER BY i, n;"
    "INSERT INTO act (seq, at, day, verb, subject_table, subject, minutes, changes, digest, hash)"
    " SELECT i * 4 + n + 1, day || 'T05:00:00Z', day, verb, 'call', i + 1, 5, 1, hex(randomblob(32)),"
    "  hex(randomblob(32)) FROM made, step ORDER BY i, n;"
    "INSERT INTO call (id, rev, number, state, title, network)"
    " SELECT i + 1, i * 4 + 4, 'R8-問-' || i, 'done', 'Does not print', 'lan' FROM made;"
    "COMMIT; ANALYZE";

static sqlite3 *
bench_fill(const char *path)
{
    sqlite3 *db;
    char *message = NULL;

    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    if (sqlite3_exec(db, fill_sql, NULL, NULL, &message) != SQLITE_OK)
        g_error("%s", message);
    return db;
}

static guint
bench_read_bare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    guint n = 0;

    g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), ==, SQLITE_OK);
    sqlite3_bind_text(statement, 1, LAST_DAY, -1, SQLITE_STATIC);
    while (sqlite3_step(statement) == SQLITE_ROW)
        n++;
    sqlite3_finalize(statement);
    return n;
}

int
main(int argc, char *argv[])
{
    g_autofree char *folder = g_dir_make_tmp("bench-worklog-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "bench.db", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(path, TRUE, NULL, &error);
    g_autoptr(BenchSamples) bare = bench_samples_new(), ours = bench_samples_new();
    sqlite3 *db;

    g_assert_no_error(error);
    db = bench_fill(path);
    for (guint i = 0; i < ROUNDS; i++) {
        g_autoptr(EpWorklog) worklog = NULL;

        bench_start(bare);
        bench_read_bare(db, ep_reader_get_sql(ep_ledger_get_reader(ledger), "worklog-piles"));
        bench_stop(bare);
        bench_start(ours);
        worklog = ep_worklog_load(ledger, LAST_DAY, &error);
        bench_stop(ours);
        g_assert_no_error(error);
        g_assert_cmpuint(worklog->cases->len, ==, CALLS_A_DAY);
        g_assert_cmpuint(worklog->acts->len, ==, CALLS_A_DAY * STEPS);
    }
    sqlite3_close(db);
    g_print("%d acts\n", CALLS * STEPS);
    bench_report("the day's log", ours, "counting piles alone", bare, 3.0);
    return bench_remove_folder(folder);
}
