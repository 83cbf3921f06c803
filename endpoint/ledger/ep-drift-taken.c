#include "endpoint/ledger/ep-drift-taken.h"

#include <string.h>

#include "endpoint/ledger/ep-drift-compare.h"

/* The registrations that differ from the list: ids. */
static GHashTable *
ep_drift_taken_list_different(GPtrArray *found)
{
    GHashTable *different = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (guint i = 0; i < found->len; i++) {
        const EpDriftFound *one = g_ptr_array_index(found, i);

        if (one->permit != NULL)
            g_hash_table_add(different, (gpointer)&one->permit->registration);
    }
    return different;
}

/* The exports of which a row is not there as written, or that nobody may verify yet: their ids as text. */
static GHashTable *
ep_drift_taken_list_open(GHashTable *registrations, GHashTable *edited, GHashTable *different)
{
    GHashTable *open = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter iter;
    gpointer id, registration;

    g_hash_table_iter_init(&iter, registrations);
    while (g_hash_table_iter_next(&iter, &id, &registration)) {
        EpDraft *draft = g_hash_table_lookup(edited, id);
        const char *state =
            draft != NULL ? ep_draft_get_named(draft, "state") : ep_record_get_named(registration, "state");
        gboolean differs = g_hash_table_contains(different, id);

        if (differs || ep_words_contain("waiting registered error", state))
            g_hash_table_add(open, (gpointer)ep_record_get_named(registration, "export"));
        if (differs)
            g_hash_table_add(open, (gpointer)ep_record_get_named(registration, "deleted_by_export"));
    }
    return open;
}

GPtrArray *
ep_drift_taken_list(GPtrArray *exports, GHashTable *registrations, GHashTable *edited, GPtrArray *found)
{
    g_autoptr(GHashTable) different = ep_drift_taken_list_different(found);
    g_autoptr(GHashTable) open = ep_drift_taken_list_open(registrations, edited, different);
    GPtrArray *taken = g_ptr_array_new();

    for (guint i = 0; i < exports->len; i++) {
        EpRecord *export = g_ptr_array_index(exports, i);
        g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(export));

        if (strcmp(ep_record_get_named(export, "state"), "written") == 0 && !g_hash_table_contains(open, id))
            g_ptr_array_add(taken, export);
    }
    return taken;
}
