#include "endpoint/exchange/ep-import-programs.h"

#include "endpoint/core/ep-id.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/store/ep-observe.h"

struct _EpImportPrograms {
    EpInventoryPool *pool;
    GHashTable *known; /* name, version and publisher in one text → gint64 id */
    GStringChunk *texts;
    GArray *ids; /* by program of the pool; 0 is not looked up yet */
    gint64 seen; /* the last act whose entries are known */
};

typedef struct {
    gint64 pc;
    gint64 software;
} EpImportPair;

static guint
ep_import_pair_hash(gconstpointer data)
{
    const EpImportPair *pair = data;
    guint64 mixed = (guint64)pair->pc * 0x9E3779B97F4A7C15u ^ (guint64)pair->software;

    return (guint)(mixed ^ mixed >> 32);
}

static gboolean
ep_import_pair_equal(gconstpointer a, gconstpointer b)
{
    const EpImportPair *x = a, *y = b;

    return x->pc == y->pc && x->software == y->software;
}

EpImportPrograms *
ep_import_programs_new(EpInventoryPool *pool)
{
    EpImportPrograms *self = g_new0(EpImportPrograms, 1);

    self->pool = pool;
    self->known = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    self->texts = g_string_chunk_new(65536);
    self->ids = g_array_new(FALSE, TRUE, sizeof(gint64));
    return self;
}

void
ep_import_programs_free(EpImportPrograms *self)
{
    g_hash_table_unref(self->known);
    g_string_chunk_free(self->texts);
    g_array_unref(self->ids);
    g_free(self);
}

static void
ep_import_programs_learn(EpImportPrograms *self, const char *name, const char *version, const char *publisher,
                         gint64 id)
{
    g_autofree char *key = g_strjoin("\x1f", name, version, publisher, NULL);

    g_hash_table_insert(self->known, g_string_chunk_insert(self->texts, key), g_memdup2(&id, sizeof id));
}

static gboolean
ep_import_programs_take_known(const EpRow *row, gpointer user_data, GError **error)
{
    EpImportPrograms *self = user_data;

    self->seen = MAX(self->seen, ep_row_get_integer(row, 1));
    ep_import_programs_learn(self, ep_row_get_text(row, 2), ep_row_get_text(row, 3), ep_row_get_text(row, 4),
                             ep_row_get_integer(row, 0));
    return TRUE;
}

/* The dictionary's id of a program; 0 if it has none yet. */
static gint64
ep_import_programs_find(EpImportPrograms *self, guint program)
{
    gint64 *id = &g_array_index(self->ids, gint64, program), *known;
    EpInventoryProgram entry;
    g_autofree char *key = NULL;

    if (*id != 0)
        return *id;
    entry = ep_inventory_pool_get(self->pool, program);
    key = g_strjoin("\x1f", entry.name, entry.version, entry.publisher, NULL);
    known = g_hash_table_lookup(self->known, key);
    if (known != NULL)
        *id = *known;
    return *id;
}

static void
ep_import_programs_append(GArray *values, EpValue value)
{
    g_array_append_val(values, value);
}

static gboolean
ep_import_programs_wants(const EpImportRow *row)
{
    return row->inventory != NULL && row->inventory->programs && row->draft != NULL && !row->stale;
}

/* Adds what the dictionary does not have. */
static gboolean
ep_import_programs_write_new(EpImportPrograms *self, EpAct *act, EpImportRow **rows, guint n_rows, GError **error)
{
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(EpValue));

    for (guint i = 0; i < n_rows; i++) {
        GArray *installed = rows[i]->inventory != NULL ? rows[i]->inventory->installed : NULL;

        for (guint p = 0; ep_import_programs_wants(rows[i]) && p < installed->len; p++) {
            guint program = g_array_index(installed, EpInventoryInstalled, p).program;
            EpInventoryProgram entry;
            gint64 id;

            if (ep_import_programs_find(self, program) != 0)
                continue;
            entry = ep_inventory_pool_get(self->pool, program);
            id = g_array_index(self->ids, gint64, program) = ep_id_new();
            ep_import_programs_learn(self, entry.name, entry.version, entry.publisher, id);
            ep_import_programs_append(values, EP_INTEGER(id));
            ep_import_programs_append(values, EP_INTEGER(ep_act_get_seq(act)));
            ep_import_programs_append(values, EP_TEXT(entry.name));
            ep_import_programs_append(values, EP_TEXT(entry.version));
            ep_import_programs_append(values, EP_TEXT(entry.publisher));
        }
    }
    return ep_observe_add(act, &ep_software_table, (EpValue *)values->data, values->len / 5, error);
}

static gboolean
ep_import_programs_take_installed(const EpRow *row, gpointer user_data, GError **error)
{
    EpImportPair pair = { ep_row_get_integer(row, 1), ep_row_get_integer(row, 2) };
    gint64 id = ep_row_get_integer(row, 0);

    g_hash_table_insert(user_data, g_memdup2(&pair, sizeof pair), g_memdup2(&id, sizeof id));
    return TRUE;
}

/* What stands as installed on machines that the ledger knew before: pair → gint64 id of the row. */
static GHashTable *
ep_import_programs_load_installed(EpAct *act, EpImportRow **rows, guint n_rows, GError **error)
{
    g_autoptr(GHashTable) installed = g_hash_table_new_full(ep_import_pair_hash, ep_import_pair_equal, g_free, g_free);
    g_autoptr(GArray) pcs = g_array_new(FALSE, FALSE, sizeof(EpValue));
    EpReader *reader = ep_act_get_reader(act);

    for (guint i = 0; i < n_rows; i++) {
        if (ep_import_programs_wants(rows[i]) && rows[i]->base != NULL)
            ep_import_programs_append(pcs, EP_INTEGER(ep_record_get_id(rows[i]->base)));
    }
    if (pcs->len > 0 &&
        !ep_db_query(ep_reader_get_db(reader), ep_reader_get_sql(reader, "observed-installed"), (EpValue *)pcs->data, 1,
                     pcs->len, ep_import_programs_take_installed, installed, error))
        return NULL;
    return g_steal_pointer(&installed);
}

static void
ep_import_programs_add_row(EpImportPrograms *self, EpAct *act, const EpImportRow *row, GHashTable *before,
                           GArray *values)
{
    GArray *installed = row->inventory->installed;

    for (guint p = 0; p < installed->len; p++) {
        const EpInventoryInstalled *one = &g_array_index(installed, EpInventoryInstalled, p);
        EpImportPair pair = { ep_draft_get_id(row->draft), ep_import_programs_find(self, one->program) };

        if (row->base != NULL && g_hash_table_remove(before, &pair))
            continue;
        ep_import_programs_append(values, EP_INTEGER(ep_id_new()));
        ep_import_programs_append(values, EP_INTEGER(ep_act_get_seq(act)));
        ep_import_programs_append(values, EP_INTEGER(pair.pc));
        ep_import_programs_append(values, EP_INTEGER(pair.software));
        ep_import_programs_append(values, EP_TEXT(one->installed));
    }
}

/* What is left in @before was not seen any more; a partial inventory says nothing about it. */
static gboolean
ep_import_programs_end(EpAct *act, EpImportRow **rows, guint n_rows, GHashTable *before, GError **error)
{
    g_autoptr(GHashTable) partial = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    GHashTableIter iter;
    gpointer key, value;

    for (guint i = 0; i < n_rows; i++) {
        if (rows[i]->base != NULL && rows[i]->inventory != NULL && rows[i]->inventory->partial)
            g_hash_table_add(partial, (gpointer)ep_record_peek_id(rows[i]->base));
    }
    g_hash_table_iter_init(&iter, before);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (!g_hash_table_contains(partial, &((EpImportPair *)key)->pc))
            g_array_append_val(ids, *(gint64 *)value);
    }
    return ep_observe_end(act, &ep_pc_software_table, (gint64 *)ids->data, ids->len, error);
}

gboolean
ep_import_programs_write(EpImportPrograms *self, EpAct *act, EpImportRow **rows, guint n_rows, guint *n_new,
                         GError **error)
{
    EpValue seen = EP_INTEGER(self->seen);
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(EpValue));
    g_autoptr(GHashTable) before = NULL;

    g_array_set_size(self->ids, ep_inventory_pool_get_n(self->pool));
    if (!ep_reader_query(ep_act_get_reader(act), "observed-software", &seen, 1, ep_import_programs_take_known, self,
                         error) ||
        !ep_import_programs_write_new(self, act, rows, n_rows, error))
        return FALSE;
    self->seen = ep_act_get_seq(act);
    before = ep_import_programs_load_installed(act, rows, n_rows, error);
    if (before == NULL)
        return FALSE;
    for (guint i = 0; i < n_rows; i++) {
        if (ep_import_programs_wants(rows[i]))
            ep_import_programs_add_row(self, act, rows[i], before, values);
    }
    *n_new += values->len / 5;
    return ep_observe_add(act, &ep_pc_software_table, (EpValue *)values->data, values->len / 5, error) &&
           ep_import_programs_end(act, rows, n_rows, before, error);
}
