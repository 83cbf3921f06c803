#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist-private.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kept.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/store/ep-blob.h"

typedef struct {
    EpDeed *deed;
    EpAllowlist *list;
    GPtrArray *drafts;
    GPtrArray *earlier; /* EpRecord: the target's exports until now */
    gint64 export;
} EpAllowlistExport;

static void
ep_allowlist_export_clear(EpAllowlistExport *self)
{
    g_clear_pointer(&self->list, ep_allowlist_free);
    g_clear_pointer(&self->drafts, g_ptr_array_unref);
    g_clear_pointer(&self->earlier, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpAllowlistExport, ep_allowlist_export_clear)

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
    return TRUE;
}

static guint
ep_allowlist_export_count_errors(const EpAllowlist *list)
{
    guint n = 0;

    for (guint i = 0; i < list->unexpressed->len; i++)
        n += strcmp(((EpUnexpressed *)g_ptr_array_index(list->unexpressed, i))->code, EP_IDENTITY_IN_ERROR) == 0;
    return n;
}

/* Changes alone that change neither the target nor a registration: nobody need carry them anywhere. */
static gboolean
ep_allowlist_export_check_changes(EpAllowlistExport *self, GError **error)
{
    const EpAllowlist *list = self->list;
    guint errors = ep_allowlist_export_count_errors(list);

    if (!list->delta || self->drafts->len > 1 ||
        ep_allowlist_export_count(list) + list->counts[EP_ALLOWLIST_REMOVED] > list->counts[EP_ALLOWLIST_SAME])
        return TRUE;
    if (list->base == NULL)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED,
                            _("there is nothing to add, and no export to compare with is confirmed"));
    else if (errors > 0)
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("nothing else changed since %s, and %u registrations stand in error: mend what the target said, "
                      "then register them again"),
                    ep_record_get_named(list->base, "number"), errors);
    else
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("nothing changed since %s"),
                    ep_record_get_named(list->base, "number"));
    return FALSE;
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

/* A whole list takes the place of the ones before it: nobody has to confirm those any more. */
static void
ep_allowlist_export_supersede(EpAllowlistExport *self)
{
    if (!self->list->today || !self->list->replaces)
        return;
    for (guint i = 0; i < self->earlier->len; i++) {
        EpRecord *export = g_ptr_array_index(self->earlier, i);
        EpDraft *draft;

        if (strcmp(ep_record_get_named(export, "state"), "written") != 0)
            continue;
        draft = ep_draft_new_from(export);
        ep_draft_set_named(draft, "state", "kept");
        g_ptr_array_add(self->drafts, draft);
    }
}

/* --- what lies in the folder --- */

/* The last export that was written there; NULL: none. */
static EpRecord *
ep_allowlist_export_find_last(EpAllowlistExport *self, const char *folder)
{
    EpRecord *last = NULL;

    for (guint i = 0; i < self->earlier->len; i++) {
        EpRecord *export = g_ptr_array_index(self->earlier, i);

        if (strcmp(ep_record_get_named(export, "folder"), folder) == 0 &&
            (last == NULL || ep_record_get_id(export) > ep_record_get_id(last)))
            last = export;
    }
    return last;
}

static gboolean
ep_allowlist_export_writes(EpAllowlistExport *self, const char *name)
{
    for (guint i = 0; i < self->list->files->len; i++) {
        const EpAllowlistFile *file = g_ptr_array_index(self->list->files, i);

        if (strcmp(file->part, "file") == 0 && strcmp(file->name, name) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean
ep_allowlist_export_lies_there(const char *folder, EpRecord *file)
{
    g_autofree char *path = g_build_filename(folder, ep_record_get_named(file, "name"), NULL);
    g_autofree char *data = NULL, *sha256 = NULL;
    gsize size;

    if (!g_file_get_contents(path, &data, &size, NULL))
        return FALSE;
    sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)data, size);
    return strcmp(sha256, ep_record_get_named(file, "sha256")) == 0;
}

/* An old part or list of changes beside the new files would be taken for one of them. Nothing is lost: the ledger has
 * those bytes, and what somebody changed stays. */
static gboolean
ep_allowlist_export_clear_folder(EpAllowlistExport *self, GError **error)
{
    const char *folder = ep_deed_answer(self->deed, "folder");
    EpRecord *last = ep_allowlist_export_find_last(self, folder);
    g_autoptr(GPtrArray) files = NULL;

    if (last == NULL)
        return TRUE;
    files = ep_reader_load_of(ep_act_get_reader(self->deed->act), &ep_export_file_table, "export",
                              ep_record_get_id(last), error);
    for (guint i = 0; files != NULL && i < files->len; i++) {
        EpRecord *file = g_ptr_array_index(files, i);
        const char *name = ep_record_get_named(file, "name");

        if (strcmp(ep_record_get_named(file, "part"), "file") == 0 && !ep_allowlist_export_writes(self, name) &&
            ep_allowlist_export_lies_there(folder, file))
            ep_outbox_take_away(self->deed->outbox, folder, name);
    }
    return files != NULL;
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
    self.earlier = ep_reader_load_of(ep_act_get_reader(deed->act), &ep_export_table, "target",
                                     ep_record_get_id(self.list->target), error);
    if (self.earlier == NULL || !ep_allowlist_export_clear_folder(&self, error))
        return FALSE;
    ep_allowlist_export_supersede(&self);
    if (!ep_allowlist_export_record(&self, error) ||
        !ep_allowlist_register(self.list, deed->act, self.export, self.drafts, error) ||
        !ep_allowlist_export_check_changes(&self, error) ||
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
