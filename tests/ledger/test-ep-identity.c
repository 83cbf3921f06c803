#include "endpoint/ledger/ep-identity.h"

#include <string.h>

#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

/* Which device is this: one device is one medium, whatever brings it, and stays it while a permit means it. */

#define STICK "vid", "0951", "pid", "1666", "serial"

static guint
test_count(EpTestMedia *t, EpTable *table)
{
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t->ledger), table, NULL, NULL);

    return all->len;
}

static gint64
test_get_medium(EpTestMedia *t, gint64 permit)
{
    g_autoptr(EpRecord) record = ep_test_media_read(t, "permit", permit);

    return ep_record_get_integer(record, "medium");
}

/* What a person says it is counts, too. */
static void
test_card(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL), line = ep_test_media_line(&t, app, 0);
    gint64 medium = ep_test_desk_make(t.ledger, "medium.new", ANSWERS("kind", "card", STICK, "MADO0000C001"));

    ep_test_desk_assert(t.ledger, "application_device", line, "grade", "individual");
    ep_test_desk_do(t.ledger, "application_device.edit", line, ANSWERS("kind", "card"));
    ep_test_desk_assert(t.ledger, "application_device", line, "grade", "product");
    ep_test_desk_assert(t.ledger, "application_device", line, "grade_reasons", "card-reader");
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_media_clean(&t, line);
    ep_test_desk_refused(t.ledger, "application.submit", app, NULL, "cannot be told apart one by one");
    ep_test_desk_do(t.ledger, "application_device.settle", line, ANSWERS("fallback", "pc"));
    ep_test_desk_do(t.ledger, "application.submit", app, NULL);
    ep_test_desk_assert(t.ledger, "medium", medium, "grade", "product");
    ep_test_desk_do(t.ledger, "medium.edit", medium, ANSWERS("kind", "usb"));
    ep_test_desk_assert(t.ledger, "medium", medium, "grade", "individual");
    ep_test_media_clear(&t);
}

/* A phone stays one when it is graded again from what the ledger kept; what does not see it is named. */
static void
test_phone(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "", NULL), line;
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t.ledger, "application_device.new", &table, NULL);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlDevice) phone = usbctl_device_new(
        &(UsbctlDevice){ .instance_ids = (const char *const[]){ "USB\\VID_0BB4&PID_0C87\\MADOPHONE0001", NULL },
                         .interfaces = (const char *const[]){ "ff:ff:00", "ff:42:01", NULL },
                         .compatible_ids = (const char *const[]){ "USB\\COMPOSITE", "USB\\MS_COMP_MTP", NULL },
                         .composite = TRUE },
        &error);

    g_assert_no_error(error);
    ep_draft_set_integer(answers, "application", app);
    ep_device_fill(answers, phone);
    ep_draft_set_named(answers, "model", "Phone");
    g_assert_cmpint(ep_ledger_do(t.ledger, verb, table, NULL, answers, NULL, NULL, &line, &error), !=, 0);
    g_assert_no_error(error);
    ep_test_desk_assert(t.ledger, "application_device", line, "kind", "phone");
    ep_test_desk_assert(t.ledger, "application_device", line, "storage", "1");
    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_desk_assert(t.ledger, "application_device", line, "grade", "impossible");
    ep_test_desk_assert(t.ledger, "application_device", line, "limits",
                        "composite-storage LAN-GPO\nunseen LAN-Linux\nscope LAN-Linux");
    ep_test_media_clear(&t);
}

static void
test_same_line(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-1", NULL), second;
    g_autofree char *of = ep_test_media_id(app);
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t.ledger, "application.new", &table, NULL);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(t.ledger));
    g_autoptr(GError) error = NULL;
    gint64 made = 0;

    ep_draft_set_integer(answers, "section", t.section);
    ep_draft_set_named(answers, "network", "lan");
    ep_draft_set_named(answers, "applicant", "山本 花子");
    ep_draft_set_named(answers, "purpose", "国への報告");
    ep_draft_set_named(answers, "until_day", "2027-03-31");
    for (guint i = 0; i < 2; i++) {
        g_autoptr(UsbctlDevice) device = ep_test_media_device("1-1");
        g_autoptr(EpDraft) line = ep_draft_new(&ep_application_device_table);

        ep_device_fill(line, device);
        ep_draft_add_line(answers, line);
    }
    g_assert_cmpint(ep_ledger_do(t.ledger, verb, table, NULL, answers, NULL, NULL, &made, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "device 2: it is the same device as device 1, Counter Stick 32"));

    ep_test_desk_invalid(t.ledger, "application_device.new", 0,
                         ANSWERS("application", of, "model", "y", STICK, "mado7a31b9c4"),
                         "it is the same device as device 1, Counter Stick 32");
    second = ep_test_desk_make(t.ledger, "application_device.new",
                               ANSWERS("application", of, "model", "y", STICK, "MADO0000B002"));
    ep_test_desk_invalid(t.ledger, "application_device.edit", second, ANSWERS("serial", "MADO7A31B9C4"),
                         "it is the same device as device 1");
    ep_test_desk_do(t.ledger, "application_device.edit", second, ANSWERS("serial", "MADO7A31B9C4", "sticker", "S-2"));
    ep_test_media_clear(&t);
}

/* Two that report no number are not one. */
static void
test_no_number(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-2 1-2", NULL);

    g_assert_cmpint(ep_test_media_line(&t, app, 1), !=, 0);
    ep_test_desk_make(t.ledger, "medium.new", ANSWERS("vid", "0951", "pid", "1667"));
    ep_test_desk_make(t.ledger, "medium.new", ANSWERS("vid", "0951", "pid", "1667"));
    ep_test_media_clear(&t);
}

static void
test_same_medium(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 first = ep_test_desk_make(t.ledger, "medium.new", ANSWERS(STICK, "MADO0000A001", "sticker", "S-1")), other;

    ep_test_desk_refused(t.ledger, "medium.new", 0, ANSWERS(STICK, "mado0000a001", "sticker", "S-1"),
                         "R8-媒-00001 is this very device");
    ep_test_desk_refused(t.ledger, "medium.new", 0, ANSWERS("sticker", "S-1"), "R8-媒-00001 is this very device");
    ep_test_desk_assert(t.ledger, "medium", first, "grade", "individual");
    other = ep_test_desk_make(t.ledger, "medium.new", ANSWERS(STICK, "MADO0000A001", "sticker", "S-2"));
    ep_test_desk_assert(t.ledger, "medium", other, "grade", "product");
    ep_test_desk_assert(t.ledger, "medium", other, "grade_reasons", "serial-shared R8-媒-00001\npredicted");
    ep_test_desk_refused(t.ledger, "medium.edit", other, ANSWERS("sticker", "S-1"), "R8-媒-00001 is this very device");
    g_assert_cmpuint(test_count(&t, &ep_medium_table), ==, 2);
    ep_test_media_clear(&t);
}

/* With a permit it stays what it is; the way is an application, which brings another medium. */
static void
test_permitted(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    gint64 medium = test_get_medium(&t, permit), app, line, next;
    g_autofree char *before = ep_test_media_id(permit), *of = NULL;

    ep_test_desk_refused(t.ledger, "medium.edit", medium, ANSWERS("serial", "CHANGED999"),
                         "receive an application of the kind");
    ep_test_desk_refused(t.ledger, "medium.edit", medium, ANSWERS("instance_id", "USB\\VID_0951&PID_1666\\X9999"),
                         "receive an application of the kind");
    ep_test_desk_do(t.ledger, "medium.edit", medium, ANSWERS("model", "Renamed"));

    app = ep_test_media_apply(&t, "application.new", "", ANSWERS("kind", "change"));
    of = ep_test_media_id(app);
    line = ep_test_desk_make(t.ledger, "application_device.new",
                             ANSWERS("application", of, "permit", before, "model", "new", STICK, "MADO0000B002"));
    ep_test_desk_assert(t.ledger, "application_device", line, "medium", "");
    next = ep_test_media_allow(&t, app);
    g_assert_cmpint(test_get_medium(&t, next), !=, medium);
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "replaced");

    ep_test_desk_do(t.ledger, "medium.edit", medium, ANSWERS("serial", "CHANGED999")); /* nothing means it any more */
    ep_test_desk_assert(t.ledger, "medium", medium, "instance_id", "USB\\VID_0951&PID_1666\\CHANGED999");
    ep_test_desk_assert(t.ledger, "medium", medium, "predicted", "1");
    ep_test_media_clear(&t);
}

/* An ID that was only made up is completed by the one that Windows has. */
static void
test_complete(const EpTestEngine *engine)
{
    static const char real[] = "USB\\VID_0951&PID_1666\\MADO0000B002\n"
                               "USBSTOR\\Disk&Ven_M&Prod_S&Rev_1\\MADO0000B002&0";
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "", NULL), medium;
    g_autofree char *of = ep_test_media_id(app);

    ep_test_desk_make(t.ledger, "application_device.new",
                      ANSWERS("application", of, "model", "new", STICK, "MADO0000B002"));
    medium = test_get_medium(&t, ep_test_media_allow(&t, app));
    ep_test_desk_assert(t.ledger, "medium", medium, "predicted", "1");
    ep_test_desk_do(t.ledger, "medium.edit", medium, ANSWERS("instance_id", real, "predicted", ""));
    ep_test_desk_assert(t.ledger, "medium", medium, "instance_id", real);
    ep_test_desk_assert(t.ledger, "medium", medium, "predicted", "");
    ep_test_media_clear(&t);
}

/* Each permit that stands, whose, until when and where; for another network it is pointed out. */
static void
test_known(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    g_autoptr(UsbctlDevice) stick = ep_test_media_device("1-1");
    g_autoptr(EpDraft) line = ep_draft_new(&ep_application_device_table);
    EpIdentityUse use = { "lan", NULL, FALSE, FALSE };
    g_autoptr(GError) error = NULL;
    g_autofree char *said = NULL;

    ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", ANSWERS("network", "business")));
    ep_test_media_apply(&t, "application.new", "1-1", NULL);
    ep_device_fill(line, stick);
    g_assert_true(ep_identity_assess(ep_ledger_get_reader(t.ledger), line, &use, NULL, &error));
    said = ep_known_describe(ep_draft_get_named(line, "known"));
    g_assert_cmpstr(
        said, ==,
        "R8-周-00003: 総務課: applied for, not decided\n"
        "R8-周-00001-1 (R8-媒-00001): 総務課, Office LAN (Internet), until 2027/03/31, on PC-00001\n"
        "R8-周-00002-1 (R8-媒-00001): 総務課, Business network, until 2027/03/31, on PC-00002 – for another "
        "network");
    ep_test_media_clear(&t);
}

/* What an earlier version kept stays readable. */
static void
test_describe_old(void)
{
    g_autofree char *said = ep_known_describe("R8-媒-00001 総務課 R8-周-00001-1 2027-03-31");

    g_assert_cmpstr(said, ==, "R8-媒-00001 総務課 R8-周-00001-1 2027-03-31");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/identity/card", test_card);
    ep_test_engines_add("/identity/phone", test_phone);
    ep_test_engines_add("/identity/same-line", test_same_line);
    ep_test_engines_add("/identity/no-number", test_no_number);
    ep_test_engines_add("/identity/same-medium", test_same_medium);
    ep_test_engines_add("/identity/permitted", test_permitted);
    ep_test_engines_add("/identity/complete", test_complete);
    ep_test_engines_add("/identity/known", test_known);
    g_test_add_func("/identity/describe-old", test_describe_old);
    return g_test_run();
}
