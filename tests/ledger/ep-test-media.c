#include "tests/ledger/ep-test-media.h"

#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"
#include "usbctl/usbctl-backend.h"

static gint64
ep_test_media_add_target(EpTestMedia *self, const char *name, const char *network, const char *kind)
{
    return ep_test_desk_make(self->ledger, "target.new",
                             ANSWERS("name", name, "network", network, "kind", kind, "notice_title", "PC desk",
                                     "notice_text", "Extension 0000"));
}

EpTestMedia
ep_test_media_open(const char *uri)
{
    EpTestMedia self = { .ledger = ep_test_desk_open(uri) };

    ep_test_desk_make(self.ledger, "staff.new", ANSWERS("name", "Mori", "account", "mori", "role", "registrar"));
    self.section = ep_test_desk_make(self.ledger, "section.new", ANSWERS("code", "1010", "name", "総務課"));
    self.pc = ep_test_desk_add_pc(self.ledger, "PC-00001", "lan", "used");
    self.business_pc = ep_test_desk_add_pc(self.ledger, "PC-00002", "business", "used");
    self.windows = ep_test_media_add_target(&self, "LAN-GPO", "lan", "registry-pol");
    self.usbguard = ep_test_media_add_target(&self, "LAN-Linux", "lan", "usbguard");
    self.business = ep_test_media_add_target(&self, "Business", "business", "reg");
    return self;
}

void
ep_test_media_clear(EpTestMedia *self)
{
    ep_test_desk_verify(self->ledger);
    ep_ledger_close(self->ledger);
}

void
ep_test_media_be(EpTestMedia *self, const char *account)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(ep_ledger_set_operator(self->ledger, account, &error));
    g_assert_no_error(error);
}

UsbctlDevice *
ep_test_media_device(const char *path)
{
    g_autofree char *file = g_test_build_filename(G_TEST_DIST, "data", "usb", "counter.json", NULL);
    g_autoptr(UsbctlBackend) backend = usbctl_backend_file_new(file);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) devices = usbctl_backend_list(backend, &error);

    g_assert_no_error(error);
    for (guint i = 0; i < devices->len; i++) {
        if (usbctl_device_is_named(g_ptr_array_index(devices, i), path))
            return usbctl_device_ref(g_ptr_array_index(devices, i));
    }
    g_error("no device %s in %s", path, file);
}

char *
ep_test_media_id(gint64 id)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, id);
}

EpRecord *
ep_test_media_read(EpTestMedia *self, const char *table, gint64 id)
{
    g_autoptr(GError) error = NULL;
    EpRecord *record =
        ep_reader_read(ep_ledger_get_reader(self->ledger), ep_ledger_get_table(self->ledger, table), id, &error);

    g_assert_no_error(error);
    return record;
}

static void
ep_test_media_add_lines(EpTestMedia *self, EpDraft *answers, const char *paths)
{
    g_auto(GStrv) list = g_strsplit(paths, " ", -1);
    g_autoptr(EpDraft) pc = ep_draft_new(&ep_application_pc_table), user = ep_draft_new(&ep_application_user_table);

    for (char **path = list; *path != NULL && **path != '\0'; path++) {
        g_autoptr(UsbctlDevice) device = ep_test_media_device(*path);
        g_autoptr(EpDraft) line = ep_draft_new(&ep_application_device_table);

        ep_device_fill(line, device);
        ep_draft_add_line(answers, line);
    }
    ep_draft_set_integer(pc, "pc",
                         strcmp(ep_draft_get_named(answers, "network"), "lan") == 0 ? self->pc : self->business_pc);
    ep_draft_set_named(user, "name", "山本 花子");
    ep_draft_add_line(answers, pc);
    ep_draft_add_line(answers, user);
}

/* What the form of the business network asks for, if it is that one. */
static void
ep_test_media_fill_business(EpDraft *draft, const char *const *answers)
{
    static const char *const asked[] = { "purpose_kind", "exchange", "info",   "c3",      "affair",
                                         "住民税の賦課", "erasure",  "上書き", "keeping", "金庫",
                                         "agreed",       "1",        NULL };
    gboolean business = FALSE;

    for (const char *const *pair = answers; pair != NULL && *pair != NULL; pair += 2)
        business = business || strcmp(pair[1], "business") == 0;
    for (const char *const *pair = asked; business && *pair != NULL; pair += 2) {
        if (ep_table_find(ep_draft_get_table(draft), pair[0]) != EP_NO_FIELD)
            ep_draft_set_named(draft, pair[0], pair[1]);
    }
}

gint64
ep_test_media_apply(EpTestMedia *self, const char *name, const char *paths, const char *const *answers)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(self->ledger, name, &table, NULL);
    g_autoptr(EpDraft) draft = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(self->ledger));
    g_autoptr(GError) error = NULL;
    static const char *const usual[] = { "network",    "lan",      "applicant", "山本 花子", "purpose",
                                         "国への報告", "approved", "1",         NULL };
    gint64 made = 0;

    ep_draft_set_integer(draft, "section", self->section);
    for (const char *const *pair = usual; *pair != NULL; pair += 2)
        ep_draft_set_named(draft, pair[0], pair[1]);
    if (strcmp(name, "application.new") == 0)
        ep_draft_set_named(draft, "until_day", "2027-03-31");
    ep_test_media_fill_business(draft, answers);
    for (; answers != NULL && *answers != NULL; answers += 2)
        ep_draft_set_named(draft, answers[0], answers[1]);
    ep_test_media_add_lines(self, draft, paths);
    if (ep_ledger_do(self->ledger, verb, table, NULL, draft, NULL, NULL, &made, &error) == 0)
        g_error("%s: %s", name, error->message);
    return made;
}

gint64
ep_test_media_line(EpTestMedia *self, gint64 application, guint index)
{
    g_autoptr(GPtrArray) lines = ep_reader_load_of(ep_ledger_get_reader(self->ledger), &ep_application_device_table,
                                                   "application", application, NULL);

    g_assert_cmpuint(lines->len, >, index);
    return ep_record_get_id(g_ptr_array_index(lines, index));
}

void
ep_test_media_clean(EpTestMedia *self, gint64 line)
{
    g_autofree char *day = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));

    ep_test_desk_do(self->ledger, "application_device.check_virus", line,
                    ANSWERS("scanner", "Another scanner 9.1", "pattern", "27500", "pattern_date", day, "files", "12",
                            "result", "clean"));
}

void
ep_test_media_submit(EpTestMedia *self, gint64 application)
{
    g_autoptr(GPtrArray) lines = ep_reader_load_of(ep_ledger_get_reader(self->ledger), &ep_application_device_table,
                                                   "application", application, NULL);

    ep_test_desk_do(self->ledger, "application.check", application, NULL);
    for (guint i = 0; i < lines->len; i++)
        ep_test_media_clean(self, ep_record_get_id(g_ptr_array_index(lines, i)));
    ep_test_desk_do(self->ledger, "application.submit", application, NULL);
}

gint64
ep_test_media_allow(EpTestMedia *self, gint64 application)
{
    ep_test_media_submit(self, application);
    ep_test_desk_do(self->ledger, "application.allow", application, NULL);
    return ep_test_desk_find(self->ledger, "permit", "line", ep_test_media_line(self, application, 0));
}

gint64
ep_test_media_registration(EpTestMedia *self, gint64 permit, gint64 target)
{
    g_autofree char *p = ep_test_media_id(permit), *t = ep_test_media_id(target);
    EpMatch matches[] = { { "permit", p }, { "target", t }, { NULL, NULL } };
    g_autoptr(GPtrArray) found =
        ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_registration_table, matches, NULL);

    g_assert_cmpuint(found->len, ==, 1);
    return ep_record_get_id(g_ptr_array_index(found, 0));
}
