#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist-private.h"
#include "endpoint/ledger/ep-identity.h"
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
            g_hash_table_insert(self->before, ep_allowlist_device_dup_of(self->columns, row), g_object_ref(row));
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

    self->before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
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
    return !ep_words_contain("action file row key others", name) && ep_columns_hold(self->columns, field);
}

/* What was kept has lost the blanks around it. */
static gboolean
ep_allowlist_compare_is_equal(const char *value, const char *kept)
{
    g_autofree char *bare = value != NULL ? g_strstrip(g_strdup(value)) : NULL;

    return strcmp(bare != NULL ? bare : "", kept) == 0;
}

/* The target took the row of that permit, as far as is known. */
static gboolean
ep_allowlist_compare_is_taken(EpAllowlist *self, const char *number)
{
    const EpAllowlistKnown *known = g_hash_table_lookup(self->entries->known, number);

    return !self->today || known == NULL || known->otherwise || !ep_words_contain("waiting error", known->state);
}

/* A permit of the device says that the target has it. */
static gboolean
ep_allowlist_compare_is_backed(const EpAllowlist *self, const EpAllowlistEntry *entry)
{
    g_autofree char *numbers = g_strconcat(entry->number, " ", ep_allowlist_row_get(entry, "others"), NULL);
    g_auto(GStrv) list = g_strsplit(numbers, " ", -1);

    for (char **number = list; *number != NULL; number++) {
        const EpAllowlistKnown *known = g_hash_table_lookup(self->entries->known, *number);

        if (known != NULL && ep_words_contain("registered confirmed to_delete", known->state))
            return TRUE;
    }
    return FALSE;
}

/* The target's own list said so. */
static gboolean
ep_allowlist_compare_is_otherwise(EpAllowlist *self, const EpAllowlistEntry *entry)
{
    const EpAllowlistKnown *known = g_hash_table_lookup(self->entries->known, entry->number);

    return self->today && known != NULL && known->otherwise;
}

/* What the target refused is not on it, whatever was exported, nor is what a later export took off; what it gave a key
 * is. A permit that follows another finds the device there. */
static gboolean
ep_allowlist_compare_is_there(EpAllowlist *self, const EpAllowlistEntry *entry, EpRecord *before)
{
    const char *number = before != NULL ? ep_record_get_named(before, "permit") : "";
    const EpAllowlistKnown *known = g_hash_table_lookup(self->entries->known, number);

    if (ep_allowlist_compare_is_otherwise(self, entry) ||
        (!self->replaces && *ep_allowlist_row_get(entry, "key") != '\0'))
        return TRUE;
    return before != NULL && (!self->today || ep_allowlist_compare_is_backed(self, entry) ||
                              (ep_allowlist_compare_is_taken(self, number) && (known == NULL || !known->taken_off)));
}

static EpAllowlistAction
ep_allowlist_compare_entry(EpAllowlist *self, const EpAllowlistEntry *entry)
{
    const EpTable *table = ep_allowlist_row_get_table();
    EpRecord *before = g_hash_table_lookup(self->before, entry->device);

    if (!ep_allowlist_compare_is_there(self, entry, before))
        return EP_ALLOWLIST_ADDED;
    if (before == NULL || ep_allowlist_compare_is_otherwise(self, entry))
        return EP_ALLOWLIST_CHANGED;
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (ep_allowlist_compare_counts(self, table, i) &&
            !ep_allowlist_compare_is_equal(entry->values[i], ep_record_get(before, i)))
            return EP_ALLOWLIST_CHANGED;
    }
    return EP_ALLOWLIST_SAME;
}

/* A row that is new there has no key yet. */
static EpRecord *
ep_allowlist_compare_new_row(EpAllowlist *self, EpAllowlistEntry *entry)
{
    EpAllowlistAction action = ep_allowlist_compare_entry(self, entry);

    if (action == EP_ALLOWLIST_ADDED)
        entry->values[ep_table_find(ep_allowlist_row_get_table(), "key")] = NULL;
    return ep_allowlist_row_new(entry, ep_allowlist_actions[action].code, NULL, 0);
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

/* Those that are on the target and are to be no longer. @kept: devices that stay; @off: that may not, whatever became
 * of their registrations. */
static void
ep_allowlist_compare_add_removed(EpAllowlist *self, GHashTable *kept, GHashTable *off)
{
    g_autoptr(GPtrArray) removed = g_ptr_array_new_with_free_func(g_object_unref);
    GHashTableIter iter;
    gpointer device, before;

    g_hash_table_iter_init(&iter, self->before);
    while (g_hash_table_iter_next(&iter, &device, &before)) {
        if (!g_hash_table_contains(kept, device) &&
            (g_hash_table_contains(off, device) ||
             ep_allowlist_compare_is_taken(self, ep_record_get_named(before, "permit"))))
            g_ptr_array_add(removed, ep_allowlist_compare_remove(self, before));
        g_hash_table_add(kept, device);
    }
    g_ptr_array_sort(removed, ep_allowlist_compare_lines);
    /* What is still there is to be said again, though the last export said it. */
    for (guint i = 0; self->today && i < self->entries->gone->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(self->entries->gone, i);

        if (g_hash_table_add(kept, (gpointer)entry->device))
            g_ptr_array_add(removed,
                            ep_allowlist_row_new(entry, ep_allowlist_actions[EP_ALLOWLIST_REMOVED].code, NULL, 0));
    }
    g_ptr_array_extend_and_steal(self->rows, g_steal_pointer(&removed));
}

/* What the console refused stays there as it was until somebody mends it. */
static gboolean
ep_allowlist_compare_stays(const EpAllowlistEntry *entry)
{
    return entry->refused != NULL && strcmp(entry->refused, EP_IDENTITY_IN_ERROR) == 0;
}

void
ep_allowlist_compare(EpAllowlist *self)
{
    g_autoptr(GHashTable) kept = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) off = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < self->entries->entries->len; i++) {
        EpAllowlistEntry *entry = g_ptr_array_index(self->entries->entries, i);
        gboolean listed = entry->spoke == entry && !g_hash_table_contains(self->excluded, entry->number);

        if (listed)
            g_ptr_array_add(self->rows, ep_allowlist_compare_new_row(self, entry));
        if (listed || ep_allowlist_compare_stays(entry))
            g_hash_table_add(kept, (gpointer)entry->device);
        else if (entry->refused != NULL)
            g_hash_table_add(off, (gpointer)entry->device);
    }
    ep_allowlist_compare_add_removed(self, kept, off);
}
