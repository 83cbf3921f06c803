/* What use restrictions make of the list, under every kind of target: the strictest counts, and what a list cannot say
 * is said, by it and before anybody signs. */
#include <string.h>

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-explain.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

#define TODAY "2026-11-20"
#define PLAIN "@file=list.csv\n番号=permit\nVID=vid\nPID=pid\nシリアル=serial\n端末=pcs\n使用者=users\n"
#define WITH_RIGHTS PLAIN "権限=rights\n"
#define SYSTEMWALKER                                                                                                      \
    "@file=list.csv\n備考=permit\nメーカーID=vid; required\n内蔵シリアル番号/ハードウェアID=serial; " \
    "required\n識別方法=\"1\"\n"

static const struct {
    const char *kind, *layout;
    gboolean rights; /* it can say that a device may only be read */
} kinds[] = {
    { "registry-pol", NULL, FALSE }, { "gpo-backup", NULL, FALSE }, { "reg", NULL, FALSE },
    { "lgpo", NULL, FALSE },         { "usbguard", NULL, FALSE },   { "systemwalker", SYSTEMWALKER, FALSE },
    { "ism", NULL, FALSE },          { "csv", PLAIN, FALSE },       { "csv", WITH_RIGHTS, TRUE },
    { "defender", NULL, TRUE },
};

/* What one restriction does: rights in the list (NULL: left out) and what is said of it, where the list can say it and
 * where it cannot; then with it set by hand. */
static const struct {
    const char *restricts, *rights, *said, *cannot_rights, *cannot_said, *by_hand_rights, *by_hand_said;
} cases[] = {
    { "use", "read-write", "", "read-write", "", "read-write", "" },
    { "read", "read", "", NULL, "read-by-hand", "read-write", "set-by-hand" },
    { "no-write", "read", "", NULL, "read-by-hand", "read-write", "set-by-hand" },
    { "none", NULL, "barred", NULL, "barred", NULL, "barred" },
    { "no-execute", "read-write", "execute-by-hand", "read-write", "execute-by-hand", "read-write", "set-by-hand" },
};

static void
test_list(EpTestMedia *t, gint64 id, const char *rights, const char *said)
{
    g_autoptr(EpRecord) target = ep_test_media_read(t, "target", id);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpAllowlist) list =
        ep_allowlist_new(ep_ledger_get_reader(t->ledger), target, &(EpAllowlistWanted){ .date = TODAY }, &error);
    g_autoptr(GString) found = g_string_new(NULL);

    g_assert_no_error(error);
    for (guint i = 0; i < list->unexpressed->len; i++) {
        const EpUnexpressed *entry = g_ptr_array_index(list->unexpressed, i);

        if (!ep_words_contain("scope people", entry->code))
            g_string_append(found, entry->code);
        g_assert_nonnull(ep_identity_get_text(entry->code));
    }
    g_assert_cmpstr(found->str, ==, said);
    g_assert_cmpuint(list->rows->len, ==, rights != NULL);
    g_assert_cmpuint(list->left_out, ==, rights == NULL);
    if (rights != NULL)
        g_assert_cmpstr(ep_record_get_named(g_ptr_array_index(list->rows, 0), "rights"), ==, rights);
}

/* What would happen says the same as the list, and which restriction it is. */
static void
test_explain(EpTestMedia *t, gint64 id, gboolean allowed, const char *code)
{
    g_autoptr(UsbctlDevice) device = ep_test_media_device("1-1");
    g_autoptr(GError) error = NULL;
    g_autoptr(EpExplanation) all = ep_explain_new(ep_ledger_get_reader(t->ledger), device, NULL, "lan", TODAY, &error);

    g_assert_no_error(error);
    for (guint i = 0; i < all->targets->len; i++) {
        const EpExplained *one = g_ptr_array_index(all->targets, i);

        if (ep_record_get_id(one->target) != id)
            continue;
        g_test_message("%s", one->remarks);
        g_assert_cmpint(one->decision.allowed, ==, allowed);
        g_assert_nonnull(strstr(one->remarks, code));
        g_assert_nonnull(strstr(one->remarks, "restricted "));
        g_assert_null(strstr(one->remarks, "no-permit"));
    }
}

static void
test_case(EpTestMedia *t, gint64 permit, gint64 id, gboolean says, guint index)
{
    g_autofree char *target = ep_test_media_id(id);
    gint64 one = ep_test_desk_do(t->ledger, "permit.restrict", permit,
                                 ANSWERS("target", target, "restricts", cases[index].restricts));
    const char *said = says ? cases[index].said : cases[index].cannot_said;
    const char *rights = says ? cases[index].rights : cases[index].cannot_rights;
    gboolean limited = g_str_has_suffix(said, "-by-hand");

    g_test_message("%s", cases[index].restricts);
    ep_test_desk_assert(t->ledger, "restriction", one, "limits", limited ? said : "");
    ep_test_desk_assert(t->ledger, "restriction", one, "confirmed_by", limited ? "pc" : "list");
    test_list(t, id, "read-write", ""); /* nobody instructed it */
    ep_test_desk_do(t->ledger, "restriction.begin", one, NULL);
    test_list(t, id, rights, said);
    test_explain(t, id, rights != NULL, said);
    if (limited)
        ep_test_desk_refused(t->ledger, "restriction.finish", one, NULL, "set it by hand, and say how");
    ep_test_desk_do(t->ledger, "restriction.finish", one, ANSWERS("by_hand", "GPO: Deny_Write"));
    test_list(t, id, says && !limited ? rights : cases[index].by_hand_rights,
              says && !limited ? said : cases[index].by_hand_said);
    ep_test_desk_do(t->ledger, "restriction.redo", one, NULL);
    test_list(t, id, rights, said); /* by hand it is not set any more */
    ep_test_desk_do(t->ledger, "restriction.cancel", one, NULL);
    test_list(t, id, "read-write", "");
}

static void
test_kinds(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));

    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *name = g_strdup_printf("Console %u", i);
        gint64 id =
            ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", name, "network", "lan", "kind", kinds[i].kind));

        g_test_message("%s", kinds[i].kind);
        if (kinds[i].layout != NULL)
            ep_test_desk_do(t.ledger, "target.columns", id, ANSWERS("layout", kinds[i].layout));
        for (guint k = 0; k < G_N_ELEMENTS(cases); k++)
            test_case(&t, permit, id, kinds[i].rights, k);
    }
    ep_test_media_clear(&t);
}

static gint64
test_restrict(EpTestMedia *t, gint64 permit, gint64 id, const char *restricts)
{
    g_autofree char *target = ep_test_media_id(id);
    gint64 one =
        ep_test_desk_do(t->ledger, "permit.restrict", permit, ANSWERS("target", target, "restricts", restricts));

    ep_test_desk_do(t->ledger, "restriction.begin", one, NULL);
    return one;
}

static gint64
test_export(EpTestMedia *t, gint64 id, gboolean delta, const char *folder)
{
    g_autoptr(EpRecord) target = ep_test_media_read(t, "target", id);
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t->ledger), &ep_instruction_table, NULL, NULL);
    EpHow how = { .instruction = ep_record_get_id(g_ptr_array_index(all, 0)) };
    g_autoptr(GError) error = NULL;
    gint64 made = ep_allowlist_export(t->ledger, target, &(EpAllowlistWanted){ .date = TODAY, .delta = delta }, folder,
                                      &how, NULL, &error);

    g_assert_no_error(error);
    return made;
}

/* Our own list read back agrees with the restriction, which another person's comparison then confirms. */
static void
test_read_back(EpTestMedia *t, gint64 id, const char *path, gint64 restriction, const char *state)
{
    g_autoptr(EpRecord) target = ep_test_media_read(t, "target", id), drift = NULL;
    g_autoptr(GError) error = NULL;
    gint64 made;

    ep_test_media_be(t, "mori");
    made = ep_drift_run(t->ledger, target, path, NULL, NULL, &error);
    g_assert_no_error(error);
    drift = ep_test_media_read(t, "drift", made);
    g_assert_cmpstr(ep_record_get_named(drift, "rights"), ==, "0");
    g_assert_cmpstr(ep_record_get_named(drift, "missing"), ==, "0");
    ep_test_desk_assert(t->ledger, "restriction", restriction, "state", state);
    ep_test_media_be(t, "tanaka");
}

/* The row changes, is verified anew, goes, and comes back. */
static void
test_registration(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 id = ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", "csv"));
    gint64 permit, registration, one;
    g_autofree char *folder = g_build_filename(engine->folder, "out", NULL);
    g_autofree char *path = g_build_filename(folder, "list.csv", NULL);

    ep_test_desk_do(t.ledger, "target.columns", id, ANSWERS("layout", WITH_RIGHTS));
    permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    registration = ep_test_media_registration(&t, permit, id);
    test_export(&t, id, FALSE, folder);
    ep_test_media_be(&t, "mori");
    ep_test_desk_do(t.ledger, "registration.confirm", registration, NULL);
    ep_test_media_be(&t, "tanaka");
    one = test_restrict(&t, permit, id, "read");
    ep_test_desk_do(t.ledger, "restriction.finish", one, NULL);
    test_export(&t, id, FALSE, folder);
    ep_test_desk_assert(t.ledger, "registration", registration, "state", "registered");
    test_read_back(&t, id, path, one, "verified");
    ep_test_desk_do(t.ledger, "restriction.lift", one, NULL);
    one = test_restrict(&t, permit, id, "none");
    ep_test_desk_do(t.ledger, "restriction.finish", one, NULL);
    test_export(&t, id, FALSE, folder);
    ep_test_desk_assert(t.ledger, "registration", registration, "state", "waiting");
    test_read_back(&t, id, path, one, "verified");
    ep_test_desk_do(t.ledger, "restriction.lift", one, NULL);
    test_export(&t, id, FALSE, folder);
    ep_test_desk_assert(t.ledger, "registration", registration, "state", "registered");
    ep_test_media_clear(&t);
}

/* What was set by hand is in no list, so no list confirms it; a list that still has what it left out is not right. */
static void
test_by_hand(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL)), one;
    g_autofree char *folder = g_build_filename(engine->folder, "out", NULL);
    g_autofree char *path = g_build_filename(folder, "Registry.pol", NULL);
    g_autoptr(EpRecord) target = ep_test_media_read(&t, "target", t.windows), drift = NULL;
    g_autoptr(GError) error = NULL;

    test_export(&t, t.windows, FALSE, folder);
    one = test_restrict(&t, permit, t.windows, "read");
    drift = ep_test_media_read(&t, "drift", ep_drift_run(t.ledger, target, path, NULL, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(ep_record_get_named(drift, "rights"), ==, "1");
    ep_test_desk_do(t.ledger, "restriction.finish", one, ANSWERS("by_hand", "GPO: Deny_Write"));
    test_read_back(&t, t.windows, path, one, "set");
    ep_test_media_be(&t, "mori");
    ep_test_desk_do(t.ledger, "restriction.verify", one, NULL);
    ep_test_media_clear(&t);
}

/* Within the permit, and none beside another that asks the same question. */
static void
test_refused(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL)), one;
    g_autofree char *target = ep_test_media_id(t.windows), *other = ep_test_media_id(t.usbguard);

    ep_test_desk_invalid(t.ledger, "permit.restrict", permit,
                         ANSWERS("target", target, "restricts", "read", "until_day", "2029-03-31"),
                         "a use restriction of it lies within that");
    ep_test_desk_invalid(
        t.ledger, "permit.restrict", permit,
        ANSWERS("target", target, "restricts", "read", "from_day", "2026-12-01", "until_day", "2026-11-30"),
        "ends before it begins");
    one = ep_test_desk_do(t.ledger, "permit.restrict", permit,
                          ANSWERS("target", target, "restricts", "read", "until_day", "2026-12-31"));
    ep_test_desk_refused(t.ledger, "permit.restrict", permit, ANSWERS("target", target, "restricts", "read"),
                         "“Read only” stands there already from");
    ep_test_desk_refused(t.ledger, "permit.restrict", permit, ANSWERS("target", target, "restricts", "use"),
                         "“Read only” stands there already from");
    ep_test_desk_do(t.ledger, "permit.restrict", permit, ANSWERS("target", other, "restricts", "none"));
    ep_test_desk_do(t.ledger, "permit.restrict", permit, ANSWERS("target", target, "restricts", "no-execute"));
    ep_test_desk_do(t.ledger, "permit.restrict", permit,
                    ANSWERS("target", target, "restricts", "none", "from_day", "2027-01-01"));
    ep_test_desk_refused(t.ledger, "restriction.edit", one, ANSWERS("until_day", "2027-01-31"),
                         "“May not be used” stands there already from");
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/ledger/restriction-list/kinds", test_kinds);
    ep_test_engines_add("/ledger/restriction-list/registration", test_registration);
    ep_test_engines_add("/ledger/restriction-list/by-hand", test_by_hand);
    ep_test_engines_add("/ledger/restriction-list/refused", test_refused);
    return g_test_run();
}
