#include "app/ui/desk-import-work.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-import-private.h"
#include "app/ui/desk-import-table.h"
#include "endpoint/core/ep-error.h"

typedef struct {
    EpImport *import;
    const EpTable *table;
    GPtrArray *rows; /* EpImportRow, the import's */
    DeskImportPreview *preview;
    guint *n_changes, *n_said; /* by field */
    gboolean why, lines, files;
} DeskImportWork;

/* Files */

static gboolean
desk_import_work_is_stop(const GError *error)
{
    return g_error_matches(error, EP_ERROR, EP_ERROR_CANCELLED) ||
           g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A file that cannot be taken is named, and the others go on. */
static gboolean
desk_import_work_add(EpImport *import, char **paths, EpProgress *progress, char **refused, GError **error)
{
    g_autoptr(GString) said = g_string_new(NULL);
    guint n = g_strv_length(paths), taken = 0;

    for (guint i = 0; i < n; i++) {
        g_autoptr(EpProgress) part = ep_progress_child(progress, (double)i / n, (double)(i + 1) / n);
        g_autoptr(GError) cause = NULL;
        g_autofree char *name = g_path_get_basename(paths[i]);
        gboolean folder = g_file_test(paths[i], G_FILE_TEST_IS_DIR);

        if ((folder ? ep_import_add_folder : ep_import_add_file)(import, paths[i], part, &cause)) {
            taken++;
        } else if (desk_import_work_is_stop(cause)) {
            g_propagate_error(error, g_steal_pointer(&cause));
            return FALSE;
        } else {
            g_string_append_printf(said, "%s%s: %s", said->len > 0 ? "\n" : "", name, cause->message);
        }
    }
    if (taken == 0)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, said->str);
    else if (said->len > 0)
        *refused = g_strdup(said->str);
    return taken > 0;
}

/* What the person set */

static gboolean
desk_import_work_set_up(EpImport *import, const DeskImportOrder *order, GError **error)
{
    for (guint i = 0; order->maps != NULL && i < order->maps->len && i < ep_import_get_n_maps(import); i++) {
        const DeskImportMap *wanted = g_ptr_array_index(order->maps, i);
        EpImportMap *map = ep_import_get_map(import, i);

        for (guint column = 0; column < wanted->n; column++)
            ep_import_map_set_field(map, column, EP_NO_FIELD);
        for (guint column = 0; column < wanted->n; column++)
            ep_import_map_set_field(map, column, wanted->fields[column]);
    }
    for (guint i = 0; i < order->choices->len; i++) {
        const DeskImportChoice *choice = &g_array_index(order->choices, DeskImportChoice, i);

        if (choice->open)
            ep_import_unchoose(import, choice->row);
        else
            ep_import_choose(import, choice->row, choice->candidate);
    }
    ep_import_set_overwrite(import, order->overwrite);
    return ep_import_set_key(import, order->key, error);
}

static void
desk_import_work_copy_maps(DeskImportWork *self)
{
    self->preview->maps = desk_import_maps_new();
    for (guint i = 0; i < ep_import_get_n_maps(self->import); i++) {
        EpImportMap *map = ep_import_get_map(self->import, i);
        DeskImportMap *copy = g_new0(DeskImportMap, 1);

        copy->origin = g_strdup(ep_import_get_map_origin(self->import, i));
        copy->n = ep_import_map_get_n_columns(map);
        copy->headings = g_new0(char *, copy->n + 1);
        copy->fields = g_new0(guint, copy->n + 1);
        for (guint column = 0; column < copy->n; column++) {
            copy->headings[column] = g_strdup(ep_import_map_get_heading(map, column));
            copy->fields[column] = ep_import_map_get_field(map, column);
        }
        g_ptr_array_add(self->preview->maps, copy);
    }
}

/* Rows */

static char *
desk_import_work_dup_why(const EpImportRow *row)
{
    GString *why = g_string_new(NULL);

    for (guint i = 0; row->problems != NULL && i < row->problems->len; i++) {
        const EpImportProblem *problem = g_ptr_array_index(row->problems, i);

        g_string_append(why, why->len > 0 ? "; " : "");
        if (problem->column > 0)
            g_string_append_printf(why, _("column %u: %s"), problem->column, problem->reason);
        else
            g_string_append(why, problem->reason);
    }
    if (row->held > 0) {
        g_string_append(why, why->len > 0 ? "; " : "");
        g_string_append_printf(why, _("%u set by hand stay"), row->held);
    }
    return g_string_free(why, FALSE);
}

static DeskImportItem *
desk_import_work_new_item(const EpImportRow *row)
{
    DeskImportItem *item = g_new0(DeskImportItem, 1);

    item->verdict = row->verdict;
    item->held = row->held;
    if (row->base != NULL)
        item->base = g_object_ref(row->base);
    if (row->draft != NULL)
        item->id = ep_draft_get_id(row->draft);
    for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
        desk_import_item_add_fault(item, g_ptr_array_index(row->problems, i));
    for (guint i = 0; row->verdict == EP_VERDICT_CONFLICT && row->candidates != NULL && i < row->candidates->len; i++) {
        if (item->candidates == NULL)
            item->candidates = g_ptr_array_new_with_free_func(g_object_unref);
        g_ptr_array_add(item->candidates, g_object_ref(g_ptr_array_index(row->candidates, i)));
    }
    return item;
}

static void
desk_import_work_count(DeskImportWork *self, const EpImportRow *row)
{
    for (guint i = 0; i < self->table->at.n_fields; i++) {
        if (row->values != NULL && row->values[i] != NULL)
            self->n_said[i]++;
        if (row->verdict == EP_VERDICT_CHANGED && ep_draft_is_edited(row->draft, i))
            self->n_changes[i]++;
    }
    self->lines = self->lines || row->line > 0;
    self->files = self->files || row->line == 0;
}

static void
desk_import_work_copy_rows(DeskImportWork *self)
{
    DeskImportPreview *preview = self->preview;

    preview->records = g_ptr_array_new_full(self->rows->len, g_object_unref);
    preview->items = g_ptr_array_new_full(self->rows->len, (GDestroyNotify)desk_import_item_free);
    self->files = preview->maps->len > 1;
    for (guint i = 0; i < self->rows->len; i++) {
        const EpImportRow *row = g_ptr_array_index(self->rows, i);
        g_autofree char *why = desk_import_work_dup_why(row);

        self->why = self->why || *why != '\0';
        desk_import_work_count(self, row);
        g_ptr_array_add(preview->items, desk_import_work_new_item(row));
        g_ptr_array_add(preview->records, desk_import_table_new_record(self->import, self->table, row, i, why));
    }
    ep_import_get_summary(self->import, &preview->summary);
    preview->columns =
        desk_import_table_dup_columns(self->table, self->n_changes, self->n_said, self->why, self->lines, self->files);
}

gpointer
desk_import_work_preview(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskImportOrder *order = user_data;
    DeskImportWork self = { .import = desk_import_files_open(order->files, ledger, order->table),
                            .table = order->table };
    g_autofree guint *changes = self.n_changes = g_new0(guint, order->table->at.n_fields + 1);
    g_autofree guint *said = self.n_said = g_new0(guint, order->table->at.n_fields + 1);
    g_autoptr(EpProgress) reading = ep_progress_child(progress, 0.0, order->paths != NULL ? 0.5 : 0.0);
    g_autoptr(EpProgress) matching = ep_progress_child(progress, order->paths != NULL ? 0.5 : 0.0, 1.0);
    g_autofree char *refused = NULL;
    GError *cause = NULL;

    if (order->paths != NULL && !desk_import_work_add(self.import, order->paths, reading, &refused, error))
        return NULL;
    if (!desk_import_work_set_up(self.import, order, error))
        return NULL;
    self.rows = ep_import_get_preview(self.import, matching, &cause);
    if (cause != NULL && desk_import_work_is_stop(cause)) {
        g_propagate_error(error, cause);
        return NULL;
    }
    self.preview = g_new0(DeskImportPreview, 1);
    self.preview->refused = g_steal_pointer(&refused);
    desk_import_work_copy_maps(&self);
    if (self.rows != NULL)
        desk_import_work_copy_rows(&self);
    else
        self.preview->problem = g_strdup(cause->message);
    g_clear_error(&cause);
    return self.preview;
}

/* Writing */

gpointer
desk_import_work_commit(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskImportOrder *order = user_data;
    DeskImportDone *done = g_new0(DeskImportDone, 1);
    g_autoptr(GError) cause = NULL;

    if (!ep_import_commit(desk_import_files_open(order->files, ledger, order->table), NULL, progress, &done->summary,
                          &cause)) {
        done->cancelled = desk_import_work_is_stop(cause);
        done->problem = g_strdup(cause->message);
    }
    return done;
}

gpointer
desk_import_work_remember(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskImportOrder *order = user_data;
    EpImport *import = desk_import_files_open(order->files, ledger, order->table);

    if (!desk_import_work_set_up(import, order, error) ||
        !ep_import_remember_map(import, order->map, order->name, error))
        return NULL;
    return g_strdup_printf(_("Remembered as “%s”"), order->name);
}

gpointer
desk_import_work_undo(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskImportOrder *order = user_data;
    g_auto(GStrv) left = NULL;

    if (ep_ledger_undo(ledger, order->act, NULL, progress, &left, error) == 0)
        return NULL;
    return left != NULL && left[0] != NULL ? g_strjoinv("  ", left) : g_strdup(_("Taken back"));
}
