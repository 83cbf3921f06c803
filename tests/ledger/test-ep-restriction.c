/* Use restrictions: set by one, seen to work by another, gone with their permit. */
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

static gint64
test_restrict(EpTestMedia *t, gint64 permit, gint64 target)
{
    g_autofree char *id = ep_test_media_id(target);

    return ep_test_desk_do(t->ledger, "permit.restrict", permit, ANSWERS("target", id, "restricts", "no-write"));
}

static void
test_restriction(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    gint64 one = test_restrict(&t, permit, t.windows), two = test_restrict(&t, permit, t.usbguard);
    g_autofree char *business = ep_test_media_id(t.business);

    ep_test_desk_refused(t.ledger, "permit.restrict", permit, ANSWERS("target", business, "restricts", "read"),
                         "is on another network");
    ep_test_desk_assert(t.ledger, "restriction", one, "state", "waiting");
    ep_test_desk_assert(t.ledger, "restriction", one, "network", "lan");
    ep_test_desk_assert(t.ledger, "restriction", one, "until_day", "2027-03-31");
    ep_test_desk_do(t.ledger, "restriction.begin", one, NULL);
    ep_test_desk_do(t.ledger, "restriction.finish", one, ANSWERS("by_hand", "GPO: Deny_Write"));
    ep_test_desk_refused(t.ledger, "restriction.verify", one, NULL, "takes another person (Set by: ");
    ep_test_media_be(&t, "mori");
    ep_test_desk_do(t.ledger, "restriction.verify", one, NULL);
    ep_test_desk_do(t.ledger, "permit.stop", permit,
                    ANSWERS("end_reason", "misuse")); /* what is set is due, what is not set is not set */
    ep_test_desk_assert(t.ledger, "restriction", one, "state", "verified");
    ep_test_desk_assert(t.ledger, "restriction", one, "until_day", "2026-11-20");
    ep_test_desk_assert(t.ledger, "restriction", two, "state", "cancelled");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "restriction", one, "until_day", "2027-03-31");
    ep_test_desk_assert(t.ledger, "restriction", two, "state", "waiting");
    ep_test_desk_do(t.ledger, "restriction.lift", one, NULL);
    ep_test_desk_assert(t.ledger, "restriction", one, "lifted_on", "2026-11-20");
    ep_test_media_clear(&t);
}

/* The business network has none, and a site may say otherwise. */
static void
test_restriction_business(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit =
        ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", ANSWERS("network", "business")));
    g_autofree char *business = ep_test_media_id(t.business);

    ep_test_desk_refused(t.ledger, "permit.restrict", permit, ANSWERS("target", business, "restricts", "read"),
                         "does not exist on “Business network”");
    ep_test_desk_make(t.ledger, "route.new", ANSWERS("verb", "permit.restrict", "network", "business"));
    test_restrict(&t, permit, t.business);
    ep_test_media_clear(&t);
}

/* What lasts as long as the permit lasts on with the next one, and is signed for again; what was to end sooner ends. */
static void
test_restriction_renewed(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL)), next;
    gint64 one = test_restrict(&t, permit, t.windows);
    g_autofree char *usbguard = ep_test_media_id(t.usbguard);
    EpMatch of_next[] = { { "permit", NULL }, { NULL, NULL } };
    g_autofree char *id = NULL;
    g_autoptr(GPtrArray) renewed = NULL;

    ep_test_desk_do(t.ledger, "permit.restrict", permit,
                    ANSWERS("target", usbguard, "restricts", "none", "until_day", "2026-12-31"));
    ep_test_desk_do(t.ledger, "restriction.begin", one, NULL);
    ep_test_desk_do(t.ledger, "restriction.finish", one, ANSWERS("by_hand", "GPO: Deny_Write"));
    next = ep_test_desk_do(t.ledger, "permit.renew", permit, NULL);
    ep_test_desk_assert(t.ledger, "permit", next, "from_day", "2027-04-01");
    of_next[0].value = id = ep_test_media_id(next);
    renewed = ep_reader_load(ep_ledger_get_reader(t.ledger), &ep_restriction_table, of_next, NULL);
    g_assert_cmpuint(renewed->len, ==, 1);
    g_assert_cmpstr(ep_record_get_named(renewed->pdata[0], "restricts"), ==, "no-write");
    g_assert_cmpstr(ep_record_get_named(renewed->pdata[0], "state"), ==, "setting");
    g_assert_cmpstr(ep_record_get_named(renewed->pdata[0], "from_day"), ==, "2027-04-01");
    g_assert_cmpstr(ep_record_get_named(renewed->pdata[0], "until_day"), ==, "2028-03-31");
    g_assert_cmpstr(ep_record_get_named(renewed->pdata[0], "limits"), !=, "");
    ep_test_desk_assert(t.ledger, "restriction", one, "state", "set");
    ep_test_desk_undo(t.ledger);
    g_clear_pointer(&renewed, g_ptr_array_unref);
    renewed = ep_reader_load(ep_ledger_get_reader(t.ledger), &ep_restriction_table, of_next, NULL);
    g_assert_cmpuint(renewed->len, ==, 0);
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/restriction/whole", test_restriction);
    ep_test_engines_add("/restriction/business", test_restriction_business);
    ep_test_engines_add("/restriction/renewed", test_restriction_renewed);
    return g_test_run();
}
