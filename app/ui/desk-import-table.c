#include "app/ui/desk-import-table.h"

#include <glib/gi18n-lib.h>

static const EpField own[] = {
    { "import_verdict", N_("Verdict"), EP_KIND_CHOICE, EP_FIELD_HIDDEN, .width = 9 },
    { "import_line", N_("Line"), EP_KIND_INTEGER, EP_FIELD_COLUMN, .width = 5 },
    { "import_why", N_("Reason"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 17 },
    { "import_origin", N_("File"), EP_KIND_TEXT, EP_FIELD_SEARCHED, .width = 20 },
};

const EpChoice *
desk_import_table_get_verdict(EpVerdict verdict)
{
    const EpTable *table = ep_import_get_preview_table();

    return &table->fields[ep_table_find(table, "verdict")].choices[verdict];
}

static const EpTable *
desk_import_table_new(const EpTable *target)
{
    EpTable *table = g_new0(EpTable, 1);
    EpField *fields = g_new0(EpField, DESK_IMPORT_OWN + target->at.n_fields + 1);

    for (guint i = 0; i < DESK_IMPORT_OWN; i++)
        fields[i] = own[i];
    fields[DESK_IMPORT_VERDICT].choices = desk_import_table_get_verdict(0);
    for (guint i = 0; i < target->at.n_fields; i++)
        fields[DESK_IMPORT_OWN + i] = target->fields[i];
    *table = (EpTable){ .name = g_strconcat("import_", target->name, NULL),
                        .label = target->label,
                        .fields = fields,
                        .number = target->number,
                        .title = target->title };
    ep_table_prepare(table);
    return table;
}

const EpTable *
desk_import_table_get(const EpTable *target)
{
    static GMutex mutex;
    static GHashTable *known;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);
    const EpTable *table;

    if (known == NULL)
        known = g_hash_table_new(NULL, NULL);
    table = g_hash_table_lookup(known, target);
    if (table == NULL) {
        table = desk_import_table_new(target);
        g_hash_table_insert(known, (gpointer)target, (gpointer)table);
    }
    return table;
}

EpRecord *
desk_import_table_new_record(EpImport *import, const EpTable *target, const EpImportRow *row, guint index,
                             const char *why)
{
    const EpTable *table = desk_import_table_get(target);
    g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);
    char line[16] = "";

    if (row->line > 0)
        g_snprintf(line, sizeof line, "%u", row->line);
    values[DESK_IMPORT_VERDICT] = desk_import_table_get_verdict(row->verdict)->code;
    values[DESK_IMPORT_LINE] = line;
    values[DESK_IMPORT_WHY] = why;
    values[DESK_IMPORT_ORIGIN] = row->origin;
    for (guint i = 0; i < target->at.n_fields; i++) {
        guint field = DESK_IMPORT_OWN + i;

        values[field] = ep_import_row_get(import, row, i);
        if (target->fields[i].kind == EP_KIND_REFERENCE)
            values[table->at.label_slot[field]] = ep_import_row_get_label(import, row, i);
    }
    return ep_record_new(table, index + 1, 0, values);
}

typedef struct {
    guint field, changes;
} DeskImportColumn;

static int
desk_import_table_compare(gconstpointer a, gconstpointer b)
{
    const DeskImportColumn *left = a, *right = b;

    if (left->changes != right->changes)
        return left->changes < right->changes ? 1 : -1;
    return left->field < right->field ? -1 : 1;
}

static GArray *
desk_import_table_order(const EpTable *target, const guint *n_changes)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(DeskImportColumn));

    for (guint i = 0; i < target->at.n_fields; i++) {
        DeskImportColumn column = { i, n_changes[i] };

        if (i == target->at.number)
            column.changes = G_MAXUINT; /* by what one knows it */
        g_array_append_val(order, column);
    }
    g_array_sort(order, desk_import_table_compare);
    return order;
}

char *
desk_import_table_dup_columns(const EpTable *target, const guint *n_changes, const guint *n_said, gboolean why,
                              gboolean lines, gboolean files)
{
    g_autoptr(GArray) order = desk_import_table_order(target, n_changes);
    GString *text = g_string_new(NULL);

    g_string_append(text, lines ? "import_line" : "-import_line");
    g_string_append(text, " -import_verdict");
    for (guint i = 0; i < order->len; i++) {
        guint at = g_array_index(order, DeskImportColumn, i).field;
        const EpField *field = &target->fields[at];
        gboolean shown = n_said[at] > 0 && (field->flags & EP_FIELD_HIDDEN) == 0;

        g_string_append_printf(text, " %s%s", shown ? "" : "-", field->name);
        if (at == target->at.number)
            g_string_append_printf(text, " %simport_why", why ? "" : "-");
    }
    g_string_append(text, files ? " import_origin" : " -import_origin");
    return g_string_free(text, FALSE);
}
