#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-kept.h"
#include "endpoint/store/ep-blob.h"

typedef struct {
    EpDeed *deed;
    EpRecord *target;
    const char *date;
    gboolean registers; /* it is an export of today */
    UsbctlPolicy *policy;
    GPtrArray *unexpressed, *files, *drafts;
    GHashTable *written;  /* numbers of the permits that are in the list */
    GHashTable *left_out; /* number → EpUnexpressed */
    gint64 export;
} EpAllowlistExport;

static void
ep_allowlist_export_clear(EpAllowlistExport *self)
{
    g_clear_pointer(&self->policy, usbctl_policy_free);
    g_clear_pointer(&self->unexpressed, g_ptr_array_unref);
    g_clear_pointer(&self->files, g_ptr_array_unref);
    g_clear_pointer(&self->drafts, g_ptr_array_unref);
    g_clear_pointer(&self->written, g_hash_table_unref);
    g_clear_pointer(&self->left_out, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpAllowlistExport, ep_allowlist_export_clear)

/* Which permits stand in the list, and which do not. */
static void
ep_allowlist_export_sort(EpAllowlistExport *self)
{
    GPtrArray *rules = usbctl_policy_get_rules(self->policy);

    self->written = g_hash_table_new(g_str_hash, g_str_equal);
    self->left_out = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < self->unexpressed->len; i++) {
        EpUnexpressed *entry = g_ptr_array_index(self->unexpressed, i);

        if (entry->left_out)
            g_hash_table_insert(self->left_out, entry->number, entry);
    }
    for (guint i = 0; i < rules->len; i++) {
        const UsbctlRule *rule = g_ptr_array_index(rules, i);

        if (!g_hash_table_contains(self->left_out, rule->id))
            g_hash_table_add(self->written, (gpointer)rule->id);
    }
}

static gboolean
ep_allowlist_export_check_size(EpAllowlistExport *self, GError **error)
{
    gint64 most = ep_record_get_integer(self->target, "most");
    guint n = g_hash_table_size(self->written);

    if (most == 0 || n <= most)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s takes %d devices at most; the list has %u"),
                ep_record_get_named(self->target, "name"), (int)most, n);
    return FALSE;
}

static char *
ep_allowlist_export_format_unexpressed(GPtrArray *unexpressed)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < unexpressed->len; i++) {
        const EpUnexpressed *entry = g_ptr_array_index(unexpressed, i);

        g_string_append_printf(lines, "%s%s %s", i > 0 ? "\n" : "", entry->code, entry->number);
    }
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

static gboolean
ep_allowlist_export_add_file(EpAllowlistExport *self, EpDraft *export, const EpAllowlistFile *file, GError **error)
{
    g_autofree char *sha256 = ep_blob_put(self->deed->act, file->bytes, error);
    g_autoptr(EpDraft) line = ep_draft_new(&ep_export_file_table);

    if (sha256 == NULL ||
        !ep_outbox_add(self->deed->outbox, ep_deed_answer(self->deed, "folder"), file->name, file->bytes, error))
        return FALSE;
    ep_draft_set_named(line, "name", file->name);
    ep_draft_set_integer(line, "size", g_bytes_get_size(file->bytes));
    ep_draft_set_named(line, "sha256", sha256);
    ep_draft_add_line(export, line);
    return TRUE;
}

static gboolean
ep_allowlist_export_record(EpAllowlistExport *self, GError **error)
{
    EpAct *act = self->deed->act;
    g_autofree char *number = ep_act_next_number(act, &ep_export_table, error);
    g_autofree char *unexpressed = ep_allowlist_export_format_unexpressed(self->unexpressed);
    EpDraft *draft;

    if (number == NULL)
        return FALSE;
    draft = ep_draft_new(&ep_export_table);
    g_ptr_array_add(self->drafts, draft);
    ep_draft_set_named(draft, "number", number);
    ep_draft_set_integer(draft, "target", ep_record_get_id(self->target));
    ep_draft_set_named(draft, "network", ep_record_get_named(self->target, "network"));
    ep_draft_set_named(draft, "as_of", self->date);
    ep_draft_set_integer(draft, "count", g_hash_table_size(self->written));
    ep_draft_set_integer(draft, "left_out", g_hash_table_size(self->left_out));
    ep_draft_set_named(draft, "unexpressed", unexpressed);
    ep_draft_set_named(draft, "registers", self->registers ? "1" : "");
    ep_draft_set_named(draft, "folder", ep_deed_answer(self->deed, "folder"));
    ep_draft_fill(draft, ep_act_get_day(act), ep_act_get_at(act), ep_act_get_operator(act));
    self->export = ep_draft_get_id(draft);
    for (guint i = 0; i < self->files->len; i++) {
        if (!ep_allowlist_export_add_file(self, draft, g_ptr_array_index(self->files, i), error))
            return FALSE;
    }
    return TRUE;
}

/* --- registrations --- */

static void
ep_allowlist_export_register(EpAllowlistExport *self, EpDraft *registration)
{
    ep_draft_set_named(registration, "state", "registered");
    ep_draft_set_integer(registration, "export", self->export);
    ep_draft_set_integer(registration, "registered_by", ep_act_get_operator(self->deed->act));
    ep_draft_set_named(registration, "registered_on", ep_act_get_day(self->deed->act));
    ep_draft_set_named(registration, "row_error", "");
}

/* What the list does to one registration; nothing is set if it stays as it is. */
static void
ep_allowlist_export_move(EpAllowlistExport *self, EpDraft *registration, const char *permit, gboolean begun)
{
    const char *state = ep_draft_get_named(registration, "state");
    const EpUnexpressed *left_out = g_hash_table_lookup(self->left_out, permit);

    if (g_hash_table_contains(self->written, permit)) {
        if (strcmp(state, "waiting") == 0)
            ep_allowlist_export_register(self, registration);
    } else if (left_out != NULL) {
        if (strcmp(state, "waiting") == 0) {
            ep_draft_set_named(registration, "state", "error");
            ep_draft_set_named(registration, "row_error", left_out->code);
        }
    } else if (begun && ep_words_contain("registered confirmed to_delete", state) &&
               *ep_draft_get_named(registration, "export") != '\0') {
        ep_draft_set_named(registration, "state", "deleted");
        ep_draft_set_named(registration, "deleted_on", ep_act_get_day(self->deed->act));
    }
}

static gboolean
ep_allowlist_export_move_all(EpAllowlistExport *self, GHashTable *known, GError **error)
{
    g_autoptr(GPtrArray) registrations = ep_reader_load_of(ep_act_get_reader(self->deed->act), &ep_registration_table,
                                                           "target", ep_record_get_id(self->target), error);
    guint permit = ep_table_find(&ep_registration_table, "permit");

    for (guint i = 0; registrations != NULL && i < registrations->len; i++) {
        EpRecord *registration = g_ptr_array_index(registrations, i);
        const char *number = ep_record_get_label(registration, permit);
        gboolean begun = strcmp(ep_record_get_named(registration, "from_day"), self->date) <= 0;
        g_autoptr(EpDraft) draft = ep_draft_new_from(registration);

        g_hash_table_add(known, g_strdup(number));
        ep_allowlist_export_move(self, draft, number, begun);
        if (ep_draft_is_changed(draft))
            g_ptr_array_add(self->drafts, g_steal_pointer(&draft));
    }
    return registrations != NULL;
}

/* Permits that are older than the target have no registration on it yet. */
static gboolean
ep_allowlist_export_add_missing(EpAllowlistExport *self, GHashTable *known, GError **error)
{
    GHashTableIter iter;
    gpointer number;

    g_hash_table_iter_init(&iter, self->written);
    while (g_hash_table_iter_next(&iter, &number, NULL)) {
        g_autoptr(EpRecord) permit = NULL;
        EpDraft *draft;

        if (g_hash_table_contains(known, number))
            continue;
        permit = ep_reader_find(ep_act_get_reader(self->deed->act), &ep_permit_table, number, error);
        if (permit == NULL)
            return FALSE;
        draft = ep_draft_new(&ep_registration_table);
        g_ptr_array_add(self->drafts, draft);
        ep_draft_set_integer(draft, "permit", ep_record_get_id(permit));
        ep_draft_set_integer(draft, "target", ep_record_get_id(self->target));
        ep_draft_set_named(draft, "network", ep_record_get_named(self->target, "network"));
        ep_allowlist_export_register(self, draft);
    }
    return TRUE;
}

static gboolean
ep_allowlist_export_registrations(EpAllowlistExport *self, GError **error)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    return !self->registers ||
           (ep_allowlist_export_move_all(self, known, error) && ep_allowlist_export_add_missing(self, known, error));
}

gboolean
ep_allowlist_run_export(EpDeed *deed, GError **error)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_auto(EpAllowlistExport)
        self = { .deed = deed, .target = g_ptr_array_index(deed->records, 0), .date = ep_deed_answer(deed, "as_of") };

    self.drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    self.registers = strcmp(self.date, today) == 0;
    self.policy = ep_allowlist_policy(ep_act_get_reader(deed->act), self.target, self.date, &self.unexpressed, error);
    if (self.policy == NULL)
        return FALSE;
    ep_allowlist_export_sort(&self);
    self.files = ep_allowlist_render(self.target, self.policy, self.date, error);
    if (self.files == NULL || !ep_allowlist_export_check_size(&self, error) ||
        !ep_allowlist_export_record(&self, error) || !ep_allowlist_export_registrations(&self, error) ||
        !ep_act_write_all(deed->act, self.drafts, deed->progress, error))
        return FALSE;
    deed->made = self.export;
    return TRUE;
}

/* --- for callers --- */

static GPtrArray *
ep_allowlist_export_load_files(EpReader *reader, gint64 export, GError **error)
{
    g_autoptr(GPtrArray) records = ep_reader_load_of(reader, &ep_export_file_table, "export", export, error);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(ep_allowlist_file_free);

    if (records == NULL)
        return NULL;
    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);
        GBytes *bytes = ep_kept_read(reader, record, error);
        EpAllowlistFile *file;

        if (bytes == NULL)
            return NULL;
        file = g_new0(EpAllowlistFile, 1);
        file->name = g_strdup(ep_record_get_named(record, "name"));
        file->sha256 = g_strdup(ep_record_get_named(record, "sha256"));
        file->bytes = bytes;
        g_ptr_array_add(files, file);
    }
    return g_steal_pointer(&files);
}

gint64
ep_allowlist_export(EpLedger *ledger, EpRecord *target, const char *date, const char *dir, const EpHow *how,
                    GPtrArray **files, GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(ledger, "target.export", &table, error);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, target, ep_ledger_get_operator(ledger));
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    gint64 export = 0;

    ep_draft_set_named(answers, "as_of", date);
    ep_draft_set_named(answers, "folder", dir);
    g_ptr_array_add(records, target);
    if (ep_ledger_do(ledger, verb, table, records, answers, how, NULL, &export, error) == 0)
        return 0;
    if (files == NULL)
        return export;
    *files = ep_allowlist_export_load_files(ep_ledger_get_reader(ledger), export, error);
    return *files != NULL ? export : 0;
}
