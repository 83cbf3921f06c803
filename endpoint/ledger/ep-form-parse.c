#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-form-private.h"

/* Reads a form's text with GLib's parser: elements, attributes and entities are all it knows of XML, and so nothing is
 * fetched from elsewhere. */

#define SIZE 10.5
#define GREY 0.93

typedef struct {
    EpForm *form;
    EpCatalog *catalog;
    GPtrArray *stack; /* EpFormNode, borrowed; the form itself is NULL */
    char *word;       /* being read */
    GString *text;
    EpFormNode root; /* what the elements of the form start from */
    gboolean begun;
} EpFormParse;

static const struct {
    const char *name;
    EpFormKind kind;
    const char *inside;
    gboolean words;
} elements[] = {
    { "text", EP_FORM_TEXT, "form", TRUE },       { "line", EP_FORM_LINE, "form", FALSE },
    { "box", EP_FORM_BOX, "form", FALSE },        { "qr", EP_FORM_QR, "form", TRUE },
    { "barcode", EP_FORM_BARCODE, "form", TRUE }, { "table", EP_FORM_TABLE, "form", FALSE },
    { "head", EP_FORM_HEAD, "table", FALSE },     { "row", EP_FORM_ROW, "table", FALSE },
    { "th", EP_FORM_LABEL, "head row", TRUE },    { "td", EP_FORM_CELL, "head row", TRUE },
};

static void
ep_form_node_free(gpointer data)
{
    EpFormNode *node = data;

    g_free(node->columns);
    g_clear_pointer(&node->each, g_ptr_array_unref);
    g_free(node->of);
    g_free(node->text);
    ep_form_when_free(node->when);
    g_clear_pointer(&node->children, g_ptr_array_unref);
    g_free(node);
}

static EpFormNode *
ep_form_node_new(EpFormKind kind, const EpFormNode *parent, guint line)
{
    EpFormNode *node = g_new0(EpFormNode, 1);
    gboolean cell = kind == EP_FORM_LABEL || kind == EP_FORM_CELL;

    node->kind = kind;
    node->line = line;
    node->table = parent->table;
    node->size = parent->size;
    node->face = parent->face;
    node->bold = parent->bold;
    node->span = 1;
    node->fill = kind == EP_FORM_LABEL ? GREY : 1;
    node->weight = 0.2;
    node->align = kind == EP_FORM_LABEL ? EP_FORM_MIDDLE : parent->align;
    node->valign = kind == EP_FORM_TABLE ? EP_FORM_MIDDLE : parent->valign;
    node->pad = kind == EP_FORM_TABLE ? 1.2 : parent->pad;
    node->box = kind == EP_FORM_BOX ? 0.3 : kind == EP_FORM_TABLE ? 0.2 : parent->box;
    node->h = kind == EP_FORM_TABLE ? 8 : kind == EP_FORM_HEAD || kind == EP_FORM_ROW ? parent->h : 0;
    node->w = kind == EP_FORM_QR ? 20 : 0;
    if (!cell)
        node->children = g_ptr_array_new_with_free_func(ep_form_node_free);
    return node;
}

static EpFormNode *
ep_form_parse_top(EpFormParse *self)
{
    return self->stack->len > 1 ? g_ptr_array_index(self->stack, self->stack->len - 1) : &self->root;
}

static guint
ep_form_parse_line(GMarkupParseContext *context)
{
    int line, character;

    /* A line break behind the element is counted already; the parser then stands on the "first" character. */
    g_markup_parse_context_get_position(context, &line, &character);
    return (guint)(character == 1 && line > 1 ? line - 1 : line);
}

/* --- the form --- */

static gboolean
ep_form_parse_when(EpFormParse *self, const EpTable *table, const char *value, EpFormWhen **when, GError **error)
{
    *when = ep_form_when_parse(self->catalog, table, value, error);
    return *when != NULL;
}

static gboolean
ep_form_parse_begin(EpFormParse *self, const char *element, const char **names, const char **values, GError **error)
{
    if (self->begun || strcmp(element, "form") != 0) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("everything stands inside one <form>"));
        return FALSE;
    }
    self->begun = TRUE;
    for (guint i = 0; names[i] != NULL; i++) {
        if (!ep_form_paper_set(self->form, self->catalog, &self->root, names[i], values[i], error)) {
            g_prefix_error(error, "%s=\"%s\": ", names[i], values[i]);
            return FALSE;
        }
    }
    for (guint i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], "when") != 0)
            continue;
        if (!ep_form_parse_when(self, self->form->table, values[i], &self->form->when, error))
            return FALSE;
    }
    for (EpFormWhen *when = self->form->when; when != NULL; when = when->next) {
        self->form->n_when++;
        if (strpbrk(when->path, ".@") == NULL)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("when=\"…\" of a form asks of the record's own fields, not %s"), when->path);
        return FALSE;
    }
    g_ptr_array_add(self->stack, NULL);
    self->root.table = self->form->table;
    return ep_form_paper_check(self->form, error);
}

/* --- elements --- */

static gboolean
ep_form_parse_columns(EpFormNode *table, const char *value, GError **error)
{
    g_auto(GStrv) words = g_strsplit(value, " ", -1);
    g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(double));

    for (char **word = words; *word != NULL; word++) {
        double width;

        if (**word == '\0')
            continue;
        if (!ep_form_attribute_length(*word, &width, error))
            return FALSE;
        g_array_append_val(widths, width);
        table->w += width;
    }
    table->n_columns = widths->len;
    table->columns = (double *)(gpointer)g_array_free(g_steal_pointer(&widths), FALSE);
    return TRUE;
}

static void
ep_form_step_free(gpointer data)
{
    EpFormStep *step = data;

    g_free(step->field);
    g_free(step);
}

/* TABLE or TABLE.FIELD: from a record of @of to those that belong to it. NULL: none does. */
static EpFormStep *
ep_form_parse_step(EpFormParse *self, const EpTable *of, const char *word)
{
    g_auto(GStrv) parts = g_strsplit(word, ".", 2);
    const EpTable *table = of != NULL ? ep_catalog_find(self->catalog, parts[0]) : NULL;

    for (guint i = 0; table != NULL && i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];
        EpFormStep *step;

        if (g_strcmp0(field->reference, of->name) != 0 || !ep_field_is_stored(field) ||
            (parts[1] != NULL && strcmp(parts[1], field->name) != 0))
            continue;
        step = g_new0(EpFormStep, 1);
        step->table = table;
        step->field = g_strdup(field->name);
        return step;
    }
    return NULL;
}

/* each="permit", each="permit registration" (of each permit its registrations), each="list": what the row is repeated
 * for. */
static gboolean
ep_form_parse_each(EpFormParse *self, EpFormNode *row, const char *value, GError **error)
{
    g_auto(GStrv) words = g_strsplit(value, " ", -1);
    const EpTable *of = row->table;

    if (strcmp(value, "list") == 0 && self->form->list != NULL) {
        row->each_listed = TRUE;
        return TRUE;
    }
    if (row->of != NULL && of != NULL && (of = ep_form_path_table(self->catalog, of, row->of, error)) == NULL)
        return FALSE;
    row->each = g_ptr_array_new_with_free_func(ep_form_step_free);
    for (char **word = words; *word != NULL; word++) {
        EpFormStep *step = ep_form_parse_step(self, of, *word);

        if (step == NULL) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                        _("each=\"%s\": no kind of record of this name belongs to “%s”"), value,
                        of != NULL ? ep_label(of->label) : "");
            return FALSE;
        }
        g_ptr_array_add(row->each, step);
        of = step->table;
    }
    row->table = of;
    return TRUE;
}

static const char *
ep_form_parse_find_value(const char **names, const char **values, const char *name)
{
    for (guint i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0)
            return values[i];
    }
    return NULL;
}

static gboolean
ep_form_parse_attribute(EpFormParse *self, EpFormNode *node, const char *name, const char *value, GError **error)
{
    g_autofree char *known = ep_form_attribute_list(node->kind);
    g_autoptr(GError) fault = NULL;

    if (strcmp(name, "when") == 0)
        return TRUE; /* asked of the record that is around it */
    if (node->kind == EP_FORM_TABLE && strcmp(name, "columns") == 0)
        return ep_form_parse_columns(node, value, error);
    if (node->kind == EP_FORM_ROW && (strcmp(name, "each") == 0 || strcmp(name, "of") == 0))
        return TRUE;
    if (ep_form_attribute_set(node, name, value, &fault))
        return TRUE;
    if (fault == NULL)
        return ep_form_attribute_refuse(name, known, error);
    g_propagate_prefixed_error(error, g_steal_pointer(&fault), "%s=\"%s\": ", name, value);
    return FALSE;
}

static gboolean
ep_form_parse_attributes(EpFormParse *self, EpFormNode *node, const char **names, const char **values, GError **error)
{
    const char *when = ep_form_parse_find_value(names, values, "when");
    const char *each = ep_form_parse_find_value(names, values, "each");

    for (guint i = 0; names[i] != NULL; i++) {
        if (!ep_form_parse_attribute(self, node, names[i], values[i], error))
            return FALSE;
    }
    node->of = node->kind == EP_FORM_ROW ? g_strdup(ep_form_parse_find_value(names, values, "of")) : NULL;
    if (when != NULL && !ep_form_parse_when(self, node->table, when, &node->when, error))
        return FALSE;
    if (each != NULL && !ep_form_parse_each(self, node, each, error))
        return FALSE;
    if (node->kind == EP_FORM_TABLE && node->n_columns == 0) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                            _("columns=\"30 60\" is missing: the widths of its columns in millimetres"));
        return FALSE;
    }
    return TRUE;
}

static gboolean
ep_form_parse_open_element(EpFormParse *self, guint line, const char *element, const char **names, const char **values,
                           GError **error)
{
    static const char *const places[] = { "text", "line", "box", "qr", "barcode", "table", "head", "row", "th", "td" };
    const char *around = self->stack->len == 1 ? "form" : places[ep_form_parse_top(self)->kind];

    for (guint i = 0; i < G_N_ELEMENTS(elements); i++) {
        EpFormNode *node, *top = ep_form_parse_top(self);

        if (strcmp(elements[i].name, element) != 0)
            continue;
        if (!ep_words_contain(elements[i].inside, around)) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("it stands inside <%s>, not inside <%s>"),
                        elements[i].inside, around);
            return FALSE;
        }
        node = ep_form_node_new(elements[i].kind, top, line);
        g_ptr_array_add(self->stack->len == 1 ? self->form->nodes : top->children, node);
        g_ptr_array_add(self->stack, node);
        g_string_truncate(self->text, 0);
        return ep_form_parse_attributes(self, node, names, values, error);
    }
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                        _("there is no such element, but text, line, box, qr, barcode, table and word"));
    return FALSE;
}

static gboolean
ep_form_parse_open_word(EpFormParse *self, const char **names, const char **values, GError **error)
{
    const char *name = ep_form_parse_find_value(names, values, "name");

    g_string_truncate(self->text, 0);
    if (name != NULL && *name != '\0') {
        self->word = g_strdup(name);
        return TRUE;
    }
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("name=\"…\" is missing: what stands behind @"));
    return FALSE;
}

static void
ep_form_parse_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
                    gpointer user_data, GError **error)
{
    EpFormParse *self = user_data;
    guint line = ep_form_parse_line(context);
    gboolean read;

    if (self->word != NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("it stands inside <%s>, not inside <%s>"), "form", "word");
        read = FALSE;
    } else if (!self->begun || self->stack->len == 0) {
        read = ep_form_parse_begin(self, element, names, values, error);
    } else if (strcmp(element, "word") == 0 && self->stack->len == 1) {
        read = ep_form_parse_open_word(self, names, values, error);
    } else {
        read = ep_form_parse_open_element(self, line, element, names, values, error);
    }
    if (!read)
        g_prefix_error(error, _("line %u, <%s>: "), line, element);
}

/* --- the end of an element --- */

/* Lines without the blanks around them; empty ones at both ends go. */
static char *
ep_form_parse_trim(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) trimmed = g_string_new(NULL);

    for (char **line = lines; *line != NULL; line++)
        g_string_append_printf(trimmed, "%s\n", g_strstrip(*line));
    while (trimmed->len > 0 && trimmed->str[trimmed->len - 1] == '\n')
        g_string_truncate(trimmed, trimmed->len - 1);
    while (*trimmed->str == '\n')
        g_string_erase(trimmed, 0, 1);
    return g_string_free(g_steal_pointer(&trimmed), FALSE);
}

static gboolean
ep_form_parse_has_words(EpFormKind kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(elements); i++) {
        if (elements[i].kind == kind)
            return elements[i].words;
    }
    return FALSE;
}

static gboolean
ep_form_parse_check_row(const EpFormNode *row, const EpFormNode *table, GError **error)
{
    guint n = 0;

    for (guint i = 0; i < row->children->len; i++)
        n += ((const EpFormNode *)g_ptr_array_index(row->children, i))->span;
    if (n == table->n_columns)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("its cells take %u columns, the table has %u"), n,
                table->n_columns);
    return FALSE;
}

static gboolean
ep_form_parse_close_node(EpFormParse *self, GError **error)
{
    EpFormNode *node = ep_form_parse_top(self);

    g_ptr_array_set_size(self->stack, (int)self->stack->len - 1);
    if (node->kind == EP_FORM_HEAD || node->kind == EP_FORM_ROW)
        return ep_form_parse_check_row(node, ep_form_parse_top(self), error);
    if (!ep_form_parse_has_words(node->kind))
        return TRUE;
    node->text = ep_form_parse_trim(self->text->str);
    g_string_truncate(self->text, 0);
    return ep_form_path_check_text(self->catalog, node->table, node->text, error);
}

static void
ep_form_parse_end(GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
    EpFormParse *self = user_data;

    if (self->word != NULL) {
        g_hash_table_replace(self->form->words, g_steal_pointer(&self->word), ep_form_parse_trim(self->text->str));
        g_string_truncate(self->text, 0);
    } else if (self->stack->len == 1) {
        g_ptr_array_set_size(self->stack, 0);
    } else if (!ep_form_parse_close_node(self, error)) {
        g_prefix_error(error, _("line %u, <%s>: "), ep_form_parse_line(context), element);
    }
}

static void
ep_form_parse_text(GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
    EpFormParse *self = user_data;
    g_autofree char *piece = g_strndup(text, length), *start = NULL;
    gboolean taken =
        self->word != NULL || (self->stack->len > 1 && ep_form_parse_has_words(ep_form_parse_top(self)->kind));

    if (taken) {
        g_string_append(self->text, piece);
        return;
    }
    if (*g_strstrip(piece) == '\0')
        return;
    start = ep_form_dup_start(piece);
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("line %u: “%s” stands in no <text> or <td>"),
                ep_form_parse_line(context), start);
}

static const GMarkupParser parser = { .start_element = ep_form_parse_start,
                                      .end_element = ep_form_parse_end,
                                      .text = ep_form_parse_text };

static gboolean
ep_form_parse_run(EpFormParse *self, const char *text, GError **error)
{
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, self, NULL);
    g_autoptr(GError) fault = NULL;
    gboolean read =
        g_markup_parse_context_parse(context, text, -1, &fault) && g_markup_parse_context_end_parse(context, &fault);
    guint line = ep_form_parse_line(context);

    g_markup_parse_context_free(context);
    if (read)
        return TRUE;
    if (fault->domain == G_MARKUP_ERROR) {
        g_autofree char *words = g_utf8_make_valid(fault->message, -1); /* GMarkup quotes single bytes */

        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("line %u: this is no well-formed XML: %s"), line, words);
    } else {
        g_propagate_error(error, g_steal_pointer(&fault));
    }
    return FALSE;
}

EpForm *
ep_form_parse(EpCatalog *catalog, const char *name, const char *text, GError **error)
{
    g_autoptr(EpForm) form = g_new0(EpForm, 1);
    g_autoptr(GPtrArray) stack = g_ptr_array_new();
    g_autoptr(GString) words = g_string_new(NULL);
    EpFormParse self = { .form = form, .catalog = catalog, .stack = stack, .text = words };
    gboolean read;

    g_atomic_ref_count_init(&form->refs);
    form->name = g_strdup(name);
    form->text = g_strdup(text);
    form->paper.width = 210;
    form->paper.height = 297;
    form->paper.across = form->paper.down = 1;
    form->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    form->nodes = g_ptr_array_new_with_free_func(ep_form_node_free);
    self.root.kind = EP_FORM_TEXT;
    self.root.size = SIZE;
    self.root.fill = 1;
    read = ep_form_parse_run(&self, text, error);
    g_free(self.word);
    return read ? g_steal_pointer(&form) : NULL;
}
