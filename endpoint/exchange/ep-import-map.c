#include "endpoint/exchange/ep-import-map.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-csv-header.h"
#include "endpoint/core/ep-error.h"

typedef struct {
    char *heading;
    guint field;
    gboolean giga;
} EpImportMapColumn;

struct _EpImportMap {
    const EpTable *table;
    GArray *columns; /* EpImportMapColumn */
    char *fingerprint;
};

static void
ep_import_map_clear_column(gpointer data)
{
    g_free(((EpImportMapColumn *)data)->heading);
}

static void
ep_import_map_learn(GHashTable *known, const char *name, guint field)
{
    char *folded = ep_csv_header_fold(name);

    if (*folded == '\0' || g_hash_table_contains(known, folded))
        g_free(folded);
    else
        g_hash_table_insert(known, folded, GUINT_TO_POINTER(field + 1));
}

/* Folded heading → field + 1. Names and labels come before aliases, so that a label is never another field's alias. */
static GHashTable *
ep_import_map_new_known(const EpTable *table)
{
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];

        if (!ep_table_imports(table, i))
            continue;
        ep_import_map_learn(known, field->name, i);
        ep_import_map_learn(known, field->label, i);
        ep_import_map_learn(known, ep_label(field->label), i);
    }
    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];
        g_auto(GStrv) aliases = g_strsplit(field->aliases != NULL ? field->aliases : "", "|", -1);

        for (char **alias = aliases; ep_table_imports(table, i) && *alias != NULL; alias++)
            ep_import_map_learn(known, *alias, i);
    }
    return known;
}

static GHashTable *
ep_import_map_get_known(const EpTable *table)
{
    static GMutex mutex;
    static GHashTable *tables;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);
    GHashTable *known;

    if (tables == NULL)
        tables = g_hash_table_new(NULL, NULL);
    known = g_hash_table_lookup(tables, table);
    if (known == NULL) {
        known = ep_import_map_new_known(table);
        g_hash_table_insert(tables, (gpointer)table, known);
    }
    return known;
}

static guint
ep_import_map_guess(const EpTable *table, const char *heading)
{
    GHashTable *known = ep_import_map_get_known(table);
    g_autofree char *folded = ep_csv_header_fold(heading);
    gpointer field = g_hash_table_lookup(known, folded);
    char *bracket = strpbrk(folded, "([");

    if (field == NULL && bracket != NULL && bracket != folded) { /* 購入日(年/月/日) */
        *bracket = '\0';
        field = g_hash_table_lookup(known, folded);
    }
    if (field == NULL && g_str_has_suffix(folded, "gb")) { /* メモリGB */
        strcpy(folded + strlen(folded) - 2, "mb");
        field = g_hash_table_lookup(known, folded);
    }
    return GPOINTER_TO_UINT(field) - 1;
}

static gboolean
ep_import_map_tells_giga(const char *heading)
{
    g_autofree char *folded = ep_csv_header_fold(heading);

    return strstr(folded, "gb") != NULL;
}

guint
ep_import_map_count_known(const EpCsvRow *row, gpointer table)
{
    guint n = 0;

    for (guint i = 0; i < row->n_cells; i++) {
        g_autofree char *text = ep_csv_row_dup_trim(row, i);

        n += *text != '\0' && ep_import_map_guess(table, text) != EP_NO_FIELD ? 1 : 0;
    }
    return n;
}

static char *
ep_import_map_make_fingerprint(GArray *columns)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    for (guint i = 0; i < columns->len; i++) {
        g_autofree char *folded = ep_csv_header_fold(g_array_index(columns, EpImportMapColumn, i).heading);

        g_checksum_update(sum, (const guchar *)folded, (gssize)strlen(folded) + 1);
    }
    return g_strdup(g_checksum_get_string(sum));
}

EpImportMap *
ep_import_map_new(const EpTable *table, const EpCsvRow *header)
{
    EpImportMap *self = g_new0(EpImportMap, 1);

    self->table = table;
    self->columns = g_array_new(FALSE, TRUE, sizeof(EpImportMapColumn));
    g_array_set_clear_func(self->columns, ep_import_map_clear_column);
    for (guint i = 0; i < header->n_cells; i++) {
        EpImportMapColumn column = { .heading = ep_csv_row_dup_trim(header, i), .field = EP_NO_FIELD };
        guint field = *column.heading != '\0' ? ep_import_map_guess(table, column.heading) : EP_NO_FIELD;

        g_strdelimit(column.heading, "\r\n\t", ' ');
        column.giga = ep_import_map_tells_giga(column.heading);
        if (field != EP_NO_FIELD && ep_import_map_find(self, field) == G_MAXUINT)
            column.field = field;
        g_array_append_val(self->columns, column);
    }
    self->fingerprint = ep_import_map_make_fingerprint(self->columns);
    return self;
}

void
ep_import_map_free(EpImportMap *self)
{
    g_array_unref(self->columns);
    g_free(self->fingerprint);
    g_free(self);
}

static EpImportMapColumn *
ep_import_map_column(EpImportMap *self, guint column)
{
    return &g_array_index(self->columns, EpImportMapColumn, column);
}

guint
ep_import_map_get_n_columns(EpImportMap *self)
{
    return self->columns->len;
}

const char *
ep_import_map_get_heading(EpImportMap *self, guint column)
{
    return ep_import_map_column(self, column)->heading;
}

guint
ep_import_map_get_field(EpImportMap *self, guint column)
{
    return ep_import_map_column(self, column)->field;
}

guint
ep_import_map_find(EpImportMap *self, guint field)
{
    for (guint i = 0; i < self->columns->len; i++) {
        if (ep_import_map_column(self, i)->field == field)
            return i;
    }
    return G_MAXUINT;
}

void
ep_import_map_set_field(EpImportMap *self, guint column, guint field)
{
    guint other = field != EP_NO_FIELD ? ep_import_map_find(self, field) : G_MAXUINT;

    if (other != G_MAXUINT)
        ep_import_map_column(self, other)->field = EP_NO_FIELD;
    ep_import_map_column(self, column)->field = field;
}

gboolean
ep_import_map_is_giga(EpImportMap *self, guint column)
{
    return ep_import_map_column(self, column)->giga;
}

const char *
ep_import_map_get_fingerprint(EpImportMap *self)
{
    return self->fingerprint;
}

static guint
ep_import_map_count_heading(EpImportMap *self, const char *heading, guint *column)
{
    g_autofree char *wanted = ep_csv_header_fold(heading);
    guint n = 0;

    for (guint i = 0; i < self->columns->len; i++) {
        g_autofree char *own = ep_csv_header_fold(ep_import_map_column(self, i)->heading);

        if (*own == '\0' || strcmp(own, wanted) != 0)
            continue;
        *column = n == 0 ? i : *column;
        n++;
    }
    return n;
}

char *
ep_import_map_to_text(EpImportMap *self)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < self->columns->len; i++) {
        const EpImportMapColumn *column = ep_import_map_column(self, i);
        guint at;

        if (ep_import_map_count_heading(self, column->heading, &at) == 1 && strpbrk(column->heading, "=[#@") == NULL)
            g_string_append(text, column->heading);
        else
            g_string_append_printf(text, "[%u]", i + 1);
        g_string_append_printf(text, "=%s\n",
                               column->field != EP_NO_FIELD ? self->table->fields[column->field].name : "");
    }
    return g_string_free(text, FALSE);
}

/* "[3]" or a heading → its column. */
static gboolean
ep_import_map_find_column(EpImportMap *self, const char *name, guint *column, GError **error)
{
    guint64 number;
    g_autofree char *digits = NULL;

    if (*name == '[' && g_str_has_suffix(name, "]")) {
        digits = g_strndup(name + 1, strlen(name) - 2);
        if (g_ascii_string_to_unsigned(digits, 10, 1, self->columns->len, &number, NULL)) {
            *column = (guint)number - 1;
            return TRUE;
        }
    } else if (ep_import_map_count_heading(self, name, column) > 0) {
        return TRUE;
    }
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("the file has no column “%s”"), name);
    return FALSE;
}

static gboolean
ep_import_map_apply_line(EpImportMap *self, char *line, char **key, GError **error)
{
    char *value = strrchr(line, '=');
    guint column, field = EP_NO_FIELD;

    if (value == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("expected heading=field"));
        return FALSE;
    }
    *value++ = '\0';
    g_strstrip(line);
    g_strstrip(value);
    if (strcmp(line, "@key") == 0) {
        if (key != NULL) {
            g_free(*key);
            *key = g_strdup(value);
        }
        return TRUE;
    }
    if (!ep_import_map_find_column(self, line, &column, error))
        return FALSE;
    if (*value != '\0') {
        field = ep_table_find(self->table, value);
        if (field == EP_NO_FIELD || !ep_table_imports(self->table, field)) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s has no field %s that can be imported"),
                        self->table->name, value);
            return FALSE;
        }
    }
    ep_import_map_set_field(self, column, field);
    return TRUE;
}

gboolean
ep_import_map_apply(EpImportMap *self, const char *text, char **key, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    if (key != NULL)
        *key = NULL;
    for (guint i = 0; lines[i] != NULL; i++) {
        g_strstrip(lines[i]);
        if (*lines[i] == '\0' || *lines[i] == '#')
            continue;
        if (!ep_import_map_apply_line(self, lines[i], key, error)) {
            g_prefix_error(error, _("line %u: "), i + 1);
            return FALSE;
        }
    }
    return TRUE;
}
