/* Temporary use: its last moment, media of which something was found before, and checks of several pieces. */
#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-explain.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

#define TODAY "2026-11-20"
#define FRESH "pattern", "27500", "pattern_date", "2026-11-20"
#define CLEAN "scanner", "Another scanner 9.1", FRESH, "files", "12", "found", "0", "result", "clean"
#define FOUND "scanner", "Another scanner 9.1", FRESH, "files", "12", "found", "1", "result", "found", "names", "a: X.1"
#define BROUGHT "carrier", "保守 太郎", "errand", "月次保守", "kind", "usb"

static void
test_invalid(EpLedger *ledger, const char *name, gint64 id, const char *const *answers, const char *reason)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(ep_test_desk_try(ledger, name, id, answers, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    if (strstr(error->message, reason) == NULL)
        g_error("“%s” does not say “%s”", error->message, reason);
}

/* The office closes at 17:15 unless the site says otherwise: from then on nothing is begun that should have ended. */
static void
test_after_closing(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 targets[] = { t.windows, t.usbguard }, permit;

    for (guint i = 0; i < G_N_ELEMENTS(targets); i++) /* nothing to be registered */
        ep_test_desk_do(t.ledger, "target.edit", targets[i], ANSWERS("retired", "1"));
    ep_test_desk_make(t.ledger, "office_rule.new", ANSWERS("rule", "closes", "value", "17:00"));
    permit =
        ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new_temporary", "1-1", ANSWERS("until_day", "")));
    ep_clock_set_fixed("2026-11-20T08:00:00Z");
    ep_test_desk_refused(t.ledger, "permit.start", permit, NULL, "It ended at 17:00 today: revoke it");
    ep_clock_set_fixed("2026-11-20T07:59:59Z");
    ep_test_desk_do(t.ledger, "permit.start", permit, NULL);
    ep_test_media_clear(&t);
}

static void
test_listed(EpTestMedia *t, const char *date, guint rows, const char *remark)
{
    EpReader *reader = ep_ledger_get_reader(t->ledger);
    g_autoptr(EpRecord) target = ep_test_media_read(t, "target", t->usbguard);
    g_autoptr(UsbctlDevice) device = ep_test_media_device("1-1");
    g_autoptr(GError) error = NULL;
    g_autoptr(EpAllowlist) list = ep_allowlist_new(reader, target, &(EpAllowlistWanted){ .date = date }, &error);
    g_autoptr(EpExplanation) all = ep_explain_new(reader, device, NULL, "lan", date, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(list->rows->len, ==, rows);
    g_assert_cmpstr(all->remarks, ==, remark);
    for (guint i = 0; i < all->targets->len; i++)
        g_assert_cmpint(((EpExplained *)g_ptr_array_index(all->targets, i))->decision.allowed, ==, rows > 0);
}

/* After its last moment it stands in no list of today, and a list that has it still is out of date. */
static void
test_list_after_closing(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit =
        ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new_temporary", "1-1", ANSWERS("until_day", "")));
    g_autofree char *path = g_build_filename(engine->folder, "rules.conf", NULL);
    g_autoptr(EpRecord) target = ep_test_media_read(&t, "target", t.usbguard), drift = NULL;
    g_autoptr(GError) error = NULL;
    gint64 line;

    g_assert_true(g_file_set_contents(path, "allow id 0951:1666 serial \"MADO7A31B9C4\"\n", -1, NULL));
    ep_clock_set_fixed("2026-11-20T08:14:59Z");
    test_listed(&t, TODAY, 1, "");
    ep_clock_set_fixed("2026-11-20T08:15:00Z");
    test_listed(&t, TODAY, 0, "ended-today R8-周-00001-1");
    drift = ep_test_media_read(&t, "drift", ep_drift_run(t.ledger, target, path, NULL, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(ep_record_get_named(drift, "expired"), ==, "1");
    line = ep_test_desk_find(t.ledger, "drift_line", "permit", permit);
    ep_test_desk_do(t.ledger, "drift_line.expire", line, NULL);
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "expired");
    ep_test_desk_undo(t.ledger);
    ep_clock_set_fixed("2026-11-21T00:00:00Z");
    test_listed(&t, TODAY, 1, ""); /* of the whole day, as of another */
    ep_test_media_clear(&t);
}

static char *
test_get_incident_at_counter(EpTestMedia *t, const char *path)
{
    g_autoptr(UsbctlDevice) device = ep_test_media_device(path);
    g_autoptr(EpIdentity) identity = ep_identity_new(ep_ledger_get_reader(t->ledger), device, "", NULL, NULL);

    return g_strdup(identity->incident);
}

/* Something was found on a stick that somebody only brought in. Applied for later, it is known by its serial number:
 * said at the counter, and no permit before it was treated and is clean. */
static void
test_found_before(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 check = ep_test_desk_make(t.ledger, "virus_check.new",
                                     ANSWERS(BROUGHT, "vid", "0951", "pid", "1666", "serial", "mado7a31b9c4", FOUND));
    gint64 incident = ep_test_desk_find(t.ledger, "incident", "detection", check), app, line;
    g_autofree char *said = test_get_incident_at_counter(&t, "1-1"), *later = NULL;

    g_assert_cmpstr(said, ==, "R8-検出-00001");
    app = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    line = ep_test_media_line(&t, app, 0);
    ep_test_desk_assert(t.ledger, "application_device", line, "open_incident", "R8-検出-00001");
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_desk_do(t.ledger, "application_device.check_virus", line, ANSWERS(CLEAN));
    ep_test_desk_refused(t.ledger, "application.submit", app, NULL, "R8-検出-00001 is open");
    ep_test_desk_do(t.ledger, "incident.report", incident, ANSWERS("reported_to", "課", "reported_how", "oral"));
    ep_test_desk_do(t.ledger, "incident.treat", incident, ANSWERS("action", "cleaned", "treatment", "x"));
    ep_test_desk_do(t.ledger, "application_device.check_virus", line, ANSWERS(CLEAN)); /* that is its re-check */
    ep_test_desk_assert(t.ledger, "incident", incident, "state", "rechecked");
    ep_test_desk_do(t.ledger, "application.submit", app, NULL);
    later = test_get_incident_at_counter(&t, "1-1");
    g_assert_cmpstr(later, ==, "");
    ep_test_media_clear(&t);
}

/* The same number on another product is another device. */
static void
test_found_on_another(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app;

    ep_test_desk_make(t.ledger, "virus_check.new",
                      ANSWERS(BROUGHT, "vid", "0411", "pid", "01EE", "serial", "MADO7A31B9C4", FOUND));
    app = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    ep_test_desk_assert(t.ledger, "application_device", ep_test_media_line(&t, app, 0), "open_incident", "");
    ep_test_media_clear(&t);
}

/* What is known by its number alone is taken for the device that has it. */
static void
test_found_by_number(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app;

    ep_test_desk_make(t.ledger, "virus_check.new", ANSWERS(BROUGHT, "serial", "MADO7A31B9C4", FOUND));
    app = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    ep_test_desk_assert(t.ledger, "application_device", ep_test_media_line(&t, app, 0), "open_incident",
                        "R8-検出-00001");
    ep_test_media_clear(&t);
}

/* Three sticks were checked together: each gets a permit of its own, of its own medium, and there is no fourth. */
static void
test_pieces(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    g_autofree char *pc = ep_test_media_id(t.pc), *first = NULL, *second = NULL;
    gint64 check, one, permit;

    test_invalid(t.ledger, "virus_check.new", 0, ANSWERS(BROUGHT, "pieces", "3", "serial", "MADO0001", CLEAN),
                 "Pieces: the serial number is one piece's");
    check = ep_test_desk_make(t.ledger, "virus_check.new", ANSWERS(BROUGHT, "pieces", "3", CLEAN));
    permit = ep_test_desk_do(
        t.ledger, "virus_check.permit", check,
        ANSWERS("network", "lan", "pc", pc, "rights", "read", "piece", "MADO0000A001", "fallback", "sticker"));
    first = ep_test_desk_get(t.ledger, "permit", permit, "medium");
    ep_test_desk_assert(t.ledger, "medium", g_ascii_strtoll(first, NULL, 10), "serial", "MADO0000A001");
    test_invalid(t.ledger, "virus_check.permit", check,
                 ANSWERS("network", "lan", "pc", pc, "rights", "read", "piece", "MADO0000A001", "fallback", "sticker"),
                 "this piece has its permit already");
    for (guint i = 0; i < 2; i++) {
        permit = ep_test_desk_do(t.ledger, "virus_check.permit", check,
                                 ANSWERS("network", "lan", "pc", pc, "rights", "read", "fallback", "pc"));
        g_free(g_steal_pointer(&second));
        second = ep_test_desk_get(t.ledger, "permit", permit, "medium");
        g_assert_cmpstr(second, !=, first);
    }
    ep_test_desk_assert(t.ledger, "permit", permit, "number", "R8-検-00001-3");
    ep_test_desk_refused(t.ledger, "virus_check.permit", check,
                         ANSWERS("network", "lan", "pc", pc, "rights", "read", "fallback", "pc"),
                         "All its 3 pieces have their permits already");
    ep_test_desk_undo(t.ledger); /* the third again */
    ep_test_desk_do(t.ledger, "virus_check.permit", check,
                    ANSWERS("network", "lan", "pc", pc, "rights", "read", "fallback", "pc"));
    one = ep_test_desk_make(t.ledger, "virus_check.new", ANSWERS(BROUGHT, "serial", "MADO0000B001", CLEAN));
    test_invalid(t.ledger, "virus_check.permit", one,
                 ANSWERS("network", "lan", "pc", pc, "rights", "read", "piece", "MADO0000B002"),
                 "the check is of one medium");
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/temporary/after-closing", test_after_closing);
    ep_test_engines_add("/temporary/list-after-closing", test_list_after_closing);
    ep_test_engines_add("/temporary/found-before", test_found_before);
    ep_test_engines_add("/temporary/found-on-another", test_found_on_another);
    ep_test_engines_add("/temporary/found-by-number", test_found_by_number);
    ep_test_engines_add("/temporary/pieces", test_pieces);
    return g_test_run();
}
