/* The day's log as a sheet, on both engines: what stands where, and that every number opens what it counts. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-worklog-source.h"
#include "endpoint/report/ep-daily.h"
#include "endpoint/report/ep-layout.h"
#include "tests/support/ep-test-desk.h"
#include "tests/support/ep-test-engines.h"

static EpSheet *
test_make(EpLedger *ledger, const char *day)
{
    g_autoptr(GError) error = NULL;
    EpSheet *sheet = ep_daily_sheet(ledger, day, &error);

    g_assert_no_error(error);
    return sheet;
}

static void
test_fill(EpLedger *ledger)
{
    gint64 lan = ep_test_desk_add_pc(ledger, "PC-00001", "lan", "used");
    gint64 business = ep_test_desk_add_pc(ledger, "PC-00002", "business", "used");
    gint64 repair;

    ep_test_desk_do(ledger, "pc.call", lan, ANSWERS("title", "No printing"));
    repair = ep_test_desk_do(ledger, "pc.repair", lan, ANSWERS("title", "Does not start"));
    ep_test_desk_do(ledger, "pc.repair", business, ANSWERS("title", "Hums"));
    ep_test_desk_do(ledger, "repair.triage", repair, NULL);
    ep_test_desk_do(ledger, "repair.send", repair, ANSWERS("vendor", "Seto Repair", "remind_on", "2026-11-24"));
    ep_test_desk_make(ledger, "daylog.new", ANSWERS("remarks", "All quiet", "tomorrow", "Stocktaking"));
}

/* The row of @table whose first cell is @label. */
static guint
test_find_row(const EpSheetTable *table, const char *label)
{
    for (guint i = 0; i < ep_sheet_table_get_n_rows(table); i++) {
        if (strcmp(ep_sheet_table_get_cell(table, i, 0), label) == 0)
            return i;
    }
    g_error("no row %s", label);
}

static void
test_assert_row(const EpSheetTable *table, const char *label, const char *const *cells)
{
    guint row = test_find_row(table, label);

    for (guint i = 0; cells[i] != NULL; i++)
        g_assert_cmpstr(ep_sheet_table_get_cell(table, row, i + 1), ==, cells[i]);
}

static void
test_numbers(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpSheet) sheet = NULL, tuesday = NULL;
    EpSheetTable *counts, *tallies, *cases;

    test_fill(ledger);
    sheet = test_make(ledger, "2026-11-20");
    g_assert_cmpstr(ep_sheet_get_subtitle(sheet), ==, "令和8年11月20日(金)　Office open");
    counts = ep_sheet_get_table(sheet, 0);
    tallies = ep_sheet_get_table(sheet, 1);
    cases = ep_sheet_get_table(sheet, 2);
    test_assert_row(counts, "Calls", ANSWERS("0", "1", "0", "1"));
    test_assert_row(counts, "Repairs", ANSWERS("0", "2", "0", "2"));
    test_assert_row(counts, "　Business", ANSWERS("0", "1", "0", "1"));
    test_assert_row(counts, "Loaners", ANSWERS("0", "0", "0", "0"));
    test_assert_row(tallies, "PC ledger: Add a PC", ANSWERS("2", "20"));
    test_assert_row(tallies, "Repairs: Send to a vendor", ANSWERS("1", "10"));
    g_assert_cmpuint(ep_sheet_table_get_n_rows(cases), ==, 4); /* a call, two repairs, the total */
    test_assert_row(cases, "14:00", ANSWERS("R8-問-00001", "LAN", "", "PC-00001", "No printing"));
    g_assert_cmpstr(ep_sheet_table_get_cell(cases, 1, 7), ==, "With the vendor");
    g_assert_cmpstr(ep_sheet_table_get_cell(cases, 1, 6), ==,
                    "Take in for repair、Diagnose、Send to a vendor [instructed by R8-指-00001]");
    g_assert_cmpstr(ep_sheet_table_get_cell(cases, 3, 0), ==, "3 cases");
    g_assert_cmpstr(ep_sheet_table_get_cell(cases, 3, 9), ==, "50");
    tuesday = test_make(ledger, "2026-11-24");
    test_assert_row(ep_sheet_get_table(tuesday, 0), "Repairs", ANSWERS("2", "0", "0", "2"));
    test_assert_row(ep_sheet_get_table(tuesday, 3), "Repairs at vendors: Ordered",
                    ANSWERS("R8-外-00001", "", "PC-00001", "11/24(火)", "0", "Seto Repair"));
}

/* The log goes to the city: it says which loaner is out, not who has it. */
static void
test_names_nobody(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpSheet) sheet = NULL;
    gint64 loaner, repair, loan;
    g_autofree char *pc = NULL;

    test_fill(ledger);
    loaner = ep_test_desk_add_pc(ledger, "PC-00003", "lan", "loaner");
    pc = g_strdup_printf("%" G_GINT64_FORMAT, loaner);
    repair = ep_test_desk_do(ledger, "pc.repair", ep_test_desk_add_pc(ledger, "PC-00004", "lan", "used"),
                             ANSWERS("title", "Cracked"));
    loan = ep_test_desk_do(ledger, "repair.lend", repair, ANSWERS("pc", pc, "due", "2026-11-20"));
    ep_test_desk_do(ledger, "loan.hand_over", loan, ANSWERS("borrower", "Sato", "set_up", "1"));
    sheet = test_make(ledger, "2026-11-20");
    test_assert_row(ep_sheet_get_table(sheet, 3), "Loaners: Lent",
                    ANSWERS("R8-貸-00001", "", "PC-00003", "11/20(金)", "0", ""));
}

static void
test_sources(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpSheet) sheet = NULL;
    guint n = 0;

    test_fill(ledger);
    sheet = test_make(ledger, "2026-11-20");
    for (guint t = 0; t < ep_sheet_get_n_tables(sheet); t++) {
        EpSheetTable *table = ep_sheet_get_table(sheet, t);

        for (guint r = 0; r < ep_sheet_table_get_n_rows(table); r++) {
            for (guint c = 1; c < ep_sheet_table_get_n_columns(table); c++) {
                const char *source = ep_sheet_table_get_source(table, r, c);
                g_autoptr(GError) error = NULL;
                g_autoptr(EpWorklogSource) found = NULL;

                g_assert_nonnull(source);
                found = ep_worklog_source_load(ledger, source, &error);
                g_assert_no_error(error);
                if (t == 0)
                    g_assert_cmpint(found->records->len, ==,
                                    g_ascii_strtoll(ep_sheet_table_get_cell(table, r, c), NULL, 10));
                n++;
            }
        }
    }
    g_assert_cmpuint(n, >, 30);
}

static void
test_open(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpSheet) sheet = NULL;
    g_autoptr(GPtrArray) received = NULL, open = NULL, one = NULL;
    EpSheetTable *counts;
    EpDailyRow *row;
    guint jobs;

    test_fill(ledger);
    sheet = test_make(ledger, "2026-11-20");
    counts = ep_sheet_get_table(sheet, 0);
    jobs = test_find_row(counts, "Repairs at vendors");
    received = ep_daily_open(ledger, ep_sheet_table_get_source(counts, jobs, 2), NULL);
    g_assert_cmpuint(received->len, ==, 1);
    row = g_ptr_array_index(received, 0);
    g_assert_cmpstr(row->what, ==, "Send to a vendor");
    g_assert_cmpstr(row->name, ==, "R8-外-00001 Seto Repair"); /* what came onto the pile, not the act's subject */
    g_assert_cmpstr(row->who, ==, "Tanaka");
    open = ep_daily_open(ledger, ep_sheet_table_get_source(counts, test_find_row(counts, "Repairs"), 4), NULL);
    g_assert_cmpuint(open->len, ==, 2);
    row = g_ptr_array_index(open, 0);
    g_assert_cmpstr(row->at, ==, "");
    g_assert_cmpstr(row->what, ==, "With the vendor");
    g_assert_cmpstr(row->name, ==, "R8-修-00001 Does not start");
    one = ep_daily_open(ledger, ep_sheet_table_get_source(ep_sheet_get_table(sheet, 2), 0, 0), NULL);
    g_assert_cmpuint(one->len, ==, 1);
    g_assert_null(ep_daily_open(ledger, "nothing", NULL));
}

static void
test_quiet_days(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpSheet) holiday = test_make(ledger, "2026-11-23"), sunday = test_make(ledger, "2026-11-22");
    g_autoptr(EpLayout) layout = ep_layout_new(holiday, NULL);
    g_autoptr(GError) error = NULL;

    g_assert_cmpstr(ep_sheet_get_subtitle(holiday), ==, "令和8年11月23日(月)　Office closed (勤労感謝の日)");
    g_assert_cmpstr(ep_sheet_get_subtitle(sunday), ==, "令和8年11月22日(日)　Office closed");
    g_assert_cmpuint(ep_sheet_table_get_n_rows(ep_sheet_get_table(holiday, 2)), ==, 0);
    g_assert_cmpuint(ep_layout_get_n_pages(layout), ==, 1);
    g_assert_null(ep_daily_sheet(ledger, "yesterday", &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/daily/numbers", test_numbers);
    ep_test_engines_add("/daily/names-nobody", test_names_nobody);
    ep_test_engines_add("/daily/sources", test_sources);
    ep_test_engines_add("/daily/open", test_open);
    ep_test_engines_add("/daily/quiet-days", test_quiet_days);
    return g_test_run();
}
