#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist-private.h"
#include "endpoint/ledger/ep-kept.h"
#include "endpoint/ledger/ep-kinds.h"

/* What changed since an export: its kept list beside the one of now. */

static EpRecord *
ep_allowlist_compare_find_list(EpReader *reader, gint64 export, GError **error)
{
    g_autoptr(GPtrArray) files = ep_reader_load_of(reader, &ep_export_file_table, "export", export, error);

    for (guint i = 0; files != NULL && i < files->len; i++) {
        EpRecord *file = g_ptr_array_index(files, i);

        if (strcmp(ep_record_get_named(file, "part"), "list") == 0)
            return g_object_ref(file);
    }
    if (files != NULL)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_NOT_FOUND,
                            _("this export keeps no list to compare with; choose a later one"));
    return NULL;
}

/* Rows that it removed are no part of what the target has since. */
static gboolean
ep_allowlist_compare_read(EpAllowlist *self, EpReader *reader, GError **error)
{
    g_autoptr(EpRecord) file = ep_allowlist_compare_find_list(reader, ep_record_get_id(self->base), error);
    g_autoptr(GBytes) bytes = file != NULL ? ep_kept_read(reader, file, error) : NULL;
    g_autoptr(GPtrArray) rows = bytes != NULL ? ep_allowlist_row_parse(bytes, error) : NULL;

    for (guint i = 0; rows != NULL && i < rows->len; i++) {
        EpRecord *row = g_ptr_array_index(rows, i);

        if (strcmp(ep_record_get_named(row, "action"), "removed") != 0)
            g_hash_table_insert(self->before, (gpointer)ep_record_get_named(row, "permit"), g_object_ref(row));
    }
    if (rows == NULL)
        g_prefix_error(error, "%s: ", ep_record_get_named(self->base, "number"));
    return rows != NULL;
}

gboolean
ep_allowlist_load_base(EpAllowlist *self, EpReader *reader, gint64 base, GError **error)
{
    EpValue values[] = { EP_INTEGER(ep_record_get_id(self->target)), EP_INTEGER(self->replaces ? 0 : 1) };
    GError *fault = NULL;

    self->before = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_object_unref);
    if (base == 0)
        base = ep_reader_query_integer(reader, "allowlist-base", values, 2, &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (base == 0)
        return TRUE;
    self->base = ep_reader_read(reader, &ep_export_table, base, error);
    if (self->base == NULL)
        return FALSE;
    if (ep_record_get_integer(self->base, "target") != ep_record_get_id(self->target)) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is an export of another target"),
                    ep_record_get_named(self->base, "number"));
        return FALSE;
    }
    return ep_allowlist_compare_read(self, reader, error);
}

/* A field counts if the target reads it. */
static gboolean
ep_allowlist_compare_counts(EpAllowlist *self, const EpTable *table, guint field)
{
    const char *name = table->fields[field].name;

    if (self->columns == NULL)
        return ep_words_contain("vid pid serial instance_ids hash rights", name);
    return !ep_words_contain("action file row key", name) && ep_columns_hold(self->columns, field);
}

/* What was kept has lost the blanks around it. */
static gboolean
ep_allowlist_compare_is_equal(const char *value, const char *kept)
{
    g_autofree char *bare = value != NULL ? g_strstrip(g_strdup(value)) : NULL;

    return strcmp(bare != NULL ? bare : "", kept) == 0;
}

/* What the target refused is not on it, whatever was exported; what it gave a key is. */
EpAllowlistAction
ep_allowlist_compare(EpAllowlist *self, const EpAllowlistEntry *entry)
{
    const EpTable *table = ep_allowlist_row_get_table();
    EpRecord *before = g_hash_table_lookup(self->before, entry->number);

    if (self->today && ep_words_contain("waiting error", entry->state))
        return EP_ALLOWLIST_ADDED;
    if (before == NULL)
        return self->replaces || *ep_allowlist_row_get(entry, "key") == '\0' ? EP_ALLOWLIST_ADDED
                                                                             : EP_ALLOWLIST_CHANGED;
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (ep_allowlist_compare_counts(self, table, i) &&
            !ep_allowlist_compare_is_equal(entry->values[i], ep_record_get(before, i)))
            return EP_ALLOWLIST_CHANGED;
    }
    return EP_ALLOWLIST_SAME;
}

static EpRecord *
ep_allowlist_compare_remove(EpAllowlist *self, EpRecord *before)
{
    const EpTable *table = ep_allowlist_row_get_table();
    g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);
    const EpAllowlistKnown *known = g_hash_table_lookup(self->entries->known, ep_record_get_named(before, "permit"));

    for (guint i = 0; i < table->at.n_fields; i++)
        values[i] = ep_record_get(before, i);
    values[ep_table_find(table, "action")] = ep_allowlist_actions[EP_ALLOWLIST_REMOVED].code;
    values[ep_table_find(table, "file")] = values[ep_table_find(table, "row")] = NULL;
    if (known != NULL && known->key != NULL)
        values[ep_table_find(table, "key")] = known->key;
    return ep_record_new(table, ep_record_get_id(before), 0, values);
}

static int
ep_allowlist_compare_lines(gconstpointer a, gconstpointer b)
{
    gint64 x = ep_record_get_id(*(EpRecord *const *)a), y = ep_record_get_id(*(EpRecord *const *)b);

    return (x > y) - (x < y);
}

GPtrArray *
ep_allowlist_dup_removed(EpAllowlist *self)
{
    g_autoptr(GHashTable) now = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *removed = g_ptr_array_new_with_free_func(g_object_unref);
    GHashTableIter iter;
    gpointer number, before;

    for (guint i = 0; i < self->rows->len; i++)
        g_hash_table_add(now, (gpointer)ep_record_get_named(g_ptr_array_index(self->rows, i), "permit"));
    g_hash_table_iter_init(&iter, self->before);
    while (g_hash_table_iter_next(&iter, &number, &before)) {
        if (!g_hash_table_contains(now, number))
            g_ptr_array_add(removed, ep_allowlist_compare_remove(self, before));
    }
    g_ptr_array_sort(removed, ep_allowlist_compare_lines);
    /* What is still there is to be said again, though the last export said it. */
    for (guint i = 0; self->today && i < self->entries->gone->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(self->entries->gone, i);

        if (!g_hash_table_contains(now, entry->number) && !g_hash_table_contains(self->before, entry->number))
            g_ptr_array_add(removed,
                            ep_allowlist_row_new(entry, ep_allowlist_actions[EP_ALLOWLIST_REMOVED].code, NULL, 0));
    }
    return removed;
}
