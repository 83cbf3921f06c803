#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-column-map.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/core/ep-text-encoder.h"

/* A column map as it is used, and everything that is wrong in it, each where it is mended. */

typedef struct {
    EpColumns *columns;
    EpTextEncoder *encoder; /* of CP932; NULL if all characters can be written */
    GPtrArray *wrong;
} EpColumnCompiler;

static void
ep_column_compile_clear_part(gpointer data)
{
    g_free(((EpColumnPart *)data)->text);
}

static void
ep_column_compile_free_column(gpointer data)
{
    EpColumn *column = data;

    g_free(column->heading);
    g_array_unref(column->parts);
    g_ptr_array_unref(column->words);
    g_free(column);
}

static void
ep_column_compile_free_wrong(gpointer data)
{
    g_free(((EpColumnWrong *)data)->message);
    g_free(data);
}

/* @message is taken. */
static void
ep_column_compile_complain(EpColumnCompiler *self, guint column, const char *field, char *message)
{
    EpColumnWrong *wrong = g_new(EpColumnWrong, 1);

    *wrong = (EpColumnWrong){ column, field, message };
    g_ptr_array_add(self->wrong, wrong);
}

/* --- what stands in a column --- */

static void
ep_column_compile_add_part(EpColumn *column, GString *text, guint field)
{
    EpColumnPart part = { g_strdup(text->str), field };

    g_array_append_val(column->parts, part);
    g_string_truncate(text, 0);
}

/* "{serial}" → its field, *@at behind it; or why not. */
static char *
ep_column_compile_read_field(const EpTable *table, const char **at, guint *field)
{
    const char *end = strchr(*at, '}');
    g_autofree char *name = end != NULL ? g_strndup(*at + 1, end - *at - 1) : g_strdup(*at);

    *field = end != NULL ? ep_table_find(table, name) : EP_NO_FIELD;
    if (*field == EP_NO_FIELD)
        return g_strdup_printf(_("there is no “%s” to stand in a column"), name);
    *at = end + 1;
    return NULL;
}

static char *
ep_column_compile_read_value(EpColumn *column, const EpTable *table, const char *value)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint field;

    for (const char *at = value; *at != '\0';) {
        if (*at != '{' || at[1] == '{') { /* {{ is a brace */
            g_string_append_c(text, *at);
            at += *at == '{' ? 2 : 1;
        } else {
            char *problem = ep_column_compile_read_field(table, &at, &field);

            if (problem != NULL)
                return problem;
            ep_column_compile_add_part(column, text, field);
        }
    }
    if (column->parts->len == 1 && text->len == 0 && *g_array_index(column->parts, EpColumnPart, 0).text == '\0')
        column->field = g_array_index(column->parts, EpColumnPart, 0).field;
    if (text->len > 0)
        ep_column_compile_add_part(column, text, EP_NO_FIELD);
    return NULL;
}

/* Lines "code=word", of the codes that its field knows; "=word" is what stands for nothing. */
static char *
ep_column_compile_read_words(EpColumn *column, const EpTable *table, const char *text)
{
    const EpField *field = column->field != EP_NO_FIELD ? &table->fields[column->field] : NULL;
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);

    for (char **row = rows; *row != NULL; row++) {
        char *word = strchr(*row, '=');

        if (**row == '\0')
            continue;
        if (word != NULL)
            *word++ = '\0';
        if (word == NULL ||
            (**row != '\0' && (field == NULL || field->choices == NULL || !ep_field_find_choice(field, *row))))
            return g_strdup_printf(_("“%s” is no value of what stands in it"), *row);
        g_ptr_array_add(column->words, g_strdup(*row));
        g_ptr_array_add(column->words, g_strdup(word));
    }
    return NULL;
}

const char *
ep_column_find_word(const EpColumn *column, const char *code)
{
    for (guint i = 0; i + 1 < column->words->len; i += 2) {
        if (strcmp(g_ptr_array_index(column->words, i), code) == 0)
            return g_ptr_array_index(column->words, i + 1);
    }
    return NULL;
}

/* --- each field by itself --- */

static void
ep_column_compile_check_fields(EpColumnCompiler *self, EpDraft *draft, guint column)
{
    const EpTable *table = ep_draft_get_table(draft);

    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];
        const char *value = ep_draft_get(draft, i);
        g_autoptr(GError) error = NULL;

        if ((field->flags & EP_FIELD_REQUIRED) != 0 && *value == '\0')
            ep_column_compile_complain(self, column, field->name,
                                       g_strdup_printf(_("Please fill in %s"), ep_label(field->label)));
        else if (!ep_kind_check(field, value, &error))
            ep_column_compile_complain(self, column, field->name, g_strdup(error->message));
        else if (field->kind == EP_KIND_INTEGER && *value != '\0' && g_ascii_strtoll(value, NULL, 10) < 1)
            ep_column_compile_complain(self, column, field->name,
                                       g_strdup(_("write 1 or more, or leave it empty for any")));
    }
}

/* What the file's encoding lacks, the console would read otherwise. */
static void
ep_column_compile_check_letters(EpColumnCompiler *self, guint column, const char *field, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GArray) lost = g_array_new(FALSE, FALSE, sizeof(EpTextLost));
    char character[8] = { 0 };

    if (self->encoder == NULL || ep_text_encoder_append(self->encoder, out, text, lost) == 0)
        return;
    g_unichar_to_utf8(g_array_index(lost, EpTextLost, 0).character, character);
    ep_column_compile_complain(
        self, column, field,
        g_strdup_printf(_("the file's encoding has no “%s”: write it otherwise, or choose UTF-8"), character));
}

/* --- columns --- */

/* A column that reads nothing of the ledger and has to say something is one that the site still has to answer. */
static void
ep_column_compile_check_column(EpColumnCompiler *self, const EpColumn *column, guint at)
{
    const char signs[] = { self->columns->separator, '"', '\r', '\n', '\0' };

    if (column->required && column->parts->len == 0)
        ep_column_compile_complain(
            self, at, "value",
            g_strdup(_("it must not be empty, and nothing stands in it: copy what the console writes there")));
    if (self->columns->header)
        ep_column_compile_check_letters(self, at, "heading", column->heading);
    if (self->columns->header && self->columns->quotes == EP_COLUMN_QUOTES_NEVER &&
        strpbrk(column->heading, signs) != NULL)
        ep_column_compile_complain(
            self, at, "heading",
            g_strdup(_("it holds a separator or a quote, and the file quotes nothing: let it quote where needed")));
    for (guint i = 0; i < column->parts->len; i++)
        ep_column_compile_check_letters(self, at, "value", g_array_index(column->parts, EpColumnPart, i).text);
    for (guint i = 1; i < column->words->len; i += 2)
        ep_column_compile_check_letters(self, at, "words", g_ptr_array_index(column->words, i));
}

static guint
ep_column_compile_get_choice(EpDraft *draft, const char *name)
{
    const EpTable *table = ep_draft_get_table(draft);
    const EpChoice *choices = table->fields[ep_table_find(table, name)].choices;
    guint at = 0;

    while (choices[at].code != NULL && strcmp(choices[at].code, ep_draft_get_named(draft, name)) != 0)
        at++;
    return choices[at].code != NULL ? at : 0; /* what is none is complained of */
}

static void
ep_column_compile_add_column(EpColumnCompiler *self, EpDraft *draft)
{
    EpColumn *column = g_new0(EpColumn, 1);
    guint at = self->columns->columns->len;
    char *problem;

    column->heading = g_strdup(ep_draft_get_named(draft, "heading"));
    column->parts = g_array_new(FALSE, FALSE, sizeof(EpColumnPart));
    g_array_set_clear_func(column->parts, ep_column_compile_clear_part);
    column->words = g_ptr_array_new_with_free_func(g_free);
    column->field = EP_NO_FIELD;
    column->required = *ep_draft_get_named(draft, "required") != '\0';
    column->cut = *ep_draft_get_named(draft, "cut") != '\0';
    column->longest = (guint)MAX(ep_draft_get_integer(draft, "longest"), 0);
    column->letters = ep_column_compile_get_choice(draft, "letters");
    g_ptr_array_add(self->columns->columns, column);
    ep_column_compile_check_fields(self, draft, at);
    problem = ep_column_compile_read_value(column, self->columns->table, ep_draft_get_named(draft, "value"));
    if (problem != NULL) {
        ep_column_compile_complain(self, at, "value", problem);
        return;
    }
    problem = ep_column_compile_read_words(column, self->columns->table, ep_draft_get_named(draft, "words"));
    if (problem != NULL)
        ep_column_compile_complain(self, at, "words", problem);
    ep_column_compile_check_column(self, column, at);
}

/* What it was last is what it is called in the file, so that it can be found again. */
static void
ep_column_compile_check_headings(EpColumnCompiler *self)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; self->columns->header && i < self->columns->columns->len; i++) {
        const EpColumn *column = g_ptr_array_index(self->columns->columns, i);

        if (*column->heading != '\0' && !g_hash_table_add(seen, column->heading))
            ep_column_compile_complain(self, i, "heading", g_strdup(_("the heading stands there twice")));
    }
}

/* --- the file --- */

/* Without a column that says so, what is taken off would stand in the file like what is allowed. */
static gboolean
ep_column_compile_lacks_action(const EpColumns *columns)
{
    guint action = ep_table_find(columns->table, "action");

    return columns->deltas == EP_COLUMN_DELTAS_COLUMN && action != EP_NO_FIELD && !ep_columns_hold(columns, action);
}

static void
ep_column_compile_check_file(EpColumnCompiler *self)
{
    const EpColumns *columns = self->columns;

    if (*columns->dates != '\0' && (strstr(columns->dates, "YYYY") == NULL || strchr(columns->dates, 'M') == NULL ||
                                    strchr(columns->dates, 'D') == NULL))
        ep_column_compile_complain(self, EP_COLUMN_FILE, "dates",
                                   g_strdup_printf(_("“%s” is no pattern; write it like YYYY/MM/DD"), columns->dates));
    if (strpbrk(columns->file, "/\\:*?\"<>|") != NULL)
        ep_column_compile_complain(self, EP_COLUMN_FILE, "file",
                                   g_strdup_printf(_("“%s” is no name of a file"), columns->file));
    if (columns->columns->len == 0)
        ep_column_compile_complain(self, EP_COLUMN_FILE, NULL,
                                   g_strdup(_("there is no column yet: say what stands in the file")));
    else if (ep_column_compile_lacks_action(columns))
        ep_column_compile_complain(self, EP_COLUMN_FILE, "deltas",
                                   g_strdup(_("no column says what to do: add one that holds what changes")));
}

static EpColumns *
ep_column_compile(const EpColumnMap *map, GPtrArray *wrong)
{
    static const char signs[] = { ',', '\t', ';' };
    EpDraft *from = map->settings;
    EpColumns *columns = g_new0(EpColumns, 1);
    g_autoptr(EpTextEncoder) encoder = NULL;
    EpColumnCompiler self = { .columns = columns, .wrong = wrong };

    columns->table = map->table;
    columns->columns = g_ptr_array_new_with_free_func(ep_column_compile_free_column);
    columns->encoding = ep_column_compile_get_choice(from, "encoding");
    columns->separator = signs[ep_column_compile_get_choice(from, "separator")];
    columns->quotes = ep_column_compile_get_choice(from, "quotes");
    columns->deltas = ep_column_compile_get_choice(from, "deltas");
    columns->line_end = strcmp(ep_draft_get_named(from, "lines"), "lf") == 0 ? "\n" : "\r\n";
    columns->header = *ep_draft_get_named(from, "header") != '\0';
    columns->dates = g_strdup(ep_draft_get_named(from, "dates"));
    columns->rows = (guint)MAX(ep_draft_get_integer(from, "rows"), 0);
    columns->bytes = (gsize)MAX(ep_draft_get_integer(from, "bytes"), 0);
    columns->file = g_strdup(ep_draft_get_named(from, "file"));
    self.encoder = encoder = columns->encoding == EP_COLUMN_CP932 ? ep_text_encoder_new(NULL) : NULL;
    for (guint i = 0; i < map->columns->len; i++)
        ep_column_compile_add_column(&self, g_ptr_array_index(map->columns, i));
    ep_column_compile_check_headings(&self);
    ep_column_compile_check_fields(&self, from, EP_COLUMN_FILE);
    ep_column_compile_check_file(&self);
    return columns;
}

EpColumns *
ep_column_map_check(const EpColumnMap *map, GPtrArray **wrong)
{
    *wrong = g_ptr_array_new_with_free_func(ep_column_compile_free_wrong);
    return ep_column_compile(map, *wrong);
}

static void
ep_column_compile_set_error(const EpColumnMap *map, const EpColumnWrong *wrong, GError **error)
{
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, wrong->message);
    if (wrong->column != EP_COLUMN_FILE)
        g_prefix_error(error, _("column %u (%s): "), wrong->column + 1,
                       ep_draft_get_named(g_ptr_array_index(map->columns, wrong->column), "heading"));
    else if (wrong->field != NULL)
        g_prefix_error(error, "@%s: ", wrong->field);
}

EpColumns *
ep_column_map_compile(const EpColumnMap *map, GError **error)
{
    g_autoptr(GPtrArray) wrong = g_ptr_array_new_with_free_func(ep_column_compile_free_wrong);
    g_autoptr(EpColumns) columns = ep_column_compile(map, wrong);

    if (wrong->len == 0)
        return g_steal_pointer(&columns);
    ep_column_compile_set_error(map, g_ptr_array_index(wrong, 0), error);
    return NULL;
}
