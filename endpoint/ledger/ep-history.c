#include "endpoint/ledger/ep-history.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-kind.h"
#include "endpoint/store/ep-journal.h"

typedef struct {
    EpReader *reader;
    const EpTable *table;
    GPtrArray *acts;
    GPtrArray *changes; /* packed fields, beside @acts */
    GHashTable *labels; /* "table id" → what a reference to it shows */
} EpHistory;

static void
ep_history_field_free(EpHistoryField *field)
{
    g_free(field->name);
    g_free(field->from);
    g_free(field->to);
    g_free(field);
}

static void
ep_history_act_free(EpHistoryAct *act)
{
    char *texts[] = { act->at, act->day, act->who, act->verb, act->label, act->note, act->instruction, act->source };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_ptr_array_unref(act->fields);
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

static gboolean
ep_history_take_row(const EpRow *row, gpointer user_data, GError **error)
{
    EpHistory *self = user_data;
    EpHistoryAct *act = g_new0(EpHistoryAct, 1);
    gint64 change = ep_row_get_integer(row, 11);

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
    act->created = change != 0 && change == ep_row_get_integer(row, 13);
    act->fields = g_ptr_array_new_with_free_func((GDestroyNotify)ep_history_field_free);
    g_ptr_array_add(self->acts, act);
    g_ptr_array_add(self->changes, g_strdup(ep_row_get_text(row, 12)));
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
    EpHistoryAct *act;
} EpHistoryFields;

static gboolean
ep_history_take_field(const char *name, const char *from, const char *to, gpointer user_data)
{
    EpHistoryFields *fields = user_data;
    guint index = ep_table_find(fields->history->table, name);
    const EpField *field = index != EP_NO_FIELD ? &fields->history->table->fields[index] : NULL;
    EpHistoryField *out;

    if (field != NULL && (field->flags & EP_FIELD_HIDDEN) != 0)
        return TRUE;
    out = g_new0(EpHistoryField, 1);
    out->field = field;
    out->name = g_strdup(name);
    out->from = ep_history_dup_value(fields->history, field, from);
    out->to = ep_history_dup_value(fields->history, field, to);
    g_ptr_array_add(fields->act->fields, out);
    return TRUE;
}

GPtrArray *
ep_history_load(EpReader *reader, const EpTable *table, gint64 record, GError **error)
{
    g_autoptr(GPtrArray) acts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_history_act_free);
    g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    EpHistory self = { reader, table, acts, changes, labels };
    EpValue values[] = { EP_TEXT(table->name), EP_INTEGER(record) };

    if (!ep_reader_query(reader, "history", values, 2, ep_history_take_row, &self, error))
        return NULL;
    for (guint i = 0; i < acts->len; i++) { /* a row callback cannot read labels on its own connection */
        EpHistoryFields fields = { &self, g_ptr_array_index(acts, i) };

        ep_journal_foreach_field(g_ptr_array_index(changes, i), ep_history_take_field, &fields);
    }
    return g_steal_pointer(&acts);
}
