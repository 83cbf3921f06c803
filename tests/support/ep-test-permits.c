#include "tests/support/ep-test-permits.h"

#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

typedef struct {
    EpTestPermits *permits;
    guint n;
} EpTestPermitsWork;

static EpDraft *
ep_test_permits_make_medium(EpTestPermits *self, guint i)
{
    EpDraft *medium = ep_draft_new(&ep_medium_table);
    g_autofree char *number = g_strdup_printf("M-%05u", i + 1), *serial = g_strdup_printf("SN%08u", i + 1);

    ep_draft_set_named(medium, "number", number);
    ep_draft_set_named(medium, "state", "used");
    ep_draft_set_named(medium, "kind", "usb");
    ep_draft_set_named(medium, "model", "Stick 32 GB");
    ep_draft_set_named(medium, "vid", "0411");
    ep_draft_set_named(medium, "pid", "01EE");
    ep_draft_set_named(medium, "serial", serial);
    ep_draft_set_named(medium, "storage", "1");
    ep_draft_set_named(medium, "owner", "public");
    ep_draft_set_integer(medium, "section", self->sections[i % G_N_ELEMENTS(self->sections)]);
    return medium;
}

static EpDraft *
ep_test_permits_make_check(EpDraft *medium)
{
    EpDraft *check = ep_draft_new(&ep_virus_check_table);

    ep_draft_set_integer(check, "medium", ep_draft_get_id(medium));
    ep_draft_set_named(check, "number", ep_draft_get_named(medium, "number"));
    ep_draft_set_named(check, "day", "2026-06-01");
    ep_draft_set_named(check, "at", "2026-06-01T03:00:00Z");
    ep_draft_set_named(check, "result", "clean");
    ep_draft_set_named(check, "scanner", "Another scanner 9.1");
    return check;
}

static EpDraft *
ep_test_permits_make_permit(EpTestPermits *self, EpDraft *medium, guint i)
{
    EpDraft *permit = ep_draft_new(&ep_permit_table);
    g_autofree char *number = g_strdup_printf("P-%05u-1", i + 1);

    ep_draft_set_named(permit, "number", number);
    ep_draft_set_named(permit, "state", "used");
    ep_draft_set_named(permit, "kind", "normal");
    ep_draft_set_named(permit, "network", "lan");
    ep_draft_set_named(permit, "rights", "read-write");
    ep_draft_set_named(permit, "from_day", "2026-04-01");
    ep_draft_set_named(permit, "until_day", "2027-03-31");
    ep_draft_set_integer(permit, "medium", ep_draft_get_id(medium));
    ep_draft_set_named(permit, "section", ep_draft_get_named(medium, "section"));
    ep_permit_add_scope(permit, "pc", self->pc);
    return permit;
}

static gboolean
ep_test_permits_write(EpDeed *deed, GError **error)
{
    EpTestPermitsWork *work = deed->data;
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    guint first;

    for (guint i = 0; i < work->n; i++) {
        EpDraft *medium = ep_test_permits_make_medium(work->permits, i);

        g_ptr_array_add(drafts, medium);
        g_ptr_array_add(drafts, ep_test_permits_make_check(medium));
    }
    first = drafts->len;
    for (guint i = 0; i < work->n; i++)
        g_ptr_array_add(drafts, ep_test_permits_make_permit(work->permits, g_ptr_array_index(drafts, 2 * i), i));
    if (!ep_permit_add_registrations_from(deed, drafts, first, error))
        return FALSE;
    for (guint i = first + work->n; i < drafts->len; i++)
        ep_draft_set_named(g_ptr_array_index(drafts, i), "state", "confirmed");
    return ep_act_write_all(deed->act, drafts, NULL, error);
}

static void
ep_test_permits_fill(EpTestPermits *self, guint n)
{
    static const char *const names[] = { "総務課", "税務課", "市民課" };
    EpTestPermitsWork work = { self, n };
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *code = g_strdup_printf("10%u0", i + 1);

        self->sections[i] = ep_test_desk_make(self->ledger, "section.new", ANSWERS("code", code, "name", names[i]));
    }
    self->pc = ep_test_desk_add_pc(self->ledger, "PC-00001", "lan", "used");
    self->target = ep_test_desk_make(self->ledger, "target.new",
                                     ANSWERS("name", "LAN-Linux", "network", "lan", "kind", "usbguard"));
    ep_ledger_do_work(self->ledger, ep_verb_get_import(&ep_permit_table), &ep_permit_table, ep_test_permits_write,
                      &work, NULL, NULL, &error);
    g_assert_no_error(error);
}

EpTestPermits
ep_test_permits_open(const char *uri, guint n)
{
    EpTestPermits self = { .ledger = ep_test_desk_open(uri) };
    g_autoptr(GPtrArray) sections = ep_test_permits_load(self.ledger, "section");

    ep_test_desk_set_day("2027-02-10");
    if (sections->len == 0)
        ep_test_permits_fill(&self, n);
    for (guint i = 0; i < sections->len && i < G_N_ELEMENTS(self.sections); i++)
        self.sections[i] = ep_record_get_id(g_ptr_array_index(sections, i));
    return self;
}

void
ep_test_permits_clear(EpTestPermits *self)
{
    ep_test_desk_verify(self->ledger);
    ep_ledger_close(self->ledger);
}

static int
ep_test_permits_compare(gconstpointer a, gconstpointer b)
{
    EpRecord *left = *(EpRecord **)a, *right = *(EpRecord **)b;
    guint number = ep_record_get_table(left)->at.number;

    return strcmp(ep_record_get(left, number), ep_record_get(right, number));
}

GPtrArray *
ep_test_permits_load(EpLedger *ledger, const char *table)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *records = ep_reader_load(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, table), NULL, &error);

    g_assert_no_error(error);
    g_ptr_array_sort(records, ep_test_permits_compare);
    return records;
}

guint
ep_test_permits_count(EpLedger *ledger, const char *table, const char *state)
{
    g_autoptr(GPtrArray) records = ep_test_permits_load(ledger, table);
    guint n = 0;

    for (guint i = 0; i < records->len; i++)
        n += strcmp(ep_record_get_named(g_ptr_array_index(records, i), "state"), state) == 0;
    return n;
}
