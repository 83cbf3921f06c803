/* From permits to what Windows and USBGuard read, as independent readers see it; registrations, expiry, the kept bytes.
 */
#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/store/ep-blob.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-folder.h"
#include "tests/support/ep-test-run.h"
#include "usbctl/usbctl-explain.h"
#include "usbctl/usbctl-policy-file.h"

#define STICK "\\AllowInstanceIDs\t1\t1\tUSB\\VID_0951&PID_1666\\MADO7A31B9C4\n"

typedef struct {
    EpTestMedia media;
    gint64 instruction;
    char *folder;
} TestList;

static TestList
test_open(const EpTestEngine *engine)
{
    TestList t = { .media = ep_test_media_open(engine->uri) };
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t.media.ledger), &ep_instruction_table, NULL, NULL);

    t.instruction = ep_record_get_id(g_ptr_array_index(all, 0));
    t.folder = g_build_filename(engine->folder, "out", NULL);
    return t;
}

static void
test_close(TestList *t)
{
    ep_test_media_clear(&t->media);
    g_free(t->folder);
}

static gint64
test_export(TestList *t, gint64 target, const char *date, GPtrArray **files)
{
    g_autoptr(EpRecord) record = ep_test_media_read(&t->media, "target", target);
    g_autoptr(GError) error = NULL;
    EpHow how = { .instruction = t->instruction };
    gint64 export = ep_allowlist_export(t->media.ledger, record, &(EpAllowlistWanted){ .date = date }, t->folder, &how,
                                        files, &error);

    g_assert_no_error(error);
    g_assert_cmpint(export, !=, 0);
    return export;
}

/* What Samba reads in the file that was written. */
static char *
test_read_pol(TestList *t)
{
    g_autofree char *path = g_build_filename(t->folder, "Registry.pol", NULL);
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "usbctl", "read-pol.py", NULL);

    return ep_test_run((const char *const[]){ "/usr/bin/python3", script, path, NULL });
}

/* What usbguard-rule-parser accepts. */
static char *
test_read_rules(TestList *t)
{
    g_autofree char *path = g_build_filename(t->folder, "rules.conf", NULL), *out = NULL;
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    out = ep_test_run((const char *const[]){ "usbguard-rule-parser", "-f", path, NULL });
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

static void
test_assert_registration(TestList *t, gint64 permit, gint64 target, const char *field, const char *value)
{
    ep_test_desk_assert(t->media.ledger, "registration", ep_test_media_registration(&t->media, permit, target), field,
                        value);
}

static gint64
test_permit_of(TestList *t, gint64 application, guint index)
{
    return ep_test_desk_find(t->media.ledger, "permit", "line", ep_test_media_line(&t->media, application, index));
}

/* The bytes of each file, as they were kept, stand where they belong, in folders below, too. */
static void
test_assert_files(TestList *t, GPtrArray *files, guint count)
{
    guint n = 0;

    for (guint i = 0; i < files->len; i++) {
        EpAllowlistFile *file = g_ptr_array_index(files, i);
        g_autofree char *path = g_build_filename(t->folder, file->name, NULL), *bytes = NULL;
        g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file->bytes);
        gsize size;

        g_assert_cmpstr(file->sha256, ==, sum);
        if (strcmp(file->part, "file") != 0) {
            g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
            continue;
        }
        n++;
        g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
        g_assert_cmpmem(bytes, size, g_bytes_get_data(file->bytes, NULL), g_bytes_get_size(file->bytes));
    }
    g_assert_cmpuint(n, ==, count);
}

static void
test_whole(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    EpLedger *ledger = t.media.ledger;
    gint64 app = ep_test_media_apply(&t.media, "application.new", "1-1", NULL), allow, export, registration;
    gint64 permit = ep_test_media_allow(&t.media, app);
    g_autoptr(GPtrArray) files = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *pol = NULL, *rules = NULL;

    allow = ep_ledger_get_last(ledger, &error);
    export = test_export(&t, t.media.windows, "2026-11-20", &files);
    test_assert_files(&t, files, 2);
    pol = test_read_pol(&t);
    g_assert_nonnull(strstr(pol, STICK));
    g_assert_nonnull(strstr(pol, "\tUSBSTOR\\Disk&Ven_MADO&Prod_Counter_Stick&Rev_1.10\\MADO7A31B9C4&0\n"));
    g_assert_nonnull(strstr(pol, "\\DeniedPolicy\tSimpleText\t1\tPC desk\n"));
    ep_test_desk_assert(ledger, "export", export, "number", "R8-出-00001");
    ep_test_desk_assert(ledger, "export", export, "count", "1");
    ep_test_desk_assert(ledger, "export", export, "unexpressed", "scope R8-周-00001-1");
    test_assert_registration(&t, permit, t.media.windows, "state", "registered");
    test_assert_registration(&t, permit, t.media.usbguard, "state", "waiting");
    registration = ep_test_media_registration(&t.media, permit, t.media.windows);
    ep_test_desk_refused(ledger, "registration.confirm", registration, NULL,
                         "“Verify” takes another person (Registered by: ");
    ep_test_media_be(&t.media, "mori");
    ep_test_desk_do(ledger, "registration.confirm", registration, NULL);
    test_export(&t, t.media.usbguard, "2026-11-20", NULL);
    rules = test_read_rules(&t);
    g_assert_true(g_str_has_prefix(rules, "allow id 0951:1666 serial \"MADO7A31B9C4\" label "));
    ep_test_media_be(&t.media, "tanaka");
    ep_test_desk_do(ledger, "registration.confirm", ep_test_media_registration(&t.media, permit, t.media.usbguard),
                    NULL);
    ep_test_desk_assert(ledger, "application", app, "step", "ready");
    ep_test_desk_do(ledger, "permit.start", permit, NULL);
    ep_test_desk_assert(ledger, "application", app, "step", "used");
    g_assert_cmpint(ep_ledger_undo(ledger, allow, NULL, NULL, NULL, &error), ==, 0); /* it left the house */
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "which left the house"));
    test_close(&t);
}

static void
test_final(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    g_autoptr(GError) error = NULL;

    ep_test_media_allow(&t.media, ep_test_media_apply(&t.media, "application.new", "1-1", NULL));
    test_export(&t, t.media.windows, "2026-11-20", NULL);
    g_assert_cmpint(ep_ledger_undo(t.media.ledger, ep_ledger_get_last(t.media.ledger, NULL), NULL, NULL, NULL, &error),
                    ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    test_close(&t);
}

/* The stick is in the files to the permit's last day, and on no day after. */
static void
test_expiry(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    gint64 app = ep_test_media_apply(&t.media, "application.new", "1-1", NULL);
    gint64 permit = ep_test_media_allow(&t.media, app);
    static const struct {
        const char *day;
        gboolean in;
    } days[] = { { "2026-11-19", FALSE }, { "2027-03-31", TRUE }, { "2027-04-01", FALSE } };

    for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autofree char *pol = NULL;

        test_export(&t, t.media.windows, days[i].day, NULL);
        pol = test_read_pol(&t);
        g_assert_cmpint(strstr(pol, "MADO7A31B9C4") != NULL, ==, days[i].in);
        test_assert_registration(&t, permit, t.media.windows, "state", "waiting"); /* not an export of today */
    }
    test_export(&t, t.media.windows, "2026-11-20", NULL);
    test_assert_registration(&t, permit, t.media.windows, "state", "registered");
    ep_test_desk_set_day("2027-04-01");
    test_export(&t, t.media.windows, "2027-04-01", NULL);
    test_assert_registration(&t, permit, t.media.windows, "state", "deleted");
    ep_test_desk_do(t.media.ledger, "permit.expire", permit, NULL);
    ep_test_desk_assert(t.media.ledger, "application", app, "step", "ended");
    test_close(&t);
}

/* A permit that ended on a day is in a list as of the day before, whenever that is made. */
static void
test_ended(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    gint64 permit = ep_test_media_allow(&t.media, ep_test_media_apply(&t.media, "application.new", "1-1", NULL));
    g_autofree char *before = NULL, *after = NULL;

    test_export(&t, t.media.windows, "2026-11-20", NULL);
    ep_test_desk_set_day("2026-12-01");
    ep_test_desk_do(t.media.ledger, "permit.stop", permit, ANSWERS("end_reason", "incident", "note", "Lost contact"));
    test_assert_registration(&t, permit, t.media.windows, "state", "to_delete");
    test_assert_registration(&t, permit, t.media.usbguard, "state", "deleted"); /* never exported */
    test_export(&t, t.media.windows, "2026-11-30", NULL);
    before = test_read_pol(&t);
    g_assert_nonnull(strstr(before, STICK));
    test_assert_registration(&t, permit, t.media.windows, "state", "to_delete");
    test_export(&t, t.media.windows, "2026-12-01", NULL);
    after = test_read_pol(&t);
    g_assert_null(strstr(after, "MADO7A31B9C4"));
    g_assert_nonnull(strstr(after, "\\AllowInstanceIDs\t**delvals.\t1\t \n")); /* the old numbers are cleared */
    test_assert_registration(&t, permit, t.media.windows, "state", "deleted");
    test_close(&t);
}

/* What a target cannot say is listed, and its registration says why; nothing is dropped in silence. */
static void
test_unexpressed(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    EpLedger *ledger = t.media.ledger;
    gint64 app = ep_test_media_apply(&t.media, "application.new", "1-1 1-2 1-3", ANSWERS("rights", "read-write"));
    gint64 export, line = ep_test_media_line(&t.media, app, 1), composite = ep_test_media_line(&t.media, app, 2);
    g_autofree char *rules = NULL;

    ep_test_desk_do(ledger, "application_device.settle", line, ANSWERS("fallback", "pc"));
    ep_test_desk_do(ledger, "application_device.settle", composite, ANSWERS("fallback", "sticker", "sticker", "S-7"));
    ep_test_media_allow(&t.media, app);
    export = test_export(&t, t.media.windows, "2026-11-20", NULL);
    ep_test_desk_assert(ledger, "export", export, "left_out", "2");
    ep_test_desk_assert(ledger, "export", export, "unexpressed",
                        "bound R8-周-00001-2\ncomposite-storage R8-周-00001-3\nscope R8-周-00001-1");
    test_assert_registration(&t, test_permit_of(&t, app, 1), t.media.windows, "row_error", "bound");
    test_assert_registration(&t, test_permit_of(&t, app, 2), t.media.windows, "state", "error");
    ep_test_desk_do(ledger, "registration.by_hand",
                    ep_test_media_registration(&t.media, test_permit_of(&t, app, 1), t.media.windows), NULL);
    export = test_export(&t, t.media.usbguard, "2026-11-20", NULL);
    rules = test_read_rules(&t);
    g_assert_nonnull(strstr(rules, "allow id 0951:16b0 serial \"MADO5C90E217\""));
    g_assert_null(strstr(rules, "0951:1667"));
    test_close(&t);
}

static gint64
test_add_target(TestList *t, const char *name, const char *kind)
{
    return ep_test_desk_make(t->media.ledger, "target.new",
                             ANSWERS("name", name, "network", "lan", "kind", kind, "notice_title", "PC desk",
                                     "notice_text", "Extension 0000"));
}

/* Device Installation Restrictions know no rights, Defender does. */
static void
test_read_only(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    gint64 permit = ep_test_media_allow(
        &t.media, ep_test_media_apply(&t.media, "application.new", "1-1", ANSWERS("rights", "read")));
    gint64 defender = test_add_target(&t, "Defender", "defender");
    g_autofree char *path = g_build_filename(t.folder, "defender-groups.xml", NULL), *groups = NULL, *pol = NULL;
    g_autoptr(GPtrArray) files = NULL;

    test_export(&t, t.media.windows, "2026-11-20", NULL);
    pol = test_read_pol(&t);
    g_assert_null(strstr(pol, "MADO7A31B9C4"));
    test_assert_registration(&t, permit, t.media.windows, "row_error", "read-only");
    test_export(&t, defender, "2026-11-20", &files);
    test_assert_files(&t, files, 3);
    g_assert_true(g_file_get_contents(path, &groups, NULL, NULL));
    g_assert_nonnull(strstr(groups, "<Name>read 1</Name>"));
    g_assert_nonnull(strstr(groups, "Rev_1.10\\MADO7A31B9C4&amp;*</InstancePathId>"));
    test_assert_registration(&t, permit, defender, "state", "registered");
    test_close(&t);
}

static void
test_business(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    g_autofree char *path = g_build_filename(t.folder, "madoguchi.reg", NULL), *bytes = NULL, *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize size;

    ep_test_media_allow(&t.media,
                        ep_test_media_apply(&t.media, "application.new", "1-1", ANSWERS("network", "business")));
    test_export(&t, t.media.business, "2026-11-20", NULL);
    g_assert_true(g_file_get_contents(path, &bytes, &size, &error));
    text = g_convert(bytes + 2, size - 2, "UTF-8", "UTF-16LE", NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(text, "\"1\"=\"USB\\\\VID_0951&PID_1666\\\\MADO7A31B9C4\"\r\n"));
    test_export(&t, t.media.windows, "2026-11-20", NULL); /* the other network's list does not have it */
    g_clear_pointer(&text, g_free);
    text = test_read_pol(&t);
    g_assert_null(strstr(text, "MADO7A31B9C4"));
    test_close(&t);
}

/* The other forms for Windows say what Registry.pol says. */
static void
test_same_settings(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    static const char *const forms[][2] = { { "gpo-backup", "read-gpo.py" }, { "lgpo", "read-lgpo.py" } };
    g_autofree char *pol = NULL;

    ep_test_media_allow(&t.media, ep_test_media_apply(&t.media, "application.new", "1-1", NULL));
    test_export(&t, t.media.windows, "2026-11-20", NULL);
    pol = test_read_pol(&t);
    g_assert_nonnull(strstr(pol, STICK));
    for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_autoptr(GPtrArray) files = NULL;
        g_autofree char *script = g_test_build_filename(G_TEST_DIST, "usbctl", forms[i][1], NULL);
        g_autofree char *path = i > 0 ? g_build_filename(t.folder, "lgpo.txt", NULL) : g_strdup(t.folder), *text = NULL;

        test_export(&t, test_add_target(&t, i > 0 ? "LAN-LGPO" : "庁内 & LAN", forms[i][0]), "2026-11-20", &files);
        test_assert_files(&t, files, i > 0 ? 2 : 5);
        text = ep_test_run((const char *const[]){ "/usr/bin/python3", script, path, NULL });
        g_assert_true(g_str_has_suffix(text, pol));
        g_assert_true(i > 0 || g_str_has_prefix(text, "庁内 & LAN\t2026-11-20T00:00:00\t{"));
    }
    test_close(&t);
}

static void
test_kept_and_same(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    g_autoptr(GPtrArray) first = NULL, second = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpDb) db = NULL;
    gint64 n = 0;

    ep_test_media_allow(&t.media, ep_test_media_apply(&t.media, "application.new", "1-1", NULL));
    test_export(&t, t.media.windows, "2026-11-20", &first);
    test_export(&t, t.media.windows, "2026-11-20", &second);
    test_assert_files(&t, first, 2);
    test_assert_files(&t, second, 2);
    for (guint i = 0; i < first->len; i++) {
        EpAllowlistFile *a = g_ptr_array_index(first, i), *b = g_ptr_array_index(second, i);

        g_assert_cmpstr(a->name, ==, b->name);
        if (strcmp(a->part, "file") == 0)
            g_assert_cmpstr(a->sha256, ==, b->sha256);
    }
    db = ep_test_engines_open(engine);
    g_assert_true(ep_db_query_integer(db, "SELECT count(*) FROM blob", NULL, 0, &n, &error));
    g_assert_cmpint(n, ==, 4); /* the same bytes are kept once; what they are compared with differs */
    g_assert_null(ep_blob_get(ep_ledger_get_reader(t.media.ledger), "00", &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_NOT_FOUND);
    test_close(&t);
}

/* policy.json says the same to usbctl explain as the file to Windows. */
static void
test_explain(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    g_autofree char *path = g_build_filename(t.folder, "policy.json", NULL);
    g_autoptr(UsbctlDevice) stick = ep_test_media_device("1-1"), other = ep_test_media_device("1-2");
    g_autoptr(UsbctlPolicy) policy = NULL;
    g_autoptr(GError) error = NULL;
    UsbctlDecision decision;

    ep_test_media_allow(&t.media, ep_test_media_apply(&t.media, "application.new", "1-1", NULL));
    test_export(&t, t.media.windows, "2026-11-20", NULL);
    policy = usbctl_policy_file_load(path, &error);
    g_assert_no_error(error);
    decision = usbctl_explain(policy, stick, USBCTL_TARGET_WINDOWS, "2026-11-20");
    g_assert_true(decision.allowed);
    g_assert_cmpstr(decision.rule->id, ==, "R8-周-00001-1");
    decision = usbctl_explain(policy, stick, USBCTL_TARGET_WINDOWS, "2027-04-01");
    g_assert_false(decision.allowed);
    decision = usbctl_explain(policy, other, USBCTL_TARGET_WINDOWS, "2026-11-20");
    g_assert_false(decision.allowed);
    test_close(&t);
}

static void
test_late_target_and_limit(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    gint64 permit = ep_test_media_allow(&t.media, ep_test_media_apply(&t.media, "application.new", "1-1", NULL));
    gint64 late = ep_test_desk_make(t.media.ledger, "target.new",
                                    ANSWERS("name", "New", "network", "lan", "kind", "registry-pol", "most", "1"));
    gint64 manual =
        ep_test_desk_make(t.media.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", "manual"));
    gint64 app, second;

    test_export(&t, late, "2026-11-20", NULL);
    test_assert_registration(&t, permit, late, "state", "registered");
    ep_test_desk_refused(t.media.ledger, "target.export", manual, ANSWERS("folder", t.folder), "has no file");
    app = ep_test_media_apply(&t.media, "application.new", "1-3", NULL);
    ep_test_desk_do(t.media.ledger, "application_device.settle", ep_test_media_line(&t.media, app, 0),
                    ANSWERS("fallback", "sticker"));
    second = ep_test_media_allow(&t.media, app);
    ep_test_desk_refused(t.media.ledger, "registration.register", ep_test_media_registration(&t.media, second, late),
                         NULL, "reads a file");
    ep_test_desk_do(t.media.ledger, "registration.register", ep_test_media_registration(&t.media, second, manual),
                    NULL);
    app = ep_test_media_apply(&t.media, "application.new", "1-1", NULL);
    ep_test_media_allow(&t.media, app);
    test_export(&t, late, "2026-11-20", NULL); /* the same device once more is no second one */
    app = ep_test_desk_make(t.media.ledger, "target.new",
                            ANSWERS("name", "Small", "network", "lan", "kind", "usbguard", "most", "1"));
    ep_test_desk_refused(t.media.ledger, "target.export", app, ANSWERS("folder", t.folder), "takes 1 devices at most");
    test_close(&t);
}

/* A file that cannot be put in its place: an error, no export is recorded, and no other file is left. */
static void
test_half(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    g_autoptr(EpRecord) target = ep_test_media_read(&t.media, "target", t.media.windows);
    static const char *const names[] = { "Registry.pol", "policy.json" };
    EpHow how = { .instruction = t.instruction };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *place = g_build_filename(t.folder, names[i], NULL);
        g_autoptr(GPtrArray) exports = NULL;
        g_autoptr(GError) error = NULL;

        g_assert_cmpint(g_mkdir_with_parents(place, 0755), ==, 0);
        g_assert_cmpint(ep_allowlist_export(t.media.ledger, target, &(EpAllowlistWanted){ .date = "2026-11-20" },
                                            t.folder, &how, NULL, &error),
                        ==, 0);
        g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
        exports = ep_reader_load(ep_ledger_get_reader(t.media.ledger), &ep_export_table, NULL, NULL);
        g_assert_cmpuint(exports->len, ==, 0);
        g_assert_cmpuint(ep_test_folder_count(t.folder), ==, 1);
        g_assert_cmpint(g_rmdir(place), ==, 0);
    }
    test_export(&t, t.media.windows, "2026-11-20", NULL);
    g_assert_cmpuint(ep_test_folder_count(t.folder), ==, 2);
    test_close(&t);
}

/* A folder that cannot be written: an error, and no export is recorded. */
static void
test_folder(const EpTestEngine *engine)
{
    TestList t = test_open(engine);
    g_autoptr(EpRecord) target = ep_test_media_read(&t.media, "target", t.media.windows);
    g_autoptr(GPtrArray) exports = NULL;
    g_autoptr(GError) error = NULL;
    EpHow how = { .instruction = t.instruction };

    g_assert_true(g_file_set_contents(t.folder, "a file", -1, &error));
    g_assert_cmpint(ep_allowlist_export(t.media.ledger, target, &(EpAllowlistWanted){ .date = "2026-11-20" }, t.folder,
                                        &how, NULL, &error),
                    ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    exports = ep_reader_load(ep_ledger_get_reader(t.media.ledger), &ep_export_table, NULL, NULL);
    g_assert_cmpuint(exports->len, ==, 0);
    test_close(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/allowlist/whole", test_whole);
    ep_test_engines_add("/allowlist/final", test_final);
    ep_test_engines_add("/allowlist/expiry", test_expiry);
    ep_test_engines_add("/allowlist/ended", test_ended);
    ep_test_engines_add("/allowlist/unexpressed", test_unexpressed);
    ep_test_engines_add("/allowlist/read-only", test_read_only);
    ep_test_engines_add("/allowlist/business", test_business);
    ep_test_engines_add("/allowlist/same-settings", test_same_settings);
    ep_test_engines_add("/allowlist/kept-and-same", test_kept_and_same);
    ep_test_engines_add("/allowlist/explain", test_explain);
    ep_test_engines_add("/allowlist/late-target-and-limit", test_late_target_and_limit);
    ep_test_engines_add("/allowlist/folder", test_folder);
    ep_test_engines_add("/allowlist/half", test_half);
    return g_test_run();
}
