/* What waits: open records only, the most urgent first, judged by the day and never stored. */
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-today.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

#define TEST_NOON(date) ((EpDueNow){ date, date "T03:00:00Z" })

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
    sections = ep_today_load(ep_ledger_get_reader(ledger), &TEST_NOON("2026-11-24"), &error);
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
    g_assert_cmpint(ep_today_judge(record, &TEST_NOON("2026-11-23")), ==, EP_URGENCY_OPEN);
    g_assert_cmpint(ep_today_judge(record, &TEST_NOON("2026-11-24")), ==, EP_URGENCY_DUE);
    g_assert_cmpint(ep_today_judge(record, &TEST_NOON("2026-11-25")), ==, EP_URGENCY_LATE);
    g_assert_cmpstr(ep_today_get_due(record), ==, "2026-11-24");
    ep_test_desk_do(ledger, "call.resume", id, NULL);
    g_object_unref(record);
    record = ep_reader_read(ep_ledger_get_reader(ledger), &ep_call_table, id, &error);
    g_assert_cmpstr(ep_today_get_due(record), ==, ""); /* the day is still noted, but nobody waits for it */
}

/* At the end of the day, with a moment or without. */
static guint
test_count(EpLedger *ledger, const EpTable *table, const char *day, guint *late)
{
    g_autoptr(GError) error = NULL;
    EpDueNow end = ep_due_at_end_of(day);
    g_autoptr(GPtrArray) sections = ep_today_load(ep_ledger_get_reader(ledger), &end, &error);
    guint n = 0;

    g_assert_no_error(error);
    *late = 0;
    for (guint i = 0; i < sections->len; i++) {
        const EpTodaySection *section = g_ptr_array_index(sections, i);

        n += section->table == table ? section->records->len : 0;
        *late += section->table == table ? section->n_late : 0;
    }
    return n;
}

/* A permit waits for nobody until its last day has come. */
static void
test_permits(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 today =
        ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new_temporary", "1-1", ANSWERS("until_day", "")));
    guint late;

    ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1",
                                                ANSWERS("from_day", "2026-11-20", "until_day", "2026-12-31")));
    g_assert_cmpuint(test_count(t.ledger, &ep_permit_table, "2026-11-20", &late), ==, 1);
    g_assert_cmpuint(late, ==, 1); /* temporary use ends when the office closes */
    g_assert_cmpuint(test_count(t.ledger, &ep_permit_table, "2026-11-21", &late), ==, 1);
    g_assert_cmpuint(late, ==, 1);
    g_assert_cmpuint(test_count(t.ledger, &ep_permit_table, "2027-01-01", &late), ==, 2);
    ep_test_desk_do(t.ledger, "permit.revoke", today, NULL);
    g_assert_cmpuint(test_count(t.ledger, &ep_permit_table, "2026-11-21", &late), ==, 0);
    ep_test_media_clear(&t);
}

static const EpChoice key_states[] = { { "lent", "Lent", EP_TINT_NONE },
                                       { "back", "Back", EP_TINT_NONE },
                                       { NULL, NULL, EP_TINT_NONE } };
static const EpField key_fields[] = {
    { "state", "State", EP_KIND_CHOICE, 0, .choices = key_states },
    { "due", "Due", EP_KIND_DATE, 0 },
    { NULL },
};

/* A kind of tomorrow: its states and its due date are all that is asked for. */
static void
test_any_kind(void)
{
    const EpTable open = { .name = "key", .fields = key_fields, .state = "state", .due = "due", .open = "lent" };
    const EpTable quiet = { .name = "key", .fields = key_fields, .state = "state", .due = "due", .due_in = "lent" };

    g_assert_cmpint(ep_due_judge(&open, "lent", "", "", &TEST_NOON("2026-11-20")), ==, EP_URGENCY_OPEN);
    g_assert_cmpint(ep_due_judge(&open, "lent", "2026-11-21", "", &TEST_NOON("2026-11-20")), ==, EP_URGENCY_OPEN);
    g_assert_cmpint(ep_due_judge(&open, "lent", "2026-11-20", "", &TEST_NOON("2026-11-20")), ==, EP_URGENCY_DUE);
    g_assert_cmpint(ep_due_judge(&open, "back", "2026-11-19", "", &TEST_NOON("2026-11-20")), ==, EP_URGENCY_NONE);
    g_assert_cmpint(ep_due_judge(&quiet, "lent", "2026-11-21", "", &TEST_NOON("2026-11-20")), ==, EP_URGENCY_NONE);
    g_assert_cmpint(ep_due_judge(&quiet, "lent", "2026-11-19", "", &TEST_NOON("2026-11-20")), ==, EP_URGENCY_LATE);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/today/order", test_order);
    ep_test_engines_add("/today/judged-by-the-day", test_judged_by_the_day);
    ep_test_engines_add("/today/permits", test_permits);
    g_test_add_func("/today/any-kind", test_any_kind);
    return g_test_run();
}
