#include "endpoint/store/ep-reader.h"

#include <inttypes.h>
#include <string.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/store/ep-sql.h"

struct _EpReader {
    EpDb *db;
    EpCatalog *catalog;
    const char *resource_path;
    GHashTable *texts;   /* name → text of resources/sql/<name>.sql, "" if there is none */
    GHashTable *selects; /* what is read by what → its SQL, which is long */
    GRecMutex mutex;
};

EpReader *
ep_reader_new(EpDb *db, EpCatalog *catalog, const char *resource_path)
{
    EpReader *self = g_new0(EpReader, 1);

    self->db = db;
    self->catalog = catalog;
    self->resource_path = resource_path;
    self->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    self->selects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_rec_mutex_init(&self->mutex);
    return self;
}

void
ep_reader_free(EpReader *self)
{
    g_hash_table_unref(self->texts);
    g_hash_table_unref(self->selects);
    g_rec_mutex_clear(&self->mutex);
    g_free(self);
}

EpDb *
ep_reader_get_db(EpReader *self)
{
    return self->db;
}

EpCatalog *
ep_reader_get_catalog(EpReader *self)
{
    return self->catalog;
}

const char *
ep_reader_get_sql(EpReader *self, const char *name)
{
    g_autoptr(GRecMutexLocker) lock = g_rec_mutex_locker_new(&self->mutex);
    g_autofree char *path = NULL;
    g_autoptr(GBytes) bytes = NULL;
    char *text = g_hash_table_lookup(self->texts, name);

    if (text == NULL) {
        path = g_strdup_printf("%s/%s.sql", self->resource_path, name);
        bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
        text = bytes != NULL ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : g_strdup("");
        g_hash_table_insert(self->texts, g_strdup(name), text);
    }
    return *text != '\0' ? text : NULL;
}

EpValue
ep_field_bind(const EpField *field, const char *value)
{
    switch (field->kind) {
    case EP_KIND_INTEGER:
    case EP_KIND_MONEY:
    case EP_KIND_REFERENCE:
        return *value != '\0' ? EP_INTEGER(g_ascii_strtoll(value, NULL, 10)) : EP_NULL;
    default:
        return EP_TEXT(value);
    }
}

typedef struct {
    const EpTable *table;
    const char **values;
    GPtrArray *records;
} EpReaderLoad;

static gboolean
ep_reader_take_row(const EpRow *row, gpointer user_data, GError **error)
{
    EpReaderLoad *load = user_data;

    for (guint i = 0; i < load->table->at.n_slots; i++)
        load->values[i] = ep_row_get_text(row, i + 2);
    g_ptr_array_add(load->records,
                    ep_record_new(load->table, ep_row_get_integer(row, 0), ep_row_get_integer(row, 1), load->values));
    return TRUE;
}

static const char *
ep_reader_get_select(EpReader *self, const EpTable *table, const char *const *where, gboolean gone)
{
    g_autoptr(GString) key = g_string_new(table->name);
    char *sql;

    g_string_append_c(key, gone ? '*' : ' ');
    for (guint i = 0; where != NULL && where[i] != NULL; i++)
        g_string_append_printf(key, " %s", where[i]);
    sql = g_hash_table_lookup(self->selects, key->str);
    if (sql == NULL) {
        sql = ep_sql_select(table, self->catalog, ep_reader_get_sql(self, table->name), where, gone);
        g_hash_table_insert(self->selects, g_string_free(g_steal_pointer(&key), FALSE), sql);
    }
    return sql;
}

/* A server that does not answer is no matter of what was asked. */
static void
ep_reader_say_where(GError **error, const char *where)
{
    if (error != NULL && !g_error_matches(*error, EP_ERROR, EP_ERROR_LOST))
        g_prefix_error(error, "%s: ", where);
}

static GPtrArray *
ep_reader_select(EpReader *self, const EpTable *table, const char *const *where, gboolean gone, const EpValue *values,
                 guint n_values, gsize n_rows, GError **error)
{
    g_autoptr(GRecMutexLocker) lock = g_rec_mutex_locker_new(&self->mutex);
    const char *sql = ep_reader_get_select(self, table, where, gone);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    g_autofree const char **slots = g_new0(const char *, table->at.n_slots + 1);
    EpReaderLoad load = { table, slots, records };

    if (!ep_db_query(self->db, sql, values, n_values, n_rows, ep_reader_take_row, &load, error)) {
        ep_reader_say_where(error, table->name);
        return NULL;
    }
    return g_steal_pointer(&records);
}

static int
ep_reader_compare(gconstpointer a, gconstpointer b)
{
    gint64 x = ep_record_get_id(*(EpRecord *const *)a), y = ep_record_get_id(*(EpRecord *const *)b);

    return x < y ? -1 : x > y;
}

GPtrArray *
ep_reader_load(EpReader *self, const EpTable *table, const EpMatch *matches, GError **error)
{
    const char *where[9] = { NULL };
    EpValue values[8];
    GPtrArray *records;
    guint n = 0;

    for (; matches != NULL && matches[n].field != NULL; n++) {
        guint field = ep_table_find(table, matches[n].field);

        g_return_val_if_fail(n < G_N_ELEMENTS(values), NULL);
        if (field == EP_NO_FIELD) {
            g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s has no field %s"), table->name, matches[n].field);
            return NULL;
        }
        where[n] = matches[n].field;
        values[n] = ep_field_bind(&table->fields[field], matches[n].value);
    }
    records = ep_reader_select(self, table, where, FALSE, values, n, n > 0 ? 1 : 0, error);
    if (records != NULL)
        g_ptr_array_sort(records, ep_reader_compare);
    return records;
}

GPtrArray *
ep_reader_load_of(EpReader *self, const EpTable *table, const char *field, gint64 id, GError **error)
{
    char text[32];
    EpMatch matches[] = { { field, text }, { NULL, NULL } };

    g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, id);
    return ep_reader_load(self, table, matches, error);
}

EpRecord *
ep_reader_read(EpReader *self, const EpTable *table, gint64 id, GError **error)
{
    g_autoptr(GPtrArray) records = ep_reader_read_many(self, table, &id, 1, TRUE, error);

    if (records == NULL)
        return NULL;
    if (records->len == 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("there is no %s with id %" PRId64), ep_label(table->label),
                    id);
        return NULL;
    }
    return g_object_ref(g_ptr_array_index(records, 0));
}

static GPtrArray *
ep_reader_select_ids(EpReader *self, const EpTable *table, const char *field, const gint64 *ids, gsize n_ids,
                     gboolean gone, GError **error)
{
    const char *const where[] = { field, NULL };
    g_autofree EpValue *values = g_new(EpValue, n_ids + 1);

    if (n_ids == 0)
        return g_ptr_array_new_with_free_func(g_object_unref);
    for (gsize i = 0; i < n_ids; i++)
        values[i] = EP_INTEGER(ids[i]);
    return ep_reader_select(self, table, where, gone, values, 1, n_ids, error);
}

GPtrArray *
ep_reader_read_many(EpReader *self, const EpTable *table, const gint64 *ids, gsize n_ids, gboolean gone, GError **error)
{
    return ep_reader_select_ids(self, table, "id", ids, n_ids, gone, error);
}

GPtrArray *
ep_reader_load_of_many(EpReader *self, const EpTable *table, const char *field, const gint64 *ids, gsize n_ids,
                       GError **error)
{
    return ep_reader_select_ids(self, table, field, ids, n_ids, FALSE, error);
}

gboolean
ep_reader_load_subjects(EpReader *self, const EpTable *table, const gint64 *ids, gsize n_ids, EpRowFunc func,
                        gpointer user_data, GError **error)
{
    g_autoptr(GRecMutexLocker) lock = g_rec_mutex_locker_new(&self->mutex);
    g_autofree char *sql = ep_sql_subject(table, self->catalog, ep_reader_get_sql(self, table->name));
    g_autofree EpValue *values = g_new(EpValue, n_ids + 1);

    for (gsize i = 0; i < n_ids; i++)
        values[i] = EP_INTEGER(ids[i]);
    return n_ids == 0 || ep_db_query(self->db, sql, values, 1, n_ids, func, user_data, error);
}

gboolean
ep_reader_load_dues(EpReader *self, const EpTable *table, const char *day, EpRowFunc func, gpointer user_data,
                    GError **error)
{
    g_autoptr(GRecMutexLocker) lock = g_rec_mutex_locker_new(&self->mutex);
    g_autofree char *sql = ep_sql_due(table);
    EpValue value = EP_TEXT(day);

    return ep_db_query(self->db, sql, &value, 1, 1, func, user_data, error);
}

EpRecord *
ep_reader_find(EpReader *self, const EpTable *table, const char *number, GError **error)
{
    g_autoptr(GPtrArray) records = NULL;
    EpMatch matches[] = { { table->number, number }, { NULL, NULL } };
    char *end;
    gint64 id = g_ascii_strtoll(number, &end, 10);

    if (table->number != NULL) {
        records = ep_reader_load(self, table, matches, error);
        if (records == NULL)
            return NULL;
        if (records->len > 0)
            return g_object_ref(g_ptr_array_index(records, 0));
    }
    if (*end == '\0' && id > 0)
        return ep_reader_read(self, table, id, error);
    g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("there is no %s %s"), ep_label(table->label), number);
    return NULL;
}

static gboolean
ep_reader_is_called(EpRecord *record, const char *folded)
{
    const EpTable *table = ep_record_get_table(record);
    guint fields[] = { table->at.number, table->at.title };

    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        g_autofree char *own = ep_fold(ep_record_get(record, fields[i]));

        if (*own != '\0' && strcmp(own, folded) == 0)
            return TRUE;
    }
    return FALSE;
}

gint64
ep_reader_resolve(EpReader *self, const EpField *field, const char *text, GError **error)
{
    const EpTable *table = ep_catalog_find(self->catalog, field->reference);
    g_autofree char *wanted = ep_fold(text);
    g_autoptr(GPtrArray) records = NULL;
    g_autoptr(EpRecord) exact = ep_reader_find(self, table, text, NULL);
    gint64 found = 0;

    if (exact != NULL)
        return ep_record_get_id(exact);
    records = ep_reader_load(self, table, NULL, error);
    if (records == NULL)
        return 0;
    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);

        if (!ep_reader_is_called(record, wanted))
            continue;
        if (found != 0) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s: “%s” names more than one; give its number"),
                        ep_label(field->label), text);
            return 0;
        }
        found = ep_record_get_id(record);
    }
    if (found == 0)
        g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("%s: there is no %s “%s”"), ep_label(field->label),
                    ep_label(table->label), text);
    return found;
}

gboolean
ep_reader_query(EpReader *self, const char *name, const EpValue *values, guint n_values, EpRowFunc func,
                gpointer user_data, GError **error)
{
    g_autoptr(GRecMutexLocker) lock = g_rec_mutex_locker_new(&self->mutex);
    const char *sql = ep_reader_get_sql(self, name);

    if (sql == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, "no query %s", name);
        return FALSE;
    }
    if (!ep_db_query(self->db, sql, values, n_values, n_values > 0 ? 1 : 0, func, user_data, error)) {
        ep_reader_say_where(error, name);
        return FALSE;
    }
    return TRUE;
}

static gboolean
ep_reader_take_text(const EpRow *row, gpointer user_data, GError **error)
{
    char **text = user_data;

    if (*text == NULL)
        *text = g_strdup(ep_row_get_text(row, 0));
    return TRUE;
}

char *
ep_reader_query_text(EpReader *self, const char *name, const EpValue *values, guint n_values, GError **error)
{
    g_autofree char *text = NULL;

    if (!ep_reader_query(self, name, values, n_values, ep_reader_take_text, &text, error))
        return NULL;
    return text != NULL ? g_steal_pointer(&text) : g_strdup("");
}

gint64
ep_reader_query_integer(EpReader *self, const char *name, const EpValue *values, guint n_values, GError **error)
{
    g_autofree char *text = ep_reader_query_text(self, name, values, n_values, error);

    return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}
