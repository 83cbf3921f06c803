#include "endpoint/exchange/ep-import-reference.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-fold.h"
#include "endpoint/exchange/ep-import-key.h"

/* 仮 (provisional) in front of the number of a record that an import had to make up. */
#define MADE_CODE "仮-%03u"

struct _EpImportReference {
    const EpTable *table;
    GHashTable *codes;  /* key → id */
    GHashTable *names;  /* folded → id, "" for several */
    GHashTable *labels; /* id → what a person calls it */
    GHashTable *made;   /* id → draft */
    GStringChunk *texts;
    guint last; /* of the made codes */
};

static void
ep_import_reference_learn(EpImportReference *self, const char *id, const char *code, const char *name)
{
    g_autofree char *key = ep_import_key_fold(code), *folded = ep_fold(name);
    const char *other = g_hash_table_lookup(self->names, folded);

    if (*code != '\0')
        g_hash_table_insert(self->codes, g_strdup(key != NULL ? key : code), (gpointer)id);
    if (*folded != '\0')
        g_hash_table_insert(self->names, g_steal_pointer(&folded),
                            (gpointer)(other == NULL || strcmp(other, id) == 0 ? id : ""));
    g_hash_table_insert(self->labels, (gpointer)id, g_strdup(*name != '\0' ? name : code));
}

static const char *
ep_import_reference_keep_id(EpImportReference *self, gint64 id)
{
    char text[24];

    g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, id);
    return g_string_chunk_insert_const(self->texts, text);
}

EpImportReference *
ep_import_reference_new(EpReader *reader, const EpTable *table)
{
    EpImportReference *self = g_new0(EpImportReference, 1);
    g_autoptr(GPtrArray) records = ep_reader_load(reader, table, NULL, NULL);

    self->table = table;
    self->codes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->labels = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    self->made = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)ep_draft_unref);
    self->texts = g_string_chunk_new(1024);
    for (guint i = 0; records != NULL && i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);

        ep_import_reference_learn(self, ep_import_reference_keep_id(self, ep_record_get_id(record)),
                                  ep_record_get(record, table->at.number), ep_record_get(record, table->at.title));
    }
    return self;
}

void
ep_import_reference_free(EpImportReference *self)
{
    g_hash_table_unref(self->codes);
    g_hash_table_unref(self->names);
    g_hash_table_unref(self->labels);
    g_hash_table_unref(self->made);
    g_string_chunk_free(self->texts);
    g_free(self);
}

static char *
ep_import_reference_make_code(EpImportReference *self)
{
    for (;;) {
        char *code = g_strdup_printf(MADE_CODE, ++self->last);

        if (!g_hash_table_contains(self->codes, code))
            return code;
        g_free(code);
    }
}

static const char *
ep_import_reference_make(EpImportReference *self, const char *text)
{
    EpDraft *draft = ep_draft_new(self->table);
    const char *id = ep_import_reference_keep_id(self, ep_draft_get_id(draft));
    g_autofree char *code = self->table->at.title != EP_NO_FIELD && self->table->at.title != self->table->at.number
                                ? ep_import_reference_make_code(self)
                                : g_strdup(text);

    if (self->table->at.number != EP_NO_FIELD)
        ep_draft_set(draft, self->table->at.number, code);
    if (self->table->at.title != EP_NO_FIELD)
        ep_draft_set(draft, self->table->at.title, text);
    ep_draft_set_named(draft, "unconfirmed", "1");
    g_hash_table_insert(self->made, (gpointer)id, draft);
    ep_import_reference_learn(self, id, code, text);
    return id;
}

const char *
ep_import_reference_find(EpImportReference *self, const char *text, char **reason)
{
    g_autofree char *key = ep_import_key_fold(text), *folded = NULL;
    const char *id = g_hash_table_lookup(self->codes, key != NULL ? key : text);

    if (id != NULL)
        return id;
    folded = ep_fold(text);
    id = g_hash_table_lookup(self->names, folded);
    if (id != NULL && *id == '\0') {
        *reason =
            g_strdup_printf(_("“%s” names more than one of %s; give the code"), text, ep_label(self->table->label));
        return NULL;
    }
    if (id != NULL)
        return id;
    if (ep_table_find(self->table, "unconfirmed") == EP_NO_FIELD) {
        *reason = g_strdup_printf(_("“%s” is none of %s"), text, ep_label(self->table->label));
        return NULL;
    }
    return ep_import_reference_make(self, text);
}

const char *
ep_import_reference_get_label(EpImportReference *self, const char *id)
{
    const char *label = g_hash_table_lookup(self->labels, id);

    return label != NULL ? label : "";
}

EpDraft *
ep_import_reference_get_made(EpImportReference *self, const char *id)
{
    return g_hash_table_lookup(self->made, id);
}
