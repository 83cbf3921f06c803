#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-column-write.h"
#include "endpoint/ledger/ep-allowlist-private.h"
#include "endpoint/ledger/ep-identity.h"

/* A list as the files of a target's columns: all of it, or what changed; in one file, or one for each sort of change.
 */

static const char *
ep_allowlist_columns_get(EpRecord *row, const char *field)
{
    return ep_record_get_named(row, field);
}

static gboolean
ep_allowlist_columns_is(EpRecord *row, EpAllowlistAction action)
{
    return strcmp(ep_allowlist_columns_get(row, "action"), ep_allowlist_actions[action].code) == 0;
}

static void
ep_allowlist_columns_exclude(EpAllowlist *self, EpRecord *row, const char *code)
{
    ep_allowlist_note(self, ep_allowlist_columns_get(row, "permit"), ep_allowlist_columns_get(row, "model"), code, NULL,
                      TRUE);
}

/* A row that is on the target already is named by the key that the target gave it. */
static gboolean
ep_allowlist_columns_lacks_key(EpAllowlist *self, EpRecord *row)
{
    return self->columns->deltas == EP_COLUMN_DELTAS_COLUMN && !ep_allowlist_columns_is(row, EP_ALLOWLIST_ADDED) &&
           ep_columns_hold(self->columns, ep_table_find(self->columns->table, "key")) &&
           *ep_allowlist_columns_get(row, "key") == '\0' &&
           !(self->delta && ep_allowlist_columns_is(row, EP_ALLOWLIST_SAME));
}

static void
ep_allowlist_columns_check_keys(EpAllowlist *self)
{
    for (guint i = 0; i < self->rows->len; i++) {
        EpRecord *row = g_ptr_array_index(self->rows, i);

        if (ep_allowlist_columns_lacks_key(self, row) &&
            !g_hash_table_contains(self->excluded, ep_allowlist_columns_get(row, "permit")))
            ep_allowlist_columns_exclude(self, row, EP_IDENTITY_NO_KEY);
    }
}

/* A row that takes the device of a permit off stands although the list leaves the permit out, but for its key. */
static gboolean
ep_allowlist_columns_is_excluded(EpAllowlist *self, EpRecord *row)
{
    const EpUnexpressed *why = g_hash_table_lookup(self->excluded, ep_allowlist_columns_get(row, "permit"));

    return why != NULL &&
           (!ep_allowlist_columns_is(row, EP_ALLOWLIST_REMOVED) || strcmp(why->code, EP_IDENTITY_NO_KEY) == 0);
}

/* Which sort of row stands in which file. */
typedef struct {
    const char *part; /* NULL: the file's own name */
    gboolean takes[EP_ALLOWLIST_N_ACTIONS];
    gboolean always; /* also when it is empty */
} EpAllowlistBatch;

static const EpAllowlistBatch whole[] = { { NULL, { TRUE, TRUE, TRUE, FALSE }, TRUE }, { NULL } };
static const EpAllowlistBatch whole_flagged[] = { { NULL, { TRUE, TRUE, TRUE, TRUE }, TRUE }, { NULL } };
static const EpAllowlistBatch whole_files[] = { { NULL, { TRUE, TRUE, TRUE, FALSE }, TRUE },
                                                { "removed", { FALSE, FALSE, FALSE, TRUE }, FALSE },
                                                { NULL } };
static const EpAllowlistBatch changes_flagged[] = { { NULL, { TRUE, TRUE, FALSE, TRUE }, FALSE }, { NULL } };
static const EpAllowlistBatch changes_files[] = { { "added", { TRUE, FALSE, FALSE, FALSE }, FALSE },
                                                  { "changed", { FALSE, TRUE, FALSE, FALSE }, FALSE },
                                                  { "removed", { FALSE, FALSE, FALSE, TRUE }, FALSE },
                                                  { NULL } };

static const EpAllowlistBatch *
ep_allowlist_columns_choose(const EpAllowlist *self)
{
    if (self->columns->deltas == EP_COLUMN_DELTAS_COLUMN)
        return self->delta ? changes_flagged : whole_flagged;
    if (self->columns->deltas == EP_COLUMN_DELTAS_FILES)
        return self->delta ? changes_files : whole_files;
    return whole;
}

static gboolean
ep_allowlist_columns_takes(EpAllowlist *self, const EpAllowlistBatch *batch, EpRecord *row)
{
    if (ep_allowlist_columns_is_excluded(self, row))
        return FALSE;
    for (guint i = 0; i < EP_ALLOWLIST_N_ACTIONS; i++) {
        if (ep_allowlist_columns_is(row, i))
            return batch->takes[i];
    }
    return FALSE;
}

static void
ep_allowlist_columns_note(EpAllowlist *self, GPtrArray *rows, const EpColumnProblem *problem)
{
    EpRecord *row = g_ptr_array_index(rows, problem->row);
    const EpColumn *column = g_ptr_array_index(self->columns->columns, problem->column);
    char character[8] = { 0 };

    if (problem->character != 0)
        g_unichar_to_utf8(problem->character, character);
    ep_allowlist_note(self, ep_allowlist_columns_get(row, "permit"), ep_allowlist_columns_get(row, "model"),
                      ep_column_fault_code(problem->fault),
                      g_strchomp(g_strdup_printf("%s %s", column->heading, character)),
                      ep_column_fault_leaves_out(problem->fault));
}

/* The row with the place where it stands in the files. */
static EpRecord *
ep_allowlist_columns_place(EpRecord *row, const char *file, guint number)
{
    const EpTable *table = ep_record_get_table(row);
    g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);
    g_autofree char *text = g_strdup_printf("%u", number);

    for (guint i = 0; i < table->at.n_fields; i++)
        values[i] = ep_record_get(row, i);
    values[ep_table_find(table, "file")] = file;
    values[ep_table_find(table, "row")] = text;
    return ep_record_new(table, ep_record_get_id(row), 0, values);
}

static gboolean
ep_allowlist_columns_write(EpAllowlist *self, const EpAllowlistBatch *batch, GPtrArray *placed, GError **error)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new(), names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(EpColumnFiles) written = NULL;

    for (guint i = 0; i < self->rows->len; i++) {
        if (ep_allowlist_columns_takes(self, batch, g_ptr_array_index(self->rows, i)))
            g_ptr_array_add(rows, g_ptr_array_index(self->rows, i));
    }
    if (rows->len == 0 && !batch->always)
        return TRUE;
    written = ep_column_write(self->columns, rows, error);
    if (written == NULL)
        return FALSE;
    for (guint i = 0; i < written->problems->len; i++)
        ep_allowlist_columns_note(self, rows, &g_array_index(written->problems, EpColumnProblem, i));
    for (guint i = 0; i < written->files->len; i++) {
        g_ptr_array_add(names, ep_column_file_name(self->columns, batch->part, i));
        ep_allowlist_add_file(self, g_ptr_array_index(names, i), g_ptr_array_index(written->files, i), "file");
    }
    for (guint i = 0; i < rows->len; i++) {
        const EpColumnPlace *place = &g_array_index(written->places, EpColumnPlace, i);

        if (place->file != G_MAXUINT)
            g_ptr_array_add(placed, ep_allowlist_columns_place(g_ptr_array_index(rows, i),
                                                               g_ptr_array_index(names, place->file), place->row));
    }
    return TRUE;
}

/* What a list of changes passes over stays on the target; what a target forgets by itself needs no row. */
static gboolean
ep_allowlist_columns_keeps(EpAllowlist *self, EpRecord *row)
{
    if (ep_allowlist_columns_is_excluded(self, row))
        return FALSE;
    return (self->delta && ep_allowlist_columns_is(row, EP_ALLOWLIST_SAME)) ||
           (self->replaces && ep_allowlist_columns_is(row, EP_ALLOWLIST_REMOVED));
}

gboolean
ep_allowlist_write_columns(EpAllowlist *self, GError **error)
{
    g_autoptr(GPtrArray) placed = g_ptr_array_new_with_free_func(g_object_unref);

    ep_allowlist_compare(self);
    ep_allowlist_columns_check_keys(self);
    for (guint i = 0; i < self->rows->len; i++) {
        if (ep_allowlist_columns_keeps(self, g_ptr_array_index(self->rows, i)))
            g_ptr_array_add(placed, g_object_ref(g_ptr_array_index(self->rows, i)));
    }
    for (const EpAllowlistBatch *batch = ep_allowlist_columns_choose(self);
         batch->part != NULL || batch->takes[EP_ALLOWLIST_ADDED]; batch++) {
        if (!ep_allowlist_columns_write(self, batch, placed, error))
            return FALSE;
    }
    g_ptr_array_unref(self->rows);
    self->rows = g_steal_pointer(&placed);
    return TRUE;
}
