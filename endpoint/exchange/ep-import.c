#include "endpoint/exchange/ep-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-kinds.h"

static void
ep_import_problem_free(EpImportProblem *problem)
{
    g_free(problem->reason);
    g_free(problem);
}

static void
ep_import_row_free(EpImportRow *row)
{
    g_clear_object(&row->base);
    g_clear_pointer(&row->draft, ep_draft_unref);
    g_clear_pointer(&row->problems, g_ptr_array_unref);
    g_clear_pointer(&row->candidates, g_ptr_array_unref);
    g_free(row->values);
    g_free(row);
}

EpImport *
ep_import_new(EpLedger *ledger, const EpTable *table)
{
    EpImport *self = g_new0(EpImport, 1);

    self->ledger = ledger;
    self->table = table;
    self->key = -1;
    self->csvs = g_ptr_array_new_with_free_func((GDestroyNotify)ep_import_csv_free);
    self->inventories = g_ptr_array_new_with_free_func((GDestroyNotify)ep_inventory_free);
    self->pool = ep_inventory_pool_new();
    self->chosen = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    return self;
}

void
ep_import_free(EpImport *self)
{
    ep_import_drop_preview(self);
    g_ptr_array_unref(self->csvs);
    g_ptr_array_unref(self->inventories);
    ep_inventory_pool_free(self->pool);
    g_hash_table_unref(self->chosen);
    g_free(self);
}

void
ep_import_drop_preview(EpImport *self)
{
    g_clear_pointer(&self->rows, g_ptr_array_unref);
    g_clear_pointer(&self->records, g_ptr_array_unref);
    g_clear_pointer(&self->values, ep_import_value_free);
    self->summary = (EpImportSummary){ 0 };
}

void
ep_import_row_add_problem(EpImportRow *row, guint column, guint field, char *reason)
{
    EpImportProblem *problem = g_new(EpImportProblem, 1);

    *problem = (EpImportProblem){ column, field, reason };
    if (row->problems == NULL)
        row->problems = g_ptr_array_new_with_free_func((GDestroyNotify)ep_import_problem_free);
    g_ptr_array_add(row->problems, problem);
}

void
ep_import_row_fail(EpImportRow *row, EpVerdict verdict, char *reason)
{
    row->verdict = verdict;
    ep_import_row_add_problem(row, 0, EP_NO_FIELD, reason);
}

char *
ep_import_row_place(const EpImportRow *row, const EpImportRow *seen_from)
{
    if (row->line == 0)
        return g_strdup(row->origin);
    if (strcmp(row->origin, seen_from->origin) == 0)
        return g_strdup_printf(_("line %u"), row->line);
    return g_strdup_printf(_("%s, line %u"), row->origin, row->line);
}

gboolean
ep_import_set_key(EpImport *self, const char *field, GError **error)
{
    ep_import_drop_preview(self);
    self->key = -1;
    if (field == NULL || *field == '\0')
        return TRUE;
    for (EpImportKey key = 0; key < EP_IMPORT_N_KEYS; key++) {
        guint fields[EP_IMPORT_KEY_FIELDS];

        ep_import_key_find_fields(self->table, key, fields);
        if (fields[0] != EP_NO_FIELD && strcmp(self->table->fields[fields[0]].name, field) == 0)
            self->key = (int)key;
    }
    if (self->key < 0)
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("records of %s are not found by %s"), self->table->name, field);
    return self->key >= 0;
}

void
ep_import_set_overwrite(EpImport *self, gboolean overwrite)
{
    ep_import_drop_preview(self);
    self->overwrite = overwrite;
}

static gint64
ep_import_ask_modified(const char *path)
{
    g_autoptr(GFile) file = g_file_new_for_path(path);
    g_autoptr(GFileInfo) info =
        g_file_query_info(file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL, NULL);

    return info != NULL ? (gint64)g_file_info_get_attribute_uint64(info, G_FILE_ATTRIBUTE_TIME_MODIFIED) : 0;
}

/* The header's map as it was remembered the last time. */
static void
ep_import_recall_map(EpImport *self, EpImportMap *map)
{
    EpMatch matches[] = { { "target", self->table->name },
                          { "fingerprint", ep_import_map_get_fingerprint(map) },
                          { NULL, NULL } };
    g_autoptr(GPtrArray) known = ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_mapping_table, matches, NULL);

    if (known != NULL && known->len > 0)
        ep_import_map_apply(map, ep_record_get_named(g_ptr_array_index(known, known->len - 1), "pairs"), NULL, NULL);
}

static gboolean
ep_import_check_inventory(EpImport *self, const char *name, GError **error)
{
    if (ep_table_find(self->table, "device_id") != EP_NO_FIELD)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s: an inventory of a machine cannot be taken into “%s”"), name,
                ep_label(self->table->label));
    return FALSE;
}

static gboolean
ep_import_add(EpImport *self, const char *name, GBytes *bytes, gint64 modified, GError **error)
{
    EpImportCsv *csv;

    ep_import_drop_preview(self);
    if (ep_verb_get_import(self->table) == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("nothing can be imported into “%s”"),
                    ep_label(self->table->label));
        return FALSE;
    }
    if (ep_inventory_is_one(bytes)) {
        if (!ep_import_check_inventory(self, name, error))
            return FALSE;
        g_ptr_array_add(self->inventories, ep_inventory_new(self->pool, name, bytes, modified));
        return TRUE;
    }
    csv = ep_import_csv_new(self->table, name, bytes, error);
    if (csv == NULL)
        return FALSE;
    ep_import_recall_map(self, ep_import_csv_get_map(csv));
    g_ptr_array_add(self->csvs, csv);
    return TRUE;
}

gboolean
ep_import_add_bytes(EpImport *self, const char *name, GBytes *bytes, GError **error)
{
    return ep_import_add(self, name, bytes, 0, error);
}

gboolean
ep_import_add_file(EpImport *self, const char *path, EpProgress *progress, GError **error)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) cause = NULL;
    char *data;
    gsize size;

    if (!ep_progress_set(progress, name, 0.0, error))
        return FALSE;
    if (!g_file_get_contents(path, &data, &size, &cause)) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s", cause->message);
        return FALSE;
    }
    bytes = g_bytes_new_take(data, size);
    return ep_import_add(self, name, bytes, ep_import_ask_modified(path), error) &&
           ep_progress_set(progress, NULL, 1.0, error);
}

guint
ep_import_get_n_maps(EpImport *self)
{
    return self->csvs->len;
}

EpImportMap *
ep_import_get_map(EpImport *self, guint index)
{
    return ep_import_csv_get_map(g_ptr_array_index(self->csvs, index));
}

const char *
ep_import_get_map_origin(EpImport *self, guint index)
{
    return ep_import_csv_get_origin(g_ptr_array_index(self->csvs, index));
}

gboolean
ep_import_remember_map(EpImport *self, guint index, const char *name, GError **error)
{
    EpImportMap *map = ep_import_get_map(self, index);
    g_autofree char *pairs = ep_import_map_to_text(map);
    g_autoptr(EpRecord) known = ep_reader_find(ep_ledger_get_reader(self->ledger), &ep_mapping_table, name, NULL);
    const EpVerb *verb = ep_ledger_find_verb(self->ledger, known != NULL ? "mapping.edit" : "mapping.new", NULL, error);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, &ep_mapping_table, known, ep_ledger_get_operator(self->ledger));
    g_autoptr(GPtrArray) records = g_ptr_array_new();

    ep_draft_set_named(answers, "name", name);
    ep_draft_set_named(answers, "target", self->table->name);
    ep_draft_set_named(answers, "fingerprint", ep_import_map_get_fingerprint(map));
    ep_draft_set_named(answers, "pairs", pairs);
    if (known != NULL)
        g_ptr_array_add(records, known);
    return ep_ledger_do(self->ledger, verb, &ep_mapping_table, records, answers, NULL, NULL, NULL, error) != 0;
}

void
ep_import_choose(EpImport *self, guint row, EpRecord *candidate)
{
    gint64 id = candidate != NULL ? ep_record_get_id(candidate) : 0;

    g_hash_table_insert(self->chosen, GUINT_TO_POINTER(row), g_memdup2(&id, sizeof id));
}

void
ep_import_unchoose(EpImport *self, guint row)
{
    g_hash_table_remove(self->chosen, GUINT_TO_POINTER(row));
}

static void
ep_import_set_value(EpImport *self, EpImportRow *row, const char *name, const char *text)
{
    guint field = ep_table_find(self->table, name);
    const char *reason;

    /* A machine's word that cannot be read is left out: it is no person's who could mend it. */
    if (field != EP_NO_FIELD && *text != '\0')
        row->values[field] = ep_import_value_read(self->values, field, text, strlen(text), &reason);
}

static void
ep_import_read_inventory(EpImport *self, EpInventory *inventory)
{
    EpImportRow *row = g_new0(EpImportRow, 1);
    const struct {
        const char *name, *text;
    } said[] = {
        { "host", inventory->host },
        { "serial", inventory->serial },
        { "maker", inventory->maker },
        { "model", inventory->model },
        { "os", inventory->os },
        { "os_build", inventory->os_build },
        { "ip", inventory->ip },
        { "mac", inventory->mac },
        { "mac2", inventory->mac2 },
        { "memory_mb", inventory->memory_mb },
        { "user", inventory->user },
        { "last_seen", inventory->last_seen },
        { "device_id", inventory->device_id },
    };

    row->origin = inventory->origin;
    row->inventory = inventory;
    row->values = g_new0(const char *, self->table->at.n_fields + 1);
    g_ptr_array_add(self->rows, row);
    if (inventory->refused != NULL) {
        ep_import_row_fail(row, EP_VERDICT_ERROR, g_strdup(inventory->refused));
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(said); i++)
        ep_import_set_value(self, row, said[i].name, said[i].text);
}

static gboolean
ep_import_read_rows(EpImport *self, EpProgress *progress, GError **error)
{
    EpReader *reader = ep_ledger_get_reader(self->ledger);

    self->values = ep_import_value_new(reader, self->table);
    self->rows = g_ptr_array_new_with_free_func((GDestroyNotify)ep_import_row_free);
    self->records = ep_reader_load(reader, self->table, NULL, error);
    if (self->records == NULL)
        return FALSE;
    for (guint i = 0; i < self->csvs->len; i++) {
        ep_import_csv_read(g_ptr_array_index(self->csvs, i), self->values, self->rows);
        if (!ep_progress_set(progress, NULL, 0.3 * i / self->csvs->len, error))
            return FALSE;
    }
    for (guint i = 0; i < self->inventories->len; i++)
        ep_import_read_inventory(self, g_ptr_array_index(self->inventories, i));
    return TRUE;
}

static void
ep_import_count(EpImport *self)
{
    for (guint i = 0; i < self->rows->len; i++) {
        const EpImportRow *row = g_ptr_array_index(self->rows, i);

        self->summary.counts[row->verdict]++;
        self->summary.held += row->held;
    }
}

GPtrArray *
ep_import_get_preview(EpImport *self, EpProgress *progress, GError **error)
{
    ep_import_drop_preview(self);
    if (!ep_import_read_rows(self, progress, error) || !ep_import_match(self, progress, error)) {
        ep_import_drop_preview(self);
        return NULL;
    }
    ep_import_draft_all(self);
    ep_import_count(self);
    if (!ep_progress_set(progress, NULL, 1.0, error)) {
        ep_import_drop_preview(self);
        return NULL;
    }
    return self->rows;
}

void
ep_import_get_summary(EpImport *self, EpImportSummary *summary)
{
    *summary = self->summary;
}
