#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kept.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/store/ep-blob.h"

typedef struct {
    EpDeed *deed;
    EpAllowlist *list;
    GPtrArray *drafts;
    GHashTable *written;  /* permit's number → EpRecord of the list */
    GHashTable *left_out; /* permit's number → EpUnexpressed */
    gint64 export;
} EpAllowlistExport;

static void
ep_allowlist_export_clear(EpAllowlistExport *self)
{
    g_clear_pointer(&self->list, ep_allowlist_free);
    g_clear_pointer(&self->drafts, g_ptr_array_unref);
    g_clear_pointer(&self->written, g_hash_table_unref);
    g_clear_pointer(&self->left_out, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpAllowlistExport, ep_allowlist_export_clear)

static gboolean
ep_allowlist_export_is(EpRecord *row, const char *action)
{
    return row != NULL && strcmp(ep_record_get_named(row, "action"), action) == 0;
}

static guint
ep_allowlist_export_count(const EpAllowlist *list)
{
    return list->counts[EP_ALLOWLIST_ADDED] + list->counts[EP_ALLOWLIST_CHANGED] + list->counts[EP_ALLOWLIST_SAME];
}

static gboolean
ep_allowlist_export_check(const EpAllowlist *list, GError **error)
{
    gint64 most = ep_record_get_integer(list->target, "most");
    guint n = ep_allowlist_export_count(list);

    if (most > 0 && n > most) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s takes %d devices at most; the list has %u"),
                    ep_record_get_named(list->target, "name"), (int)most, n);
        return FALSE;
    }
    if (!list->delta || n + list->counts[EP_ALLOWLIST_REMOVED] > list->counts[EP_ALLOWLIST_SAME])
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("nothing changed since %s"),
                list->base != NULL ? ep_record_get_named(list->base, "number") : "-");
    return FALSE;
}

/* Which permits stand in the list, and which do not. */
static void
ep_allowlist_export_sort(EpAllowlistExport *self)
{
    self->written = g_hash_table_new(g_str_hash, g_str_equal);
    self->left_out = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < self->list->unexpressed->len; i++) {
        EpUnexpressed *entry = g_ptr_array_index(self->list->unexpressed, i);

        if (entry->left_out)
            g_hash_table_insert(self->left_out, entry->number, entry);
    }
    for (guint i = 0; i < self->list->rows->len; i++) {
        EpRecord *row = g_ptr_array_index(self->list->rows, i);

        g_hash_table_insert(self->written, (gpointer)ep_record_get_named(row, "permit"), row);
    }
}

/* --- the export itself --- */

static gboolean
ep_allowlist_export_add_file(EpAllowlistExport *self, EpDraft *export, const EpAllowlistFile *file, GError **error)
{
    g_autofree char *sha256 = ep_blob_put(self->deed->act, file->bytes, error);
    g_autoptr(EpDraft) line = ep_draft_new(&ep_export_file_table);

    if (sha256 == NULL ||
        (strcmp(file->part, "file") == 0 &&
         !ep_outbox_add(self->deed->outbox, ep_deed_answer(self->deed, "folder"), file->name, file->bytes, error)))
        return FALSE;
    ep_draft_set_named(line, "name", file->name);
    ep_draft_set_named(line, "part", file->part);
    ep_draft_set_integer(line, "size", g_bytes_get_size(file->bytes));
    ep_draft_set_named(line, "sha256", sha256);
    ep_draft_add_line(export, line);
    return TRUE;
}

static void
ep_allowlist_export_set_counts(EpDraft *draft, const EpAllowlist *list)
{
    g_autofree char *unexpressed = ep_allowlist_dup_unexpressed(list);

    ep_draft_set_integer(draft, "count", ep_allowlist_export_count(list));
    ep_draft_set_integer(draft, "added", list->counts[EP_ALLOWLIST_ADDED]);
    ep_draft_set_integer(draft, "changed", list->counts[EP_ALLOWLIST_CHANGED]);
    ep_draft_set_integer(draft, "removed", list->counts[EP_ALLOWLIST_REMOVED]);
    ep_draft_set_integer(draft, "left_out", list->left_out);
    ep_draft_set_named(draft, "unexpressed", unexpressed);
}

static gboolean
ep_allowlist_export_record(EpAllowlistExport *self, GError **error)
{
    EpAct *act = self->deed->act;
    const EpAllowlist *list = self->list;
    g_autofree char *number = ep_act_next_number(act, &ep_export_table, error);
    EpDraft *draft;

    if (number == NULL)
        return FALSE;
    draft = ep_draft_new(&ep_export_table);
    g_ptr_array_add(self->drafts, draft);
    ep_draft_set_named(draft, "number", number);
    ep_draft_set_named(draft, "state", list->today ? "written" : "kept");
    ep_draft_set_integer(draft, "target", ep_record_get_id(list->target));
    ep_draft_set_named(draft, "network", ep_record_get_named(list->target, "network"));
    ep_draft_set_named(draft, "as_of", list->date);
    ep_draft_set_named(draft, "extent", list->delta ? "delta" : "full");
    if (list->base != NULL)
        ep_draft_set_integer(draft, "base", ep_record_get_id(list->base));
    ep_allowlist_export_set_counts(draft, list);
    ep_draft_set_named(draft, "registers", list->today ? "1" : "");
    ep_draft_set_named(draft, "folder", ep_deed_answer(self->deed, "folder"));
    ep_draft_fill(draft, ep_act_get_day(act), ep_act_get_at(act), ep_act_get_operator(act));
    self->export = ep_draft_get_id(draft);
    for (guint i = 0; i < list->files->len; i++) {
        if (!ep_allowlist_export_add_file(self, draft, g_ptr_array_index(list->files, i), error))
            return FALSE;
    }
    return TRUE;
}

/* --- registrations --- */

/* What changed on the target is verified anew. */
static void
ep_allowlist_export_register(EpAllowlistExport *self, EpDraft *registration)
{
    ep_draft_set_named(registration, "state", "registered");
    ep_draft_set_integer(registration, "export", self->export);
    ep_draft_set_integer(registration, "registered_by", ep_act_get_operator(self->deed->act));
    ep_draft_set_named(registration, "registered_on", ep_act_get_day(self->deed->act));
    ep_draft_set_named(registration, "verified_by", "");
    ep_draft_set_named(registration, "verified_on", "");
    ep_draft_set_named(registration, "row_error", "");
}

static void
ep_allowlist_export_fail(EpDraft *registration, const EpUnexpressed *why)
{
    g_autofree char *reason =
        why->detail != NULL ? g_strdup_printf("%s %s", why->code, why->detail) : g_strdup(why->code);

    ep_draft_set_named(registration, "state", "error");
    ep_draft_set_named(registration, "row_error", reason);
}

static void
ep_allowlist_export_delete(EpAllowlistExport *self, EpDraft *registration)
{
    ep_draft_set_named(registration, "state", "deleted");
    ep_draft_set_integer(registration, "deleted_by_export", self->export);
    ep_draft_set_named(registration, "deleted_on", ep_act_get_day(self->deed->act));
}

/* A target that forgets what it is not told needs no row; another one must have been told. */
static gboolean
ep_allowlist_export_is_gone(EpAllowlistExport *self, EpRecord *row, gboolean begun)
{
    return ep_allowlist_export_is(row, "removed") || (row == NULL && begun && self->list->replaces);
}

/* What only a use restriction keeps off waits until that is lifted or set by hand. */
static gboolean
ep_allowlist_export_is_barred(const EpUnexpressed *left_out)
{
    return left_out != NULL &&
           (strcmp(left_out->code, EP_IDENTITY_BARRED) == 0 || strcmp(left_out->code, EP_IDENTITY_READ_BY_HAND) == 0);
}

/* What the list does to one registration; nothing is set if it stays as it is. */
static void
ep_allowlist_export_move(EpAllowlistExport *self, EpDraft *registration, const char *permit, gboolean begun)
{
    const char *state = ep_draft_get_named(registration, "state");
    const EpUnexpressed *left_out = g_hash_table_lookup(self->left_out, permit);
    EpRecord *row = g_hash_table_lookup(self->written, permit);

    if (row != NULL && !ep_allowlist_export_is(row, "removed")) {
        if (strcmp(state, "waiting") == 0 ||
            (ep_allowlist_export_is(row, "changed") && ep_words_contain("registered confirmed", state)))
            ep_allowlist_export_register(self, registration);
    } else if (ep_allowlist_export_is_barred(left_out)) {
        if (ep_words_contain("registered confirmed", state))
            ep_draft_set_named(registration, "state", "waiting");
    } else if (left_out != NULL && strcmp(state, "waiting") == 0) {
        ep_allowlist_export_fail(registration, left_out);
    } else if (left_out == NULL && ep_allowlist_export_is_gone(self, row, begun) &&
               ep_words_contain("registered confirmed to_delete", state) &&
               (row != NULL || *ep_draft_get_named(registration, "export") != '\0')) {
        ep_allowlist_export_delete(self, registration);
    }
}

static gboolean
ep_allowlist_export_move_all(EpAllowlistExport *self, GHashTable *known, GError **error)
{
    g_autoptr(GPtrArray) registrations = ep_reader_load_of(ep_act_get_reader(self->deed->act), &ep_registration_table,
                                                           "target", ep_record_get_id(self->list->target), error);
    guint permit = ep_table_find(&ep_registration_table, "permit");

    for (guint i = 0; registrations != NULL && i < registrations->len; i++) {
        EpRecord *registration = g_ptr_array_index(registrations, i);
        const char *number = ep_record_get_label(registration, permit);
        gboolean begun = strcmp(ep_record_get_named(registration, "from_day"), self->list->date) <= 0;
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
    gpointer number, row;

    g_hash_table_iter_init(&iter, self->written);
    while (g_hash_table_iter_next(&iter, &number, &row)) {
        g_autoptr(EpRecord) permit = NULL;
        EpDraft *draft;

        if (g_hash_table_contains(known, number) || ep_allowlist_export_is(row, "removed"))
            continue;
        permit = ep_reader_find(ep_act_get_reader(self->deed->act), &ep_permit_table, number, error);
        if (permit == NULL)
            return FALSE;
        draft = ep_draft_new(&ep_registration_table);
        g_ptr_array_add(self->drafts, draft);
        ep_draft_set_integer(draft, "permit", ep_record_get_id(permit));
        ep_draft_set_integer(draft, "target", ep_record_get_id(self->list->target));
        ep_draft_set_named(draft, "network", ep_record_get_named(self->list->target, "network"));
        ep_allowlist_export_register(self, draft);
    }
    return TRUE;
}

static gboolean
ep_allowlist_export_registrations(EpAllowlistExport *self, GError **error)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    return !self->list->today ||
           (ep_allowlist_export_move_all(self, known, error) && ep_allowlist_export_add_missing(self, known, error));
}

/* A whole list takes the place of the ones before it: nobody has to confirm those any more. */
static gboolean
ep_allowlist_export_supersede(EpAllowlistExport *self, GError **error)
{
    g_autoptr(GPtrArray) exports = NULL;

    if (!self->list->today || !self->list->replaces)
        return TRUE;
    exports = ep_reader_load_of(ep_act_get_reader(self->deed->act), &ep_export_table, "target",
                                ep_record_get_id(self->list->target), error);
    for (guint i = 0; exports != NULL && i < exports->len; i++) {
        EpDraft *draft;

        if (strcmp(ep_record_get_named(g_ptr_array_index(exports, i), "state"), "written") != 0)
            continue;
        draft = ep_draft_new_from(g_ptr_array_index(exports, i));
        ep_draft_set_named(draft, "state", "kept");
        g_ptr_array_add(self->drafts, draft);
    }
    return exports != NULL;
}

gboolean
ep_allowlist_run_export(EpDeed *deed, GError **error)
{
    EpAllowlistWanted wanted = { .date = ep_deed_answer(deed, "as_of"),
                                 .delta = strcmp(ep_deed_answer(deed, "extent"), "delta") == 0,
                                 .base = ep_draft_get_integer(deed->answers, "base") };
    g_auto(EpAllowlistExport) self = { .deed = deed };

    self.drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    self.list = ep_allowlist_new(ep_act_get_reader(deed->act), g_ptr_array_index(deed->records, 0), &wanted, error);
    if (self.list == NULL || !ep_allowlist_export_check(self.list, error))
        return FALSE;
    ep_allowlist_export_sort(&self);
    if (!ep_allowlist_export_supersede(&self, error) || !ep_allowlist_export_record(&self, error) ||
        !ep_allowlist_export_registrations(&self, error) ||
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
        file->part = strcmp(ep_record_get_named(record, "part"), "list") == 0 ? "list" : "file";
        g_ptr_array_add(files, file);
    }
    return g_steal_pointer(&files);
}

gint64
ep_allowlist_export(EpLedger *ledger, EpRecord *target, const EpAllowlistWanted *wanted, const char *dir,
                    const EpHow *how, GPtrArray **files, GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(ledger, "target.export", &table, error);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, target, ep_ledger_get_operator(ledger));
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    gint64 export = 0;

    ep_draft_set_named(answers, "as_of", wanted->date);
    ep_draft_set_named(answers, "extent", wanted->delta ? "delta" : "full");
    if (wanted->base != 0)
        ep_draft_set_integer(answers, "base", wanted->base);
    ep_draft_set_named(answers, "folder", dir);
    g_ptr_array_add(records, target);
    if (ep_ledger_do(ledger, verb, table, records, answers, how, NULL, &export, error) == 0)
        return 0;
    if (files == NULL)
        return export;
    *files = ep_allowlist_export_load_files(ep_ledger_get_reader(ledger), export, error);
    return *files != NULL ? export : 0;
}
