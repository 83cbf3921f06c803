#include "endpoint/ledger/ep-history.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-kind.h"
#include "endpoint/store/ep-journal.h"

/* A record whose acts are told. */
typedef struct {
    const EpTable *table;
    gint64 record;
    char *name; /* NULL: the one that is asked about */
} EpHistorySubject;

typedef struct {
    EpReader *reader;
    const EpHistorySubject *subject; /* whose rows are being read */
    GPtrArray *rows;                 /* EpHistoryRow, of all subjects */
    GPtrArray *acts;
    GHashTable *by_seq; /* the same, to find them */
    GHashTable *labels; /* "table id" → what a reference to it shows */
} EpHistory;

/* What an act did to a subject; fields are read when no query runs on the connection. */
typedef struct {
    const EpHistorySubject *subject;
    EpHistoryAct *act;
    char *fields; /* packed */
    gboolean changed, created;
} EpHistoryRow;

static void
ep_history_subject_free(gpointer data)
{
    EpHistorySubject *subject = data;

    g_free(subject->name);
    g_free(subject);
}

static void
ep_history_row_free(gpointer data)
{
    EpHistoryRow *row = data;

    g_free(row->fields);
    g_free(row);
}

static void
ep_history_field_free(EpHistoryField *field)
{
    g_free(field->name);
    g_free(field->from);
    g_free(field->to);
    g_free(field);
}

static void
ep_history_part_free(gpointer data)
{
    EpHistoryPart *part = data;

    g_free(part->name);
    g_ptr_array_unref(part->fields);
    g_free(part);
}

static void
ep_history_act_free(EpHistoryAct *act)
{
    char *texts[] = { act->at, act->day, act->who, act->verb, act->label, act->note, act->instruction, act->source };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_ptr_array_unref(act->fields);
    g_ptr_array_unref(act->parts);
    g_free(act);
}

static char *
ep_history_dup_label(EpCatalog *catalog, const char *name)
{
    const EpVerb *verb = ep_verb_find(catalog, name, NULL);

    if (strcmp(name, "undo") == 0)
        return g_strdup(_("Taken back"));
    return g_strdup(verb != NULL ? ep_label(verb->label) : name);
}

static EpHistoryAct *
ep_history_new_act(EpHistory *self, const EpRow *row)
{
    EpHistoryAct *act = g_new0(EpHistoryAct, 1);

    act->seq = ep_row_get_integer(row, 0);
    act->at = g_strdup(ep_row_get_text(row, 1));
    act->day = g_strdup(ep_row_get_text(row, 2));
    act->who = g_strdup(ep_row_get_text(row, 3));
    act->verb = g_strdup(ep_row_get_text(row, 4));
    act->label = ep_history_dup_label(ep_reader_get_catalog(self->reader), act->verb);
    act->note = g_strdup(ep_row_get_text(row, 5));
    act->minutes = ep_row_get_integer(row, 6);
    act->instruction = g_strdup(ep_row_get_text(row, 7));
    act->undoes = ep_row_get_integer(row, 8);
    act->undone_by = ep_row_get_integer(row, 9);
    act->source = g_strdup(ep_row_get_text(row, 10));
    act->fields = g_ptr_array_new_with_free_func((GDestroyNotify)ep_history_field_free);
    act->parts = g_ptr_array_new_with_free_func(ep_history_part_free);
    return act;
}

static gboolean
ep_history_take_row(const EpRow *row, gpointer user_data, GError **error)
{
    EpHistory *self = user_data;
    gint64 seq = ep_row_get_integer(row, 0), change = ep_row_get_integer(row, 11);
    EpHistoryRow *out = g_new0(EpHistoryRow, 1);

    out->subject = self->subject;
    out->act = g_hash_table_lookup(self->by_seq, &seq);
    if (out->act == NULL) {
        out->act = ep_history_new_act(self, row);
        g_hash_table_insert(self->by_seq, &out->act->seq, out->act);
        g_ptr_array_add(self->acts, out->act);
    }
    out->fields = g_strdup(ep_row_get_text(row, 12));
    out->changed = change != 0;
    out->created = change != 0 && change == ep_row_get_integer(row, 13);
    g_ptr_array_add(self->rows, out);
    return TRUE;
}

/* What a reference to @id shows; the id itself if it cannot be read. */
static const char *
ep_history_get_label(EpHistory *self, const EpField *field, const char *id)
{
    const EpTable *table = ep_catalog_find(ep_reader_get_catalog(self->reader), field->reference);
    g_autofree char *key = g_strdup_printf("%s %s", field->reference, id);
    const char *known = g_hash_table_lookup(self->labels, key);
    g_autoptr(EpRecord) record = NULL;
    char *label = NULL;

    if (known != NULL)
        return known;
    if (table != NULL)
        record = ep_reader_read(self->reader, table, g_ascii_strtoll(id, NULL, 10), NULL);
    if (record != NULL)
        label = table->shown != NULL ? g_strdup(ep_record_get_named(record, table->shown)) : ep_record_dup_name(record);
    if (label == NULL)
        label = g_strdup(id);
    g_hash_table_insert(self->labels, g_steal_pointer(&key), label);
    return label;
}

static char *
ep_history_dup_value(EpHistory *self, const EpField *field, const char *value)
{
    char scratch[EP_SCRATCH_SIZE];

    if (field == NULL || *value == '\0')
        return g_strdup(value);
    if (field->kind == EP_KIND_REFERENCE)
        return g_strdup(ep_history_get_label(self, field, value));
    if (field->describe != NULL)
        return field->describe(value);
    return g_strdup(ep_kind_display(field, value, scratch));
}

typedef struct {
    EpHistory *history;
    const EpTable *table;
    GPtrArray *fields;
} EpHistoryFields;

static gboolean
ep_history_take_field(const char *name, const char *from, const char *to, gpointer user_data)
{
    EpHistoryFields *fields = user_data;
    guint index = ep_table_find(fields->table, name);
    const EpField *field = index != EP_NO_FIELD ? &fields->table->fields[index] : NULL;
    EpHistoryField *out;

    if (field != NULL && (field->flags & EP_FIELD_HIDDEN) != 0)
        return TRUE;
    out = g_new0(EpHistoryField, 1);
    out->field = field;
    out->name = g_strdup(name);
    out->from = ep_history_dup_value(fields->history, field, from);
    out->to = ep_history_dup_value(fields->history, field, to);
    g_ptr_array_add(fields->fields, out);
    return TRUE;
}

static GPtrArray *
ep_history_place(const EpHistoryRow *row)
{
    EpHistoryPart *part;

    if (row->subject->name == NULL) {
        row->act->created = row->act->created || row->created;
        return row->act->fields;
    }
    part = g_new0(EpHistoryPart, 1);
    part->table = row->subject->table;
    part->record = row->subject->record;
    part->name = g_strdup(row->subject->name);
    part->created = row->created;
    part->fields = g_ptr_array_new_with_free_func((GDestroyNotify)ep_history_field_free);
    g_ptr_array_add(row->act->parts, part);
    return part->fields;
}

/* --- whose acts are told --- */

gboolean
ep_history_tells_others(const EpTable *table)
{
    for (const EpTableSection *section = table->sections; section != NULL && section->table != NULL; section++) {
        if (section->told)
            return TRUE;
    }
    return FALSE;
}

/* The kind and the number, or else the first columns that say something else than @apart. */
static char *
ep_history_dup_name(EpRecord *record, const char *apart)
{
    const EpTable *table = ep_record_get_table(record);
    g_autofree char *name = ep_record_dup_name(record);
    g_autoptr(GString) text = g_string_new(ep_label(table->label));
    char scratch[EP_SCRATCH_SIZE];
    guint n = 0;

    if (*name != '\0') {
        g_string_append_printf(text, " %s", name);
        return g_string_free(g_steal_pointer(&text), FALSE);
    }
    for (guint i = 0; i < table->at.n_fields && n < 2; i++) {
        const char *shown = ep_record_display(record, i, scratch);

        if ((table->fields[i].flags & EP_FIELD_COLUMN) == 0 || *shown == '\0' || i == table->at.state ||
            g_strcmp0(table->fields[i].name, apart) == 0)
            continue;
        g_string_append_printf(text, " %s", shown);
        n++;
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean
ep_history_knows(GPtrArray *subjects, const EpTable *table, gint64 record)
{
    for (guint i = 0; i < subjects->len; i++) {
        const EpHistorySubject *subject = g_ptr_array_index(subjects, i);

        if (subject->table == table && subject->record == record)
            return TRUE;
    }
    return FALSE;
}

static void
ep_history_add_subject(GPtrArray *subjects, EpRecord *record, const char *apart)
{
    EpHistorySubject *subject;

    if (ep_history_knows(subjects, ep_record_get_table(record), ep_record_get_id(record)))
        return;
    subject = g_new0(EpHistorySubject, 1);
    subject->table = ep_record_get_table(record);
    subject->record = ep_record_get_id(record);
    subject->name = ep_history_dup_name(record, apart);
    g_ptr_array_add(subjects, subject);
}

/* A line tells also of what it belongs to: of an applied-for device its application. */
static gboolean
ep_history_add_parent(EpReader *reader, GPtrArray *subjects, EpRecord *line, GError **error)
{
    const EpTable *table = ep_record_get_table(line);
    const EpTable *parent;
    gint64 id;
    g_autoptr(EpRecord) record = NULL;

    if (table->at.parent == EP_NO_FIELD || (table->flags & EP_TABLE_LINES) == 0)
        return TRUE;
    parent = ep_catalog_find(ep_reader_get_catalog(reader), table->fields[table->at.parent].reference);
    id = ep_record_get_integer(line, table->parent);
    if (id == 0 || ep_history_knows(subjects, parent, id))
        return TRUE;
    record = ep_reader_read(reader, parent, id, error);
    if (record != NULL)
        ep_history_add_subject(subjects, record, NULL);
    return record != NULL;
}

static gboolean
ep_history_collect(EpReader *reader, GPtrArray *subjects, const EpTable *table, gint64 id, GError **error)
{
    for (const EpTableSection *section = table->sections; section != NULL && section->table != NULL; section++) {
        const EpTable *other = ep_catalog_find(ep_reader_get_catalog(reader), section->table);
        g_autoptr(GPtrArray) records = NULL;

        if (!section->told)
            continue;
        records = ep_reader_load_of(reader, other, section->field, id, error);
        for (guint i = 0; records != NULL && i < records->len; i++) {
            EpRecord *record = g_ptr_array_index(records, i);

            if (ep_history_knows(subjects, other, ep_record_get_id(record)))
                continue;
            ep_history_add_subject(subjects, record, section->field);
            if (!ep_history_add_parent(reader, subjects, record, error) ||
                !ep_history_collect(reader, subjects, other, ep_record_get_id(record), error))
                return FALSE;
        }
        if (records == NULL)
            return FALSE;
    }
    return TRUE;
}

static int
ep_history_compare(gconstpointer a, gconstpointer b)
{
    const EpHistoryAct *x = *(EpHistoryAct *const *)a, *y = *(EpHistoryAct *const *)b;

    return (y->seq > x->seq) - (y->seq < x->seq);
}

GPtrArray *
ep_history_load(EpReader *reader, const EpTable *table, gint64 record, GError **error)
{
    g_autoptr(GPtrArray) acts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_history_act_free);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(ep_history_row_free);
    g_autoptr(GPtrArray) subjects = g_ptr_array_new_with_free_func(ep_history_subject_free);
    g_autoptr(GHashTable) by_seq = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GHashTable) labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    EpHistory self = { reader, NULL, rows, acts, by_seq, labels };
    EpHistorySubject *own = g_new0(EpHistorySubject, 1);
    gboolean read = TRUE;

    own->table = table;
    own->record = record;
    g_ptr_array_add(subjects, own);
    read = ep_history_collect(reader, subjects, table, record, error);
    for (guint i = 0; read && i < subjects->len; i++) {
        EpValue values[2];

        self.subject = g_ptr_array_index(subjects, i);
        values[0] = EP_TEXT(self.subject->table->name);
        values[1] = EP_INTEGER(self.subject->record);
        read = ep_reader_query(reader, "history", values, 2, ep_history_take_row, &self, error);
    }
    for (guint i = 0; read && i < rows->len; i++) {
        const EpHistoryRow *row = g_ptr_array_index(rows, i);
        EpHistoryFields fields = { &self, row->subject->table, NULL };

        if (!row->changed)
            continue;
        fields.fields = ep_history_place(row);
        ep_journal_foreach_field(row->fields, ep_history_take_field, &fields);
    }
    g_ptr_array_sort(acts, ep_history_compare);
    return read ? g_steal_pointer(&acts) : NULL;
}
