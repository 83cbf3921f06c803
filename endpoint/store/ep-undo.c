#include "endpoint/store/ep-undo.h"

#include <inttypes.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-journal.h"
#include "endpoint/store/ep-observe.h"
#include "endpoint/store/ep-sql.h"

#define CANCELLED "cancelled"

typedef struct {
    gint64 seq;
    EpTable *table;
    gint64 record;
    char *fields;
    gboolean first; /* the change that made the record */
} EpUndoChange;

typedef struct {
    EpCatalog *catalog;
    char *verb;
    char *subject_table;
    gint64 subject;
    gint64 undone_by;
    gboolean observed;  /* it may have written into observed tables */
    GPtrArray *changes; /* newest first */
} EpUndo;

static void
ep_undo_change_free(EpUndoChange *change)
{
    g_free(change->fields);
    g_free(change);
}

static void
ep_undo_clear(EpUndo *undo)
{
    g_free(undo->verb);
    g_free(undo->subject_table);
    g_ptr_array_unref(undo->changes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpUndo, ep_undo_clear)

static gboolean
ep_undo_take_act(const EpRow *row, gpointer user_data, GError **error)
{
    EpUndo *undo = user_data;

    undo->verb = g_strdup(ep_row_get_text(row, 0));
    undo->subject_table = g_strdup(ep_row_get_text(row, 1));
    undo->subject = ep_row_get_integer(row, 2);
    undo->undone_by = ep_row_get_integer(row, 3);
    undo->observed = *ep_row_get_text(row, 4) != '\0';
    return TRUE;
}

static gboolean
ep_undo_take_change(const EpRow *row, gpointer user_data, GError **error)
{
    EpUndo *undo = user_data;
    EpUndoChange *change = g_new0(EpUndoChange, 1);

    change->seq = ep_row_get_integer(row, 0);
    change->table = ep_catalog_find(undo->catalog, ep_row_get_text(row, 1));
    change->record = ep_row_get_integer(row, 2);
    change->fields = g_strdup(ep_row_get_text(row, 3));
    change->first = ep_row_get_integer(row, 4) == change->seq;
    g_ptr_array_add(undo->changes, change);
    return TRUE;
}

static gboolean
ep_undo_load(EpUndo *undo, EpReader *reader, gint64 seq, GError **error)
{
    EpValue value = EP_INTEGER(seq);

    undo->catalog = ep_reader_get_catalog(reader);
    undo->changes = g_ptr_array_new_with_free_func((GDestroyNotify)ep_undo_change_free);
    if (!ep_reader_query(reader, "journal-undo-act", &value, 1, ep_undo_take_act, undo, error) ||
        !ep_reader_query(reader, "journal-undo-changes", &value, 1, ep_undo_take_change, undo, error))
        return FALSE;
    if (undo->verb == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("there is no act %" PRId64), seq);
        return FALSE;
    }
    if (undo->undone_by != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("act %" PRId64 " was taken back already by act %" PRId64), seq,
                    undo->undone_by);
        return FALSE;
    }
    if (undo->changes->len == 0 && !undo->observed) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("act %" PRId64 " changed no record"), seq);
        return FALSE;
    }
    return TRUE;
}

/* How many records refer to @record, without those that @act has just cancelled. */
static gboolean
ep_undo_count_references(EpAct *act, EpRecord *record, gint64 *count, GError **error)
{
    EpReader *reader = ep_act_get_reader(act);
    EpCatalog *catalog = ep_reader_get_catalog(reader);
    const EpTable *to = ep_record_get_table(record);
    EpValue values[] = { EP_INTEGER(ep_record_get_id(record)), EP_INTEGER(ep_act_get_seq(act)) };

    *count = 0;
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *from = ep_catalog_get_table(catalog, i);

        if ((from->flags & EP_TABLE_OBSERVED) != 0)
            continue;
        for (guint f = 0; f < from->at.n_fields; f++) {
            g_autofree char *sql = NULL;
            gint64 n = 0;

            if (!ep_field_is_stored(&from->fields[f]) || g_strcmp0(from->fields[f].reference, to->name) != 0)
                continue;
            sql = ep_sql_count_references(from, from->fields[f].name);
            if (!ep_db_query_integer(ep_reader_get_db(reader), sql, values, G_N_ELEMENTS(values), &n, error))
                return FALSE;
            *count += n;
        }
    }
    return TRUE;
}

typedef struct {
    EpDraft *draft;
    EpRecord *record;
    GStrvBuilder *left;
} EpUndoFields;

static gboolean
ep_undo_field(const char *name, const char *from, const char *to, gpointer user_data)
{
    EpUndoFields *undo = user_data;
    guint field = ep_table_find(ep_record_get_table(undo->record), name);
    g_autofree char *record_name = NULL;
    g_autofree char *sentence = NULL;

    if (field == EP_NO_FIELD)
        return TRUE; /* a field of an older program */
    if (strcmp(ep_record_get(undo->record, field), to) == 0) {
        ep_draft_set(undo->draft, field, from);
        return TRUE;
    }
    record_name = ep_record_dup_name(undo->record);
    sentence = g_strdup_printf(_("%s: %s was changed since and stays"), record_name,
                               ep_label(ep_record_get_table(undo->record)->fields[field].label));
    g_strv_builder_add(undo->left, sentence);
    return TRUE;
}

/* Takes a record back that the act itself had made. */
static gboolean
ep_undo_creation(EpAct *act, EpRecord *record, const EpUndoChange *change, GStrvBuilder *left, GError **error)
{
    const EpTable *table = ep_record_get_table(record);
    gint64 references = 0;

    if (!ep_undo_count_references(act, record, &references, error))
        return FALSE;
    if (ep_record_get_rev(record) != change->seq || references > 0) {
        g_autofree char *name = ep_record_dup_name(record);
        g_autofree char *sentence = g_strdup_printf(_("%s is in use since and stays"), name);

        g_strv_builder_add(left, sentence);
        return TRUE;
    }
    if (table->series != NULL && table->at.state != EP_NO_FIELD &&
        ep_field_find_choice(&table->fields[table->at.state], CANCELLED) != NULL) {
        g_autoptr(EpDraft) draft = ep_draft_new_from(record);

        ep_draft_set(draft, table->at.state, CANCELLED);
        return ep_act_write(act, draft, error);
    }
    return ep_act_remove(act, record, error);
}

/* Of a record that the act took out of the lists, and that nobody brought back since. */
static gboolean
ep_undo_is_removal(EpAct *act, EpRecord *record, const EpUndoChange *change, gboolean *removal, GError **error)
{
    gint64 id = ep_record_get_id(record);
    g_autoptr(GPtrArray) there = ep_reader_read_many(ep_act_get_reader(act), change->table, &id, 1, FALSE, error);

    *removal = there != NULL && there->len == 0 && ep_record_get_rev(record) == change->seq;
    return there != NULL;
}

static gboolean
ep_undo_change(EpAct *act, const EpUndoChange *change, GStrvBuilder *left, GError **error)
{
    g_autoptr(EpRecord) record = NULL;
    g_autoptr(EpDraft) draft = NULL;
    EpUndoFields fields = { .left = left };
    gboolean removal;

    if (change->table == NULL)
        return TRUE;
    record = ep_reader_read(ep_act_get_reader(act), change->table, change->record, error);
    if (record == NULL)
        return FALSE;
    if (change->first)
        return ep_undo_creation(act, record, change, left, error);
    if (!ep_undo_is_removal(act, record, change, &removal, error))
        return FALSE;
    if (removal)
        return ep_act_bring_back(act, record, error);
    draft = ep_draft_new_from(record);
    fields.draft = draft;
    fields.record = record;
    ep_journal_foreach_field(change->fields, ep_undo_field, &fields);
    return ep_act_write(act, draft, error);
}

gint64
ep_undo(EpStore *store, gint64 seq, const EpActInfo *info, char ***left, GError **error)
{
    g_auto(EpUndo) undo = { 0 };
    g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
    g_autoptr(EpAct) act = NULL;
    EpActInfo own = *info;

    own.verb = "undo";
    own.undoes = seq;
    act = ep_act_begin(store, &own, error);
    if (act == NULL || !ep_undo_load(&undo, ep_act_get_reader(act), seq, error))
        return 0;
    ep_act_set_subject(act, ep_catalog_find(undo.catalog, undo.subject_table), undo.subject);
    for (guint i = 0; i < undo.changes->len; i++) {
        if (!ep_undo_change(act, g_ptr_array_index(undo.changes, i), kept, error))
            return 0;
    }
    if ((undo.observed && !ep_observe_undo(act, seq, error)) || !ep_act_commit(act, error))
        return 0;
    if (left != NULL)
        *left = g_strv_builder_end(kept);
    return ep_act_get_seq(act);
}

static gboolean
ep_undo_take_seq(const EpRow *row, gpointer user_data, GError **error)
{
    gint64 seq = ep_row_get_integer(row, 0);

    g_array_append_val((GArray *)user_data, seq);
    return TRUE;
}

GArray *
ep_undo_list_run(EpStore *store, gint64 run, GError **error)
{
    g_autoptr(GArray) seqs = g_array_new(FALSE, FALSE, sizeof(gint64));
    EpValue value = EP_INTEGER(run);

    if (!ep_reader_query(ep_store_get_reader(store), "journal-run", &value, 1, ep_undo_take_seq, seqs, error))
        return NULL;
    return g_steal_pointer(&seqs);
}
