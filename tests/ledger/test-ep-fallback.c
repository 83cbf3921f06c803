/* What stands in the place of telling a device apart (sticker, PCs, refusal), under every kind of target. */
#include <string.h>

#include "endpoint/ledger/ep-explain.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-run.h"

#define TODAY "2026-11-20"

static gint64
test_settle(EpTestMedia *t, const char *path, const char *fallback, const char *sticker)
{
    gint64 app = ep_test_media_apply(t, "application.new", path, NULL);

    ep_test_desk_do(t->ledger, "application_device.settle", ep_test_media_line(t, app, 0),
                    ANSWERS("fallback", fallback, "sticker", sticker));
    return ep_test_media_allow(t, app);
}

#define NO_PCS "@file=list.csv\n番号=permit\nVID=vid\nPID=pid\nシリアル=serial\n管理番号=sticker\n使用者=users\n"
#define WITH_PCS NO_PCS "端末=pcs\n"
#define SYSTEMWALKER                                                                                                   \
    "@file=list.csv\n備考=permit\nメーカーID=vid; required\n製品ID=pid; "                                      \
    "required\n内蔵シリアル番号/ハードウェアID=serial; "                                                 \
    "required\n識別方法=\"1\"\n"

/*
 * What stands in the place of telling a device apart, under every kind of target: -1 has no serial number and a
 * sticker, -2 none and is bound to a PC, -3 has one that another product has, too, and a sticker, -4 is a composite
 * device bound to a PC.
 */
static const struct {
    const char *kind, *layout, *said;
} fallbacks[] = {
#define DEVICE_INSTALLATION                                                                                            \
    "bound R8-周-00003-1\nbound R8-周-00005-1\nserial-generated R8-周-00002-1\n"                                    \
    "scope R8-周-00001-1\nsticker-only R8-周-00004-1\nscope R8-周-00004-1"
    { "registry-pol", NULL, DEVICE_INSTALLATION },
    { "gpo-backup", NULL, DEVICE_INSTALLATION },
    { "reg", NULL, DEVICE_INSTALLATION },
    { "lgpo", NULL, DEVICE_INSTALLATION },
    { "defender", NULL,
      "bound R8-周-00003-1\nbound R8-周-00005-1\nserial-generated R8-周-00002-1\n"
      "scope R8-周-00001-1\nsticker-only R8-周-00004-1\nscope R8-周-00004-1" },
    { "usbguard", NULL,
      "bound R8-周-00003-1\nbound R8-周-00005-1\nscope R8-周-00001-1\nproduct-wide R8-周-00002-1\n"
      "scope R8-周-00002-1\nsticker-only R8-周-00004-1\nscope R8-周-00004-1" },
    { "systemwalker", SYSTEMWALKER,
      "no-serial R8-周-00002-1\nbound R8-周-00003-1\nbound R8-周-00005-1\nscope R8-周-00001-1\n"
      "sticker-only R8-周-00004-1\nscope R8-周-00004-1" },
    { "ism", NULL,
      "no-serial R8-周-00002-1\nbound R8-周-00003-1\nbound R8-周-00005-1\nscope R8-周-00001-1\n"
      "sticker-only R8-周-00004-1\nscope R8-周-00004-1" },
    { "csv", NO_PCS,
      "no-serial R8-周-00002-1\nbound R8-周-00003-1\nbound R8-周-00005-1\nscope R8-周-00001-1\n"
      "sticker-only R8-周-00004-1\nscope R8-周-00004-1" },
    { "csv", WITH_PCS, "no-serial R8-周-00002-1\nproduct-wide R8-周-00003-1\nsticker-only R8-周-00004-1" },
};

/* What would happen to the device that is bound to its PC, there and elsewhere, agrees with the list. */
static void
test_explain_bound(EpTestMedia *t, gint64 target, gint64 pc, gboolean allowed, const char *remark)
{
    EpReader *reader = ep_ledger_get_reader(t->ledger);
    g_autoptr(UsbctlDevice) device = ep_test_media_device("1-3");
    g_autoptr(EpRecord) place = pc != 0 ? ep_test_media_read(t, "pc", pc) : NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpExplanation) all = ep_explain_new(reader, device, place, "lan", TODAY, &error);

    g_assert_no_error(error);
    for (guint i = 0; i < all->targets->len; i++) {
        const EpExplained *one = g_ptr_array_index(all->targets, i);

        if (ep_record_get_id(one->target) != target)
            continue;
        g_assert_cmpint(one->decision.allowed, ==, allowed);
        g_test_message("%s", one->remarks);
        g_assert_nonnull(strstr(one->remarks, remark));
        g_assert_null(strstr(one->remarks, "no-permit"));
    }
}

/* The rows that the list with PCs has: the device that is bound to its PC is registered by it. */
static void
test_write(EpTestMedia *t, gint64 id, gint64 bound, const char *folder)
{
    g_autoptr(EpRecord) target = ep_test_media_read(t, "target", id);
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t->ledger), &ep_instruction_table, NULL, NULL);
    EpHow how = { .instruction = ep_record_get_id(g_ptr_array_index(all, 0)) };
    g_autofree char *path = g_build_filename(folder, "list.csv", NULL), *text = NULL;
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "ledger", "read-csv.py", NULL);
    g_autoptr(GError) error = NULL;

    ep_allowlist_export(t->ledger, target, &(EpAllowlistWanted){ .date = TODAY }, folder, &how, NULL, &error);
    g_assert_no_error(error);
    text = ep_test_run((const char *const[]){ "/usr/bin/python3", script, path, "cp932", "comma", NULL });
    g_assert_cmpstr(text, ==,
                    "番号|VID|PID|シリアル|管理番号|使用者|端末\n"
                    "R8-周-00001-1|0951|1666|MADO7A31B9C4||山本 花子|HOST-PC-00001\n"
                    "R8-周-00003-1|0951|1667||S-2|山本 花子|HOST-PC-00001\n"
                    "R8-周-00004-1|0951|16ff|MADO7A31B9C4|S-3|山本 花子|HOST-PC-00001\n"
                    "R8-周-00005-1|0951|16b0|MADO5C90E217|S-4|山本 花子|HOST-PC-00001\n");
    ep_test_desk_assert(t->ledger, "registration", ep_test_media_registration(t, bound, id), "state", "registered");
}

static void
test_kind(EpTestMedia *t, guint index, gint64 id, gint64 other)
{
    g_autoptr(EpRecord) record = NULL;
    g_autoptr(EpAllowlist) list = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *said = NULL;
    gboolean says = g_strcmp0(fallbacks[index].layout, WITH_PCS) == 0;

    if (fallbacks[index].layout != NULL)
        ep_test_desk_do(t->ledger, "target.columns", id, ANSWERS("layout", fallbacks[index].layout));
    record = ep_test_media_read(t, "target", id);
    list = ep_allowlist_new(ep_ledger_get_reader(t->ledger), record, &(EpAllowlistWanted){ .date = TODAY }, &error);
    g_assert_no_error(error);
    said = ep_allowlist_dup_unexpressed(list);
    g_test_message("%s", fallbacks[index].kind);
    g_assert_cmpstr(said, ==, fallbacks[index].said);
    test_explain_bound(t, id, t->pc, says, says ? "listed-here HOST-PC-00001" : "bound-here R8-周-00005-1");
    test_explain_bound(t, id, other, FALSE, says ? "listed-elsewhere HOST-PC-00001" : "bound-elsewhere R8-周-00005-1");
    test_explain_bound(t, id, 0, says, says ? "listed-for HOST-PC-00001" : "bound R8-周-00005-1");
}

static void
test_kinds(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 other = ep_test_desk_add_pc(t.ledger, "PC-00009", "lan", "used"), bound, targets[G_N_ELEMENTS(fallbacks)];
    g_autofree char *folder = g_build_filename(engine->folder, "out", NULL);

    for (guint i = 0; i < G_N_ELEMENTS(fallbacks); i++) {
        g_autofree char *name = g_strdup_printf("Console %u", i);

        targets[i] = ep_test_desk_make(t.ledger, "target.new",
                                       ANSWERS("name", name, "network", "lan", "kind", fallbacks[i].kind));
    }
    ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    test_settle(&t, "1-2", "sticker", "S-1");
    test_settle(&t, "1-2", "pc", "S-2");
    test_settle(&t, "1-4", "sticker", "S-3");
    bound = test_settle(&t, "1-3", "pc", "S-4");
    for (guint i = 0; i < G_N_ELEMENTS(fallbacks); i++)
        test_kind(&t, i, targets[i], other);
    test_write(&t, targets[G_N_ELEMENTS(fallbacks) - 1], bound, folder);
    ep_test_media_clear(&t);
}

/* What no permit should say, and what would be a row for every PC. */
static void
test_refused(void)
{
    const EpTable *table = ep_allowlist_row_get_table();
    g_autoptr(EpColumns) columns = ep_columns_parse(table, WITH_PCS, NULL);
    g_autoptr(UsbctlRule) rule =
        usbctl_rule_new(&(UsbctlRule){ .id = "1", .verdict = "allow", .vid = "0951", .pid = "1666" }, NULL);
    const char *kinds[] = { "registry-pol", "gpo-backup", "reg", "lgpo", "defender", "usbguard", "csv" };
    const char *wider[EP_TARGET_MOST_WIDER + 1];

    ep_table_prepare(&ep_target_table);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autoptr(EpDraft) draft = ep_draft_new(&ep_target_table);
        g_autoptr(EpRecord) target = NULL;
        EpColumns *map = strcmp(kinds[i], "csv") == 0 ? columns : NULL;

        ep_draft_set_named(draft, "kind", kinds[i]);
        target = ep_draft_to_record(draft);
        g_assert_cmpstr(ep_target_kind_refuse(target, map, &(EpTargetAsked){ rule, "refuse", TRUE, TRUE }), ==,
                        EP_IDENTITY_REFUSED);
        g_assert_cmpstr(ep_target_kind_refuse(target, map, &(EpTargetAsked){ rule, "pc", FALSE, TRUE }), ==,
                        map != NULL ? EP_IDENTITY_NOWHERE : EP_IDENTITY_BOUND);
        g_assert_nonnull(ep_identity_get_text(EP_IDENTITY_NOWHERE));
        ep_target_kind_get_wider(target, map, &(EpTargetAsked){ rule, "", FALSE, TRUE }, wider);
        g_assert_cmpstr(wider[0], ==,
                        map != NULL || strcmp(kinds[i], "usbguard") == 0 ? EP_IDENTITY_PRODUCT : EP_IDENTITY_PEOPLE);
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/ledger/fallback/kinds", test_kinds);
    g_test_add_func("/ledger/fallback/refused", test_refused);
    return g_test_run();
}
