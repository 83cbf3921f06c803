#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-form-private.h"

/* What stands between braces: {PATH}, {PATH:FORMAT}, {PATH|OTHERWISE}, {PATH=CODE,CODE}. */

static const char *const formats[] = { "long", "short", "west", "year", "fiscal", "time", "mark", "code", NULL };

/* --- taking a text apart --- */

static void
ep_form_path_clear_hole(EpFormHole *hole)
{
    g_free(hole->path);
    g_free(hole->format);
    g_free(hole->otherwise);
    g_strfreev(hole->codes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpFormHole, ep_form_path_clear_hole)

/* "a,b"; nothing is a code, too: that of a field that says nothing. */
static char **
ep_form_path_read_codes(const char *text)
{
    return *text != '\0' ? g_strsplit(text, ",", -1) : g_strdupv((char *[]){ (char *)"", NULL });
}

static gboolean
ep_form_path_read_hole(const char *from, const char *to, EpFormHole *hole, GError **error)
{
    g_autofree char *text = g_strndup(from, (gsize)(to - from)), *known = g_strjoinv(", ", (char **)formats);
    char *bar = strchr(text, '|'), *equals, *colon;

    if (bar != NULL) {
        *bar = '\0';
        hole->otherwise = g_strdup(bar + 1);
    }
    equals = strchr(text, '=');
    if (equals != NULL) {
        *equals = '\0';
        hole->codes = ep_form_path_read_codes(equals + 1);
    }
    colon = strchr(text, ':');
    if (colon != NULL)
        *colon = '\0';
    hole->path = g_strdup(g_strstrip(text));
    hole->format = g_strdup(colon != NULL ? g_strstrip(colon + 1) : "");
    if (colon == NULL || g_strv_contains(formats, hole->format))
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("{%s:%s}: behind the colon stands one of %s"), hole->path,
                hole->format, known);
    return FALSE;
}

char *
ep_form_dup_start(const char *text)
{
    return g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), 20));
}

gboolean
ep_form_path_walk(const char *text, EpFormPieceFunc func, gpointer user_data, GError **error)
{
    while (*text != '\0') {
        const char *open = strchr(text, '{'), *close = open != NULL ? strchr(open, '}') : NULL;
        gsize plain = open != NULL ? (gsize)(open - text) : strlen(text);
        g_auto(EpFormHole) hole = { NULL };

        if (open != NULL && open[1] == '{') /* a brace for its own sake */
            plain++;
        if (plain > 0 && !func(text, plain, NULL, user_data, error))
            return FALSE;
        text += plain;
        if (open == NULL || text > open) {
            text += open != NULL ? 1 : 0;
            continue;
        }
        if (close == NULL) {
            g_autofree char *shown = ep_form_dup_start(open);

            g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s”: a } is missing; write {{ for a brace itself"),
                        shown);
            return FALSE;
        }
        if (!ep_form_path_read_hole(open + 1, close, &hole, error) || !func(NULL, 0, &hole, user_data, error))
            return FALSE;
        text = close + 1;
    }
    return TRUE;
}

/* --- whether a path leads somewhere --- */

static gboolean
ep_form_path_complain(const EpTable *table, const char *path, const char *name, GError **error)
{
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("{%s}: “%s” has no field “%s”; choose one from the list of fields"), path, ep_label(table->label),
                name);
    return FALSE;
}

const EpTable *
ep_form_path_table(EpCatalog *catalog, const EpTable *table, const char *path, GError **error)
{
    g_auto(GStrv) names = g_strsplit(path, ".", -1);

    for (char **name = names; *name != NULL; name++) {
        guint field = ep_table_find(table, *name);

        if (field == EP_NO_FIELD) {
            ep_form_path_complain(table, path, *name, error);
            return NULL;
        }
        if (table->fields[field].kind != EP_KIND_REFERENCE) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                        _("{%s}: “%s” refers to no other record, so nothing stands behind its dot"), path,
                        ep_label(table->fields[field].label));
            return NULL;
        }
        table = ep_catalog_find(catalog, table->fields[field].reference);
    }
    return table;
}

/* A path is names of references, divided by dots, and a field of the last one's record; `@code` in its place. */
static gboolean
ep_form_path_check(EpCatalog *catalog, const EpTable *table, const char *path, GError **error)
{
    const char *dot = strrchr(path, '.'), *last = dot != NULL ? dot + 1 : path;
    g_autofree char *before = dot != NULL ? g_strndup(path, (gsize)(dot - path)) : NULL;

    if (*path == '@' && strcmp(path, "@code") != 0)
        return TRUE;
    if (table == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("{%s}: this form is for no kind of record"), path);
        return FALSE;
    }
    if (before != NULL)
        table = ep_form_path_table(catalog, table, before, error);
    if (table == NULL)
        return FALSE;
    if (strcmp(last, "@code") == 0 || ep_table_find(table, last) != EP_NO_FIELD)
        return TRUE;
    return ep_form_path_complain(table, path, last, error);
}

/* The codes that a field is compared with are some that it can hold. @path is known to lead somewhere. */
static gboolean
ep_form_path_check_codes(EpCatalog *catalog, const EpTable *table, const char *path, char **codes, GError **error)
{
    const char *dot = strrchr(path, '.');
    g_autofree char *before = dot != NULL ? g_strndup(path, (gsize)(dot - path)) : NULL;
    g_autoptr(GString) known = g_string_new(NULL);
    const EpField *field;

    if (codes == NULL || *path == '@')
        return TRUE;
    table = before != NULL ? ep_form_path_table(catalog, table, before, NULL) : table;
    field = &table->fields[ep_table_find(table, dot != NULL ? dot + 1 : path)];
    for (const EpChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++)
        g_string_append_printf(known, " %s", choice->code);
    for (char **code = codes; field->choices != NULL && *code != NULL; code++) {
        if (**code == '\0' || ep_field_find_choice(field, *code) != NULL)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is never “%s”; there are:%s"), path, *code, known->str);
        return FALSE;
    }
    return TRUE;
}

typedef struct {
    EpCatalog *catalog;
    const EpTable *table;
} EpFormCheck;

static gboolean
ep_form_path_check_piece(const char *text, gsize length, const EpFormHole *hole, gpointer user_data, GError **error)
{
    EpFormCheck *check = user_data;

    return hole == NULL || (ep_form_path_check(check->catalog, check->table, hole->path, error) &&
                            ep_form_path_check_codes(check->catalog, check->table, hole->path, hole->codes, error));
}

gboolean
ep_form_path_check_text(EpCatalog *catalog, const EpTable *table, const char *text, GError **error)
{
    EpFormCheck check = { catalog, table };

    return ep_form_path_walk(text, ep_form_path_check_piece, &check, error);
}

/* --- conditions --- */

void
ep_form_when_free(EpFormWhen *when)
{
    while (when != NULL) {
        EpFormWhen *next = when->next;

        g_free(when->path);
        g_strfreev(when->codes);
        g_free(when);
        when = next;
    }
}

static EpFormWhen *
ep_form_when_parse_one(char *word)
{
    EpFormWhen *when = g_new0(EpFormWhen, 1);
    char *equals = strchr(word, '=');

    if (equals != NULL) {
        when->negated = equals > word && equals[-1] == '!';
        when->codes = ep_form_path_read_codes(equals + 1);
        when->path = g_strndup(word, (gsize)(equals - word) - (when->negated ? 1 : 0));
        return when;
    }
    when->negated = *word == '!';
    when->path = g_strdup(word + (when->negated ? 1 : 0));
    return when;
}

EpFormWhen *
ep_form_when_parse(EpCatalog *catalog, const EpTable *table, const char *text, GError **error)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    EpFormWhen *first = NULL;

    for (char **word = words; *word != NULL; word++) {
        EpFormWhen *when;

        if (**word == '\0')
            continue;
        when = ep_form_when_parse_one(*word);
        when->next = first;
        first = when;
        if (!ep_form_path_check(catalog, table, when->path, error) ||
            !ep_form_path_check_codes(catalog, table, when->path, when->codes, error)) {
            ep_form_when_free(first);
            return NULL;
        }
    }
    if (first == NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("a condition such as state=allowed or !sticker is expected"));
    return first;
}
