#include "endpoint/store/ep-act.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-batch.h"
#include "endpoint/store/ep-journal.h"
#include "endpoint/store/ep-number.h"
#include "endpoint/store/ep-rebase.h"
#include "endpoint/store/ep-sql.h"

/* Drafts written between two looks at the progress. */
#define CHUNK 2000

struct _EpAct {
    EpStore *store;
    EpReader *reader;
    EpJournalAct row;
    GStringChunk *texts; /* what @row and the change rows point to */
    char *previous;      /* hash of the act before */
    char *hash;          /* its own, once its row is written */
    gint64 last_change;
    GPtrArray *digests;   /* of the changes so far */
    gboolean backdated;   /* counts on an earlier day */
    EpActCheckFunc check; /* NULL: none */
    gpointer check_data;
    gboolean open;
};

static const char *
ep_act_keep(EpAct *self, const char *text)
{
    return text != NULL ? g_string_chunk_insert(self->texts, text) : "";
}

static gboolean
ep_act_check_day_of(const EpHow *how, const char *today, GError **error)
{
    if (how->day == NULL || *how->day == '\0' || strcmp(how->day, today) <= 0)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is in the future; work counts on the day it was done"),
                how->day);
    return FALSE;
}

/* Goes on from the end of the chain, if it is the one that is known. */
static gboolean
ep_act_continue(EpAct *self, GError **error)
{
    EpHead *head = ep_store_get_head(self->store);

    if (!ep_head_check(head, self->reader, error))
        return FALSE;
    self->row.seq = head->act + 1;
    self->last_change = head->change;
    self->previous = g_strdup(head->hash);
    return TRUE;
}

EpAct *
ep_act_begin(EpStore *store, const EpActInfo *info, GError **error)
{
    static const EpHow plain = { 0 };
    const EpHow *how = info->how != NULL ? info->how : &plain;
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autofree char *now = ep_clock_now();
    g_autoptr(EpAct) self = NULL;

    if (!ep_act_check_day_of(how, today, error))
        return NULL;
    self = g_new0(EpAct, 1);
    self->store = store;
    self->reader = ep_store_get_writer(store);
    self->texts = g_string_chunk_new(65536);
    self->digests = g_ptr_array_new_with_free_func(g_free);
    if (!ep_db_begin(ep_reader_get_db(self->reader), TRUE, error))
        return NULL;
    self->open = TRUE;
    if (!ep_act_continue(self, error))
        return NULL;
    self->row.at = ep_act_keep(self, now);
    self->row.day = ep_act_keep(self, how->day != NULL && *how->day != '\0' ? how->day : today);
    self->row.operator= info->operator;
    self->backdated = strcmp(self->row.day, today) < 0;
    self->row.verb = ep_act_keep(self, info->verb);
    self->row.note = ep_act_keep(self, how->note);
    self->row.minutes = how->minutes;
    self->row.instruction = how->instruction;
    self->row.undoes = info->undoes;
    self->row.run = how->run;
    self->row.source = ep_act_keep(self, how->source);
    ep_act_set_subject(self, info->table, info->record);
    return g_steal_pointer(&self);
}

void
ep_act_free(EpAct *self)
{
    if (self == NULL)
        return;
    if (self->open)
        ep_db_end(ep_reader_get_db(self->reader), FALSE, NULL);
    g_string_chunk_free(self->texts);
    g_ptr_array_unref(self->digests);
    g_free(self->previous);
    g_free(self->hash);
    g_free(self);
}

void
ep_act_set_check(EpAct *self, EpActCheckFunc check, gpointer user_data)
{
    self->check = check;
    self->check_data = user_data;
}

gint64
ep_act_get_seq(EpAct *self)
{
    return self->row.seq;
}

const char *
ep_act_get_day(EpAct *self)
{
    return self->row.day;
}

const char *
ep_act_get_at(EpAct *self)
{
    return self->row.at;
}

gint64
ep_act_get_operator(EpAct *self)
{
    return self->row.operator;
}

EpReader *
ep_act_get_reader(EpAct *self)
{
    return self->reader;
}

void
ep_act_set_subject(EpAct *self, const EpTable *table, gint64 record)
{
    self->row.table = table != NULL ? table->name : "";
    self->row.record = record;
}

static const char *
ep_act_pile(EpAct *self, const EpTable *table, const char *state, const char *network)
{
    g_autofree char *pile = NULL;

    if (!ep_table_is_open(table, state))
        return "";
    pile = g_strconcat(table->name, "|", network, NULL);
    return g_string_chunk_insert_const(self->texts, pile);
}

/* The change row of what turns @from (NULL: nothing) into @draft, digested; its parameters join @batches. */
static void
ep_act_journal(EpAct *self, EpDraft *draft, GPtrArray *batches)
{
    const EpTable *table = ep_draft_get_table(draft);
    EpRecord *base = ep_draft_get_base(draft);
    const char *network = ep_draft_get(draft, table->at.network);
    const char *state = ep_draft_get(draft, table->at.state);
    g_autoptr(GString) fields = g_string_new(NULL);
    g_autofree char *salt = ep_journal_salt();
    char *digest;
    EpJournalChange change = {
        .seq = ++self->last_change, .act = self->row.seq, .table = table->name, .record = ep_draft_get_id(draft)
    };
    EpBatch *values = ep_batch_find(batches, "change");

    if (values == NULL)
        values = ep_batch_open(batches, "change", g_strdup(ep_reader_get_sql(self->reader, "journal-add-change")), 11);
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (ep_draft_is_edited(draft, i))
            ep_journal_append_field(fields, table->fields[i].name, base != NULL ? ep_record_get(base, i) : "",
                                    ep_draft_get(draft, i));
    }
    change.fields = ep_act_keep(self, fields->str);
    change.state_from = base != NULL ? ep_act_keep(self, ep_record_get(base, table->at.state)) : "";
    change.state_to = ep_act_keep(self, state);
    if (base != NULL)
        change.pile_from = ep_act_pile(self, table, change.state_from, ep_record_get(base, table->at.network));
    change.pile_to = ep_act_pile(self, table, state, network);
    digest = ep_journal_change_digest(&change, salt);
    g_ptr_array_add(self->digests, digest);
    ep_batch_add(values, EP_INTEGER(change.seq));
    ep_batch_add(values, EP_INTEGER(change.act));
    ep_batch_add(values, EP_TEXT(change.table));
    ep_batch_add(values, EP_INTEGER(change.record));
    ep_batch_add(values, EP_TEXT(change.state_from));
    ep_batch_add(values, EP_TEXT(change.state_to));
    ep_batch_add(values, EP_TEXT(change.pile_from));
    ep_batch_add(values, EP_TEXT(change.pile_to));
    ep_batch_add(values, EP_TEXT(change.fields));
    ep_batch_add(values, EP_TEXT(ep_act_keep(self, salt)));
    ep_batch_add(values, EP_TEXT(digest));
}

/* The batch that inserts or updates like @draft: a bit per field says which are written. */
static EpBatch *
ep_act_find_batch(EpDraft *draft, const gboolean *written, GPtrArray *batches)
{
    const EpTable *table = ep_draft_get_table(draft);
    gboolean insert = ep_draft_get_base(draft) == NULL;
    g_autoptr(GString) key = g_string_new(table->name);
    EpBatch *batch;
    guint n = 2;

    g_string_append_c(key, insert ? '+' : ' ');
    for (guint i = 0; i < table->at.n_fields; i++) {
        n += written[i] ? 1 : 0;
        if (!insert)
            g_string_append_c(key, written[i] ? '1' : '0');
    }
    batch = ep_batch_find(batches, key->str);
    if (batch != NULL)
        return batch;
    return ep_batch_open(batches, key->str, insert ? ep_sql_insert(table) : ep_sql_update(table, written, NULL), n);
}

static void
ep_act_put(EpAct *self, EpDraft *draft, GPtrArray *batches)
{
    const EpTable *table = ep_draft_get_table(draft);
    gboolean insert = ep_draft_get_base(draft) == NULL;
    g_autofree gboolean *written = g_new0(gboolean, table->at.n_fields + 1);
    EpBatch *batch;

    for (guint i = 0; i < table->at.n_fields; i++)
        written[i] = ep_field_is_stored(&table->fields[i]) && (insert || ep_draft_is_edited(draft, i));
    ep_act_journal(self, draft, batches);
    batch = ep_act_find_batch(draft, written, batches);
    ep_batch_add(batch, EP_INTEGER(ep_draft_get_id(draft)));
    ep_batch_add(batch, EP_INTEGER(self->last_change));
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (written[i])
            ep_batch_add(batch, ep_field_bind(&table->fields[i], ep_draft_get(draft, i)));
    }
}

/* @drafts and everything that belongs to them, parents first, without those that change nothing; what goes, apart. */
static void
ep_act_flatten(GPtrArray *drafts, guint from, guint to, GPtrArray *out, GPtrArray *removed)
{
    for (guint i = from; i < to; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);
        GPtrArray *lines = ep_draft_get_lines(draft);

        if (ep_draft_is_removed(draft))
            g_ptr_array_add(removed, draft);
        else if (ep_draft_get_base(draft) == NULL || ep_draft_is_changed(draft))
            g_ptr_array_add(out, draft);
        ep_act_flatten(lines, 0, lines->len, out, removed);
    }
}

static gboolean
ep_act_remove_lines(EpAct *self, GPtrArray *removed, GError **error)
{
    for (guint i = 0; i < removed->len; i++) {
        g_autoptr(EpRecord) record = NULL;

        if (!ep_rebase_removal(self->reader, g_ptr_array_index(removed, i), &record, error) ||
            (record != NULL && !ep_act_remove(self, record, error)))
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_act_write_some(EpAct *self, GPtrArray *drafts, guint from, guint to, GError **error)
{
    g_autoptr(GPtrArray) flat = g_ptr_array_new(), removed = g_ptr_array_new();
    g_autoptr(GPtrArray) batches = ep_batch_list_new();

    for (guint i = from; i < to; i++) {
        if (!ep_draft_check(g_ptr_array_index(drafts, i), error))
            return FALSE;
    }
    ep_act_flatten(drafts, from, to, flat, removed);
    for (guint i = 0; self->check != NULL && i < flat->len; i++) {
        if (!self->check(self, g_ptr_array_index(flat, i), self->check_data, error))
            return FALSE;
    }
    if (!ep_rebase(self->reader, flat, error) ||
        (self->backdated && !ep_rebase_check_day(self->reader, flat, self->row.day, error)))
        return FALSE;
    for (guint i = 0; i < flat->len; i++)
        ep_act_put(self, g_ptr_array_index(flat, i), batches);
    return ep_batch_run_all(batches, ep_reader_get_db(self->reader), error) &&
           ep_act_remove_lines(self, removed, error);
}

gboolean
ep_act_write_all(EpAct *self, GPtrArray *drafts, EpProgress *progress, GError **error)
{
    for (guint i = 0; i < drafts->len; i += CHUNK) {
        if (!ep_progress_set(progress, NULL, (double)i / drafts->len, error) ||
            !ep_act_write_some(self, drafts, i, MIN(i + CHUNK, drafts->len), error))
            return FALSE;
    }
    return ep_progress_set(progress, NULL, 1.0, error);
}

gboolean
ep_act_write(EpAct *self, EpDraft *draft, GError **error)
{
    gpointer one[] = { draft };
    GPtrArray drafts = { one, 1 };

    return ep_act_write_some(self, &drafts, 0, 1, error);
}

/* The journal keeps what the record held, so that the pile it stood on is left and nothing is lost. The row itself
 * holds it all the time. */
static gboolean
ep_act_set_gone(EpAct *self, EpRecord *from, EpRecord *to, const char *gone, GError **error)
{
    const EpTable *table = ep_record_get_table(from);
    g_autoptr(EpDraft) draft = ep_draft_new_from(from);
    g_autoptr(GPtrArray) batches = ep_batch_list_new();
    g_autofree gboolean *written = g_new0(gboolean, table->at.n_fields + 1);
    EpBatch *values;

    for (guint i = 0; i < table->at.n_fields; i++) {
        if (ep_field_is_stored(&table->fields[i]))
            ep_draft_set(draft, i, ep_record_get(to, i));
    }
    ep_act_journal(self, draft, batches);
    values = ep_batch_open(batches, "gone", ep_sql_update(table, written, gone), 2);
    ep_batch_add(values, EP_INTEGER(ep_record_get_id(from)));
    ep_batch_add(values, EP_INTEGER(self->last_change));
    return ep_batch_run_all(batches, ep_reader_get_db(self->reader), error);
}

static EpRecord *
ep_act_new_nothing(EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);

    return ep_record_new(table, ep_record_get_id(record), ep_record_get_rev(record), values);
}

gboolean
ep_act_remove(EpAct *self, EpRecord *record, GError **error)
{
    g_autoptr(EpRecord) nothing = ep_act_new_nothing(record);

    return ep_act_set_gone(self, record, nothing, "1", error);
}

gboolean
ep_act_bring_back(EpAct *self, EpRecord *record, GError **error)
{
    g_autoptr(EpRecord) nothing = ep_act_new_nothing(record);

    return ep_act_set_gone(self, nothing, record, "NULL", error);
}

char *
ep_act_next_number(EpAct *self, const EpTable *table, GError **error)
{
    return ep_number_draw(self->reader, table, self->row.day, error);
}

static gboolean
ep_act_put_row(EpAct *self, GError **error)
{
    g_autofree char *salt = ep_journal_salt();
    g_autofree char *digest = NULL;
    g_autoptr(GChecksum) chain = ep_journal_chain(self->previous);

    self->row.changes = self->digests->len;
    digest = ep_journal_act_digest(&self->row, salt);
    g_checksum_update(chain, (const guchar *)digest, -1);
    for (guint i = 0; i < self->digests->len; i++)
        g_checksum_update(chain, g_ptr_array_index(self->digests, i), -1);
    self->hash = g_strdup(g_checksum_get_string(chain));
    {
        const EpJournalAct *row = &self->row;
        EpValue values[] = {
            EP_INTEGER(row->seq),
            EP_TEXT(row->at),
            EP_TEXT(row->day),
            row->operator!= 0 ? EP_INTEGER(row->operator) : EP_NULL,
            EP_TEXT(row->verb),
            EP_TEXT(row->table),
            row->record != 0 ? EP_INTEGER(row->record) : EP_NULL,
            EP_TEXT(row->note),
            row->minutes != 0 ? EP_INTEGER(row->minutes) : EP_NULL,
            row->instruction != 0 ? EP_INTEGER(row->instruction) : EP_NULL,
            row->undoes != 0 ? EP_INTEGER(row->undoes) : EP_NULL,
            row->run != 0 ? EP_INTEGER(row->run) : EP_NULL,
            EP_TEXT(row->source),
            EP_INTEGER(row->changes),
            EP_TEXT(salt),
            EP_TEXT(digest),
            EP_TEXT(self->hash),
        };

        return ep_reader_query(self->reader, "journal-add-act", values, G_N_ELEMENTS(values), NULL, NULL, error);
    }
}

/* A connection that is lost while it commits does not say whether it had; the journal does, asked under the lock that
 * a commit still under way would hold. */
static gboolean
ep_act_was_kept(EpAct *self, GError **error)
{
    EpDb *db = ep_reader_get_db(self->reader);
    EpValue seq = EP_INTEGER(self->row.seq);
    g_autofree char *kept = NULL;

    if (ep_db_begin(db, TRUE, NULL)) {
        kept = ep_reader_query_text(self->reader, "journal-hash", &seq, 1, NULL);
        ep_db_end(db, FALSE, NULL);
    }
    if (kept == NULL)
        g_prefix_error(error, "%s: ", _("whether this was written is not known; look before doing it again"));
    return g_strcmp0(kept, self->hash) == 0;
}

static gboolean
ep_act_end(EpAct *self, GError **error)
{
    g_autoptr(GError) failed = NULL;

    self->open = FALSE; /* the engine rolls back what it cannot commit */
    if (ep_db_end(ep_reader_get_db(self->reader), TRUE, &failed) ||
        (g_error_matches(failed, EP_ERROR, EP_ERROR_LOST) && ep_act_was_kept(self, &failed)))
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failed));
    return FALSE;
}

gboolean
ep_act_commit(EpAct *self, GError **error)
{
    g_return_val_if_fail(self->open, FALSE);
    if (!ep_act_put_row(self, error) || !ep_act_end(self, error))
        return FALSE;
    ep_head_set(ep_store_get_head(self->store), self->row.seq, self->last_change, self->hash);
    ep_store_announce(self->store);
    return TRUE;
}
