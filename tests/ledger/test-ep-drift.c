/* A target's own list beside the ledger: what differs, what mends it, what a later list says. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-drift-list.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-kept.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

#define DEFAULTS "block with-interface one-of { 08:*:* 06:*:* }\nallow id *:*\n"
#define STICK "allow id 0951:1666 serial \"MADO7A31B9C4\" label \"R8-周-00001-1\"\n"
#define POLICY "{ \"format\": \"madoguchi-policy\", \"version\": 1, \"rules\": [] }"
#define STRANGER "allow id 1234:abcd serial \"NOBODY77\" name \"Stick of nobody\"\n"

typedef struct {
    EpTestMedia media;
    EpLedger *ledger;
    gint64 permit;
    char *folder;
} TestDrift;

/* One stick is permitted until the end of the fiscal year. */
static TestDrift
test_open(const EpTestEngine *engine)
{
    TestDrift t = { .media = ep_test_media_open(engine->uri) };

    t.ledger = t.media.ledger;
    t.permit = ep_test_media_allow(&t.media, ep_test_media_apply(&t.media, "application.new", "1-1", NULL));
    t.folder = g_build_filename(engine->folder, "lists", NULL);
    g_mkdir_with_parents(t.folder, 0755);
    return t;
}

static void
test_close(TestDrift *t)
{
    ep_test_media_clear(&t->media);
    g_free(t->folder);
}

static char *
test_put(TestDrift *t, const char *name, const char *text)
{
    char *path = g_build_filename(t->folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static gint64
test_try(TestDrift *t, gint64 target, const char *name, const char *text, GError **error)
{
    g_autoptr(EpRecord) record = ep_test_media_read(&t->media, "target", target);
    g_autofree char *path = test_put(t, name, text);

    return ep_drift_run(t->ledger, record, path, NULL, NULL, error);
}

static EpRecord *
test_compare(TestDrift *t, gint64 target, const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    gint64 id = test_try(t, target, name, text, &error);

    g_assert_no_error(error);
    return ep_test_media_read(&t->media, "drift", id);
}

static EpRecord *
test_rules(TestDrift *t, const char *text)
{
    g_autofree char *all = g_strconcat(text, DEFAULTS, NULL);

    return test_compare(t, t->media.usbguard, "rules.conf", all);
}

/* missing, leftover, expired, rights, unknown, same; then fresh, mended, confirmed */
static void
test_assert_counts(EpRecord *drift, const char *wanted)
{
    static const char *const fields[] = { "missing", "leftover", "expired", "rights",   "unknown",
                                          "same",    "fresh",    "mended",  "confirmed" };
    g_autoptr(GString) counts = g_string_new(NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        g_string_append_printf(counts, "%s%s", i > 0 ? " " : "", ep_record_get_named(drift, fields[i]));
    g_assert_cmpstr(counts->str, ==, wanted);
}

static void
test_register(TestDrift *t)
{
    g_autoptr(EpRecord) target = ep_test_media_read(&t->media, "target", t->media.usbguard);
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t->ledger), &ep_instruction_table, NULL, NULL);
    EpHow how = { .instruction = ep_record_get_id(g_ptr_array_index(all, 0)) };

    g_assert_cmpint(ep_allowlist_export(t->ledger, target, &(EpAllowlistWanted){ .date = "2026-11-20" }, t->folder,
                                        &how, NULL, NULL),
                    !=, 0);
}

static gint64
test_line(TestDrift *t, const char *class)
{
    EpMatch matches[] = { { "class", class }, { NULL, NULL } };
    g_autoptr(GPtrArray) lines = ep_reader_load(ep_ledger_get_reader(t->ledger), &ep_drift_line_table, matches, NULL);

    g_assert_cmpuint(lines->len, ==, 1);
    return ep_record_get_id(g_ptr_array_index(lines, 0));
}

static char *
test_registration(TestDrift *t)
{
    return ep_test_desk_get(t->ledger, "registration",
                            ep_test_media_registration(&t->media, t->permit, t->media.usbguard), "state");
}

/* What was registered and is there is verified, by somebody else than who registered it. */
static void
test_same(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    g_autoptr(EpRecord) own = NULL, other = NULL;
    g_autoptr(GPtrArray) files = NULL;
    g_autoptr(GBytes) kept = NULL;
    g_autofree char *before = NULL, *after = NULL;

    test_register(&t);
    own = test_rules(&t, STICK);
    test_assert_counts(own, "0 0 0 0 0 1 0 0 0");
    g_assert_cmpstr(ep_record_get_named(own, "number"), ==, "R8-突-00001");
    g_assert_cmpstr(ep_record_get_named(own, "remarks"), ==, "same-person R8-周-00001-1");
    before = test_registration(&t);
    g_assert_cmpstr(before, ==, "registered");
    ep_test_media_be(&t.media, "mori");
    other = test_rules(&t, STICK);
    test_assert_counts(other, "0 0 0 0 0 1 0 0 1");
    after = test_registration(&t);
    g_assert_cmpstr(after, ==, "confirmed");
    files =
        ep_reader_load_of(ep_ledger_get_reader(t.ledger), &ep_drift_file_table, "drift", ep_record_get_id(other), NULL);
    g_assert_cmpuint(files->len, ==, 1);
    kept = ep_kept_read(ep_ledger_get_reader(t.ledger), g_ptr_array_index(files, 0), NULL);
    g_assert_cmpmem(g_bytes_get_data(kept, NULL), g_bytes_get_size(kept), STICK DEFAULTS, strlen(STICK DEFAULTS));
    test_close(&t);
}

/* Found once, however often it is looked for; gone when a list says so; back when the act is taken back. */
static void
test_missing(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    g_autoptr(EpRecord) first = NULL, second = NULL, third = NULL;
    g_autofree char *state = NULL;
    gint64 line;

    test_register(&t);
    first = test_rules(&t, "");
    test_assert_counts(first, "1 0 0 0 0 0 1 0 0");
    second = test_rules(&t, "");
    test_assert_counts(second, "1 0 0 0 0 0 0 0 0");
    line = test_line(&t, "missing");
    ep_test_desk_assert(t.ledger, "drift_line", line, "serial", "MADO7A31B9C4");
    ep_test_desk_assert(t.ledger, "drift_line", line, "until_day", "2027-03-31");
    ep_test_desk_do(t.ledger, "drift_line.register", line, NULL);
    ep_test_desk_assert(t.ledger, "drift_line", line, "state", "begun");
    state = test_registration(&t);
    g_assert_cmpstr(state, ==, "waiting");
    test_register(&t);
    third = test_rules(&t, STICK);
    test_assert_counts(third, "0 0 0 0 0 1 0 1 0");
    ep_test_desk_assert(t.ledger, "drift_line", line, "state", "mended");
    ep_test_desk_assert(t.ledger, "drift_line", line, "mended_on", "2026-11-20");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "drift_line", line, "state", "begun");
    test_close(&t);
}

/* A permit that is over: what is left of it, by how it ended. */
static void
test_over(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    g_autoptr(EpRecord) lost = NULL, gone = NULL;
    g_autofree char *state = NULL, *deleted = NULL;
    gint64 line;

    test_register(&t);
    ep_test_desk_do(t.ledger, "permit.stop", t.permit, ANSWERS("end_reason", "breach"));
    lost = test_rules(&t, STICK);
    test_assert_counts(lost, "0 1 0 0 0 0 1 0 0");
    line = test_line(&t, "leftover");
    ep_test_desk_assert(t.ledger, "drift_line", line, "detail", "stopped 2026-11-20");
    ep_test_desk_do(t.ledger, "drift_line.remove", line, NULL);
    state = test_registration(&t);
    g_assert_cmpstr(state, ==, "to_delete");
    gone = test_rules(&t, "");
    test_assert_counts(gone, "0 0 0 0 0 0 0 1 0");
    deleted = test_registration(&t);
    g_assert_cmpstr(deleted, ==, "deleted");
    test_close(&t);
}

static void
test_expired(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    g_autoptr(EpRecord) drift = NULL;
    gint64 line;

    test_register(&t);
    ep_test_desk_set_day("2027-04-01");
    drift = test_rules(&t, STICK);
    test_assert_counts(drift, "0 0 1 0 0 0 1 0 0");
    line = test_line(&t, "expired");
    ep_test_desk_assert(t.ledger, "drift_line", line, "until_day", "2027-03-31");
    ep_test_desk_do(t.ledger, "drift_line.expire", line, NULL);
    ep_test_desk_assert(t.ledger, "permit", t.permit, "state", "expired");
    ep_test_desk_assert(t.ledger, "drift_line", line, "state", "begun");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "permit", t.permit, "state", "allowed");
    ep_test_desk_assert(t.ledger, "drift_line", line, "state", "expired");
    test_close(&t);
}

/* What a use restriction says counts; the list of another person shows that it works. */
static void
test_restricted(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    g_autofree char *target = ep_test_media_id(t.media.usbguard);
    gint64 restriction =
        ep_test_desk_do(t.ledger, "permit.restrict", t.permit, ANSWERS("target", target, "restricts", "none"));
    g_autoptr(EpRecord) there = NULL, blocked = NULL;

    ep_test_desk_do(t.ledger, "restriction.begin", restriction, NULL);
    ep_test_desk_do(t.ledger, "restriction.finish", restriction, NULL);
    ep_test_media_be(&t.media, "mori");
    there = test_rules(&t, STICK);
    test_assert_counts(there, "0 0 0 1 0 0 1 0 0");
    ep_test_desk_assert(t.ledger, "drift_line", test_line(&t, "rights"), "detail", "barred");
    blocked = test_rules(&t, "block id 0951:1666 serial \"MADO7A31B9C4\"\n");
    test_assert_counts(blocked, "0 0 0 0 0 1 0 1 0");
    ep_test_desk_assert(t.ledger, "restriction", restriction, "state", "verified");
    test_close(&t);
}

/* A device that nobody applied for: an application with it filled in, or left as it is for a reason. */
static void
test_unknown(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    g_autoptr(EpRecord) drift = test_rules(&t, STICK STRANGER), again = NULL;
    g_autofree char *section = ep_test_media_id(t.media.section);
    g_autoptr(GError) error = NULL;
    gint64 line = test_line(&t, "unknown"), application, device;

    test_assert_counts(drift, "0 0 0 0 1 1 1 0 0");
    ep_test_desk_assert(t.ledger, "drift_line", line, "listed_as", "Stick of nobody");
    ep_test_desk_assert(t.ledger, "drift_line", line, "place", "2");
    application =
        ep_test_desk_do(t.ledger, "drift_line.apply", line,
                        ANSWERS("for_section", section, "applicant", "鈴木 一郎", "purpose", "突合で見つかった"));
    ep_test_desk_assert(t.ledger, "application", application, "state", "received");
    ep_test_desk_assert(t.ledger, "application", application, "network", "lan");
    device = ep_test_media_line(&t.media, application, 0);
    ep_test_desk_assert(t.ledger, "application_device", device, "serial", "NOBODY77");
    ep_test_desk_assert(t.ledger, "application_device", device, "vid", "1234");
    ep_test_desk_assert(t.ledger, "application_device", device, "model", "Stick of nobody");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "drift_line", line, "state", "unknown");
    g_assert_cmpint(ep_test_desk_try(t.ledger, "drift_line.accept", line, NULL, NULL, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "Reason is empty"));
    ep_test_desk_do(t.ledger, "drift_line.accept", line, ANSWERS("reason", "検証用"));
    again = test_rules(&t, STICK STRANGER);
    test_assert_counts(again, "0 0 0 0 1 1 0 0 0");
    ep_test_desk_assert(t.ledger, "drift_line", line, "state", "accepted");
    ep_test_desk_do(t.ledger, "drift_line.reopen", line, NULL);
    ep_test_desk_assert(t.ledger, "drift_line", line, "state", "unknown");
    test_close(&t);
}

/* Windows wants the ID of the device itself; the two IDs of a stranger are one stranger; a list that is off is none. */
static void
test_windows(const EpTestEngine *engine)
{
#define HEAD "Windows Registry Editor Version 5.00\r\n\r\n"
#define KEY "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"
#define ON KEY "]\r\n\"AllowDenyLayered\"=dword:00000001\r\n\"AllowInstanceIDs\"=dword:00000001\r\n"
#define IDS KEY "\\AllowInstanceIDs]\r\n"
    TestDrift t = test_open(engine);
    g_autoptr(EpRecord) disk =
        test_compare(&t, t.media.windows, "list.reg",
                     HEAD ON IDS "\"1\"=\"USBSTOR\\\\Disk&Ven_MADO&Prod_Counter_Stick&Rev_1.10\\\\MADO7A31B9C4&0\"\r\n"
                                 "\"2\"=\"USB\\\\VID_1234&PID_ABCD\\\\NOBODY77\"\r\n"
                                 "\"3\"=\"USBSTOR\\\\Disk&Ven_X&Prod_Y&Rev_1\\\\NOBODY77&0\"\r\n");
    g_autoptr(EpRecord) off = test_compare(&t, t.media.windows, "list.reg",
                                           HEAD KEY "]\r\n\"AllowDenyLayered\"=dword:00000001\r\n" IDS
                                                    "\"1\"=\"USB\\\\VID_0951&PID_1666\\\\MADO7A31B9C4\"\r\n");
    g_autofree char *said = ep_drift_describe(ep_record_get_named(off, "remarks"));

    test_assert_counts(disk, "1 0 0 0 1 0 2 0 0");
    ep_test_desk_assert(t.ledger, "drift_line", test_line(&t, "missing"), "place", "1");
    test_assert_counts(off, "1 0 0 0 0 0 0 1 0");
    g_assert_nonnull(strstr(said, "The switch of this list is off: what stands in it counts for nothing. "
                                  "(AllowInstanceIDs)"));
    g_assert_nonnull(strstr(said, "every stick works"));
    test_close(&t);
}

/* What a console writes itself: its headings say what stands where. */
static void
test_columns(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    gint64 target =
        ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", "systemwalker"));
    g_autoptr(EpRecord) drift =
        test_compare(&t, target, "export.csv",
                     "端末一覧 2026/11/20\r\nデバイス名,ベンダーID,プロダクトID,シリアルNo,使用期限\r\n"
                     "\"Counter\r\nStick 32\",0x0951,1666,mado7a31b9c4,2027/03/31\r\nPhone,,,PHONE123,\r\n");
    g_autoptr(EpRecord) later =
        test_compare(&t, target, "export.csv", "シリアルNo,使用期限\r\nMADO7A31B9C4,2028/03/31\r\n");
    g_autoptr(GError) error = NULL;

    test_assert_counts(drift, "0 0 0 0 1 1 1 0 0");
    test_assert_counts(later, "0 0 0 1 0 0 1 1 0");
    ep_test_desk_assert(t.ledger, "drift_line", test_line(&t, "rights"), "detail", "other-until 2028-03-31");
    g_assert_cmpint(test_try(&t, target, "export.csv", "シリアルNo,使用期限\r\nA123,soon\r\n", &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "export.csv: line 2, column 2"));
    g_clear_error(&error);
    g_assert_cmpint(test_try(&t, target, "export.csv", "シリアルNo,ベンダーID\r\n,\r\nX,YY\r\n", &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "line 3: vendor and product ID"));
    g_clear_error(&error);
    g_assert_cmpint(test_try(&t, target, "export.csv", "name,note\r\na,b\r\n", &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "export.csv: "));
    test_close(&t);
}

/* A list that says where a permit counts: as wanted, on other PCs, everywhere, and one that says nothing of PCs. */
static void
test_places(const EpTestEngine *engine)
{
    static const struct {
        const char *text, *detail;
    } cases[] = {
        { "シリアルNo,PC名\r\nMADO7A31B9C4,host-pc-00001\r\n", "" },
        { "シリアルNo,PC名\r\nMADO7A31B9C4,HOST-PC-00002;HOST-PC-00001\r\n", "other-pcs HOST-PC-00002;HOST-PC-00001" },
        { "シリアルNo,PC名\r\nMADO7A31B9C4,\r\n", "everywhere" },
        { "シリアルNo\r\nMADO7A31B9C4\r\n", "" },
    };
    TestDrift t = test_open(engine);
    gint64 target =
        ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", "csv"));

    ep_test_desk_do(t.ledger, "target.columns", target, ANSWERS("layout", "シリアルNo=serial; required\nPC名=pcs\n"));
    test_register(&t);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(EpRecord) drift = test_compare(&t, target, "list.csv", cases[i].text);
        gboolean differs = *cases[i].detail != '\0';

        g_test_message("%s", cases[i].text);
        g_assert_cmpstr(ep_record_get_named(drift, "rights"), ==, differs ? "1" : "0");
        g_assert_cmpstr(ep_record_get_named(drift, "same"), ==, differs ? "0" : "1");
        if (differs)
            ep_test_desk_assert(t.ledger, "drift_line", test_line(&t, "rights"), "detail", cases[i].detail);
    }
    test_close(&t);
}

/* Nothing half done: what is broken leaves no comparison, no line, no file. */
static void
test_broken(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    g_autoptr(EpRecord) record = ep_test_media_read(&t.media, "target", t.media.usbguard);
    g_autoptr(GPtrArray) all = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *nowhere = g_build_filename(t.folder, "nowhere", NULL);
    gint64 console =
        ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", "ism"));

    g_assert_cmpint(test_try(&t, t.media.usbguard, "rules.conf", STICK "allow id 12:34\n", &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "rules.conf: line 2, character 10"));
    g_clear_error(&error);
    g_assert_cmpint(ep_drift_run(t.ledger, record, nowhere, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_clear_error(&error);
    g_assert_cmpint(ep_drift_run(t.ledger, record, "\n", NULL, NULL, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "choose the console's own list"));
    g_clear_error(&error);
    g_assert_cmpint(test_try(&t, t.media.windows, "rules.conf", STICK, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "no list of this target"));
    g_clear_error(&error);
    g_assert_cmpint(test_try(&t, console, "rules.conf", STICK, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "rules.conf is the list of another product"));
    g_clear_error(&error);
    g_assert_cmpint(test_try(&t, console, "policy.json", POLICY, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "policy.json says what is permitted, not what is enforced"));
    g_clear_error(&error);
    g_assert_cmpint(test_try(&t, t.media.windows, "policy.json", POLICY, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "policy.json says what is permitted, not what is enforced"));
    all = ep_reader_load(ep_ledger_get_reader(t.ledger), &ep_drift_table, NULL, NULL);
    g_assert_cmpuint(all->len, ==, 0);
    test_close(&t);
}

/* The folder that an export was written to, and a GPO's backup: what is a list in them is read. */
static void
test_folder(const EpTestEngine *engine)
{
    TestDrift t = test_open(engine);
    gint64 backup =
        ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Backup", "network", "lan", "kind", "gpo-backup"));
    g_autoptr(EpRecord) target = ep_test_media_read(&t.media, "target", backup), drift = NULL;
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t.ledger), &ep_instruction_table, NULL, NULL);
    EpHow how = { .instruction = ep_record_get_id(g_ptr_array_index(all, 0)) };
    g_autoptr(GError) error = NULL;
    gint64 id;

    ep_allowlist_export(t.ledger, target, &(EpAllowlistWanted){ .date = "2026-11-20" }, t.folder, &how, NULL, &error);
    g_assert_no_error(error);
    id = ep_drift_run(t.ledger, target, t.folder, NULL, NULL, &error);
    g_assert_no_error(error);
    drift = ep_test_media_read(&t.media, "drift", id);
    test_assert_counts(drift, "0 0 0 0 0 1 0 0 0");
    g_assert_true(g_str_has_suffix(ep_record_get_named(drift, "source"), "/registry.pol"));
    test_close(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/ledger/drift/same", test_same);
    ep_test_engines_add("/ledger/drift/missing", test_missing);
    ep_test_engines_add("/ledger/drift/over", test_over);
    ep_test_engines_add("/ledger/drift/expired", test_expired);
    ep_test_engines_add("/ledger/drift/restricted", test_restricted);
    ep_test_engines_add("/ledger/drift/unknown", test_unknown);
    ep_test_engines_add("/ledger/drift/windows", test_windows);
    ep_test_engines_add("/ledger/drift/columns", test_columns);
    ep_test_engines_add("/ledger/drift/places", test_places);
    ep_test_engines_add("/ledger/drift/broken", test_broken);
    ep_test_engines_add("/ledger/drift/folder", test_folder);
    return g_test_run();
}
