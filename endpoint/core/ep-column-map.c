#include "endpoint/core/ep-column-map.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

static const EpChoice encodings[] = {
    { "cp932", N_("Shift JIS (CP932)"), EP_TINT_NONE, "sjis|shift_jis|ms932|windows-31j" },
    { "utf-8", N_("UTF-8"), EP_TINT_NONE, "utf8" },
    { "utf-8-bom", N_("UTF-8 with byte order mark"), EP_TINT_NONE, "utf8-bom" },
    { "utf-16le-bom", N_("UTF-16 LE with byte order mark"), EP_TINT_NONE, "utf-16|utf-16le" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice separators[] = {
    { "comma", N_("Comma"), EP_TINT_NONE, "," },
    { "tab", N_("Tab"), EP_TINT_NONE },
    { "semicolon", N_("Semicolon"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice quotes[] = {
    { "needed", N_("Where needed"), EP_TINT_NONE },
    { "all", N_("Every cell"), EP_TINT_NONE },
    { "never", N_("Never"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice lines[] = {
    { "crlf", N_("CR LF (Windows)"), EP_TINT_NONE },
    { "lf", N_("LF"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice deltas[] = {
    { "no", N_("Not taken: a list replaces the one before"), EP_TINT_NONE },
    { "column", N_("One file; a column says what to do"), EP_TINT_NONE },
    { "files", N_("A file each for added, changed, removed"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField setting_fields[] = {
    { "encoding", N_("Encoding"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = encodings, .initial = "cp932" },
    { "separator", N_("Separator"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = separators, .initial = "comma" },
    { "quotes", N_("Quotes"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = quotes, .initial = "needed" },
    { "lines", N_("Line end"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = lines, .initial = "crlf" },
    { "header", N_("First row holds the headings"), EP_KIND_YES, 0, .initial = "1" },
    { "dates", N_("Dates as"), EP_KIND_TEXT, EP_FIELD_REQUIRED, .initial = "YYYY/MM/DD" },
    { "rows", N_("Most rows in a file"), EP_KIND_INTEGER, 0 },
    { "bytes", N_("Most bytes in a file"), EP_KIND_INTEGER, 0 },
    { "file", N_("File name"), EP_KIND_TEXT, EP_FIELD_REQUIRED, .initial = "devices.csv" },
    { "deltas", N_("Changes alone"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = deltas, .initial = "no" },
    { NULL },
};

static const EpChoice letters[] = {
    { "keep", N_("As they are"), EP_TINT_NONE },
    { "upper", N_("Capitals"), EP_TINT_NONE },
    { "lower", N_("Small letters"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField column_fields[] = {
    { "heading", N_("Heading"), EP_KIND_TEXT, 0 },
    { "value", N_("What stands in it"), EP_KIND_TEXT, 0 },
    { "required", N_("Must not be empty"), EP_KIND_YES, 0 },
    { "longest", N_("Most half-width characters"), EP_KIND_INTEGER, 0 },
    { "cut", N_("Cut what is longer"), EP_KIND_YES, 0 },
    { "letters", N_("Letters"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = letters, .initial = "keep" },
    { "words", N_("Words for values"), EP_KIND_LINES, 0 },
    { NULL },
};

static EpTable setting_table = { .name = "column_settings",
                                 .label = N_("How the file is written"),
                                 .fields = setting_fields };
static EpTable column_table = { .name = "column", .label = N_("Columns"), .fields = column_fields, .title = "heading" };

static const EpTable *
ep_column_map_prepare(EpTable *table)
{
    static GMutex mutex;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);

    ep_table_prepare(table);
    return table;
}

const EpTable *
ep_column_map_get_settings_table(void)
{
    return ep_column_map_prepare(&setting_table);
}

const EpTable *
ep_column_map_get_column_table(void)
{
    return ep_column_map_prepare(&column_table);
}

EpColumnMap *
ep_column_map_new(const EpTable *table)
{
    EpColumnMap *self = g_new0(EpColumnMap, 1);

    self->table = table;
    self->settings = ep_draft_new(ep_column_map_get_settings_table());
    ep_draft_fill(self->settings, "", "", 0);
    self->columns = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    return self;
}

void
ep_column_map_free(EpColumnMap *self)
{
    ep_draft_unref(self->settings);
    g_ptr_array_unref(self->columns);
    g_free(self);
}

/* --- compiled --- */

static void
ep_column_map_clear_part(gpointer data)
{
    g_free(((EpColumnPart *)data)->text);
}

static void
ep_column_map_free_column(gpointer data)
{
    EpColumn *column = data;

    g_free(column->heading);
    g_array_unref(column->parts);
    g_ptr_array_unref(column->words);
    g_free(column);
}

void
ep_columns_free(EpColumns *self)
{
    g_ptr_array_unref(self->columns);
    g_free(self->dates);
    g_free(self->file);
    g_free(self);
}

static void
ep_column_map_add_part(EpColumn *column, GString *text, guint field)
{
    EpColumnPart part = { g_strdup(text->str), field };

    g_array_append_val(column->parts, part);
    g_string_truncate(text, 0);
}

/* "{serial}" → its field, *@at behind it. */
static gboolean
ep_column_map_read_field(const EpTable *table, const char **at, guint *field, GError **error)
{
    const char *end = strchr(*at, '}');
    g_autofree char *name = end != NULL ? g_strndup(*at + 1, end - *at - 1) : g_strdup(*at);

    *field = end != NULL ? ep_table_find(table, name) : EP_NO_FIELD;
    if (*field == EP_NO_FIELD) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("there is no “%s” to stand in a column"), name);
        return FALSE;
    }
    *at = end + 1;
    return TRUE;
}

static gboolean
ep_column_map_read_value(EpColumn *column, const EpTable *table, const char *value, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint field;

    for (const char *at = value; *at != '\0';) {
        if (*at != '{' || at[1] == '{') { /* {{ is a brace */
            g_string_append_c(text, *at);
            at += *at == '{' ? 2 : 1;
        } else if (ep_column_map_read_field(table, &at, &field, error)) {
            ep_column_map_add_part(column, text, field);
        } else {
            return FALSE;
        }
    }
    if (column->parts->len == 1 && text->len == 0 && *g_array_index(column->parts, EpColumnPart, 0).text == '\0')
        column->field = g_array_index(column->parts, EpColumnPart, 0).field;
    if (text->len > 0)
        ep_column_map_add_part(column, text, EP_NO_FIELD);
    return TRUE;
}

/* Lines "code=word", of the codes that its field knows; "=word" is what stands for nothing. */
static gboolean
ep_column_map_read_words(EpColumn *column, const EpTable *table, const char *text, GError **error)
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
            (**row != '\0' && (field == NULL || field->choices == NULL || !ep_field_find_choice(field, *row)))) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is no value of what stands in it"), *row);
            return FALSE;
        }
        g_ptr_array_add(column->words, g_strdup(*row));
        g_ptr_array_add(column->words, g_strdup(word));
    }
    return TRUE;
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

static guint
ep_column_map_find_choice(const EpChoice *choices, const char *code)
{
    guint at = 0;

    while (choices[at].code != NULL && strcmp(choices[at].code, code) != 0)
        at++;
    return at;
}

/* A required column that nothing can ever fill is one that the site still has to answer. */
static gboolean
ep_column_map_check_column(const EpColumn *column, GError **error)
{
    if (!column->required || column->parts->len > 0)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("it must not be empty, and nothing stands in it: copy what the console writes there"));
    return FALSE;
}

static gboolean
ep_column_map_compile_column(EpColumns *self, EpDraft *draft, GError **error)
{
    EpColumn *column = g_new0(EpColumn, 1);

    column->heading = g_strdup(ep_draft_get_named(draft, "heading"));
    column->parts = g_array_new(FALSE, FALSE, sizeof(EpColumnPart));
    g_array_set_clear_func(column->parts, ep_column_map_clear_part);
    column->words = g_ptr_array_new_with_free_func(g_free);
    column->field = EP_NO_FIELD;
    column->required = *ep_draft_get_named(draft, "required") != '\0';
    column->cut = *ep_draft_get_named(draft, "cut") != '\0';
    column->longest = (guint)MAX(ep_draft_get_integer(draft, "longest"), 0);
    column->letters = ep_column_map_find_choice(letters, ep_draft_get_named(draft, "letters"));
    g_ptr_array_add(self->columns, column);
    if (ep_draft_check(draft, error) &&
        ep_column_map_read_value(column, self->table, ep_draft_get_named(draft, "value"), error) &&
        ep_column_map_read_words(column, self->table, ep_draft_get_named(draft, "words"), error) &&
        ep_column_map_check_column(column, error))
        return TRUE;
    g_prefix_error(error, _("column %u (%s): "), self->columns->len, column->heading);
    return FALSE;
}

/* What it was last is what it is called in the file, so that it can be found again. */
static gboolean
ep_column_map_check_headings(EpColumns *self, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    if (self->columns->len == 0) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                            _("there is no column yet: say what stands in the file"));
        return FALSE;
    }
    for (guint i = 0; self->header && i < self->columns->len; i++) {
        const EpColumn *column = g_ptr_array_index(self->columns, i);

        if (*column->heading == '\0' || g_hash_table_add(seen, column->heading))
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("column %u (%s): the heading stands there twice"), i + 1,
                    column->heading);
        return FALSE;
    }
    return TRUE;
}

static gboolean
ep_column_map_check_settings(EpColumns *self, GError **error)
{
    if (strstr(self->dates, "YYYY") == NULL || strchr(self->dates, 'M') == NULL || strchr(self->dates, 'D') == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("dates: “%s” is no pattern; write it like YYYY/MM/DD"),
                    self->dates);
        return FALSE;
    }
    if (strpbrk(self->file, "/\\:*?\"<>|") == NULL)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("file: “%s” is no name of a file"), self->file);
    return FALSE;
}

EpColumns *
ep_column_map_compile(const EpColumnMap *map, GError **error)
{
    static const char signs[] = { ',', '\t', ';' };
    EpDraft *from = map->settings;
    g_autoptr(EpColumns) self = g_new0(EpColumns, 1);

    self->table = map->table;
    self->columns = g_ptr_array_new_with_free_func(ep_column_map_free_column);
    if (!ep_draft_check(from, error))
        return NULL;
    self->encoding = ep_column_map_find_choice(encodings, ep_draft_get_named(from, "encoding"));
    self->separator = signs[ep_column_map_find_choice(separators, ep_draft_get_named(from, "separator"))];
    self->quotes = ep_column_map_find_choice(quotes, ep_draft_get_named(from, "quotes"));
    self->deltas = ep_column_map_find_choice(deltas, ep_draft_get_named(from, "deltas"));
    self->line_end = strcmp(ep_draft_get_named(from, "lines"), "lf") == 0 ? "\n" : "\r\n";
    self->header = *ep_draft_get_named(from, "header") != '\0';
    self->dates = g_strdup(ep_draft_get_named(from, "dates"));
    self->rows = (guint)MAX(ep_draft_get_integer(from, "rows"), 0);
    self->bytes = (gsize)MAX(ep_draft_get_integer(from, "bytes"), 0);
    self->file = g_strdup(ep_draft_get_named(from, "file"));
    for (guint i = 0; i < map->columns->len; i++) {
        if (!ep_column_map_compile_column(self, g_ptr_array_index(map->columns, i), error))
            return NULL;
    }
    if (!ep_column_map_check_settings(self, error) || !ep_column_map_check_headings(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

EpColumns *
ep_columns_parse(const EpTable *table, const char *text, GError **error)
{
    g_autoptr(EpColumnMap) map = ep_column_map_parse(table, text, error);

    return map != NULL ? ep_column_map_compile(map, error) : NULL;
}

gboolean
ep_columns_hold(const EpColumns *self, guint field)
{
    for (guint i = 0; i < self->columns->len; i++) {
        const EpColumn *column = g_ptr_array_index(self->columns, i);

        for (guint k = 0; k < column->parts->len; k++) {
            if (g_array_index(column->parts, EpColumnPart, k).field == field)
                return field != EP_NO_FIELD;
        }
    }
    return FALSE;
}
