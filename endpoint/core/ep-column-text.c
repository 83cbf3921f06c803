#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-column-map.h"
#include "endpoint/core/ep-error.h"

/* A column map as text: "@setting=value" or "heading=value; option; …", a line each. */

/* The text up to @stop, without the blanks around it, or a quoted one (*@quoted) without its quotes; *@at then stands
 * on @stop or the end. */
static char *
ep_column_text_read(const char **at, char stop, gboolean *quoted, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *p = *at;

    while (*p == ' ')
        p++;
    *quoted = *p == '"';
    if (!*quoted) {
        for (; *p != '\0' && *p != stop; p++)
            g_string_append_c(text, *p);
        *at = p;
        return g_strdup(g_strchomp(text->str));
    }
    for (p++; *p != '\0' && (*p != '"' || p[1] == '"'); p++) {
        g_string_append_c(text, *p);
        p += *p == '"' ? 1 : 0;
    }
    if (*p == '\0') {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("a quote is opened here and not closed"));
        return NULL;
    }
    for (p++; *p == ' ';)
        p++;
    if (*p != stop && *p != '\0') {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” stands behind a closing quote"), p);
        return NULL;
    }
    *at = p;
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean
ep_column_text_set(EpDraft *draft, const char *name, const char *text, GError **error)
{
    guint field = ep_table_find(ep_draft_get_table(draft), name);

    if (field != EP_NO_FIELD)
        return ep_draft_parse(draft, field, text, error);
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("there is no setting “%s”"), name);
    return FALSE;
}

static void
ep_column_text_add_word(EpDraft *column, const char *code, const char *word)
{
    const char *words = ep_draft_get_named(column, "words");
    g_autofree char *longer = g_strdup_printf("%s%s%s=%s", words, *words != '\0' ? "\n" : "", code, word);

    ep_draft_set_named(column, "words", longer);
}

/* "required", "longest 80", "cut", "upper", "lower", or a code's word: "read=読取". */
static gboolean
ep_column_text_read_option(EpDraft *column, const char **at, GError **error)
{
    const char *equals = *at + strcspn(*at, "=;");
    gboolean quoted;
    g_autofree char *name = g_strstrip(g_strndup(*at, equals - *at)), *word = NULL;

    *at = equals;
    if (*equals == '=') {
        *at = equals + 1;
        word = ep_column_text_read(at, ';', &quoted, error);
        if (word != NULL)
            ep_column_text_add_word(column, name, word);
        return word != NULL;
    }
    if (g_str_has_prefix(name, "longest "))
        return ep_column_text_set(column, "longest", name + strlen("longest "), error);
    if (strcmp(name, "upper") == 0 || strcmp(name, "lower") == 0)
        ep_draft_set_named(column, "letters", name);
    else if (strcmp(name, "required") == 0 || strcmp(name, "cut") == 0)
        ep_draft_set_named(column, name, "1");
    else if (*name != '\0') {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("“%s” is no option: required, longest N, cut, upper, lower, or code=word"), name);
        return FALSE;
    }
    return TRUE;
}

static gboolean
ep_column_text_read_column(EpColumnMap *self, const char *line, GError **error)
{
    g_autoptr(EpDraft) column = ep_draft_new(ep_column_map_get_column_table());
    g_autofree char *heading = NULL, *value = NULL, *field = NULL;
    gboolean quoted;

    ep_draft_fill(column, "", "", 0);
    heading = ep_column_text_read(&line, '=', &quoted, error);
    if (heading == NULL)
        return FALSE;
    if (*line++ != '=') {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("expected heading=field"));
        return FALSE;
    }
    value = ep_column_text_read(&line, ';', &quoted, error);
    if (value == NULL)
        return FALSE;
    field = quoted || *value == '\0' ? g_strdup(value) : g_strdup_printf("{%s}", value);
    ep_draft_set_named(column, "heading", heading);
    ep_draft_set_named(column, "value", field);
    while (*line++ == ';') {
        if (!ep_column_text_read_option(column, &line, error))
            return FALSE;
    }
    g_ptr_array_add(self->columns, g_steal_pointer(&column));
    return TRUE;
}

static gboolean
ep_column_text_read_line(EpColumnMap *self, const char *line, GError **error)
{
    const char *equals = strchr(line, '=');
    g_autofree char *name = NULL;

    if (*line != '@')
        return ep_column_text_read_column(self, line, error);
    if (equals == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("expected @setting=value"));
        return FALSE;
    }
    name = g_strstrip(g_strndup(line + 1, equals - line - 1));
    return ep_column_text_set(self->settings, name, equals + 1, error);
}

EpColumnMap *
ep_column_map_parse(const EpTable *table, const char *text, GError **error)
{
    g_autoptr(EpColumnMap) self = ep_column_map_new(table);
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);

    for (guint i = 0; rows[i] != NULL; i++) {
        g_strstrip(rows[i]);
        if (*rows[i] == '\0' || *rows[i] == '#' || ep_column_text_read_line(self, rows[i], error))
            continue;
        g_prefix_error(error, _("line %u: "), i + 1);
        return NULL;
    }
    return g_steal_pointer(&self);
}

/* --- back --- */

static void
ep_column_text_quote(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void
ep_column_text_add(GString *out, const char *text)
{
    gsize length = strlen(text);

    if (length > 0 && strpbrk(text, "=;\"@#") == NULL && *text != ' ' && text[length - 1] != ' ')
        g_string_append(out, text);
    else
        ep_column_text_quote(out, text);
}

/* One field alone stands without its braces. */
static void
ep_column_text_add_value(GString *out, const EpTable *table, const char *value)
{
    gsize length = strlen(value);
    g_autofree char *name = length > 2 && *value == '{' ? g_strndup(value + 1, length - 2) : NULL;

    if (name != NULL && value[length - 1] == '}' && ep_table_find(table, name) != EP_NO_FIELD)
        g_string_append(out, name);
    else if (length > 0)
        ep_column_text_quote(out, value);
}

static void
ep_column_text_add_words(GString *out, const char *words)
{
    g_auto(GStrv) rows = g_strsplit(words, "\n", -1);

    for (char **row = rows; *row != NULL; row++) {
        char *word = strchr(*row, '=');

        if (word == NULL)
            continue;
        g_string_append_printf(out, "; %.*s=", (int)(word - *row), *row);
        ep_column_text_add(out, word + 1);
    }
}

static void
ep_column_text_add_column(GString *out, const EpTable *table, EpDraft *column)
{
    const char *letters = ep_draft_get_named(column, "letters");

    ep_column_text_add(out, ep_draft_get_named(column, "heading"));
    g_string_append_c(out, '=');
    ep_column_text_add_value(out, table, ep_draft_get_named(column, "value"));
    if (*ep_draft_get_named(column, "required") != '\0')
        g_string_append(out, "; required");
    if (*ep_draft_get_named(column, "longest") != '\0')
        g_string_append_printf(out, "; longest %s", ep_draft_get_named(column, "longest"));
    if (*ep_draft_get_named(column, "cut") != '\0')
        g_string_append(out, "; cut");
    if (*letters != '\0' && strcmp(letters, "keep") != 0)
        g_string_append_printf(out, "; %s", letters);
    ep_column_text_add_words(out, ep_draft_get_named(column, "words"));
    g_string_append_c(out, '\n');
}

char *
ep_column_map_to_text(const EpColumnMap *self)
{
    const EpTable *settings = ep_column_map_get_settings_table();
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < settings->at.n_fields; i++)
        g_string_append_printf(out, "@%s=%s\n", settings->fields[i].name, ep_draft_get(self->settings, i));
    for (guint i = 0; i < self->columns->len; i++)
        ep_column_text_add_column(out, self->table, g_ptr_array_index(self->columns, i));
    return g_string_free(out, FALSE);
}
