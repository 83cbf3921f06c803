#include "endpoint/store/ep-verify.h"

#include <inttypes.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-journal.h"

typedef struct {
    EpVerifyFunc func;
    gpointer user_data;
    guint n_problems;
    EpProgress *progress;
    gint64 acts, last_act, last_change; /* expected to grow by one */
    gint64 changes, wanted;             /* of the act being read */
    gint64 total;
    GChecksum *chain;
    char *hash;          /* of the act being read, as stored */
    GHashTable *records; /* "table/id" → (field → value) */
    GHashTable *current; /* fields of the change being replayed */
} EpVerify;

static void G_GNUC_PRINTF(2, 3) ep_verify_report(EpVerify *self, const char *format, ...)
{
    g_autofree char *problem = NULL;
    va_list args;

    va_start(args, format);
    problem = g_strdup_vprintf(format, args);
    va_end(args);
    self->n_problems++;
    self->func(problem, self->user_data);
}

/* All changes of an act have been seen: its hash must follow from the one before. */
static void
ep_verify_close_act(EpVerify *self)
{
    if (self->chain == NULL)
        return;
    if (self->changes != self->wanted)
        ep_verify_report(self, _("act %" PRId64 " has %" PRId64 " changes instead of %" PRId64), self->last_act,
                         self->changes, self->wanted);
    if (strcmp(g_checksum_get_string(self->chain), self->hash) != 0)
        ep_verify_report(self, _("act %" PRId64 ": the hash does not follow from the acts before"), self->last_act);
    g_clear_pointer(&self->chain, g_checksum_free);
}

static void
ep_verify_open_act(EpVerify *self, const EpRow *row)
{
    EpJournalAct act = {
        .seq = ep_row_get_integer(row, 0),
        .at = ep_row_get_text(row, 1),
        .day = ep_row_get_text(row, 2),
        .operator= ep_row_get_integer(row, 3),
        .verb = ep_row_get_text(row, 4),
        .table = ep_row_get_text(row, 5),
        .record = ep_row_get_integer(row, 6),
        .note = ep_row_get_text(row, 7),
        .minutes = ep_row_get_integer(row, 8),
        .instruction = ep_row_get_integer(row, 9),
        .undoes = ep_row_get_integer(row, 10),
        .run = ep_row_get_integer(row, 11),
        .source = ep_row_get_text(row, 12),
        .changes = ep_row_get_integer(row, 13),
    };
    const char *salt = ep_row_get_text(row, 14), *stored = ep_row_get_text(row, 15);
    g_autofree char *digest = ep_journal_act_digest(&act, salt);

    if (act.seq != self->last_act + 1)
        ep_verify_report(self, _("acts %" PRId64 " to %" PRId64 " are missing"), self->last_act + 1, act.seq - 1);
    if (strcmp(digest, stored) != 0)
        ep_verify_report(self, _("act %" PRId64 " was changed"), act.seq);
    self->chain = ep_journal_chain(self->hash != NULL ? self->hash : "");
    g_checksum_update(self->chain, (const guchar *)stored, -1);
    g_free(self->hash);
    self->hash = g_strdup(ep_row_get_text(row, 16));
    self->last_act = act.seq;
    self->wanted = act.changes;
    self->changes = 0;
    self->acts++;
}

static gboolean
ep_verify_replay_field(const char *name, const char *from, const char *to, gpointer user_data)
{
    EpVerify *self = user_data;

    g_hash_table_insert(self->current, (gpointer)g_intern_string(name), g_strdup(to));
    return TRUE;
}

static void
ep_verify_change(EpVerify *self, const EpRow *row)
{
    EpJournalChange change = {
        .seq = ep_row_get_integer(row, 17),
        .act = self->last_act,
        .table = ep_row_get_text(row, 18),
        .record = ep_row_get_integer(row, 19),
        .state_from = ep_row_get_text(row, 20),
        .state_to = ep_row_get_text(row, 21),
        .pile_from = ep_row_get_text(row, 22),
        .pile_to = ep_row_get_text(row, 23),
        .fields = ep_row_get_text(row, 24),
    };
    const char *salt = ep_row_get_text(row, 25), *stored = ep_row_get_text(row, 26);
    g_autofree char *digest = ep_journal_change_digest(&change, salt);
    g_autofree char *key = g_strdup_printf("%s/%" G_GINT64_FORMAT, change.table, change.record);

    if (change.seq != self->last_change + 1)
        ep_verify_report(self, _("changes %" PRId64 " to %" PRId64 " are missing"), self->last_change + 1,
                         change.seq - 1);
    if (strcmp(digest, stored) != 0)
        ep_verify_report(self, _("change %" PRId64 " of act %" PRId64 " was changed"), change.seq, change.act);
    g_checksum_update(self->chain, (const guchar *)stored, -1);
    self->last_change = change.seq;
    self->changes++;
    self->current = g_hash_table_lookup(self->records, key);
    if (self->current == NULL) {
        self->current = g_hash_table_new_full(NULL, NULL, NULL, g_free);
        g_hash_table_insert(self->records, g_steal_pointer(&key), self->current);
    }
    ep_journal_foreach_field(change.fields, ep_verify_replay_field, self);
}

static gboolean
ep_verify_take_row(const EpRow *row, gpointer user_data, GError **error)
{
    EpVerify *self = user_data;

    if (self->chain == NULL || ep_row_get_integer(row, 0) != self->last_act) {
        ep_verify_close_act(self);
        ep_verify_open_act(self, row);
        if (!ep_progress_set(self->progress, NULL, 0.7 * self->acts / MAX(self->total, 1), error))
            return FALSE;
    }
    if (ep_row_get_integer(row, 17) != 0)
        ep_verify_change(self, row);
    return TRUE;
}

/* @record against what the changes add up to. */
static void
ep_verify_record(EpVerify *self, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    g_autofree char *key = g_strdup_printf("%s/%" G_GINT64_FORMAT, table->name, ep_record_get_id(record));
    GHashTable *fields = g_hash_table_lookup(self->records, key);

    if (fields == NULL) {
        ep_verify_report(self, _("%s: the journal knows nothing of this record"), key);
        return;
    }
    for (guint i = 0; i < table->at.n_fields; i++) {
        const char *wanted;

        if (!ep_field_is_stored(&table->fields[i]))
            continue;
        wanted = g_hash_table_lookup(fields, g_intern_string(table->fields[i].name));
        if (strcmp(ep_record_get(record, i), wanted != NULL ? wanted : "") != 0)
            ep_verify_report(self, _("%s: %s was changed behind the program's back"), key, table->fields[i].name);
    }
    g_hash_table_remove(self->records, key);
}

static gboolean
ep_verify_is_gone(gpointer key, gpointer value, gpointer user_data)
{
    GHashTableIter iter;
    gpointer text;

    g_hash_table_iter_init(&iter, value);
    while (g_hash_table_iter_next(&iter, NULL, &text)) {
        if (*(const char *)text != '\0')
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_verify_records(EpVerify *self, EpReader *reader, GError **error)
{
    EpCatalog *catalog = ep_reader_get_catalog(reader);
    GHashTableIter iter;
    gpointer key;

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        g_autoptr(GPtrArray) records = NULL;

        if ((table->flags & EP_TABLE_OBSERVED) != 0)
            continue;
        records = ep_reader_load(reader, table, NULL, error);
        if (records == NULL ||
            !ep_progress_set(self->progress, NULL, 0.7 + 0.3 * i / ep_catalog_get_n_tables(catalog), error))
            return FALSE;
        for (guint r = 0; r < records->len; r++)
            ep_verify_record(self, g_ptr_array_index(records, r));
    }
    g_hash_table_foreach_remove(self->records, ep_verify_is_gone, NULL);
    g_hash_table_iter_init(&iter, self->records);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        ep_verify_report(self, _("%s: the record was removed behind the program's back"), (char *)key);
    return TRUE;
}

gboolean
ep_verify(EpStore *store, EpVerifyFunc func, gpointer user_data, EpProgress *progress, guint *n_problems, char **hash,
          GError **error)
{
    EpReader *reader = ep_store_get_reader(store);
    EpVerify self = { .func = func, .user_data = user_data, .progress = progress };
    EpDb *db = ep_reader_get_db(reader);
    EpValue none = EP_INTEGER(0);
    gboolean done;

    /* One state of the ledger: what others write meanwhile is not behind the program's back. */
    if (!ep_db_begin(db, FALSE, error))
        return FALSE;
    self.records = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
    self.total = ep_reader_query_integer(reader, "journal-last", &none, 1, NULL);
    done = ep_reader_query(reader, "journal-verify", NULL, 0, ep_verify_take_row, &self, error);
    if (done) {
        ep_verify_close_act(&self);
        done = ep_verify_records(&self, reader, error) && ep_progress_set(progress, NULL, 1.0, error);
    }
    ep_db_end(db, FALSE, NULL);
    g_clear_pointer(&self.chain, g_checksum_free);
    g_hash_table_unref(self.records);
    *n_problems = self.n_problems;
    if (hash != NULL)
        *hash = done ? g_strdup(self.hash != NULL ? self.hash : "") : NULL;
    g_free(self.hash);
    return done;
}
