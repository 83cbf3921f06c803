/* Three invented days, counted on both engines. */
#include <string.h>

#include "endpoint/core/ep-calendar.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-calendar-site.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-worklog-source.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

#define FRIDAY "2026-11-20"
#define TUESDAY "2026-11-24"
#define WEDNESDAY "2026-11-25"

static EpWorklog *
test_load(EpLedger *ledger, const char *day)
{
    g_autoptr(GError) error = NULL;
    EpWorklog *worklog = ep_worklog_load(ledger, day, &error);

    g_assert_no_error(error);
    return worklog;
}

static EpWorklogCount *
test_find_count(EpWorklog *worklog, const char *table, const char *network)
{
    for (guint i = 0; i < worklog->counts->len; i++) {
        EpWorklogCount *count = g_ptr_array_index(worklog->counts, i);

        if (strcmp(count->table->name, table) == 0 && strcmp(count->network, network) == 0)
            return count;
    }
    return NULL;
}

/* The numbers of the kind, and behind each number as many records. */
static void
test_assert_count(EpLedger *ledger, EpWorklog *worklog, const char *table, const char *network, gint64 before,
                  gint64 received, gint64 done, gint64 open)
{
    static const char *const names[] = { "before", "received", "done", "open" };
    EpWorklogCount *count = test_find_count(worklog, table, network);
    gint64 numbers[4];

    g_assert_nonnull(count);
    g_assert_cmpint(count->before, ==, before);
    g_assert_cmpint(count->received, ==, received);
    g_assert_cmpint(count->done, ==, done);
    g_assert_cmpint(count->open, ==, open);
    memcpy(numbers, (gint64[]){ before, received, done, open }, sizeof numbers);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = ep_worklog_source_count(worklog, count, names[i]);
        g_autoptr(EpWorklogSource) source = ep_worklog_source_load(ledger, text, &error);

        g_assert_no_error(error);
        g_assert_cmpstr(source->table->name, ==, table);
        g_assert_cmpint(source->records->len, ==, ABS(numbers[i]));
    }
}

static gint64
test_tally(EpLedger *ledger, EpWorklog *worklog, const char *verb)
{
    for (guint i = 0; i < worklog->tallies->len; i++) {
        EpWorklogTally *tally = g_ptr_array_index(worklog->tallies, i);

        if (strcmp(tally->verb->name, verb) == 0) {
            g_autofree char *text = ep_worklog_source_verb(worklog, tally->verb);
            g_autoptr(EpWorklogSource) source = ep_worklog_source_load(ledger, text, NULL);

            g_assert_cmpuint(source->acts->len, >, 0);
            return tally->times;
        }
    }
    return 0;
}

typedef struct {
    EpLedger *ledger;
    gint64 pcs[4], repairs[3], call, loan, job;
} TestDays;

static TestDays
test_days_new(const EpTestEngine *engine)
{
    TestDays t = { .ledger = ep_test_desk_open(engine->uri) };

    for (guint i = 0; i < 4; i++) {
        g_autofree char *number = g_strdup_printf("PC-0000%u", i + 1);

        t.pcs[i] = ep_test_desk_add_pc(t.ledger, number, i == 2 ? "business" : "lan", i == 3 ? "loaner" : "used");
    }
    return t;
}

static void
test_days_friday(TestDays *t)
{
    g_autofree char *loaner = g_strdup_printf("%" G_GINT64_FORMAT, t->pcs[3]);

    t->call = ep_test_desk_do(t->ledger, "pc.call", t->pcs[0], ANSWERS("title", "Does not start"));
    t->repairs[0] = ep_test_desk_do(t->ledger, "call.repair", t->call, NULL);
    ep_test_desk_do(t->ledger, "call.solve", t->call, ANSWERS("solution", "Taken in"));
    t->repairs[1] = ep_test_desk_do(t->ledger, "pc.repair", t->pcs[1], ANSWERS("title", "Hums"));
    t->repairs[2] = ep_test_desk_do(t->ledger, "pc.repair", t->pcs[2], ANSWERS("title", "Screen is dark"));
    ep_test_desk_do(t->ledger, "repair.triage", t->repairs[0], NULL);
    t->job = ep_test_desk_do(t->ledger, "repair.send", t->repairs[0],
                             ANSWERS("vendor", "Seto Repair", "remind_on", TUESDAY));
    t->loan = ep_test_desk_do(t->ledger, "repair.lend", t->repairs[0], ANSWERS("pc", loaner, "due", TUESDAY));
    ep_test_desk_do(t->ledger, "loan.hand_over", t->loan, ANSWERS("borrower", "Sato", "set_up", "1"));
    ep_test_desk_do(t->ledger, "repair.cancel", t->repairs[1], ANSWERS("end_reason", "Works"));
}

static void
test_counts(const EpTestEngine *engine)
{
    TestDays t = test_days_new(engine);
    g_autoptr(EpWorklog) friday = NULL, tuesday = NULL, before = NULL;

    test_days_friday(&t);
    friday = test_load(t.ledger, FRIDAY);
    test_assert_count(t.ledger, friday, "call", "", 0, 1, 1, 0);
    test_assert_count(t.ledger, friday, "repair", "", 0, 3, 1, 2);
    test_assert_count(t.ledger, friday, "repair", "lan", 0, 2, 1, 1);
    test_assert_count(t.ledger, friday, "repair", "business", 0, 1, 0, 1);
    g_assert_null(test_find_count(friday, "repair", "lgwan"));
    test_assert_count(t.ledger, friday, "vendor_job", "", 0, 1, 0, 1);
    test_assert_count(t.ledger, friday, "loan", "lan", 0, 1, 0, 1);
    g_assert_cmpint(test_tally(t.ledger, friday, "pc.new"), ==, 4);
    g_assert_cmpint(test_tally(t.ledger, friday, "pc.repair"), ==, 2);
    g_assert_cmpint(test_tally(t.ledger, friday, "repair.lend"), ==, 1);
    g_assert_cmpint(test_tally(t.ledger, friday, "staff.new"), ==, 0);
    g_assert_cmpuint(friday->dues->len, ==, 0);

    ep_test_desk_set_day(TUESDAY);
    ep_test_desk_undo(t.ledger); /* Friday's cancelling: it is in repair after all */
    ep_test_desk_do(t.ledger, "vendor_job.collect", t.job, NULL);
    ep_test_desk_do(t.ledger, "vendor_job.back", t.job, ANSWERS("work", "New board"));
    ep_test_desk_do(t.ledger, "repair.edit", t.repairs[2], ANSWERS("network", "lan")); /* was noted wrongly */
    tuesday = test_load(t.ledger, TUESDAY);
    test_assert_count(t.ledger, tuesday, "repair", "", 2, 0, -1, 3);
    test_assert_count(t.ledger, tuesday, "repair", "lan", 1, 1, -1, 3);
    test_assert_count(t.ledger, tuesday, "repair", "business", 1, 0, 1, 0);
    test_assert_count(t.ledger, tuesday, "vendor_job", "", 1, 0, 1, 0);
    g_assert_cmpint(test_tally(t.ledger, tuesday, "repair.cancel"), ==, -1);
    g_clear_pointer(&friday, ep_worklog_free);
    friday = test_load(t.ledger, FRIDAY); /* says the same as it did */
    test_assert_count(t.ledger, friday, "repair", "", 0, 3, 1, 2);
    before = test_load(t.ledger, "2026-11-19");
    test_assert_count(t.ledger, before, "repair", "", 0, 0, 0, 0);
    g_assert_cmpuint(before->cases->len + before->tallies->len, ==, 0);
    ep_ledger_close(t.ledger);
}

static void
test_carry_over(const EpTestEngine *engine)
{
    static const char *const days[] = { FRIDAY, "2026-11-21", TUESDAY, WEDNESDAY };
    TestDays t = test_days_new(engine);
    g_autoptr(EpWorklog) last = NULL;

    test_days_friday(&t);
    ep_test_desk_set_day(TUESDAY);
    ep_test_desk_undo(t.ledger);
    ep_test_desk_do(t.ledger, "repair.cancel", t.repairs[2], ANSWERS("end_reason", "Works"));
    ep_test_desk_set_day(WEDNESDAY);
    ep_test_desk_do(t.ledger, "loan.return", t.loan, NULL);
    for (guint d = 0; d < G_N_ELEMENTS(days); d++) {
        EpWorklog *worklog = test_load(t.ledger, days[d]);

        for (guint i = 0; last != NULL && i < worklog->counts->len; i++) {
            EpWorklogCount *count = g_ptr_array_index(worklog->counts, i);
            EpWorklogCount *yesterday = test_find_count(last, count->table->name, count->network);

            g_assert_cmpint(count->before, ==, yesterday != NULL ? yesterday->open : 0);
        }
        g_clear_pointer(&last, ep_worklog_free);
        last = worklog;
    }
    test_assert_count(t.ledger, last, "repair", "", 2, 0, 0, 2);
    ep_ledger_close(t.ledger);
}

static EpWorklogCase *
test_find_case(EpWorklog *worklog, const char *number)
{
    for (guint i = 0; i < worklog->cases->len; i++) {
        EpWorklogCase *one = g_ptr_array_index(worklog->cases, i);

        if (strcmp(one->subject->number, number) == 0)
            return one;
    }
    return NULL;
}

static void
test_cases(const EpTestEngine *engine)
{
    TestDays t = test_days_new(engine);
    g_autoptr(EpWorklog) friday = NULL, tuesday = NULL;
    EpWorklogCase *one;

    test_days_friday(&t);
    friday = test_load(t.ledger, FRIDAY);
    g_assert_cmpuint(friday->cases->len, ==, 4); /* a call and three repairs; loan and job are the first repair's */
    one = test_find_case(friday, "R8-修-00001");
    g_assert_cmpstr(one->subject->title, ==, "Does not start");
    g_assert_cmpstr(one->subject->pc, ==, "PC-00001");
    g_assert_cmpstr(one->subject->network, ==, "lan");
    g_assert_cmpstr(one->state, ==, "With the vendor");
    g_assert_cmpstr(one->who, ==, "Tanaka");
    g_assert_cmpuint(one->acts->len, ==, 5); /* taken in, diagnosed, sent, lent, handed over */
    g_assert_cmpint(one->minutes, ==, 50);
    ep_test_desk_set_day(TUESDAY);
    ep_test_desk_do(t.ledger, "repair.triage", t.repairs[2], NULL);
    ep_test_desk_undo(t.ledger);
    tuesday = test_load(t.ledger, TUESDAY);
    g_assert_cmpuint(tuesday->cases->len, ==, 0); /* done and taken back on one day is no line */
    g_assert_cmpint(test_tally(t.ledger, tuesday, "repair.triage"), ==, 0);
    ep_ledger_close(t.ledger);
}

static EpWorklogDue *
test_find_due(EpWorklog *worklog, const char *table)
{
    for (guint i = 0; i < worklog->dues->len; i++) {
        EpWorklogDue *due = g_ptr_array_index(worklog->dues, i);

        if (strcmp(due->subject->table->name, table) == 0)
            return due;
    }
    g_assert_not_reached();
}

static void
test_dues(const EpTestEngine *engine)
{
    TestDays t = test_days_new(engine);
    g_autoptr(EpWorklog) tuesday = NULL, wednesday = NULL, thursday = NULL;
    EpWorklogDue *due;

    test_days_friday(&t);
    ep_test_desk_set_day("2026-11-26");
    ep_test_desk_do(t.ledger, "loan.return", t.loan, NULL);
    tuesday = test_load(t.ledger, TUESDAY);
    g_assert_cmpuint(tuesday->dues->len, ==, 2); /* neither was over when the day ended */
    wednesday = test_load(t.ledger, WEDNESDAY);
    g_assert_cmpuint(wednesday->dues->len, ==, 2);
    due = test_find_due(wednesday, "loan");
    g_assert_cmpstr(due->subject->number, ==, "R8-貸-00001");
    g_assert_cmpstr(due->subject->pc, ==, "PC-00004");
    g_assert_cmpstr(due->due, ==, TUESDAY);
    g_assert_cmpstr(due->state, ==, "Lent"); /* as that day left it; it came back since */
    g_assert_cmpstr(test_find_due(wednesday, "vendor_job")->subject->title, ==, "Seto Repair");
    thursday = test_load(t.ledger, "2026-11-26");
    g_assert_cmpuint(thursday->dues->len, ==, 1);
    ep_ledger_close(t.ledger);
}

/* A kind says by its description alone when it is due; nothing is written for it. */
static void
test_call_due(const EpTestEngine *engine)
{
    EpLedger *ledger = ep_test_desk_open(engine->uri);
    gint64 call = ep_test_desk_make(ledger, "call.receive", ANSWERS("title", "Does not print"));
    g_autoptr(EpWorklog) friday = NULL, tuesday = NULL, wednesday = NULL, undone = NULL;

    ep_test_desk_do(ledger, "call.pend", call, ANSWERS("pending_reason", "away", "resume_on", TUESDAY));
    ep_test_desk_set_day(WEDNESDAY);
    ep_test_desk_do(ledger, "call.resume", call, NULL);
    friday = test_load(ledger, FRIDAY);
    g_assert_cmpuint(friday->dues->len, ==, 0);
    tuesday = test_load(ledger, TUESDAY); /* says what it said on Tuesday evening */
    g_assert_cmpuint(tuesday->dues->len, ==, 1);
    g_assert_cmpint(test_find_due(tuesday, "call")->subject->id, ==, call);
    wednesday = test_load(ledger, WEDNESDAY);
    g_assert_cmpuint(wednesday->dues->len, ==, 0);
    ep_test_desk_undo(ledger);
    undone = test_load(ledger, WEDNESDAY);
    g_assert_cmpuint(undone->dues->len, ==, 1);
    ep_ledger_close(ledger);
}

static void
test_permit_due(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 application = ep_test_media_apply(&t, "application.new_temporary", "1-1", ANSWERS("until_day", ""));
    gint64 permit = ep_test_media_allow(&t, application);
    g_autoptr(EpWorklog) open = test_load(t.ledger, FRIDAY), ended = NULL;
    EpWorklogDue *due = g_ptr_array_index(open->dues, 0);

    g_assert_cmpuint(open->dues->len, ==, 1);
    g_assert_cmpint(due->subject->id, ==, permit);
    g_assert_cmpstr(due->subject->title, !=, ""); /* the medium's, which a query looks up */
    g_assert_cmpstr(due->due, ==, FRIDAY);
    ep_test_desk_do(t.ledger, "permit.revoke", permit, NULL);
    ended = test_load(t.ledger, FRIDAY);
    g_assert_cmpuint(ended->dues->len, ==, 0);
    ep_test_media_clear(&t);
}

static void
test_sources(const EpTestEngine *engine)
{
    static const char *const bad[] = { "", "worklog?", "worklog?day=2026-11-20&table=repair&count=x", "record?table=x",
                                       "nothing?day=2026-11-20" };
    TestDays t = test_days_new(engine);
    g_autoptr(EpWorklog) worklog = NULL;
    g_autoptr(EpWorklogSource) all = NULL, lent = NULL, one = NULL, came = NULL;
    g_autofree char *day = NULL, *record = NULL;

    test_days_friday(&t);
    worklog = test_load(t.ledger, FRIDAY);
    day = ep_worklog_source_day(worklog);
    all = ep_worklog_source_load(t.ledger, day, NULL);
    g_assert_cmpuint(all->acts->len, ==, 14); /* four PCs and ten acts on cases; staff and instruction are quiet */
    lent = ep_worklog_source_load(t.ledger, "worklog?day=2026-11-20&verb=pc.repair", NULL);
    g_assert_true(lent->table == &ep_repair_table);
    g_assert_cmpuint(lent->records->len, ==, 2);
    came = ep_worklog_source_load(t.ledger, "worklog?day=2026-11-20&count=received", NULL);
    g_assert_null(came->table);
    g_assert_cmpuint(came->acts->len, ==, 6); /* a call, three repairs, a job, a loan */
    for (guint i = 1; i < came->acts->len; i++)
        g_assert_cmpint(g_array_index(came->acts, EpWorklogSourceAct, i - 1).seq, <=,
                        g_array_index(came->acts, EpWorklogSourceAct, i).seq);
    record = ep_worklog_source_record(((EpWorklogCase *)g_ptr_array_index(worklog->cases, 0))->subject);
    one = ep_worklog_source_load(t.ledger, record, NULL);
    g_assert_cmpint(g_array_index(one->records, gint64, 0), ==, t.call);
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(ep_worklog_source_load(t.ledger, bad[i], &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
    }
    ep_ledger_close(t.ledger);
}

static void
test_calendar(const EpTestEngine *engine)
{
    TestDays t = test_days_new(engine);
    g_autoptr(EpCalendar) calendar = NULL;
    g_autoptr(GError) error = NULL;

    ep_test_desk_make(t.ledger, "holiday.new", ANSWERS("day", "2026-11-25", "name", "Moving house"));
    ep_test_desk_make(t.ledger, "holiday.new", ANSWERS("day", "2026-11-28", "kind", "open", "name", "Moving in"));
    calendar = ep_calendar_site_load(ep_ledger_get_reader(t.ledger), &error);
    g_assert_no_error(error);
    g_assert_false(ep_calendar_is_open(calendar, (EpDate){ 2026, 11, 25 }));
    g_assert_true(ep_calendar_is_open(calendar, (EpDate){ 2026, 11, 28 }));
    t.repairs[0] = ep_test_desk_do(t.ledger, "pc.repair", t.pcs[0], ANSWERS("title", "Hums"));
    ep_test_desk_do(t.ledger, "repair.triage", t.repairs[0], NULL);
    t.job = ep_test_desk_do(t.ledger, "repair.send", t.repairs[0], ANSWERS("vendor", "Seto Repair"));
    /* 24, 26, 27, 28 (open), 30, 12/1, 2, 3, 4, 7 */
    ep_test_desk_assert(t.ledger, "vendor_job", t.job, "remind_on", "2026-12-07");
    ep_ledger_close(t.ledger);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/worklog/counts", test_counts);
    ep_test_engines_add("/worklog/carry-over", test_carry_over);
    ep_test_engines_add("/worklog/cases", test_cases);
    ep_test_engines_add("/worklog/dues", test_dues);
    ep_test_engines_add("/worklog/call-due", test_call_due);
    ep_test_engines_add("/worklog/permit-due", test_permit_due);
    ep_test_engines_add("/worklog/sources", test_sources);
    ep_test_engines_add("/worklog/calendar", test_calendar);
    return g_test_run();
}
