/* A broken PC's life, with loaner and vendor, on both engines. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/support/ep-test-desk.h"
#include "tests/support/ep-test-engines.h"

typedef struct {
    EpLedger *ledger;
    gint64 pc, loaner, repair;
} TestCase;

static TestCase
test_case_new(const EpTestEngine *engine)
{
    TestCase test = { .ledger = ep_test_desk_open(engine->uri) };

    test.pc = ep_test_desk_add_pc(test.ledger, "PC-00001", "lan", "used");
    test.loaner = ep_test_desk_add_pc(test.ledger, "PC-09001", "lan", "loaner");
    test.repair =
        ep_test_desk_do(test.ledger, "pc.repair", test.pc, ANSWERS("title", "Does not start", "belongings", "Mouse"));
    return test;
}

static void
test_case_clear(TestCase *test)
{
    ep_test_desk_verify(test->ledger);
    ep_ledger_close(test->ledger);
}

static void
test_case_assert(TestCase *test, const char *field, const char *value)
{
    ep_test_desk_assert(test->ledger, "repair", test->repair, field, value);
}

static void
test_case_do(TestCase *test, const char *verb, const char *const *answers)
{
    ep_test_desk_do(test->ledger, verb, test->repair, answers);
}

static gint64
test_case_lend(TestCase *test)
{
    g_autofree char *loaner = g_strdup_printf("%" G_GINT64_FORMAT, test->loaner);

    return ep_test_desk_do(test->ledger, "repair.lend", test->repair, ANSWERS("pc", loaner, "due", "2026-12-01"));
}

static void
test_whole_life(const EpTestEngine *engine)
{
    TestCase t = test_case_new(engine);
    gint64 loan;

    test_case_assert(&t, "number", "R8-修-00001");
    test_case_assert(&t, "state", "received");
    test_case_assert(&t, "network", "lan"); /* the PC's */
    test_case_assert(&t, "waiting_since", "2026-11-20");
    ep_test_desk_assert(t.ledger, "pc", t.pc, "state", "repair");
    loan = test_case_lend(&t);
    ep_test_desk_assert(t.ledger, "loan", loan, "number", "R8-貸-00001");
    ep_test_desk_assert(t.ledger, "loan", loan, "state", "prepared");
    ep_test_desk_assert(t.ledger, "pc", t.loaner, "state", "loaner");
    ep_test_desk_do(t.ledger, "loan.hand_over", loan, ANSWERS("borrower", "Sato", "set_up", "1"));
    ep_test_desk_assert(t.ledger, "pc", t.loaner, "state", "lent");
    ep_test_desk_assert(t.ledger, "loan", loan, "lent_on", "2026-11-20");
    ep_test_desk_set_day("2026-11-24");
    test_case_do(&t, "repair.triage", ANSWERS("cause", "software"));
    test_case_do(&t, "repair.minor", ANSWERS("minor_reason", "Only a driver"));
    test_case_do(&t, "repair.finish", ANSWERS("work", "Driver replaced"));
    test_case_do(&t, "repair.pass", ANSWERS("check_note", "All fine"));
    test_case_do(&t, "repair.notify", ANSWERS("notified_how", "Telephone"));
    test_case_assert(&t, "loaner", "PC-09001");
    test_case_assert(&t, "waiting_since", "2026-11-24");
    ep_test_desk_refused(t.ledger, "repair.return", t.repair, ANSWERS("handed_to", "Sato"), "PC-09001");
    test_case_assert(&t, "state", "notified");
    ep_test_desk_do(t.ledger, "loan.return", loan, NULL);
    ep_test_desk_assert(t.ledger, "pc", t.loaner, "state", "loaner");
    test_case_do(&t, "repair.return", ANSWERS("handed_to", "Sato"));
    test_case_assert(&t, "returned_on", "2026-11-24");
    ep_test_desk_assert(t.ledger, "pc", t.pc, "state", "used");
    ep_test_desk_do(t.ledger, "loan.wipe", loan, NULL);
    ep_test_desk_do(t.ledger, "loan.standby", loan, NULL);
    test_case_do(&t, "repair.close", NULL);
    test_case_assert(&t, "state", "closed");
    test_case_assert(&t, "minutes", "90"); /* nine acts of ten minutes on the case itself */
    test_case_clear(&t);
}

static void
test_loaner_is_one(const EpTestEngine *engine)
{
    TestCase t = test_case_new(engine);
    g_autofree char *loaner = g_strdup_printf("%" G_GINT64_FORMAT, t.loaner);
    g_autofree char *own = NULL;
    gint64 other, second, loan = test_case_lend(&t);

    ep_test_desk_refused(t.ledger, "repair.lend", t.repair, ANSWERS("pc", loaner, "due", "2026-12-01"), "PC-09001");
    other = ep_test_desk_add_pc(t.ledger, "PC-00002", "business", "used");
    own = g_strdup_printf("%" G_GINT64_FORMAT, other);
    second = ep_test_desk_do(t.ledger, "pc.repair", other, ANSWERS("title", "Hums"));
    ep_test_desk_refused(t.ledger, "repair.lend", second, ANSWERS("pc", loaner, "due", "2026-12-01"), "R8-貸-00001");
    ep_test_desk_refused(t.ledger, "repair.lend", second, ANSWERS("pc", own, "due", "2026-12-01"), "not a loaner");
    ep_test_desk_refused(t.ledger, "pc.repair", other, ANSWERS("title", "Again"), "In repair");
    ep_test_desk_refused(t.ledger, "repair.receive", 0, ANSWERS("title", "Again", "pc", own), "In repair");
    ep_test_desk_do(t.ledger, "loan.cancel", loan, ANSWERS("end_reason", "Not wanted"));
    ep_test_desk_do(t.ledger, "repair.lend", second, ANSWERS("pc", loaner, "due", "2026-12-01"));
    test_case_clear(&t);
}

static void
test_vendor(const EpTestEngine *engine)
{
    TestCase t = test_case_new(engine);
    gint64 job;

    test_case_do(&t, "repair.triage", NULL);
    job =
        ep_test_desk_do(t.ledger, "repair.send", t.repair, ANSWERS("vendor", "Seto Repair", "remind_on", "2026-12-04"));
    test_case_assert(&t, "state", "vendor");
    test_case_assert(&t, "vendor", "Seto Repair");
    ep_test_desk_assert(t.ledger, "vendor_job", job, "number", "R8-外-00001");
    ep_test_desk_assert(t.ledger, "vendor_job", job, "network", "lan");
    ep_test_desk_assert(t.ledger, "vendor_job", job, "ordered_on", "2026-11-20");
    g_assert_cmpint(ep_test_desk_find(t.ledger, "vendor_job", "pc", t.pc), ==, job);
    ep_test_desk_refused(t.ledger, "repair.check", t.repair, NULL, "Seto Repair");
    ep_test_desk_do(t.ledger, "vendor_job.collect", job, ANSWERS("vendor_number", "SR-77"));
    ep_test_desk_do(t.ledger, "vendor_job.approve", job, ANSWERS("estimate", "12000"));
    ep_test_desk_refused(t.ledger, "repair.give_up", t.repair, ANSWERS("end_reason", "Too dear"), "Seto Repair");
    ep_test_desk_set_day("2026-12-01");
    ep_test_desk_do(t.ledger, "vendor_job.back", job, ANSWERS("work", "New board", "cost", "11800"));
    ep_test_desk_assert(t.ledger, "vendor_job", job, "back_on", "2026-12-01");
    test_case_do(&t, "repair.check", NULL);
    test_case_do(&t, "repair.fail", ANSWERS("check_note", "Still hangs"));
    test_case_do(&t, "repair.give_up", ANSWERS("end_reason", "Board again"));
    test_case_do(&t, "repair.write_off", ANSWERS("disposal", "Shredded"));
    ep_test_desk_assert(t.ledger, "pc", t.pc, "state", "retired");
    test_case_clear(&t);
}

static void
test_undo(const EpTestEngine *engine)
{
    TestCase t = test_case_new(engine);
    gint64 loan = test_case_lend(&t), job;

    ep_test_desk_do(t.ledger, "loan.hand_over", loan, ANSWERS("borrower", "Sato", "set_up", "1"));
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "loan", loan, "state", "prepared");
    ep_test_desk_assert(t.ledger, "loan", loan, "lent_on", "");
    ep_test_desk_assert(t.ledger, "pc", t.loaner, "state", "loaner");
    test_case_do(&t, "repair.triage", NULL);
    job = ep_test_desk_do(t.ledger, "repair.send", t.repair, ANSWERS("vendor", "Seto Repair"));
    ep_test_desk_undo(t.ledger);
    test_case_assert(&t, "state", "triage");
    test_case_assert(&t, "open_jobs", "0");
    ep_test_desk_assert(t.ledger, "vendor_job", job, "state", "cancelled"); /* its number keeps its meaning */
    test_case_clear(&t);
}

static void
test_cancel(const EpTestEngine *engine)
{
    TestCase t = test_case_new(engine);
    gint64 loan = test_case_lend(&t);

    ep_test_desk_refused(t.ledger, "repair.cancel", t.repair, ANSWERS("end_reason", "Works again"), "PC-09001");
    ep_test_desk_do(t.ledger, "loan.cancel", loan, ANSWERS("end_reason", "Not wanted"));
    test_case_do(&t, "repair.cancel", ANSWERS("end_reason", "Works again"));
    test_case_assert(&t, "state", "cancelled");
    ep_test_desk_assert(t.ledger, "pc", t.pc, "state", "used");
    ep_test_desk_do(t.ledger, "pc.repair", t.pc, ANSWERS("title", "Broken after all"));
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "pc", t.pc, "state", "used");
    test_case_clear(&t);
}

static void
test_edit_moves_parts(const EpTestEngine *engine)
{
    TestCase t = test_case_new(engine);
    gint64 loan = test_case_lend(&t);

    test_case_do(&t, "repair.edit", ANSWERS("network", "business"));
    ep_test_desk_assert(t.ledger, "loan", loan, "network", "business");
    test_case_clear(&t);
}

static void
test_call(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    gint64 pc = ep_test_desk_add_pc(ledger, "PC-00001", "lgwan", "used"), call, repair;

    call =
        ep_test_desk_do(ledger, "pc.call", pc, ANSWERS("title", "No printing", "symptom", "print", "contact", "Ito"));
    ep_test_desk_assert(ledger, "call", call, "number", "R8-問-00001");
    ep_test_desk_assert(ledger, "call", call, "channel", "phone");
    ep_test_desk_assert(ledger, "call", call, "network", "lgwan");
    ep_test_desk_do(ledger, "call.pend", call, ANSWERS("pending_reason", "Driver", "resume_on", "2026-11-24"));
    ep_test_desk_refused(ledger, "call.solve", call, ANSWERS("solution", "Driver"), "Pending");
    ep_test_desk_do(ledger, "call.resume", call, NULL);
    repair = ep_test_desk_do(ledger, "call.repair", call, NULL); /* the call says the rest */
    ep_test_desk_assert(ledger, "repair", repair, "title", "No printing");
    ep_test_desk_assert(ledger, "repair", repair, "symptom", "print");
    ep_test_desk_assert(ledger, "repair", repair, "contact", "Ito");
    g_assert_cmpint(ep_test_desk_find(ledger, "repair", "call", call), ==, repair);
    g_assert_cmpint(ep_test_desk_find(ledger, "repair", "pc", pc), ==, repair);
    ep_test_desk_assert(ledger, "pc", pc, "state", "repair");
    ep_test_desk_do(ledger, "call.solve", call, ANSWERS("solution", "In repair"));
    ep_test_desk_assert(ledger, "call", call, "solved_at", "2026-11-20T05:00:00Z");
    ep_test_desk_assert(ledger, "call", call, "minutes", "40"); /* the act that opened the repair is the repair's */
    ep_test_desk_undo(ledger);
    ep_test_desk_assert(ledger, "call", call, "state", "active");
    ep_test_desk_assert(ledger, "call", call, "solved_at", "");
    ep_test_desk_verify(ledger);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/repair/whole-life", test_whole_life);
    ep_test_engines_add("/repair/loaner-is-one", test_loaner_is_one);
    ep_test_engines_add("/repair/vendor", test_vendor);
    ep_test_engines_add("/repair/undo", test_undo);
    ep_test_engines_add("/repair/cancel", test_cancel);
    ep_test_engines_add("/repair/edit-moves-parts", test_edit_moves_parts);
    ep_test_engines_add("/repair/call", test_call);
    return g_test_run();
}
