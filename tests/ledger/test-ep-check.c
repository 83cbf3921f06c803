/* Virus checks: what is asked of an old pattern, what a detection sets off, and what it takes to use the medium again.
 */
#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-today.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

#define FRESH "pattern", "27500", "pattern_date", "2026-11-20"
#define CLEAN "scanner", "Another scanner 9.1", FRESH, "files", "12", "found", "0", "result", "clean"
#define FOUND                                                                                                          \
    "scanner", "Another scanner 9.1", FRESH, "files", "12", "found", "2", "result", "found", "names",                  \
        "a.exe: Test.Harmless.1\nb.exe: Test.Harmless.2"

static void
test_invalid(EpLedger *ledger, const char *name, gint64 id, const char *const *answers, const char *reason)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(ep_test_desk_try(ledger, name, id, answers, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    if (strstr(error->message, reason) == NULL)
        g_error("“%s” does not say “%s”", error->message, reason);
}

static gint64
test_add_medium(EpTestMedia *t, const char *serial)
{
    return ep_test_desk_make(t->ledger, "medium.new",
                             ANSWERS("kind", "usb", "model", "MM-U32", "vid", "0951", "pid", "1666", "serial", serial));
}

/* --- the pattern --- */

/* 11-20 is a Friday, 11-23 a holiday: on Tuesday 11-24 Friday's pattern is one open day old. */
static void
test_old_pattern(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 medium = test_add_medium(&t, "MADO00000001"), check;

    test_invalid(t.ledger, "medium.check_virus", medium, ANSWERS("scanner", "X 1", "result", "clean"),
                 "Why with an old pattern: How old the virus pattern is, is not known");
    test_invalid(t.ledger, "medium.check_virus", medium,
                 ANSWERS("scanner", "X 1", "result", "clean", "pattern_date", "2026-11-18"),
                 "of 2026-11-18: 2 open days old, and 1 is allowed");
    check = ep_test_desk_do(t.ledger, "medium.check_virus", medium,
                            ANSWERS("scanner", "X 1", "result", "clean", "pattern_date", "2026-11-18", "old_reason",
                                    "The line to the outside is down"));
    ep_test_desk_assert(t.ledger, "virus_check", check, "old_reason", "The line to the outside is down");
    ep_test_desk_set_day("2026-11-24");
    check = ep_test_desk_do(
        t.ledger, "medium.check_virus", medium,
        ANSWERS("scanner", "X 1", "result", "clean", "pattern_date", "2026-11-20", "old_reason", "of no use here"));
    ep_test_desk_assert(t.ledger, "virus_check", check, "old_reason", "");
    ep_test_desk_make(t.ledger, "office_rule.new", ANSWERS("rule", "pattern-days", "value", "３"));
    ep_test_desk_do(t.ledger, "medium.check_virus", medium,
                    ANSWERS("scanner", "X 1", "result", "clean", "pattern_date", "2026-11-18"));
    ep_test_media_clear(&t);
}

static void
test_rules(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);

    test_invalid(t.ledger, "office_rule.new", 0, ANSWERS("rule", "closes", "value", "1715"),
                 "Value: “1715” is no time");
    test_invalid(t.ledger, "office_rule.new", 0, ANSWERS("rule", "closes", "value", "25:00"), "no time of day");
    test_invalid(t.ledger, "office_rule.new", 0, ANSWERS("rule", "report-minutes", "value", "0"), "no whole number");
    test_invalid(t.ledger, "office_rule.new", 0, ANSWERS("rule", "pattern-days", "value", "soon"), "no whole number");
    ep_test_media_clear(&t);
}

static void
test_contradictions(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 medium = test_add_medium(&t, "MADO00000001");

    test_invalid(t.ledger, "medium.check_virus", medium,
                 ANSWERS("scanner", "X 1", FRESH, "found", "1", "result", "clean"), "Infected files: the result is");
    test_invalid(t.ledger, "medium.check_virus", medium, ANSWERS("scanner", "X 1", FRESH, "result", "found"),
                 "say in how many files");
    test_invalid(t.ledger, "medium.check_virus", medium,
                 ANSWERS("scanner", "X 1", FRESH, "result", "clean", "started", "2026-11-20T05:00:00Z", "at",
                         "2026-11-20T04:00:00Z"),
                 "Begun at: it ends before it begins");
    test_invalid(t.ledger, "virus_check.new", 0, ANSWERS("carrier", "保守 太郎", CLEAN), "Kind of medium");
    ep_test_media_clear(&t);
}

/* --- a detection --- */

static gint64
test_get_incident(EpTestMedia *t, gint64 check)
{
    return ep_test_desk_find(t->ledger, "incident", "detection", check);
}

/* Nothing is checked tomorrow, with tomorrow's pattern, or of no piece. */
static void
test_to_come(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 medium = test_add_medium(&t, "MADO00000009");

    ep_test_desk_invalid(t.ledger, "medium.check_virus", medium, ANSWERS(CLEAN, "pattern_date", "2027-11-20"),
                         "Pattern date (empty: unknown): that is still to come");
    ep_test_desk_invalid(t.ledger, "medium.check_virus", medium, ANSWERS(CLEAN, "at", "2027-01-01T01:00:00Z"),
                         "Checked at: that is still to come");
    ep_test_desk_invalid(t.ledger, "virus_check.new", 0, ANSWERS("carrier", "x", "kind", "usb", "pieces", "0", CLEAN),
                         "Pieces: one at least");
    ep_test_media_clear(&t);
}

static void
test_incident(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 medium = test_add_medium(&t, "MADO00000001");
    gint64 check = ep_test_desk_do(t.ledger, "medium.check_virus", medium, ANSWERS(FOUND));
    gint64 incident = test_get_incident(&t, check);

    ep_test_desk_assert(t.ledger, "incident", incident, "number", "R8-検出-00001");
    ep_test_desk_assert(t.ledger, "incident", incident, "title", "Test.Harmless.1 and 1 more");
    ep_test_desk_assert(t.ledger, "incident", incident, "detected_at", "2026-11-20T05:00:00Z");
    ep_test_desk_assert(t.ledger, "incident", incident, "report_by", "2026-11-20T05:15:00Z");
    ep_test_desk_assert(t.ledger, "medium", medium, "open_incident", "R8-検出-00001");
    ep_test_desk_refused(t.ledger, "incident.treat", incident, ANSWERS("action", "cleaned", "treatment", "x"),
                         "Not possible");
    ep_test_desk_invalid(t.ledger, "incident.report", incident,
                         ANSWERS("reported_to", "x", "reported_how", "phone", "reported_at", "2026-11-20T05:00:01Z"),
                         "still to come");
    ep_test_desk_invalid(t.ledger, "incident.report", incident,
                         ANSWERS("reported_to", "x", "reported_how", "phone", "reported_at", "2026-11-20T04:59:00Z"),
                         "before the det");
    ep_clock_set_fixed("2026-11-20T05:40:00Z"); /* phoned in time, written down later */
    ep_test_desk_do(
        t.ledger, "incident.report", incident,
        ANSWERS("reported_to", "情報政策課", "reported_how", "phone", "reported_at", "2026-11-20T05:02:00Z"));
    ep_test_desk_assert(t.ledger, "incident", incident, "reported_at", "2026-11-20T05:02:00Z");
    ep_test_desk_assert(t.ledger, "incident", incident, "late", "");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_do(t.ledger, "incident.report", incident,
                    ANSWERS("reported_to", "情報政策課", "reported_how", "phone"));
    ep_test_desk_assert(t.ledger, "incident", incident, "reported_at", "2026-11-20T05:40:00Z");
    ep_test_desk_assert(t.ledger, "incident", incident, "late", "1");
    ep_test_desk_set_day("2026-11-20");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_do(t.ledger, "incident.report", incident,
                    ANSWERS("reported_to", "情報政策課", "reported_how", "phone"));
    ep_test_desk_assert(t.ledger, "incident", incident, "reported_at", "2026-11-20T05:00:00Z");
    ep_test_desk_do(t.ledger, "incident.treat", incident, ANSWERS("action", "cleaned", "treatment", "Files removed"));
    ep_test_desk_refused(t.ledger, "incident.close_gone", incident, NULL, "The medium is in the house");
    ep_test_desk_do(t.ledger, "incident.recheck", incident, ANSWERS(FOUND)); /* still there: treated anew */
    ep_test_desk_assert(t.ledger, "incident", incident, "state", "reported");
    ep_test_desk_do(t.ledger, "incident.treat", incident, ANSWERS("action", "cleaned", "treatment", "Formatted"));
    check = ep_test_desk_do(t.ledger, "incident.recheck", incident, ANSWERS(CLEAN));
    ep_test_desk_assert(t.ledger, "incident", incident, "state", "rechecked");
    ep_test_desk_assert(t.ledger, "incident", incident, "restored_at", "2026-11-20T05:00:00Z");
    ep_test_desk_assert(t.ledger, "medium", medium, "open_incident", "");
    ep_test_desk_do(t.ledger, "incident.close", incident, ANSWERS("cause", "From outside"));
    ep_test_desk_assert(t.ledger, "incident", incident, "state", "closed");
    ep_test_media_clear(&t);
}

/* A clean check by the medium's own verb is a re-check as well, but only of what was treated. */
static void
test_recheck_anywhere(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 medium = test_add_medium(&t, "MADO00000001");
    gint64 incident = test_get_incident(&t, ep_test_desk_do(t.ledger, "medium.check_virus", medium, ANSWERS(FOUND)));

    ep_test_desk_do(t.ledger, "medium.check_virus", medium, ANSWERS(CLEAN));
    ep_test_desk_assert(t.ledger, "incident", incident, "state", "detected");
    ep_test_desk_do(t.ledger, "incident.report", incident, ANSWERS("reported_to", "課", "reported_how", "oral"));
    ep_test_desk_do(t.ledger, "incident.treat", incident, ANSWERS("action", "isolated", "treatment", "x"));
    ep_test_desk_do(t.ledger, "medium.check_virus", medium, ANSWERS(CLEAN));
    ep_test_desk_assert(t.ledger, "incident", incident, "state", "rechecked");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "incident", incident, "state", "treated");
    ep_test_media_clear(&t);
}

/* Taking the check back takes its incident back. */
static void
test_undone(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 medium = test_add_medium(&t, "MADO00000001");

    ep_test_desk_do(t.ledger, "medium.check_virus", medium, ANSWERS(FOUND));
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "medium", medium, "open_incident", "");
    ep_test_media_clear(&t);
}

/* What a vendor takes home again cannot be checked again. */
static void
test_refused_medium(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 check = ep_test_desk_make(
        t.ledger, "virus_check.new",
        ANSWERS("carrier", "保守 太郎", "company", "窓口保守", "errand", "月次保守", "kind", "usb", FOUND));
    gint64 incident = test_get_incident(&t, check);

    ep_test_desk_do(t.ledger, "incident.report", incident, ANSWERS("reported_to", "課", "reported_how", "oral"));
    ep_test_desk_do(t.ledger, "incident.treat", incident, ANSWERS("action", "refused", "treatment", "Not taken"));
    ep_test_desk_refused(t.ledger, "incident.close", incident, NULL, "Not possible");
    ep_test_desk_do(t.ledger, "incident.close_gone", incident, NULL);
    ep_test_media_clear(&t);
}

static guint
test_load(EpLedger *ledger, const char *at, const EpTodaySection **first)
{
    static GPtrArray *sections;
    g_autoptr(GError) error = NULL;
    EpDueNow now = { "2026-11-20", "" };

    g_strlcpy(now.at, at, sizeof now.at);
    g_clear_pointer(&sections, g_ptr_array_unref);
    sections = ep_today_load(ep_ledger_get_reader(ledger), &now, &error);
    g_assert_no_error(error);
    *first = sections->len > 0 ? g_ptr_array_index(sections, 0) : NULL;
    return sections->len;
}

/* The clock of the report: on top while it runs, late when it has run out, gone when it was reported. */
static void
test_clock(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 medium = test_add_medium(&t, "MADO00000001");
    gint64 incident = test_get_incident(&t, ep_test_desk_do(t.ledger, "medium.check_virus", medium, ANSWERS(FOUND)));
    const EpTodaySection *first;
    g_autofree char *left = NULL, *over = NULL;
    EpDueNow at14 = { "2026-11-20", "2026-11-20T05:02:30Z" }, at15 = { "2026-11-20", "2026-11-20T05:18:00Z" };

    test_load(t.ledger, at14.at, &first);
    g_assert_true(first->table == &ep_incident_table && first->timed);
    g_assert_cmpuint(first->n_late, ==, 0);
    g_assert_cmpuint(first->n_near, ==, 1);
    test_load(t.ledger, at15.at, &first);
    g_assert_cmpuint(first->n_late, ==, 1);
    left = ep_due_format("2026-11-20T05:15:00Z", &at14);
    g_assert_cmpstr(left, ==, "14:15 13 minutes left");
    over = ep_due_format("2026-11-20T05:15:00Z", &at15);
    g_assert_cmpstr(over, ==, "14:15 3 minutes over");
    ep_test_desk_do(t.ledger, "incident.report", incident, ANSWERS("reported_to", "課", "reported_how", "oral"));
    test_load(t.ledger, at15.at, &first);
    g_assert_false(first->timed);
    g_assert_cmpuint(first->n_late, ==, 0);
    ep_test_media_clear(&t);
}

/* An application's medium that carried something is not allowed before it was treated and is clean. */
static void
test_application(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL), line = ep_test_media_line(&t, app, 0);
    gint64 check, incident;

    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    check = ep_test_desk_do(t.ledger, "application_device.check_virus", line, ANSWERS(FOUND));
    incident = test_get_incident(&t, check);
    ep_test_desk_assert(t.ledger, "incident", incident, "network", "lan");
    ep_test_desk_do(t.ledger, "application_device.check_virus", line, ANSWERS(CLEAN));
    ep_test_desk_refused(t.ledger, "application.submit", app, NULL, "R8-検出-00001 is open");
    ep_test_desk_do(t.ledger, "incident.report", incident, ANSWERS("reported_to", "課", "reported_how", "oral"));
    ep_test_desk_do(t.ledger, "incident.treat", incident, ANSWERS("action", "cleaned", "treatment", "x"));
    ep_test_desk_do(t.ledger, "incident.recheck", incident, ANSWERS(CLEAN));
    ep_test_desk_do(t.ledger, "application.submit", app, NULL);
    ep_test_media_clear(&t);
}

/* --- what is brought in, and may be used until the office closes --- */

static gint64
test_bring(EpTestMedia *t, const char *network, const char *serial)
{
    return ep_test_desk_make(t->ledger, "virus_check.new",
                             ANSWERS("carrier", "保守 太郎", "company", "窓口保守", "errand", "月次保守", "network",
                                     network, "kind", "usb", "vid", "0951", "pid", "1666", "serial", serial, CLEAN));
}

static void
test_permit(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 check = test_bring(&t, "lan", "MADO0000ABCD"), business = test_bring(&t, "business", "MADO0000EF01"), permit;
    g_autofree char *pc = ep_test_media_id(t.pc), *other = ep_test_media_id(t.business_pc);
    const char *until = "2026-11-20T08:15:00Z";

    ep_test_desk_refused(t.ledger, "virus_check.permit", business,
                         ANSWERS("network", "business", "pc", other, "rights", "read", "until_at", until),
                         "does not exist on");
    test_invalid(t.ledger, "virus_check.permit", check,
                 ANSWERS("network", "lan", "pc", other, "rights", "read", "until_at", until),
                 "On PC: it is on another");
    test_invalid(t.ledger, "virus_check.permit", check,
                 ANSWERS("network", "lan", "pc", pc, "rights", "read", "until_at", "2026-11-20T08:16:00Z"),
                 "The office closes at 17:15");
    test_invalid(t.ledger, "virus_check.permit", check,
                 ANSWERS("network", "lan", "pc", pc, "rights", "read", "until_at", "2026-11-21T03:00:00Z"),
                 "closed on 2026/11/21");
    test_invalid(t.ledger, "virus_check.permit", check,
                 ANSWERS("network", "lan", "pc", pc, "rights", "read", "until_at", "2026-11-20T04:00:00Z"),
                 "that moment is over");
    permit = ep_test_desk_do(t.ledger, "virus_check.permit", check,
                             ANSWERS("network", "lan", "pc", pc, "rights", "read", "user", "保守"));
    ep_test_desk_assert(t.ledger, "permit", permit, "number", "R8-検-00001-1");
    ep_test_desk_assert(t.ledger, "permit", permit, "until_day", "2026-11-20");
    ep_test_desk_assert(t.ledger, "permit", permit, "clean_on", "2026-11-20");
    ep_test_desk_refused(t.ledger, "virus_check.permit", check, ANSWERS("network", "lan", "pc", pc, "rights", "read"),
                         "It has its permit already");
    ep_test_desk_refused(t.ledger, "permit.start", permit, NULL, "not registered");
    ep_test_media_clear(&t);
}

/* A disc has no serial number: it takes something in its place. Yesterday's check is none. */
static void
test_permit_of_a_disc(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    g_autofree char *pc = ep_test_media_id(t.pc), *medium = NULL;
    gint64 check = ep_test_desk_make(
        t.ledger, "virus_check.new",
        ANSWERS("carrier", "保守 太郎", "errand", "修正版の適用", "kind", "optical", "pieces", "2", CLEAN));
    gint64 permit;

    test_invalid(t.ledger, "virus_check.permit", check,
                 ANSWERS("network", "lan", "pc", pc, "rights", "read", "until_at", "2026-11-20T08:15:00Z"),
                 "Instead: It cannot be told apart");
    permit = ep_test_desk_do(
        t.ledger, "virus_check.permit", check,
        ANSWERS("network", "lan", "pc", pc, "rights", "read", "until_at", "2026-11-20T08:15:00Z", "fallback", "pc"));
    medium = ep_test_desk_get(t.ledger, "permit", permit, "medium");
    ep_test_desk_assert(t.ledger, "medium", g_ascii_strtoll(medium, NULL, 10), "kind", "optical");
    check = test_bring(&t, "lan", "MADO0000ABCD");
    ep_test_desk_set_day("2026-11-24");
    ep_test_desk_refused(t.ledger, "virus_check.permit", check, ANSWERS("network", "lan", "pc", pc, "rights", "read"),
                         "of the same day");
    ep_test_media_clear(&t);
}

/* Begun with a check of its day, ended by a signature, given back after that. */
static void
test_temporary(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 targets[] = { t.windows, t.usbguard }, app, permit;
    g_autofree char *staff = ep_test_media_id(ep_ledger_get_operator(t.ledger)->staff), *medium = NULL;
    const EpTodaySection *first;

    for (guint i = 0; i < G_N_ELEMENTS(targets); i++) /* nothing to be registered */
        ep_test_desk_do(t.ledger, "target.edit", targets[i], ANSWERS("retired", "1"));
    app = ep_test_media_apply(&t, "application.new_temporary", "1-1",
                              ANSWERS("from_day", "2026-11-24", "until_day", "2026-11-24"));
    permit = ep_test_media_allow(&t, app);
    medium = ep_test_desk_get(t.ledger, "permit", permit, "medium");
    ep_test_desk_assert(t.ledger, "permit", permit, "until_at", "2026-11-24T08:15:00Z");
    ep_test_desk_set_day("2026-11-24");
    ep_test_desk_refused(t.ledger, "permit.start", permit, NULL, "of the same day");
    ep_test_desk_do(t.ledger, "medium.check_virus", g_ascii_strtoll(medium, NULL, 10),
                    ANSWERS("scanner", "X 1", "pattern_date", "2026-11-24", "result", "clean"));
    ep_test_desk_do(t.ledger, "permit.start", permit, NULL);
    ep_test_desk_refused(t.ledger, "permit.give_back", permit, NULL, "revoke it");
    ep_test_desk_refused(t.ledger, "permit.hand_back", permit, NULL, "Not possible");
    test_load(t.ledger, "2026-11-24T08:14:00Z", &first);
    ep_test_desk_do(t.ledger, "permit.revoke", permit, NULL);
    ep_test_desk_assert(t.ledger, "permit", permit, "ended_by", staff);
    ep_test_desk_do(t.ledger, "permit.hand_back", permit, ANSWERS("erased", "1"));
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "returned");
    ep_test_desk_assert(t.ledger, "permit", permit, "ended_by", staff);
    ep_test_desk_assert(t.ledger, "medium", g_ascii_strtoll(medium, NULL, 10), "state", "returned");
    ep_test_media_clear(&t);
}

/* 17:15 is the moment: due before, late from then on. Another closing time counts for what is allowed after that. */
static void
test_closing(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit =
        ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new_temporary", "1-1", ANSWERS("until_day", "")));
    const EpTodaySection *first;

    test_load(t.ledger, "2026-11-20T07:30:00Z", &first);
    g_assert_true(first->table == &ep_permit_table && first->timed);
    g_assert_cmpuint(first->n_due, ==, 1);
    g_assert_cmpuint(first->n_near, ==, 1);
    test_load(t.ledger, "2026-11-20T08:15:00Z", &first);
    g_assert_cmpuint(first->n_late, ==, 1);
    ep_test_desk_make(t.ledger, "office_rule.new", ANSWERS("rule", "closes", "value", "17:00"));
    ep_test_desk_do(t.ledger, "permit.revoke", permit, NULL);
    permit =
        ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new_temporary", "1-1", ANSWERS("until_day", "")));
    ep_test_desk_assert(t.ledger, "permit", permit, "until_at", "2026-11-20T08:00:00Z");
    ep_test_media_clear(&t);
}

/* --- what is delivered --- */

static gint64
test_check_delivery(EpTestMedia *t, gint64 id, const char *result, const char *const *names, GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t->ledger, "delivery.check", &table, NULL);
    g_autoptr(EpRecord) record = ep_test_media_read(t, "delivery", id);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, record, ep_ledger_get_operator(t->ledger));
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    const char *said[] = { "scanner",      "X 1",        "result", result,
                           "pattern_date", "2026-11-20", "found",  g_str_equal(result, "found") ? "1" : "0",
                           "folder",       "/srv/nohin", NULL };

    g_ptr_array_add(records, record);
    for (const char **pair = said; *pair != NULL; pair += 2)
        ep_draft_set_named(answers, pair[0], pair[1]);
    for (; *names != NULL; names++) {
        g_autoptr(EpDraft) file = ep_draft_new(&ep_delivery_file_table);

        ep_draft_set_named(file, "name", *names);
        ep_draft_set_named(file, "size", "12");
        ep_draft_set_named(file, "sha256", "00");
        ep_draft_add_line(answers, file);
    }
    return ep_ledger_do(t->ledger, verb, table, records, answers, NULL, NULL, NULL, error);
}

/* Read, checked, handed over on the same day; what was read before is no longer listed. */
static void
test_delivery(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 id =
        ep_test_desk_make(t.ledger, "delivery.new", ANSWERS("name", "11月分 月次報告", "addressee", "情報政策課"));
    g_autoptr(GError) error = NULL;

    ep_test_desk_assert(t.ledger, "delivery", id, "number", "R8-納-00001");
    g_assert_cmpint(test_check_delivery(&t, id, "clean", ANSWERS(NULL), &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "There are no files"));
    g_clear_error(&error);
    g_assert_cmpint(test_check_delivery(&t, id, "found", ANSWERS("a.xlsx", "b.pdf"), &error), >, 0);
    ep_test_desk_assert(t.ledger, "delivery", id, "state", "prepared");
    g_assert_cmpint(test_check_delivery(&t, id, "clean", ANSWERS("a.xlsx", "c.pdf", "d.pdf"), &error), >, 0);
    g_assert_no_error(error);
    ep_test_desk_assert(t.ledger, "delivery", id, "state", "checked");
    ep_test_desk_assert(t.ledger, "delivery", id, "files", "3");
    ep_test_desk_assert(t.ledger, "delivery", id, "size", "36");
    ep_test_desk_assert(t.ledger, "delivery", id, "check_number", "R8-検-00002");
    ep_test_desk_set_day("2026-11-24");
    ep_test_desk_refused(t.ledger, "delivery.deliver", id, ANSWERS("received_by", "山本"), "checked on another day");
    ep_test_desk_set_day("2026-11-20");
    ep_test_desk_do(t.ledger, "delivery.deliver", id, ANSWERS("received_by", "山本"));
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/check/old-pattern", test_old_pattern);
    ep_test_engines_add("/check/rules", test_rules);
    ep_test_engines_add("/check/contradictions", test_contradictions);
    ep_test_engines_add("/check/to-come", test_to_come);
    ep_test_engines_add("/check/incident", test_incident);
    ep_test_engines_add("/check/recheck-anywhere", test_recheck_anywhere);
    ep_test_engines_add("/check/undone", test_undone);
    ep_test_engines_add("/check/refused-medium", test_refused_medium);
    ep_test_engines_add("/check/clock", test_clock);
    ep_test_engines_add("/check/application", test_application);
    ep_test_engines_add("/check/permit", test_permit);
    ep_test_engines_add("/check/permit-of-a-disc", test_permit_of_a_disc);
    ep_test_engines_add("/check/temporary", test_temporary);
    ep_test_engines_add("/check/closing", test_closing);
    ep_test_engines_add("/check/delivery", test_delivery);
    return g_test_run();
}
