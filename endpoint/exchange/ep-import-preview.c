#include "endpoint/exchange/ep-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-kind.h"

static const EpChoice verdicts[] = {
    { "new", N_("New"), EP_TINT_INFO },           { "changed", N_("Changed"), EP_TINT_FINE },
    { "same", N_("Unchanged"), EP_TINT_NONE },    { "error", N_("In error"), EP_TINT_LATE },
    { "conflict", N_("Conflict"), EP_TINT_WAIT }, { NULL, NULL, EP_TINT_NONE },
};

static const EpField fields[] = {
    { "verdict", N_("Verdict"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = verdicts, .width = 9 },
    { "line", N_("Line"), EP_KIND_INTEGER, EP_FIELD_COLUMN, .width = 7 },
    { "number", N_("Number"), EP_KIND_CODE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 13 },
    { "title", N_("Name"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 16 },
    { "what", N_("What"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 60 },
    { "origin", N_("File"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FACET, .width = 24 },
    { NULL },
};

static EpTable table = {
    .name = "import_preview",
    .label = N_("Import preview"),
    .fields = fields,
    .number = "number",
    .title = "title",
    .state = "verdict",
};

const EpTable *
ep_import_get_preview_table(void)
{
    static gsize once;

    if (g_once_init_enter(&once)) {
        ep_table_prepare(&table);
        g_once_init_leave(&once, 1);
    }
    return &table;
}

const char *
ep_import_row_get(EpImport *self, const EpImportRow *row, guint field)
{
    if (row->draft != NULL)
        return ep_draft_get(row->draft, field);
    return row->values != NULL && row->values[field] != NULL ? row->values[field] : "";
}

const char *
ep_import_row_get_label(EpImport *self, const EpImportRow *row, guint field)
{
    const char *value = ep_import_row_get(self, row, field);
    const char *label = ep_import_value_get_label(self->values, field, value);

    if (*label == '\0' && row->base != NULL && strcmp(value, ep_record_get(row->base, field)) == 0)
        return ep_record_get_label(row->base, field); /* what no row of the files names */
    return label;
}

static const char *
ep_import_preview_show(EpImport *self, guint field, const char *value, const char *base_label, char *scratch)
{
    const char *label = ep_import_value_get_label(self->values, field, value);

    if (*label == '\0' && *value != '\0')
        label = base_label;
    return ep_kind_display(&self->table->fields[field], label, scratch);
}

static void
ep_import_preview_append_change(EpImport *self, const EpImportRow *row, guint field, GString *text)
{
    char before[EP_SCRATCH_SIZE], after[EP_SCRATCH_SIZE];
    const char *from = "";

    if (row->base != NULL)
        from = ep_record_display(row->base, field, before);
    g_string_append_printf(text, "%s%s: ", text->len > 0 ? "; " : "", ep_label(self->table->fields[field].label));
    if (*from != '\0')
        g_string_append_printf(text, "%s → ", from);
    g_string_append(text, ep_import_preview_show(self, field, ep_draft_get(row->draft, field), "", after));
}

static void
ep_import_preview_append_problem(const EpImportProblem *problem, GString *text)
{
    g_string_append(text, text->len > 0 ? "; " : "");
    if (problem->column > 0)
        g_string_append_printf(text, _("column %u: "), problem->column);
    g_string_append(text, problem->reason);
}

char *
ep_import_row_describe(EpImport *self, const EpImportRow *row)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
        ep_import_preview_append_problem(g_ptr_array_index(row->problems, i), text);
    for (guint i = 0; row->verdict == EP_VERDICT_CONFLICT && row->candidates != NULL && i < row->candidates->len; i++) {
        g_autofree char *name = ep_record_dup_name(g_ptr_array_index(row->candidates, i));

        g_string_append_printf(text, "%s%s", i == 0 ? ": " : ", ", name);
    }
    for (guint i = 0; row->draft != NULL && i < self->table->at.n_fields; i++) {
        if (ep_draft_is_edited(row->draft, i) && (self->table->fields[i].flags & EP_FIELD_HIDDEN) == 0)
            ep_import_preview_append_change(self, row, i, text);
    }
    if (row->held > 0)
        g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "", _("set by hand and left alone: "));
    if (row->held > 0)
        g_string_append_printf(text, "%u", row->held);
    return g_string_free(text, FALSE);
}
