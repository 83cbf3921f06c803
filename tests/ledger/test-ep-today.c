/* What waits: open records only, the most urgent first, judged by the day and never stored. */
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-today.h"
#include "tests/support/ep-test-desk.h"
#include "tests/support/ep-test-engines.h"

static gint64
test_call(EpLedger *ledger, const char *title, const char *resume_on)
{
    gint64 id = ep_test_desk_make(ledger, "call.receive", ANSWERS("channel", "phone", "title", title));

    if (resume_on != NULL)
        ep_test_desk_do(ledger, "call.pend", id, ANSWERS("pending_reason", "away", "resume_on", resume_on));
    return id;
}

static const EpTodaySection *
test_find(GPtrArray *sections, const EpTable *table)
{
    for (guint i = 0; i < sections->len; i++) {
        const EpTodaySection *section = g_ptr_array_index(sections, i);

        if (section->table == table)
            return section;
    }
    return NULL;
}

static const char *
test_title(const EpTodaySection *section, guint index)
{
    return ep_record_get_named(g_ptr_array_index(section->records, index), "title");
}

static void
test_order(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) sections = NULL;
    const EpTodaySection *calls;
    gint64 done = test_call(ledger, "done", NULL);

    ep_test_desk_do(ledger, "call.solve", done, ANSWERS("solution", "restarted"));
    test_call(ledger, "later", "2026-11-26");
    test_call(ledger, "today", "2026-11-24");
    test_call(ledger, "late", "2026-11-21");
    ep_test_desk_set_day("2026-11-24");
    sections = ep_today_load(ep_ledger_get_reader(ledger), "2026-11-24", &error);
    g_assert_no_error(error);
    calls = test_find(sections, &ep_call_table);
    g_assert_nonnull(calls);
    g_assert_cmpuint(calls->records->len, ==, 3); /* what is done waits for nobody */
    g_assert_cmpuint(calls->n_late, ==, 1);
    g_assert_cmpuint(calls->n_due, ==, 1);
    g_assert_cmpstr(test_title(calls, 0), ==, "late");
    g_assert_cmpstr(test_title(calls, 1), ==, "today");
    g_assert_cmpstr(test_title(calls, 2), ==, "later");
    g_assert_true(g_ptr_array_index(sections, 0) == calls); /* a kind with late ones comes first */
}

static void
test_judged_by_the_day(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(GError) error = NULL;
    gint64 id = test_call(ledger, "call", "2026-11-24");
    g_autoptr(EpRecord) record = ep_reader_read(ep_ledger_get_reader(ledger), &ep_call_table, id, &error);

    g_assert_no_error(error);
    g_assert_cmpint(ep_today_judge(record, "2026-11-23"), ==, EP_URGENCY_OPEN);
    g_assert_cmpint(ep_today_judge(record, "2026-11-24"), ==, EP_URGENCY_DUE);
    g_assert_cmpint(ep_today_judge(record, "2026-11-25"), ==, EP_URGENCY_LATE);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/today/order", test_order);
    ep_test_engines_add("/today/judged-by-the-day", test_judged_by_the_day);
    return g_test_run();
}
