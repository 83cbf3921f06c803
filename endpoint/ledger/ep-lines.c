#include "endpoint/ledger/ep-lines.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-csv.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"

gboolean
ep_lines_set(EpReader *reader, EpDraft *draft, guint field, const char *text, GError **error)
{
    const EpField *description = &ep_draft_get_table(draft)->fields[field];
    gint64 id;

    if (description->kind != EP_KIND_REFERENCE || *text == '\0')
        return ep_draft_parse(draft, field, text, error);
    id = ep_reader_resolve(reader, description, text, error);
    if (id == 0)
        return FALSE;
    ep_draft_set_integer(draft, description->name, id);
    return TRUE;
}

static gboolean
ep_lines_is_called(const EpField *field, const char *heading)
{
    g_auto(GStrv) others = g_strsplit(field->aliases != NULL ? field->aliases : "", "|", -1);
    g_autofree char *wanted = ep_fold(heading), *label = ep_fold(ep_label(field->label));

    if (strcmp(field->name, heading) == 0 || strcmp(label, wanted) == 0)
        return TRUE;
    for (char **other = others; *other != NULL; other++) {
        g_autofree char *folded = ep_fold(*other);

        if (strcmp(folded, wanted) == 0)
            return TRUE;
    }
    return FALSE;
}

static guint
ep_lines_find(const EpTable *table, const char *heading)
{
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (i != table->at.parent && ep_field_is_edited(&table->fields[i]) &&
            ep_lines_is_called(&table->fields[i], heading))
            return i;
    }
    return EP_NO_FIELD;
}

/* Which field each column is. */
static GArray *
ep_lines_read_head(const EpTable *table, const EpCsvRow *head, GError **error)
{
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < head->n_cells; i++) {
        g_autofree char *name = ep_csv_row_dup_trim(head, i);
        guint field = ep_lines_find(table, name);

        if (field == EP_NO_FIELD) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                        _("line %u, column %u: %s has no field “%s”; the first line names the columns"), head->line,
                        i + 1, ep_label(table->label), name);
            return NULL;
        }
        g_array_append_val(columns, field);
    }
    return g_steal_pointer(&columns);
}

static EpDraft *
ep_lines_read_row(EpReader *reader, const EpTable *table, GArray *columns, const EpCsvRow *row, GError **error)
{
    g_autoptr(EpDraft) line = ep_draft_new(table);

    for (guint i = 0; i < MIN(columns->len, row->n_cells); i++) {
        g_autofree char *text = ep_csv_row_dup_trim(row, i);

        if (*text == '\0' || ep_lines_set(reader, line, g_array_index(columns, guint, i), text, error))
            continue;
        g_prefix_error(error, _("line %u, column %u: "), row->line, i + 1);
        return NULL;
    }
    ep_draft_fill(line, NULL, NULL, 0); /* what is usual where no column says it */
    return g_steal_pointer(&line);
}

GPtrArray *
ep_lines_parse(EpReader *reader, const EpTable *table, const char *text, GError **error)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    g_autoptr(EpCsv) csv = ep_csv_new(text, -1, 0);
    g_autoptr(GArray) columns = NULL;
    g_autoptr(GError) fault = NULL;
    EpCsvRow row;

    while (ep_csv_next(csv, &row, &fault)) {
        EpDraft *line;

        if (row.blank)
            continue;
        if (columns == NULL) {
            columns = ep_lines_read_head(table, &row, error);
            if (columns == NULL)
                return NULL;
            continue;
        }
        line = ep_lines_read_row(reader, table, columns, &row, error);
        if (line == NULL)
            return NULL;
        g_ptr_array_add(lines, line);
    }
    if (fault == NULL)
        return g_steal_pointer(&lines);
    g_propagate_error(error, g_steal_pointer(&fault));
    return NULL;
}
