/* Who may take which step: the network's rules, the roles, the second person. */
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

static void
test_route_of_site(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app;

    ep_test_desk_make(t.ledger, "route.new",
                      ANSWERS("verb", "application.new_temporary", "network", "business", "offered", "1"));
    app = ep_test_media_apply(&t, "application.new_temporary", "1-1", ANSWERS("network", "business"));
    ep_test_desk_assert(t.ledger, "application", app, "kind", "temporary");
    ep_test_desk_make(t.ledger, "route.new",
                      ANSWERS("verb", "application.check", "network", "business", "offered", ""));
    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "does not exist on");
    ep_test_media_clear(&t);
}

/* A row takes the place of the contract's rule as a whole, and says what it cannot mean. */
static void
test_route_of_people(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    const char *const row[] = { "verb",    "application.check", "network",         "lan", "offered", "1", "role",
                                "counter", "other_than",        "application.new", NULL };
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL), route;

    ep_test_desk_invalid(t.ledger, "route.new", 0, ANSWERS("verb", "application.vanish", "network", "lan"),
                         "not a valid value");
    ep_test_desk_refused(t.ledger, "route.new", 0,
                         ANSWERS("verb", "application.allow", "network", "lan", "other_than", "application.submit"),
                         "“Applications: Ask for the decision” is no step of “Applications” that says");
    route = ep_test_desk_make(t.ledger, "route.new", row);
    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "takes another person (Received by: ");
    ep_test_media_be(&t, "mori");
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_desk_undo(t.ledger);
    ep_test_media_be(&t, "tanaka");
    ep_test_desk_do(t.ledger, "route.edit", route, ANSWERS("role", "supervisor"));
    ep_test_media_be(&t, "mori");
    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "takes the role “Supervisor”");
    ep_test_media_be(&t, "tanaka");
    ep_test_desk_do(t.ledger, "route.edit", route, ANSWERS("role", "registrar"));
    ep_test_media_be(&t, "mori");
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_desk_undo(t.ledger);
    ep_test_media_be(&t, "tanaka"); /* who received it: no rule is left on the office LAN */
    ep_test_desk_do(t.ledger, "route.edit", route, ANSWERS("network", "business"));
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_media_clear(&t);
}

/* The rules are the supervisor's, and so are the roles: nobody takes away what holds her. */
static void
test_roles(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", ANSWERS("network", "business"));
    gint64 sato = ep_test_desk_make(t.ledger, "staff.new", ANSWERS("name", "Sato", "account", "sato")), act;
    g_autoptr(GError) error = NULL;

    ep_test_desk_make(t.ledger, "route.new",
                      ANSWERS("verb", "registration.confirm", "network", "lan", "other_than", "registration.register"));
    act = ep_ledger_get_last(t.ledger, NULL);
    ep_test_media_submit(&t, app);
    ep_test_media_be(&t, "sato");
    ep_test_desk_refused(t.ledger, "application.allow", app, NULL, "takes the role “Supervisor”");
    ep_test_desk_refused(t.ledger, "application.allow_conditionally", app, ANSWERS("condition", "x"),
                         "takes the role “Supervisor”");
    ep_test_desk_refused(t.ledger, "route.new", 0, ANSWERS("verb", "registration.confirm", "network", "lan"),
                         "takes the role “Supervisor”");
    ep_test_desk_refused(t.ledger, "form_field.new", 0, ANSWERS("field", "application.affair", "network", "business"),
                         "takes the role “Supervisor”");
    ep_test_desk_refused(t.ledger, "office_rule.new", 0, ANSWERS("rule", "pattern-days", "value", "30"),
                         "takes the role “Supervisor”");
    ep_test_desk_refused(t.ledger, "staff.edit", sato, ANSWERS("role", "supervisor"), "given by a supervisor");
    ep_test_desk_refused(t.ledger, "staff.new", 0, ANSWERS("name", "Sato 2", "account", "s2", "role", "supervisor"),
                         "given by a supervisor, who is Tanaka");
    ep_test_desk_do(t.ledger, "staff.edit", sato, ANSWERS("reading", "さとう"));
    g_assert_cmpint(ep_ledger_undo(t.ledger, act, NULL, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    ep_test_media_be(&t, "mori"); /* a registrar */
    ep_test_desk_refused(t.ledger, "application.allow", app, NULL, "takes the role “Supervisor”");
    ep_test_media_be(&t, "tanaka");
    ep_test_desk_do(t.ledger, "application.allow", app, NULL);
    ep_test_desk_do(t.ledger, "staff.edit", sato, ANSWERS("role", "registrar"));
    ep_test_media_clear(&t);
}

/* What is taken off a target by hand is seen to be off by somebody else. */
static void
test_deleted_by_hand(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 target =
        ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Console", "network", "business", "kind", "manual"));
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", ANSWERS("network", "business"));
    gint64 permit = ep_test_media_allow(&t, app), registration = ep_test_media_registration(&t, permit, target);

    ep_test_desk_do(t.ledger, "registration.register", registration, NULL);
    ep_test_desk_do(t.ledger, "permit.stop", permit, ANSWERS("end_reason", "breach"));
    ep_test_desk_assert(t.ledger, "registration", registration, "state", "to_delete");
    ep_test_desk_do(t.ledger, "registration.delete", registration, NULL);
    ep_test_desk_assert(t.ledger, "registration", registration, "state", "removed");
    ep_test_desk_refused(t.ledger, "registration.confirm_deletion", registration, NULL, "takes another person");
    ep_test_media_be(&t, "mori");
    ep_test_desk_do(t.ledger, "registration.delete_again", registration, NULL);
    ep_test_desk_assert(t.ledger, "registration", registration, "state", "to_delete");
    ep_test_media_be(&t, "tanaka");
    ep_test_desk_do(t.ledger, "registration.delete", registration, NULL);
    ep_test_media_be(&t, "mori");
    ep_test_desk_do(t.ledger, "registration.confirm_deletion", registration, NULL);
    ep_test_desk_assert(t.ledger, "registration", registration, "state", "deleted");
    ep_test_desk_assert(t.ledger, "registration", registration, "deletion_verified_on", "2026-11-20");
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/route/route-of-site", test_route_of_site);
    ep_test_engines_add("/route/route-of-people", test_route_of_people);
    ep_test_engines_add("/route/roles", test_roles);
    ep_test_engines_add("/route/deleted-by-hand", test_deleted_by_hand);
    return g_test_run();
}
