/* What happens around a permit that stands, and what its lists say then: its PCs go, its medium is infected, its target
 * is used no longer. */
#include <string.h>

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-explain.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

#define TODAY "2026-11-20"
#define WITH_PCS "@file=list.csv\n番号=permit\nVID=vid\nPID=pid\nシリアル=serial\n使用者=users\n端末=pcs\n"
#define SCANNED "scanner", "Another scanner 9.1", "pattern", "27500", "pattern_date", TODAY, "files", "12"
#define FOUND SCANNED, "found", "1", "result", "found", "names", "a: X.1"

static EpAllowlist *
test_list(EpTestMedia *t, gint64 id)
{
    g_autoptr(EpRecord) target = ep_test_media_read(t, "target", id);
    g_autoptr(GError) error = NULL;
    EpAllowlist *list =
        ep_allowlist_new(ep_ledger_get_reader(t->ledger), target, &(EpAllowlistWanted){ .date = TODAY }, &error);

    g_assert_no_error(error);
    return list;
}

/* @pcs: the cell of the list's only row; NULL: there is none. */
static void
test_assert_list(EpTestMedia *t, gint64 id, const char *pcs, const char *said)
{
    g_autoptr(EpAllowlist) list = test_list(t, id);
    g_autofree char *unexpressed = ep_allowlist_dup_unexpressed(list);

    g_assert_cmpstr(unexpressed, ==, said);
    g_assert_cmpuint(list->rows->len, ==, pcs != NULL);
    if (pcs != NULL)
        g_assert_cmpstr(ep_record_get_named(g_ptr_array_index(list->rows, 0), "pcs"), ==, pcs);
}

static gint64
test_apply_for_two(EpTestMedia *t)
{
    gint64 app = ep_test_media_apply(t, "application.new", "1-1", NULL);

    ep_test_desk_do(t->ledger, "application.add", app, ANSWERS("pc_list", "PC-00009"));
    return ep_test_media_allow(t, app);
}

static void
test_pcs(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 other = ep_test_desk_add_pc(t.ledger, "PC-00009", "lan", "used");
    gint64 id = ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "CSV", "network", "lan", "kind", "csv"));

    test_apply_for_two(&t);
    ep_test_desk_do(t.ledger, "target.columns", id, ANSWERS("layout", WITH_PCS));
    test_assert_list(&t, id, "HOST-PC-00001 HOST-PC-00009", "");
    ep_test_desk_do(t.ledger, "pc.retire", other, NULL);
    test_assert_list(&t, id, "HOST-PC-00001", "pc-gone R8-周-00001-1 HOST-PC-00009");
    ep_test_desk_assert(t.ledger, "permit_scope", ep_test_desk_find(t.ledger, "permit_scope", "pc", other), "pc_gone",
                        "1");
    ep_test_desk_do(t.ledger, "pc.edit", t.pc, ANSWERS("network", "business"));
    test_assert_list(&t, id, NULL, "no-pc R8-周-00001-1"); /* an empty cell would mean every PC */
    test_assert_list(&t, t.usbguard, "", "pc-gone R8-周-00001-1 HOST-PC-00001 HOST-PC-00009\nscope R8-周-00001-1");
    g_assert_nonnull(ep_identity_get_text(EP_IDENTITY_PC_GONE));
    g_assert_nonnull(ep_identity_get_text(EP_IDENTITY_NO_PC));
    ep_test_desk_do(t.ledger, "pc.edit", t.pc, ANSWERS("network", "lan"));
    ep_test_desk_do(t.ledger, "pc.reinstate", other, NULL);
    ep_test_desk_assert(t.ledger, "permit_scope", ep_test_desk_find(t.ledger, "permit_scope", "pc", other), "pc_gone",
                        "");
    test_assert_list(&t, id, "HOST-PC-00001 HOST-PC-00009", "");
    ep_test_media_clear(&t);
}

/* Found on a medium in use, by what a person typed of it: said wherever the permit is, until it is stopped. */
static void
test_infected(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 retired[] = { t.windows, t.usbguard }, permit, check, incident;
    g_autofree char *number = NULL, *said = NULL, *of = NULL;
    g_autoptr(UsbctlDevice) device = ep_test_media_device("1-1");
    g_autoptr(EpExplanation) all = NULL;

    for (guint i = 0; i < G_N_ELEMENTS(retired); i++)
        ep_test_desk_do(t.ledger, "target.edit", retired[i], ANSWERS("retired", "1"));
    permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    ep_test_desk_do(t.ledger, "permit.start", permit, NULL); /* no target waits for it */
    of = ep_test_desk_get(t.ledger, "permit", permit, "medium");
    check = ep_test_desk_make(t.ledger, "virus_check.new",
                              ANSWERS("carrier", "保守 太郎", "kind", "usb", "serial", "mado7a31b9c4", FOUND));
    ep_test_desk_assert(t.ledger, "virus_check", check, "medium", of);
    incident = ep_test_desk_find(t.ledger, "incident", "detection", check);
    number = ep_test_desk_get(t.ledger, "incident", incident, "number");
    ep_test_desk_assert(t.ledger, "permit", permit, "open_incident", number);
    ep_test_desk_do(t.ledger, "target.edit", t.usbguard, ANSWERS("retired", ""));
    said = g_strdup_printf("incident R8-周-00001-1 %s\nscope R8-周-00001-1", number);
    test_assert_list(&t, t.usbguard, "HOST-PC-00001", said);
    all = ep_explain_new(ep_ledger_get_reader(t.ledger), device, NULL, "lan", TODAY, NULL);
    g_assert_nonnull(strstr(((EpExplained *)g_ptr_array_index(all->targets, 0))->remarks, "incident R8-検出-"));
    ep_test_desk_do(t.ledger, "incident.stop_permits", incident, NULL);
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "stopped");
    ep_test_desk_assert(t.ledger, "permit", permit, "end_reason", "virus");
    ep_test_desk_refused(t.ledger, "incident.stop_permits", incident, NULL, "No permit of its medium stands");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "used");
    ep_test_media_clear(&t);
}

/* What waits on a target that is used no longer keeps no permit from being used; what cannot be is refused at once. */
static void
test_target(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    g_autofree char *id = ep_test_media_id(t.windows), *longest = g_strnfill(63, 'x'), *title = g_strnfill(70, 'x');

    ep_test_desk_refused(t.ledger, "permit.start", permit, NULL, "not registered yet");
    ep_test_desk_refused(t.ledger, "target.edit", t.windows, ANSWERS("network", "business"),
                         "permits are registered there");
    ep_test_desk_refused(t.ledger, "target.edit", t.windows, ANSWERS("kind", "csv"), "add another");
    ep_test_desk_do(t.ledger, "target.edit", t.windows, ANSWERS("kind", "lgpo"));
    ep_test_desk_do(t.ledger, "target.edit", t.windows, ANSWERS("retired", "1"));
    ep_test_desk_refused(t.ledger, "permit.restrict", permit, ANSWERS("target", id, "restricts", "read"),
                         "is no longer used");
    ep_test_desk_do(t.ledger, "target.edit", t.usbguard, ANSWERS("retired", "1"));
    ep_test_desk_do(t.ledger, "permit.start", permit, NULL);
    ep_test_desk_do(t.ledger, "target.edit", t.usbguard, ANSWERS("notice_title", longest));
    ep_test_desk_invalid(t.ledger, "target.edit", t.usbguard, ANSWERS("notice_title", title), "63");
    ep_test_desk_invalid(t.ledger, "target.new", 0,
                         ANSWERS("name", "N", "network", "lan", "kind", "reg", "notice_title", title), "63");
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/ledger/standing/pcs", test_pcs);
    ep_test_engines_add("/ledger/standing/infected", test_infected);
    ep_test_engines_add("/ledger/standing/target", test_target);
    return g_test_run();
}
