/* An application's life: received from a plugged stick, graded, checked, decided; and every way it is refused. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

static guint
test_count(EpTestMedia *t, const EpTable *table)
{
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t->ledger), table, NULL, NULL);

    return all->len;
}

static void
test_assert_line(EpTestMedia *t, gint64 line, const char *field, const char *value)
{
    ep_test_desk_assert(t->ledger, "application_device", line, field, value);
}

static void
test_whole(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL), line = ep_test_media_line(&t, app, 0);
    gint64 permit, medium, registration;
    g_autoptr(EpRecord) record = NULL;

    ep_test_desk_assert(t.ledger, "application", app, "number", "R8-周-00001");
    ep_test_desk_assert(t.ledger, "application", app, "state", "received");
    test_assert_line(&t, line, "grade", "individual");
    test_assert_line(&t, line, "grade_reasons", "valid-serial");
    test_assert_line(&t, line, "maker", "Madoguchi");
    test_assert_line(&t, line, "storage", "1");
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    test_assert_line(&t, line, "limits", "scope LAN-GPO\nscope LAN-Linux");
    ep_test_desk_assert(t.ledger, "application", app, "step", "virus_check");
    ep_test_desk_refused(t.ledger, "application.submit", app, NULL, "1 medium has no clean virus check");
    ep_test_media_clean(&t, line);
    ep_test_desk_assert(t.ledger, "application", app, "step", "checked");
    ep_test_desk_do(t.ledger, "application.submit", app, NULL);
    ep_test_desk_do(t.ledger, "application.allow", app, NULL);
    ep_test_desk_assert(t.ledger, "application", app, "step", "register");
    permit = ep_test_desk_find(t.ledger, "permit", "application", app);
    ep_test_desk_assert(t.ledger, "permit", permit, "number", "R8-周-00001-1");
    ep_test_desk_assert(t.ledger, "permit", permit, "until_day", "2027-03-31");
    record = ep_test_media_read(&t, "permit", permit);
    medium = ep_record_get_integer(record, "medium");
    ep_test_desk_assert(t.ledger, "medium", medium, "number", "R8-媒-00001");
    ep_test_desk_assert(t.ledger, "medium", medium, "serial", "MADO7A31B9C4");
    ep_test_desk_assert(t.ledger, "medium", medium, "state", "used");
    ep_test_desk_assert(t.ledger, "medium", medium, "checked_on", "2026-11-20");
    g_assert_cmpuint(test_count(&t, &ep_permit_scope_table), ==, 2); /* a PC and a person */
    g_assert_cmpuint(test_count(&t, &ep_person_table), ==, 1);
    g_assert_cmpuint(test_count(&t, &ep_registration_table), ==, 2);
    registration = ep_test_media_registration(&t, permit, t.windows);
    ep_test_desk_assert(t.ledger, "registration", registration, "state", "waiting");
    ep_test_desk_assert(t.ledger, "registration", registration, "serial", "MADO7A31B9C4");
    ep_test_desk_refused(t.ledger, "permit.start", permit, NULL, "not registered yet");
    ep_test_media_clear(&t);
}

static void
test_send_back(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", ANSWERS("approved", "", "until_day", "2027-04-30"));

    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "seal of the section's head is missing");
    ep_test_desk_do(t.ledger, "application.send_back", app, ANSWERS("reason", "seal"));
    ep_test_desk_assert(t.ledger, "application", app, "step", "returned");
    ep_test_desk_do(t.ledger, "application.edit", app, ANSWERS("approved", "1"));
    ep_test_desk_assert(t.ledger, "application", app, "reason", "seal");
    ep_test_desk_do(t.ledger, "application.resubmit", app, NULL);
    ep_test_desk_assert(t.ledger, "application", app, "reason", ""); /* it is mended, and stands in the history */
    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "beyond the fiscal year, which ends on 2027/03/31");
    ep_test_desk_do(t.ledger, "application.edit", app, ANSWERS("until_day", "2027-03-31"));
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_desk_refused(t.ledger, "application_device.edit", ep_test_media_line(&t, app, 0), NULL, "past the check");
    ep_test_desk_do(t.ledger, "application.withdraw", app, NULL);
    ep_test_desk_assert(t.ledger, "application", app, "state", "withdrawn");
    test_assert_line(&t, ep_test_media_line(&t, app, 0), "state", "refused");
    ep_test_media_clear(&t);
}

static void
test_private_and_virus(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL), line = ep_test_media_line(&t, app, 0);

    ep_test_desk_do(t.ledger, "application_device.edit", line, ANSWERS("owner", "private"));
    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "private device");
    ep_test_desk_do(t.ledger, "application_device.edit", line, ANSWERS("owner", "public"));
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_media_clean(&t, line);
    ep_test_desk_set_day("2026-11-24");
    ep_test_desk_do(t.ledger, "application_device.check_virus", line,
                    ANSWERS("scanner", "ClamAV 1.4.6", "pattern_date", "2026-11-20", "result", "found", "found", "1",
                            "names", "Test.Worm"));
    ep_test_desk_refused(t.ledger, "application.submit", app, NULL, "R8-検出-00001 is open");
    ep_test_desk_do(t.ledger, "application.refuse", app, ANSWERS("reason", "virus"));
    test_assert_line(&t, line, "reason", "virus");
    ep_test_media_clear(&t);
}

/* What is named must be on the network applied for. */
static void
test_foreign_pc(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    g_autofree char *a = ep_test_media_id(app);
    g_autofree char *pc = ep_test_media_id(ep_test_desk_add_pc(t.ledger, "PC-07000", "business", "used"));
    gint64 line = ep_test_desk_make(t.ledger, "application_pc.new", ANSWERS("application", a, "pc", pc));

    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "PC-07000 is on another network");
    ep_test_desk_do(t.ledger, "application_pc.remove", line, NULL);
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_desk_refused(t.ledger, "application_pc.new", 0, ANSWERS("application", a, "pc", pc), "past the check");
    ep_test_media_clear(&t);
}

/* What was taken out comes back as it was. */
static void
test_undo_removal(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    g_autofree char *a = ep_test_media_id(app);
    gint64 line = ep_test_desk_make(t.ledger, "application_user.new", ANSWERS("application", a, "name", "佐藤 次郎"));

    ep_test_desk_do(t.ledger, "application_user.remove", line, NULL);
    ep_test_desk_assert(t.ledger, "application", app, "users", "1");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "application", app, "users", "2");
    ep_test_desk_assert(t.ledger, "application_user", line, "name", "佐藤 次郎");
    ep_test_media_clear(&t);
}

static void
test_check_contradicts(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    g_autoptr(EpRecord) line = ep_test_media_read(&t, "application_device", ep_test_media_line(&t, app, 0));
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t.ledger, "application_device.check_virus", &table, NULL);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, line, ep_ledger_get_operator(t.ledger));
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    g_autoptr(GError) error = NULL;

    g_ptr_array_add(records, line);
    ep_draft_set_named(answers, "scanner", "x");
    ep_draft_set_named(answers, "result", "clean");
    ep_draft_set_named(answers, "found", "3");
    g_assert_cmpint(ep_ledger_do(t.ledger, verb, table, records, answers, NULL, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    ep_test_media_clear(&t);
}

/* No serial: what is done instead must be said; composite: Windows' limit is said before anybody signs. */
static void
test_fallback(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-2 1-3", NULL);
    gint64 plain = ep_test_media_line(&t, app, 0), composite = ep_test_media_line(&t, app, 1);
    g_autofree char *reasons = NULL, *text = NULL;

    test_assert_line(&t, plain, "grade", "product");
    test_assert_line(&t, plain, "limits", "serial-generated LAN-GPO\nproduct-wide LAN-Linux\nscope LAN-Linux");
    test_assert_line(&t, composite, "grade", "impossible");
    test_assert_line(&t, composite, "limits", "composite-storage LAN-GPO\nscope LAN-Linux");
    reasons = ep_test_desk_get(t.ledger, "application_device", composite, "limits");
    text = ep_identity_describe("What a console said");
    g_assert_cmpstr(text, ==, "What a console said");
    g_clear_pointer(&text, g_free);
    text = ep_identity_describe(reasons);
    g_assert_nonnull(strstr(text, "storage within a composite device"));
    g_assert_nonnull(strstr(text, "(LAN-GPO)\nThis enforcement allows it on every PC"));
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_media_clean(&t, plain);
    ep_test_media_clean(&t, composite);
    ep_test_desk_refused(t.ledger, "application.submit", app, NULL, "2 devices cannot be told apart");
    ep_test_desk_do(t.ledger, "application_device.settle", plain, ANSWERS("fallback", "pc", "sticker", "S-001"));
    test_assert_line(&t, plain, "limits", "bound LAN-GPO\nbound LAN-Linux");
    ep_test_desk_refused(t.ledger, "application.submit", app, NULL, "1 device cannot be told apart");
    ep_test_desk_do(t.ledger, "application_device.settle", composite, ANSWERS("fallback", "refuse"));
    ep_test_desk_do(t.ledger, "application.submit", app, NULL);
    ep_test_desk_refused(t.ledger, "application_device.allow", composite, NULL, "settled that it is not allowed");
    ep_test_desk_do(t.ledger, "application.allow_conditionally", app, ANSWERS("condition", "Only in room 3"));
    test_assert_line(&t, plain, "state", "conditional");
    test_assert_line(&t, composite, "state", "refused");
    g_assert_cmpuint(test_count(&t, &ep_permit_table), ==, 1);
    ep_test_media_clear(&t);
}

static void
test_known(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 first = ep_test_media_apply(&t, "application.new", "1-1", NULL), second, third;
    g_autoptr(EpRecord) medium = NULL;

    ep_test_media_allow(&t, first);
    second = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    test_assert_line(&t, ep_test_media_line(&t, second, 0), "known",
                     "R8-媒-00001\t総務課\tR8-周-00001-1\tlan\t2027-03-31\tPC-00001\t-");
    test_assert_line(&t, ep_test_media_line(&t, second, 0), "grade", "individual");
    ep_test_media_allow(&t, second); /* the same medium, a second permit */
    g_assert_cmpuint(test_count(&t, &ep_medium_table), ==, 1);
    medium = ep_reader_find(ep_ledger_get_reader(t.ledger), &ep_medium_table, "R8-媒-00001", NULL);
    ep_test_desk_set_day("2026-11-25");
    ep_test_desk_do(t.ledger, "medium.check_virus", ep_record_get_id(medium),
                    ANSWERS("scanner", "Another scanner 9.1", "pattern_date", "2026-11-25", "result", "clean"));
    ep_test_desk_assert(t.ledger, "medium", ep_record_get_id(medium), "checked_on", "2026-11-25");
    third = ep_test_media_apply(&t, "application.new", "1-4", NULL); /* the same serial in another product */
    test_assert_line(&t, ep_test_media_line(&t, third, 0), "grade", "product");
    test_assert_line(&t, ep_test_media_line(&t, third, 0), "grade_reasons", "serial-other-product R8-媒-00001");
    test_assert_line(&t, ep_test_media_line(&t, third, 0), "medium", "");
    ep_test_media_clear(&t);
}

/* At the counter: the stick that is plugged in and known is not another one with its own number. */
static void
test_plugged(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    g_autoptr(UsbctlDevice) stick = ep_test_media_device("1-1"), twin = ep_test_media_device("1-1");
    g_autoptr(GPtrArray) plugged = g_ptr_array_new();
    EpReader *reader = ep_ledger_get_reader(t.ledger);

    ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    g_ptr_array_add(plugged, stick);
    for (guint i = 0; i < 2; i++) {
        g_autoptr(EpDraft) line = ep_draft_new(&ep_application_device_table);
        g_autoptr(GError) error = NULL;

        ep_device_fill(line, stick);
        g_assert_true(ep_identity_assess(reader, line, NULL, plugged, &error));
        g_assert_cmpstr(ep_draft_get_named(line, "grade"), ==, i == 0 ? "individual" : "product");
        g_assert_cmpstr(ep_draft_get_named(line, "known"), ==,
                        "R8-媒-00001\t総務課\tR8-周-00001-1\tlan\t2027-03-31\tPC-00001\t-");
        g_ptr_array_add(plugged, twin); /* now two of them are in */
    }
    ep_test_media_clear(&t);
}

/* What a device says of itself is not replaced by what is usual, on the form as on the console. */
static void
test_plugged_printer(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "", NULL);
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t.ledger, "application_device.new", &table, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlDevice) printer =
        usbctl_device_new(&(UsbctlDevice){ .label = "1-9",
                                           .vid = "04f9",
                                           .pid = "0042",
                                           .serial = "INKI00001",
                                           .interfaces = (const char *const[]){ "07:01:02", NULL } },
                          &error);

    for (guint i = 0; i < 2; i++) {
        g_autoptr(EpDraft) answers =
            i == 0 ? ep_verb_start(verb, table, NULL, NULL) : ep_draft_new(ep_verb_get_answers(verb, table));
        gint64 made = 0;

        g_assert_no_error(error);
        ep_draft_set_integer(answers, "application", app);
        ep_device_fill(answers, printer);
        ep_draft_set_named(answers, "serial", i == 0 ? "INKI00001" : "INKI00002");
        ep_draft_fill(answers, NULL, NULL, 0);
        g_assert_cmpint(ep_ledger_do(t.ledger, verb, table, NULL, answers, NULL, NULL, &made, &error), !=, 0);
        g_assert_no_error(error);
        ep_test_desk_assert(t.ledger, "application_device", made, "kind", "printer");
        ep_test_desk_assert(t.ledger, "application_device", made, "owner", "public");
        ep_test_desk_assert(t.ledger, "application_device", made, "storage", "");
    }
    ep_test_media_clear(&t);
}

/* The same stick in two applications, and two products with one serial in one application. */
static void
test_applied_twice(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 first = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    gint64 second = ep_test_media_apply(&t, "application.new", "1-1", NULL), both;

    g_assert_cmpint(first, !=, second);
    test_assert_line(&t, ep_test_media_line(&t, second, 0), "known", "R8-周-00001\t総務課\t\tlan\t\t\t-");
    test_assert_line(&t, ep_test_media_line(&t, second, 0), "grade", "individual");
    ep_test_desk_do(t.ledger, "application.withdraw", first, NULL);
    ep_test_desk_do(t.ledger, "application.withdraw", second, NULL);
    both = ep_test_media_apply(&t, "application.new", "1-1 1-4", NULL);
    ep_test_desk_do(t.ledger, "application.check", both, NULL);
    test_assert_line(&t, ep_test_media_line(&t, both, 0), "grade_reasons", "serial-other-product R8-周-00003");
    ep_test_media_clear(&t);
}

/* A medium with the same serial came in after the application was checked: what was individual is not any more. */
static void
test_changed_meanwhile(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL);

    ep_test_media_submit(&t, app);
    ep_test_desk_make(t.ledger, "medium.new", ANSWERS("vid", "0951", "pid", "16ff", "serial", "MADO7A31B9C4"));
    ep_test_desk_refused(t.ledger, "application.allow", app, NULL, "what the ledger knows of it has changed");
    ep_test_desk_do(t.ledger, "application.send_back", app, ANSWERS("reason", "other"));
    ep_test_desk_do(t.ledger, "application.resubmit", app, NULL);
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    test_assert_line(&t, ep_test_media_line(&t, app, 0), "grade_reasons", "serial-other-product R8-媒-00001");
    ep_test_media_clear(&t);
}

static void
test_temporary(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new_temporary", "1-1", ANSWERS("until_day", ""));
    g_autofree char *section = ep_test_media_id(t.section), *mori = NULL, *operator= NULL;
    gint64 permit;

    ep_test_desk_refused(t.ledger, "application.new_temporary", 0,
                         ANSWERS("network", "business", "section", section, "applicant", "x", "purpose", "x"),
                         "does not exist on “Business network”");
    ep_test_desk_refused(t.ledger, "application.edit", app, ANSWERS("network", "business"), "does not exist on");
    ep_test_desk_assert(t.ledger, "application", app, "until_day", "2026-11-20");
    ep_test_desk_refused(t.ledger, "application.edit", app, ANSWERS("until_day", "2026-11-24"),
                         "the desk is closed on 2026/11/21");
    ep_test_desk_do(t.ledger, "application.edit", app, ANSWERS("from_day", "2026-11-24", "until_day", "2026-11-24"));
    ep_test_media_submit(&t, app);
    ep_test_desk_set_day("2026-11-24");
    ep_test_desk_refused(t.ledger, "application.allow", app, NULL, "virus check of the same day");
    ep_test_media_clean(&t, ep_test_media_line(&t, app, 0));
    ep_test_desk_do(t.ledger, "application.allow", app, NULL);
    permit = ep_test_desk_find(t.ledger, "permit", "application", app);
    ep_test_desk_assert(t.ledger, "permit", permit, "kind", "temporary");
    ep_test_desk_refused(t.ledger, "permit.expire", permit, NULL, "Somebody signs for the end of temporary use");
    ep_test_media_be(&t, "mori");
    ep_test_desk_do(t.ledger, "permit.revoke", permit, NULL);
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "expired");
    ep_test_desk_assert(t.ledger, "permit", permit, "ended", "2026-11-24");
    ep_test_desk_assert(t.ledger, "permit", permit, "ended_at", "2026-11-24T05:00:00Z");
    mori = ep_test_desk_get(t.ledger, "permit", permit, "ended_by");
    operator= ep_test_media_id(ep_ledger_get_operator(t.ledger)->staff);
    g_assert_cmpstr(mori, ==, operator);
    ep_test_desk_refused(
        t.ledger, "permit.revoke",
        ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", ANSWERS("from_day", "2026-11-24"))),
        NULL, "It is not temporary");
    ep_test_media_clear(&t);
}

static void
test_undo(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL), permit = ep_test_media_allow(&t, app);
    g_autoptr(EpRecord) medium = NULL;

    g_assert_cmpint(permit, !=, 0);
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "application", app, "state", "waiting");
    test_assert_line(&t, ep_test_media_line(&t, app, 0), "medium", "");
    g_assert_cmpuint(test_count(&t, &ep_permit_table), ==, 0);
    g_assert_cmpuint(test_count(&t, &ep_registration_table), ==, 0);
    g_assert_cmpuint(test_count(&t, &ep_permit_scope_table), ==, 0);
    medium = ep_reader_find(ep_ledger_get_reader(t.ledger), &ep_medium_table, "R8-媒-00001", NULL);
    g_assert_cmpstr(ep_record_get_named(medium, "state"), ==, "cancelled");
    ep_test_desk_do(t.ledger, "application.allow", app, NULL); /* and again */
    g_assert_cmpuint(test_count(&t, &ep_permit_table), ==, 1);
    ep_test_media_clear(&t);
}

/* A scope that names two things, or none, cannot be written by anybody. */
static void
test_scope_constraint(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    g_autoptr(EpDb) db = NULL;
    g_autoptr(GError) error = NULL;

    ep_test_media_allow(&t, app);
    db = ep_test_engines_open(engine);
    g_assert_false(ep_db_query(db, "UPDATE permit_scope SET section = (SELECT min(id) FROM section)", NULL, 0, 0, NULL,
                               NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    ep_test_media_clear(&t);
}

static void
test_lose(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL), permit = ep_test_media_allow(&t, app);
    gint64 second = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    g_autoptr(EpRecord) record = ep_test_media_read(&t, "permit", permit);
    gint64 medium = ep_record_get_integer(record, "medium");

    ep_test_desk_refused(t.ledger, "permit.expire", permit, NULL, "valid until 2027/03/31");
    ep_test_desk_do(t.ledger, "permit.stop", second, ANSWERS("end_reason", "breach"));
    ep_test_desk_assert(t.ledger, "medium", medium, "state", "used"); /* the other permit stands */
    ep_test_desk_do(t.ledger, "medium.lose", medium, NULL);
    ep_test_desk_assert(t.ledger, "medium", medium, "state", "lost");
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "lost");
    ep_test_desk_assert(t.ledger, "permit", permit, "ended", "2026-11-20");
    ep_test_desk_assert(t.ledger, "registration", ep_test_media_registration(&t, permit, t.windows), "state",
                        "deleted"); /* never registered */
    app = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    ep_test_media_submit(&t, app);
    ep_test_desk_refused(t.ledger, "application.allow", app, NULL, "reported as lost");
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/application/whole", test_whole);
    ep_test_engines_add("/application/send-back", test_send_back);
    ep_test_engines_add("/application/private-and-virus", test_private_and_virus);
    ep_test_engines_add("/application/foreign-pc", test_foreign_pc);
    ep_test_engines_add("/application/undo-removal", test_undo_removal);
    ep_test_engines_add("/application/check-contradicts", test_check_contradicts);
    ep_test_engines_add("/application/fallback", test_fallback);
    ep_test_engines_add("/application/known", test_known);
    ep_test_engines_add("/application/plugged", test_plugged);
    ep_test_engines_add("/application/plugged-printer", test_plugged_printer);
    ep_test_engines_add("/application/applied-twice", test_applied_twice);
    ep_test_engines_add("/application/changed-meanwhile", test_changed_meanwhile);
    ep_test_engines_add("/application/temporary", test_temporary);
    ep_test_engines_add("/application/undo", test_undo);
    ep_test_engines_add("/application/scope-constraint", test_scope_constraint);
    ep_test_engines_add("/application/lose", test_lose);
    return g_test_run();
}
