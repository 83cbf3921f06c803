/* What would happen: a device at a PC on a day, under each target of the PC's network. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-explain.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

static EpExplanation *
test_explain(EpTestMedia *t, const char *device, gint64 pc, const char *date)
{
    EpReader *reader = ep_ledger_get_reader(t->ledger);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlDevice) plugged = ep_explain_find_device(reader, device, &error);
    g_autoptr(EpRecord) record = ep_test_media_read(t, "pc", pc);
    EpExplanation *all;

    g_assert_no_error(error);
    all = ep_explain_new(reader, plugged, record, NULL, date, &error);
    g_assert_no_error(error);
    return all;
}

static const EpExplained *
test_under(const EpExplanation *all, const char *target)
{
    for (guint i = 0; i < all->targets->len; i++) {
        const EpExplained *one = g_ptr_array_index(all->targets, i);

        if (strcmp(ep_record_get_named(one->target, "name"), target) == 0)
            return one;
    }
    g_error("no target %s", target);
}

static void
test_permitted(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    g_autoptr(EpExplanation) here = test_explain(&t, "R8-媒-00001", t.pc, "2026-11-20");
    g_autoptr(EpExplanation) later = test_explain(&t, "0951:1666:MADO7A31B9C4", t.pc, "2027-04-01");
    g_autoptr(EpExplanation) business =
        test_explain(&t, "USB\\VID_0951&PID_1666\\MADO7A31B9C4", t.business_pc, "2026-11-20");
    g_autofree char *text = ep_explain_format(here), *over = ep_explain_format(later);
    g_autofree char *other = ep_explain_format(business);

    g_assert_cmpuint(here->targets->len, ==, 2);
    g_assert_true(test_under(here, "LAN-GPO")->decision.allowed);
    g_assert_cmpint(test_under(here, "LAN-GPO")->permit, ==, permit);
    g_assert_cmpstr(test_under(here, "LAN-GPO")->remarks, ==, "waiting");
    g_assert_nonnull(strstr(text, "LAN-GPO: allowed; An instance ID of this rule decides"));
    g_assert_nonnull(strstr(text, "\n  R8-周-00001-1 Counter Stick 32\n"));
    g_assert_nonnull(strstr(text, "\n  2. Layer 1, instance IDs: those that are allowed: allowed ← USB\\VID_0951"));
    g_assert_false(test_under(later, "LAN-GPO")->decision.allowed);
    g_assert_nonnull(strstr(over, "It has no permit on this network on that day."));
    g_assert_cmpuint(business->targets->len, ==, 1);
    g_assert_false(test_under(business, "Business")->decision.allowed);
    g_assert_nonnull(strstr(other, "It has a permit on another network, which does not count here. (R8-周-00001-1)"));
    ep_test_media_clear(&t);
}

/* A permit for one PC, under a target that knows no PCs. */
static void
test_other_pc(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 other = ep_test_desk_add_pc(t.ledger, "PC-00009", "lan", "used");
    g_autoptr(EpExplanation) all = NULL;

    ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    all = test_explain(&t, "R8-媒-00001", other, "2026-11-20");
    g_assert_true(test_under(all, "LAN-Linux")->decision.allowed);
    g_assert_nonnull(strstr(test_under(all, "LAN-Linux")->remarks, "other-pc"));
    ep_test_media_clear(&t);
}

/* What a list cannot say, a console whose doing is not ours to know, and a network that nothing enforces. */
static void
test_unexpressed(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    g_autoptr(EpExplanation) all = NULL, none = NULL;
    g_autoptr(UsbctlDevice) device = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL, *nothing = NULL;

    ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "By hand", "network", "lan", "kind", "manual"));
    ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", ANSWERS("rights", "read")));
    all = test_explain(&t, "R8-媒-00001", t.pc, "2026-11-20");
    g_assert_false(test_under(all, "LAN-GPO")->decision.allowed);
    text = ep_explain_format(all);
    g_assert_nonnull(strstr(text, "read-only: This enforcement can only allow or block, not limit to reading."));
    g_assert_false(test_under(all, "By hand")->judged);
    g_assert_nonnull(strstr(text, "This target has no file"));
    device = ep_explain_find_device(ep_ledger_get_reader(t.ledger), "1234:abcd:NOBODY77", &error);
    none = ep_explain_new(ep_ledger_get_reader(t.ledger), device, NULL, "lgwan", "2026-11-20", &error);
    g_assert_no_error(error);
    nothing = ep_explain_format(none);
    g_assert_nonnull(strstr(nothing, "No target enforces anything on this network."));
    g_assert_nonnull(strstr(nothing, "The ledger does not know this device."));
    ep_test_media_clear(&t);
}

static void
test_typed(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    static const char *const wrong[] = { "stick", "0951", "095:1666", "USB\\nothing", "" };

    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(ep_explain_find_device(ep_ledger_get_reader(t.ledger), wrong[i], &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_NOT_FOUND);
        g_assert_nonnull(strstr(error->message, "vid:pid:serial"));
    }
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/ledger/explain/permitted", test_permitted);
    ep_test_engines_add("/ledger/explain/other-pc", test_other_pc);
    ep_test_engines_add("/ledger/explain/unexpressed", test_unexpressed);
    ep_test_engines_add("/ledger/explain/typed", test_typed);
    return g_test_run();
}
