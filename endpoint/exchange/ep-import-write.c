#include "endpoint/exchange/ep-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-id.h"
#include "endpoint/exchange/ep-import-programs.h"

/* Inventories per act: small enough that the desk goes on beside it, large enough to cost little. */
#define ROWS_PER_ACT 200

typedef struct {
    EpImport *import;
    guint from, to;      /* rows of this act */
    GHashTable *written; /* drafts of referred records that are in the ledger already */
    EpImportPrograms *programs;
    guint n_made, n_programs;
} EpImportWrite;

/* The records that the row's references made and that no act has written yet, before the row itself. */
static void
ep_import_write_add_made(EpImportWrite *self, const EpImportRow *row, GPtrArray *drafts)
{
    const EpTable *table = self->import->table;

    for (guint i = 0; i < table->at.n_fields; i++) {
        EpDraft *made;

        if (table->fields[i].kind != EP_KIND_REFERENCE)
            continue;
        made = ep_import_value_get_made(self->import->values, i, ep_draft_get(row->draft, i));
        if (made == NULL || !g_hash_table_add(self->written, made))
            continue;
        g_ptr_array_add(drafts, made);
        self->n_made++;
    }
}

static gboolean
ep_import_write_wants(const EpImportRow *row)
{
    return row->verdict == EP_VERDICT_NEW || row->verdict == EP_VERDICT_CHANGED;
}

/* New records that the file gave no number get the desk's own, once those that brought theirs are written. */
static gboolean
ep_import_write_number(EpImportWrite *self, EpDeed *deed, GPtrArray *unnumbered, GError **error)
{
    const EpTable *table = self->import->table;

    for (guint i = 0; i < unnumbered->len; i++) {
        g_autofree char *number = ep_act_next_number(deed->act, table, error);

        if (number == NULL)
            return FALSE;
        ep_draft_set(g_ptr_array_index(unnumbered, i), table->at.number, number);
    }
    return ep_act_write_all(deed->act, unnumbered, NULL, error);
}

/* What the rows want written, what they made on the way before them. */
static void
ep_import_write_collect(EpImportWrite *self, GPtrArray *drafts, GPtrArray *unnumbered)
{
    const EpTable *table = self->import->table;

    for (guint i = self->from; i < self->to; i++) {
        EpImportRow *row = g_ptr_array_index(self->import->rows, i);

        if (ep_import_write_wants(row))
            ep_import_write_add_made(self, row, drafts);
    }
    for (guint i = self->from; i < self->to; i++) {
        EpImportRow *row = g_ptr_array_index(self->import->rows, i);

        if (ep_import_write_wants(row))
            g_ptr_array_add(table->series != NULL && *ep_draft_get(row->draft, table->at.number) == '\0' ? unnumbered
                                                                                                         : drafts,
                            row->draft);
    }
}

static gboolean
ep_import_write_run(EpDeed *deed, GError **error)
{
    EpImportWrite *self = deed->data;
    g_autoptr(GPtrArray) drafts = g_ptr_array_new(), unnumbered = g_ptr_array_new();

    ep_import_write_collect(self, drafts, unnumbered);
    if (!ep_act_write_all(deed->act, drafts, deed->progress, error) ||
        !ep_import_write_number(self, deed, unnumbered, error))
        return FALSE;
    return self->programs == NULL ||
           ep_import_programs_write(self->programs, deed->act, (EpImportRow **)self->import->rows->pdata + self->from,
                                    self->to - self->from, &self->n_programs, error);
}

/* "ledger.csv: " or "200 inventories: ", for the log. */
static void
ep_import_write_append_title(EpImportWrite *self, GString *source)
{
    EpImportRow *first = g_ptr_array_index(self->import->rows, self->from);

    if (first->inventory != NULL)
        g_string_append_printf(source, _("%u inventories: "), self->to - self->from);
    else if (self->import->csvs->len > 1)
        g_string_append_printf(source, _("%s and %u more: "), first->origin, self->import->csvs->len - 1);
    else
        g_string_append_printf(source, "%s: ", first->origin);
}

/* What an act came from, as text: a line that names it with its counts, then every file with its SHA-256. */
static char *
ep_import_write_describe(EpImportWrite *self)
{
    GString *source = g_string_new(NULL);
    guint counts[EP_N_VERDICTS] = { 0 };

    for (guint i = self->from; i < self->to; i++)
        counts[((EpImportRow *)g_ptr_array_index(self->import->rows, i))->verdict]++;
    ep_import_write_append_title(self, source);
    g_string_append_printf(source, "new=%u changed=%u same=%u error=%u conflict=%u\n", counts[EP_VERDICT_NEW],
                           counts[EP_VERDICT_CHANGED], counts[EP_VERDICT_SAME], counts[EP_VERDICT_ERROR],
                           counts[EP_VERDICT_CONFLICT]);
    for (guint i = 0; self->from == 0 && i < self->import->csvs->len; i++) {
        EpImportCsv *csv = g_ptr_array_index(self->import->csvs, i);

        g_string_append_printf(source, "%s %s\n", ep_import_csv_get_sha256(csv), ep_import_csv_get_origin(csv));
    }
    for (guint i = self->from; i < self->to; i++) {
        const EpImportRow *row = g_ptr_array_index(self->import->rows, i);

        if (row->inventory != NULL && row->inventory->sha256 != NULL)
            g_string_append_printf(source, "%s %s\n", row->inventory->sha256, row->origin);
    }
    return g_string_free(source, FALSE);
}

static gboolean
ep_import_write_is_empty(EpImportWrite *self)
{
    for (guint i = self->from; i < self->to; i++) {
        const EpImportRow *row = g_ptr_array_index(self->import->rows, i);

        if (ep_import_write_wants(row) || (row->inventory != NULL && row->verdict == EP_VERDICT_SAME))
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_import_write_act(EpImportWrite *self, const EpHow *how, EpProgress *progress, EpImportSummary *summary,
                    GError **error)
{
    g_autofree char *source = ep_import_write_describe(self);
    EpHow own = how != NULL ? *how : (EpHow){ 0 };
    gint64 seq;

    if (ep_import_write_is_empty(self))
        return TRUE;
    own.source = source;
    own.run = summary->run;
    seq = ep_ledger_do_work(self->import->ledger, ep_verb_get_import(self->import->table), self->import->table,
                            ep_import_write_run, self, &own, progress, error);
    if (seq == 0)
        return FALSE;
    summary->act = seq;
    summary->acts++;
    summary->made = self->n_made;
    summary->programs = self->n_programs;
    return TRUE;
}

static gboolean
ep_import_write_all(EpImportWrite *self, const EpHow *how, EpProgress *progress, EpImportSummary *summary,
                    GError **error)
{
    guint n = self->import->rows->len;
    gboolean machines = self->import->inventories->len > 0;

    if (machines) {
        summary->run = how != NULL && how->run != 0 ? how->run : ep_id_new();
        self->programs = ep_import_programs_new(self->import->pool);
    }
    for (self->from = 0; self->from < n; self->from = self->to) {
        g_autoptr(EpProgress) part = NULL;
        EpImportRow *first = g_ptr_array_index(self->import->rows, self->from);
        guint step = first->inventory != NULL ? ROWS_PER_ACT : n;

        /* Rows of CSV files come first and are one act. */
        for (self->to = self->from; self->to < MIN(self->from + step, n); self->to++) {
            const EpImportRow *row = g_ptr_array_index(self->import->rows, self->to);

            if ((row->inventory != NULL) != (first->inventory != NULL))
                break;
        }
        part = ep_progress_child(progress, (double)self->from / n, (double)self->to / n);
        if (!ep_import_write_act(self, how, part, summary, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
ep_import_commit(EpImport *self, const EpHow *how, EpProgress *progress, EpImportSummary *summary, GError **error)
{
    EpImportWrite write = { .import = self };
    EpImportSummary done;
    gboolean ok;

    if (self->rows == NULL && ep_import_get_preview(self, NULL, error) == NULL)
        return FALSE;
    done = self->summary;
    write.written = g_hash_table_new(NULL, NULL);
    ok = ep_import_write_all(&write, how, progress, &done, error);
    g_hash_table_unref(write.written);
    g_clear_pointer(&write.programs, ep_import_programs_free);
    if (summary != NULL)
        *summary = done;
    ep_import_drop_preview(self); /* the ledger is another now */
    return ok;
}
