#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-form-private.h"
#include "endpoint/ledger/ep-kinds.h"
#include "resources/ep-form-resources.h"

#define FOLDER "/madoguchi/forms/"
#define ENDING ".xml"

static const EpField fields[] = {
    { "name", N_("Name"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 24 },
    { "text", N_("Text"), EP_KIND_LINES, EP_FIELD_REQUIRED | EP_FIELD_SEARCHED },
    { NULL },
};

static gboolean ep_form_run_save(EpDeed *deed, GError **error);

static const EpVerb verbs[] = {
    { "form.save", N_("Save the form"), .from = "", .asks = "*", .flags = EP_VERB_QUIET, .run = ep_form_run_save },
    { "form.restore", N_("Take the desk's own form away"), .flags = EP_VERB_QUIET | EP_VERB_MANY,
      .run = ep_deed_remove },
    { NULL },
};

EpTable ep_form_table = {
    .name = "form",
    .label = N_("Forms"),
    .hint = N_("Change one of the program's forms; the desk's own stands here."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .number = "name",
    .title = "name",
    .verbs = verbs,
    .sort = "name",
};

EpForm *
ep_form_ref(EpForm *form)
{
    g_atomic_ref_count_inc(&form->refs);
    return form;
}

void
ep_form_unref(EpForm *form)
{
    if (!g_atomic_ref_count_dec(&form->refs))
        return;
    g_free(form->name);
    g_free(form->title);
    g_free(form->text);
    g_free(form->list);
    ep_form_when_free(form->when);
    g_hash_table_unref(form->words);
    g_ptr_array_unref(form->nodes);
    g_free(form);
}

const char *
ep_form_get_name(EpForm *form)
{
    return form->name;
}

const char *
ep_form_get_title(EpForm *form)
{
    return form->title;
}

const char *
ep_form_get_text(EpForm *form)
{
    return form->text;
}

const EpTable *
ep_form_get_table(EpForm *form)
{
    return form->table;
}

const char *
ep_form_get_list(EpForm *form)
{
    return form->list;
}

const EpFormPaper *
ep_form_get_paper(EpForm *form)
{
    return &form->paper;
}

GPtrArray *
ep_form_get_nodes(EpForm *form)
{
    return form->nodes;
}

gboolean
ep_form_is_own(EpForm *form)
{
    return form->own;
}

gboolean
ep_form_is_built_in(EpForm *form)
{
    return form->built_in;
}

/* --- which there are --- */

char *
ep_form_dup_built_in(const char *name)
{
    g_autofree char *path = g_strconcat(FOLDER, name, ENDING, NULL);
    g_autoptr(GBytes) bytes = g_resource_lookup_data(ep_forms_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    return bytes != NULL ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : NULL;
}

/* Those of the program are known to be right; a test reads them all. */
static GPtrArray *
ep_form_load_built_in(EpCatalog *catalog)
{
    GPtrArray *forms = g_ptr_array_new_with_free_func((GDestroyNotify)ep_form_unref);
    g_auto(GStrv) files =
        g_resource_enumerate_children(ep_forms_get_resource(), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    for (char **file = files; file != NULL && *file != NULL; file++) {
        g_autofree char *name = g_strndup(*file, strlen(*file) - strlen(ENDING));
        g_autofree char *text = ep_form_dup_built_in(name);
        g_autoptr(GError) fault = NULL;
        EpForm *form = ep_form_parse(catalog, name, text, &fault);

        if (form == NULL) {
            g_warning("%s: %s", *file, fault->message);
            continue;
        }
        form->built_in = TRUE;
        g_ptr_array_add(forms, form);
    }
    return forms;
}

static guint
ep_form_find_index(GPtrArray *forms, const char *name)
{
    for (guint i = 0; i < forms->len; i++) {
        if (strcmp(((EpForm *)g_ptr_array_index(forms, i))->name, name) == 0)
            return i;
    }
    return forms->len;
}

static void
ep_form_put(GPtrArray *forms, EpForm *form)
{
    guint index = ep_form_find_index(forms, form->name);

    form->own = TRUE;
    if (index == forms->len) {
        g_ptr_array_add(forms, form);
        return;
    }
    form->built_in = TRUE;
    ep_form_unref(g_ptr_array_index(forms, index));
    forms->pdata[index] = form;
}

/* By what they are for, then by their names. */
static int
ep_form_compare(gconstpointer a, gconstpointer b)
{
    const EpForm *x = *(EpForm *const *)a, *y = *(EpForm *const *)b;

    if (x->table != y->table)
        return x->table == NULL ? 1 : y->table == NULL ? -1 : strcmp(x->table->name, y->table->name);
    return strcmp(x->name, y->name);
}

GPtrArray *
ep_form_list(EpCatalog *catalog, GPtrArray *rows)
{
    GPtrArray *forms = ep_form_load_built_in(catalog);

    for (guint i = 0; i < rows->len; i++) {
        EpRecord *row = g_ptr_array_index(rows, i);
        EpForm *form = ep_form_parse(catalog, ep_record_get_named(row, "name"), ep_record_get_named(row, "text"), NULL);

        if (form != NULL)
            ep_form_put(forms, form);
    }
    g_ptr_array_sort(forms, ep_form_compare);
    return forms;
}

GPtrArray *
ep_form_load(EpReader *reader, GError **error)
{
    g_autoptr(GPtrArray) rows = ep_reader_load(reader, &ep_form_table, NULL, error);

    return rows != NULL ? ep_form_list(ep_reader_get_catalog(reader), rows) : NULL;
}

EpForm *
ep_form_find(GPtrArray *forms, const char *name, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);

    for (guint i = 0; i < forms->len; i++) {
        EpForm *form = g_ptr_array_index(forms, i);

        if (g_strcmp0(form->name, name) == 0)
            return form;
        if (form->table != NULL)
            g_string_append_printf(known, "\n  %s (%s)", form->name, form->title);
    }
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which form? There are:%s"), known->str);
    return NULL;
}

/* The condition that @record does not meet; NULL: it meets all. They ask of the record alone. */
static const EpFormWhen *
ep_form_find_unmet(EpForm *form, EpRecord *record)
{
    for (const EpFormWhen *when = form->when; when != NULL; when = when->next) {
        const char *value = ep_record_get_named(record, when->path);
        gboolean holds =
            when->codes != NULL ? g_strv_contains((const char *const *)when->codes, value) : *value != '\0';

        if (holds == when->negated)
            return when;
    }
    return NULL;
}

gboolean
ep_form_suits(EpForm *form, EpRecord *record)
{
    return form->table == ep_record_get_table(record) && ep_form_find_unmet(form, record) == NULL;
}

char *
ep_form_refuse(EpForm *form, EpRecord *record)
{
    const EpFormWhen *when = ep_form_find_unmet(form, record);
    guint field = when != NULL ? ep_table_find(ep_record_get_table(record), when->path) : EP_NO_FIELD;
    g_autofree char *value = field != EP_NO_FIELD ? ep_record_describe(record, field) : NULL;

    if (value == NULL)
        return NULL;
    return g_strdup_printf(_("“%s” is not meant for it: its “%s” is “%s”"), form->title,
                           ep_label(ep_record_get_table(record)->fields[field].label),
                           *value != '\0' ? value : _("not said"));
}

static int
ep_form_compare_fit(gconstpointer a, gconstpointer b)
{
    const EpForm *x = *(EpForm *const *)a, *y = *(EpForm *const *)b;

    return x->n_when != y->n_when ? (x->n_when < y->n_when ? 1 : -1) : strcmp(x->name, y->name);
}

GPtrArray *
ep_form_choose(GPtrArray *forms, GPtrArray *records)
{
    GPtrArray *chosen = g_ptr_array_new_with_free_func((GDestroyNotify)ep_form_unref);

    for (guint i = 0; i < forms->len; i++) {
        EpForm *form = g_ptr_array_index(forms, i);
        gboolean suits = records->len > 0;

        for (guint r = 0; suits && r < records->len; r++)
            suits = ep_form_suits(form, g_ptr_array_index(records, r));
        if (suits)
            g_ptr_array_add(chosen, ep_form_ref(form));
    }
    g_ptr_array_sort(chosen, ep_form_compare_fit);
    return chosen;
}

/* --- saving --- */

/* The row that is there for @name; NULL without an error: none. */
static EpRecord *
ep_form_find_row(EpReader *reader, const char *name, GError **error)
{
    EpMatch matches[] = { { "name", name }, { NULL, NULL } };
    g_autoptr(GPtrArray) rows = ep_reader_load(reader, &ep_form_table, matches, error);

    return rows != NULL && rows->len > 0 ? g_object_ref(g_ptr_array_index(rows, 0)) : NULL;
}

static gboolean
ep_form_check_name(const char *name, GError **error)
{
    for (const char *c = name; *c != '\0'; c++) {
        if (g_ascii_islower(*c) || g_ascii_isdigit(*c) || *c == '-')
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("“%s”: a form's name has small letters, digits and hyphens only"), name);
        return FALSE;
    }
    return TRUE;
}

/* The verb's run function: makes the row of this name, or another text of it. */
static gboolean
ep_form_run_save(EpDeed *deed, GError **error)
{
    const char *name = ep_deed_answer(deed, "name"), *text = ep_deed_answer(deed, "text");
    g_autoptr(EpForm) form = ep_form_parse(ep_ledger_get_catalog(deed->ledger), name, text, error);
    g_autoptr(EpRecord) row = NULL;
    g_autoptr(EpDraft) draft = NULL;
    GError *fault = NULL;

    if (form == NULL || !ep_form_check_name(name, error))
        return FALSE;
    row = ep_form_find_row(ep_act_get_reader(deed->act), name, &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    draft = row != NULL ? ep_draft_new_from(row) : ep_draft_new(&ep_form_table);
    ep_draft_set_named(draft, "name", name);
    ep_draft_set_named(draft, "text", text);
    deed->made = ep_draft_get_id(draft);
    return ep_act_write(deed->act, draft, error);
}
