/* The yearly renewal: its lines, what sections answer, what becomes of the permits, who leaves by himself, what is
 * pointed out, and taking it back. And verbs done to many at once. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-many.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-renewal.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-permits.h"

static gint64
test_begin(EpTestPermits *t)
{
    return ep_test_desk_make(t->ledger, "renewal.new", ANSWERS("until_day", "2027-03-31", "deadline", "2027-03-10"));
}

/* The lines of the run in @state, at most @n of them. */
static GPtrArray *
test_lines(EpTestPermits *t, const char *state, guint n)
{
    GPtrArray *lines = ep_test_permits_load(t->ledger, "renewal_line");

    for (guint i = 0; i < lines->len;) {
        if (i >= n || strcmp(ep_record_get_named(g_ptr_array_index(lines, i), "state"), state) != 0)
            g_ptr_array_remove_index(lines, i);
        else
            i++;
    }
    return lines;
}

static EpHow
test_how(EpTestPermits *t)
{
    g_autoptr(GPtrArray) all = ep_test_permits_load(t->ledger, "instruction");

    return (EpHow){ .instruction = ep_record_get_id(g_ptr_array_index(all, 0)) };
}

/* Returns how many were refused. */
static guint
test_many(EpTestPermits *t, const char *name, GPtrArray *records, EpMany *out)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t->ledger, name, &table, NULL);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(t->ledger));
    EpHow how = test_how(t);
    g_autoptr(GError) error = NULL;
    g_auto(EpMany) many = { 0 };
    guint refused;

    if (ep_table_find(ep_draft_get_table(answers), "erased") != EP_NO_FIELD)
        ep_draft_set_named(answers, "erased", "1");
    ep_many_do(t->ledger, verb, table, records, answers, &how, NULL, &many, &error);
    g_assert_no_error(error);
    refused = many.refusals->len;
    if (out != NULL) {
        *out = many;
        many.refusals = NULL;
    }
    return refused;
}

static void
test_answer(EpTestPermits *t, const char *verb, guint n)
{
    g_autoptr(GPtrArray) lines = test_lines(t, "waiting", n);

    g_assert_cmpuint(test_many(t, verb, lines, NULL), ==, 0);
}

static guint
test_count(EpTestPermits *t, const char *table, const char *state)
{
    return ep_test_permits_count(t->ledger, table, state);
}

/* --- the whole way --- */

static void
test_way(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 12);
    gint64 run = test_begin(&t);
    g_autoptr(GPtrArray) lines = NULL, left = NULL;

    ep_test_desk_assert(t.ledger, "renewal", run, "number", "R8-更-00001");
    ep_test_desk_assert(t.ledger, "renewal", run, "renewed_until", "2028-03-31");
    ep_test_desk_assert(t.ledger, "renewal", run, "lines", "12");
    ep_test_desk_do(t.ledger, "renewal.hand_out", run, NULL);
    test_answer(&t, "renewal_line.renew", 6);
    ep_test_desk_assert(t.ledger, "renewal", run, "state", "collecting");
    test_answer(&t, "renewal_line.give_back", 2);
    test_answer(&t, "renewal_line.lose", 1);
    ep_test_desk_assert(t.ledger, "renewal", run, "waiting", "3");
    ep_test_desk_refused(t.ledger, "renewal.finish", run, NULL, "12");

    lines = test_lines(&t, "renew", 99);
    g_assert_cmpuint(test_many(&t, "renewal_line.do_renew", lines, NULL), ==, 0);
    g_assert_cmpuint(test_count(&t, "permit", "allowed"), ==, 6);
    g_assert_cmpuint(test_count(&t, "registration", "waiting"), ==, 6);
    ep_test_desk_assert(t.ledger, "renewal_line", ep_record_get_id(g_ptr_array_index(lines, 0)), "renewed_as",
                        "P-00001-1-2");
    g_clear_pointer(&lines, g_ptr_array_unref);
    lines = test_lines(&t, "give_back", 99);
    test_many(&t, "renewal_line.do_give_back", lines, NULL);
    g_clear_pointer(&lines, g_ptr_array_unref);
    lines = test_lines(&t, "lose", 99);
    test_many(&t, "renewal_line.do_lose", lines, NULL);
    g_assert_cmpuint(test_count(&t, "permit", "returned"), ==, 2);
    g_assert_cmpuint(test_count(&t, "medium", "lost"), ==, 1);

    /* Those without an answer are reminded, are valid to the last day, and expire; so does what was renewed, of which
     * the medium stays in use. */
    left = ep_test_permits_load(t.ledger, "renewal_line");
    g_assert_cmpuint(test_many(&t, "renewal_line.expire", left, NULL), ==, 12);
    ep_test_desk_set_day("2027-04-01");
    g_assert_cmpuint(test_many(&t, "renewal_line.expire", left, NULL), ==, 3);
    g_assert_cmpuint(test_count(&t, "renewal_line", "expired"), ==, 3);
    g_assert_cmpuint(test_count(&t, "renewal_line", "renewed"), ==, 6);
    g_assert_cmpuint(test_count(&t, "permit", "expired"), ==, 9);
    g_assert_cmpuint(test_count(&t, "medium", "used"), ==, 6);
    ep_test_desk_do(t.ledger, "renewal.finish", run, NULL);
    ep_test_permits_clear(&t);
}

/* --- leaving --- */

static void
test_leave(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 4);
    gint64 run = test_begin(&t);
    g_autoptr(GPtrArray) permits = ep_test_permits_load(t.ledger, "permit");

    ep_test_desk_do(t.ledger, "permit.give_back", ep_record_get_id(g_ptr_array_index(permits, 0)),
                    ANSWERS("erased", "1"));
    g_assert_cmpuint(test_count(&t, "renewal_line", "left"), ==, 1);
    ep_test_desk_undo(t.ledger);
    g_assert_cmpuint(test_count(&t, "renewal_line", "left"), ==, 0);
    ep_test_desk_do(t.ledger, "permit.lose", ep_record_get_id(g_ptr_array_index(permits, 1)), NULL);
    ep_test_desk_do(t.ledger, "permit.renew", ep_record_get_id(g_ptr_array_index(permits, 2)), NULL);
    g_assert_cmpuint(test_count(&t, "renewal_line", "left"), ==, 2);

    /* Nothing else is there to be taken in; another run finds nothing; cancelled, all is free again. */
    ep_test_desk_refused(t.ledger, "renewal.gather", run, NULL, "");
    ep_test_desk_refused(t.ledger, "renewal.new", 0, ANSWERS("until_day", "2027-03-31", "deadline", "2027-03-10"), "");
    ep_test_desk_do(t.ledger, "renewal.cancel", run, ANSWERS("end_reason", "Too early"));
    g_assert_cmpuint(test_count(&t, "renewal_line", "waiting"), ==, 0);
    ep_test_desk_assert(t.ledger, "renewal", test_begin(&t), "lines", "2");
    ep_test_permits_clear(&t);
}

/* --- what is pointed out --- */

static void
test_doubts(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 3);
    gint64 run, first;
    g_autoptr(GPtrArray) lines = NULL;
    EpMany many;

    ep_test_desk_do(t.ledger, "section.edit", t.sections[0], ANSWERS("closed_on", "2027-04-01"));
    run =
        ep_test_desk_make(t.ledger, "renewal.new",
                          ANSWERS("until_day", "2027-03-31", "deadline", "2027-03-10", "checked_since", "2026-05-01"));
    test_answer(&t, "renewal_line.renew", 3);
    lines = test_lines(&t, "renew", 3);
    first = ep_record_get_id(g_ptr_array_index(lines, 0));
    ep_test_desk_assert(t.ledger, "renewal_line", first, "doubt", "section");
    g_assert_cmpuint(test_many(&t, "renewal_line.do_renew", lines, &many), ==, 1);
    g_assert_cmpuint(many.done, ==, 2);
    g_assert_cmpint(((EpRefusal *)g_ptr_array_index(many.refusals, 0))->record, ==, first);
    ep_many_clear(&many);
    ep_test_desk_do(t.ledger, "renewal_line.accept", first, ANSWERS("reason", "Becomes 企画課"));
    ep_test_desk_do(t.ledger, "renewal_line.do_renew", first, NULL);

    /* A check that is too old; a clean one makes it good. */
    g_assert_cmpint(ep_renewal_undo(t.ledger, run, NULL, NULL, NULL, NULL), ==, 2);
    g_assert_cmpuint(test_count(&t, "renewal_line", "renew"), ==, 3);
    ep_test_desk_do(t.ledger, "renewal.edit", run, ANSWERS("checked_since", "2026-12-01", "deadline", "2027-03-10"));
    g_clear_pointer(&lines, g_ptr_array_unref);
    lines = test_lines(&t, "renew", 3);
    ep_test_desk_assert(t.ledger, "renewal_line", ep_record_get_id(g_ptr_array_index(lines, 1)), "doubt", "check");
    ep_test_desk_refused(t.ledger, "renewal_line.do_renew", ep_record_get_id(g_ptr_array_index(lines, 1)), NULL,
                         "2026/06/01");
    ep_test_desk_do(t.ledger, "medium.check_virus", ep_record_get_integer(g_ptr_array_index(lines, 1), "medium"),
                    ANSWERS("scanner", "Another scanner 9.1", "pattern_date", "2027-02-10", "result", "clean"));
    ep_test_desk_do(t.ledger, "renewal_line.do_renew", ep_record_get_id(g_ptr_array_index(lines, 1)), NULL);
    ep_test_permits_clear(&t);
}

/* --- many --- */

/* Several acts that share a run, stopped between two of them, taken back as one; what is refused is left out. */
static void
test_stop(const char *message, double fraction, gpointer user_data)
{
    if (fraction > 0.5)
        g_cancellable_cancel(user_data);
}

static void
test_acts(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 2 * EP_MANY_ACT + 20);
    gint64 run = test_begin(&t);
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    g_autoptr(EpProgress) progress = ep_progress_new(cancellable, test_stop, cancellable);
    g_autoptr(GPtrArray) lines = NULL;
    g_autoptr(GError) error = NULL;
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t.ledger, "renewal_line.do_renew", &table, NULL);
    EpHow how = test_how(&t);
    EpMany many = { 0 };
    guint n = 2 * EP_MANY_ACT + 20;

    test_answer(&t, "renewal_line.renew", n);
    lines = test_lines(&t, "renew", n);
    g_assert_false(ep_many_do(t.ledger, verb, table, lines, NULL, &how, progress, &many, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
    g_clear_error(&error);
    g_assert_cmpuint(many.done % EP_MANY_ACT, ==, 0);
    g_assert_cmpuint(many.done, <, n);
    g_assert_cmpuint(test_count(&t, "permit", "allowed"), ==, many.done);
    ep_many_clear(&many);

    /* Continued with the same selection: what is done is refused by its state, the rest is done. */
    ep_many_do(t.ledger, verb, table, lines, NULL, &how, NULL, &many, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(many.done + many.refusals->len, ==, n);
    g_assert_cmpuint(test_count(&t, "renewal_line", "renewed"), ==, n);
    ep_many_clear(&many);
    g_assert_cmpint(ep_renewal_undo(t.ledger, run, NULL, NULL, NULL, &error), ==, 3);
    g_assert_no_error(error);
    g_assert_cmpuint(test_count(&t, "permit", "allowed"), ==, 0);
    g_assert_cmpuint(test_count(&t, "renewal_line", "renew"), ==, n);
    ep_test_permits_clear(&t);
}

static void
test_undo_run(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, EP_MANY_ACT + 10);
    g_autoptr(GPtrArray) permits = ep_test_permits_load(t.ledger, "permit");
    EpMany many;

    test_many(&t, "permit.give_back", permits, &many);
    g_assert_cmpuint(many.acts, ==, 2);
    g_assert_cmpuint(test_count(&t, "permit", "returned"), ==, permits->len);
    g_assert_cmpint(ep_ledger_undo(t.ledger, many.act, NULL, NULL, NULL, NULL), !=, 0);
    g_assert_cmpuint(test_count(&t, "permit", "used"), ==, permits->len);
    g_assert_cmpuint(test_count(&t, "medium", "used"), ==, permits->len);
    ep_many_clear(&many);
    ep_test_permits_clear(&t);
}

/* What only writing finds out takes none of the others with it. */
static void
test_halves(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 9);
    g_autoptr(GPtrArray) permits = ep_test_permits_load(t.ledger, "permit"), again = NULL;
    gint64 taken = ep_record_get_id(g_ptr_array_index(permits, 4));
    EpMany many;

    /* Its number is taken already, which the table finds out. */
    ep_test_desk_do(t.ledger, "permit.renew", taken, NULL);
    again = ep_test_permits_load(t.ledger, "permit");
    for (guint i = 0; i < again->len; i++) {
        EpRecord *record = g_ptr_array_index(again, i);

        if (ep_record_get_integer(record, "renews") == taken)
            ep_test_desk_do(t.ledger, "permit.give_up", ep_record_get_id(record), NULL);
    }
    g_assert_cmpuint(test_many(&t, "permit.renew", permits, &many), ==, 1);
    g_assert_cmpuint(many.done, ==, 8);
    g_assert_cmpint(((EpRefusal *)g_ptr_array_index(many.refusals, 0))->record, ==, taken);
    ep_many_clear(&many);
    ep_test_permits_clear(&t);
}

/* --- bad answers --- */

static void
test_bad(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 1);
    g_autoptr(GPtrArray) lines = NULL;

    ep_test_desk_invalid(t.ledger, "renewal.new", 0, ANSWERS("until_day", "2027-03-31", "deadline", "2027-04-01"),
                         "2027/03/31");
    ep_test_desk_invalid(t.ledger, "renewal.new", 0,
                         ANSWERS("until_day", "2027-03-31", "deadline", "2027-03-01", "renewed_until", "2028-04-01"),
                         "2028/03/31");
    ep_test_desk_invalid(t.ledger, "renewal.new", 0,
                         ANSWERS("until_day", "2027-03-31", "deadline", "2027-03-01", "renewed_until", "2027-03-31"),
                         "2027/04/01");
    ep_test_desk_refused(t.ledger, "renewal.new", 0, ANSWERS("until_day", "2027-03-30", "deadline", "2027-03-01"),
                         "2027/03/30");
    test_begin(&t);
    lines = test_lines(&t, "waiting", 1);
    ep_test_desk_refused(t.ledger, "renewal_line.do_renew", ep_record_get_id(g_ptr_array_index(lines, 0)), NULL, "");
    ep_test_desk_refused(t.ledger, "renewal_line.accept", ep_record_get_id(g_ptr_array_index(lines, 0)),
                         ANSWERS("reason", "x"), "");
    ep_test_permits_clear(&t);
}

/* --- before that --- */

static void
test_assert_ending(EpTestPermits *t, const char *today, guint expected)
{
    g_autoptr(GPtrArray) permits = ep_test_permits_load(t->ledger, "permit");
    guint n, days, soon = 0;

    for (guint i = 0; i < permits->len; i++)
        soon += ep_permit_ends_soon(g_ptr_array_index(permits, i), today) ? 1 : 0;
    g_assert_true(ep_permit_count_ending(ep_ledger_get_reader(t->ledger), today, &n, &days, NULL));
    g_assert_cmpuint(n, ==, expected);
    g_assert_cmpuint(soon, ==, expected); /* the list and its number are the same */
}

/* Of the end somebody is told within the site's days; not of what was told, goes on, or stands in the renewal. */
static void
test_ending(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 6);
    g_autoptr(GPtrArray) permits = ep_test_permits_load(t.ledger, "permit");
    EpRenewalDue due;

    test_assert_ending(&t, "2027-02-28", 0);
    test_assert_ending(&t, "2027-03-01", 6);
    test_assert_ending(&t, "2027-03-31", 6);
    test_assert_ending(&t, "2027-04-01", 0);
    ep_test_desk_invalid(t.ledger, "office_rule.new", 0, ANSWERS("rule", "notice-days", "value", "a month"), "whole");
    ep_test_desk_make(t.ledger, "office_rule.new", ANSWERS("rule", "notice-days", "value", "60"));
    test_assert_ending(&t, "2027-01-29", 0);
    test_assert_ending(&t, "2027-01-30", 6);
    ep_test_desk_do(t.ledger, "permit.notify", ep_record_get_id(g_ptr_array_index(permits, 0)), NULL);
    ep_test_desk_do(t.ledger, "permit.renew", ep_record_get_id(g_ptr_array_index(permits, 1)), NULL);
    test_assert_ending(&t, "2027-03-01", 4);
    g_assert_true(ep_renewal_load_due(ep_ledger_get_reader(t.ledger), "2027-01-31", &due, NULL));
    g_assert_false(due.due);
    g_assert_cmpuint(due.permits, ==, 5); /* also the one that was told */
    g_assert_true(ep_renewal_load_due(ep_ledger_get_reader(t.ledger), "2027-02-01", &due, NULL));
    g_assert_true(due.due);
    test_begin(&t);
    test_assert_ending(&t, "2027-03-01", 0);
    g_assert_true(ep_renewal_load_due(ep_ledger_get_reader(t.ledger), "2027-02-01", &due, NULL));
    g_assert_cmpuint(due.permits, ==, 0);
    ep_test_permits_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/renewal/ending", test_ending);
    ep_test_engines_add("/renewal/way", test_way);
    ep_test_engines_add("/renewal/leave", test_leave);
    ep_test_engines_add("/renewal/doubts", test_doubts);
    ep_test_engines_add("/renewal/bad", test_bad);
    ep_test_engines_add("/renewal/acts", test_acts);
    ep_test_engines_add("/renewal/undo-run", test_undo_run);
    ep_test_engines_add("/renewal/halves", test_halves);
    return g_test_run();
}
