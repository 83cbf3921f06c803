#include "endpoint/exchange/ep-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

/* By what two inventories are told to be of one machine: the agent's identifier; or the host's name with the serial
 * number or the address, after the machine was set up anew. NULL if it does not say. */
static char *
ep_import_machine_dup_identity(const EpInventory *inventory, guint kind)
{
    const char *parts[] = { inventory->device_id, inventory->serial, inventory->mac };

    if (*parts[kind] == '\0' || (kind > 0 && *inventory->host == '\0'))
        return NULL;
    return kind == 0 ? g_strdup(parts[0]) : g_strdup_printf("%s\n%s", inventory->host, parts[kind]);
}

/* Of two inventories of one machine the newer one counts. Machines with one host name and serial number whose
 * inventories are equally old may be clones: both stay, and will be a conflict. */
static void
ep_import_machine_look_at(GHashTable *seen, guint kind, EpImportRow *row)
{
    g_autofree char *identity = ep_import_machine_dup_identity(row->inventory, kind);
    EpImportRow *other = identity != NULL ? g_hash_table_lookup(seen, identity) : NULL, *newer;
    int order = other != NULL ? strcmp(other->inventory->last_seen, row->inventory->last_seen) : 0;

    if (identity == NULL || (other != NULL && order == 0 && kind > 0))
        return;
    newer = other != NULL && order >= 0 ? other : row;
    if (other != NULL)
        ep_import_row_fail(
            newer == row ? other : row, EP_VERDICT_ERROR,
            g_strdup_printf(_("another inventory of the same PC is taken instead, as it is no older: %s"),
                            newer->origin));
    g_hash_table_insert(seen, g_steal_pointer(&identity), newer);
}

void
ep_import_machine_supersede(GPtrArray *rows)
{
    for (guint kind = 0; kind < 3; kind++) {
        g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

        for (guint i = 0; i < rows->len; i++) {
            EpImportRow *row = g_ptr_array_index(rows, i);

            if (row->inventory != NULL && row->verdict != EP_VERDICT_ERROR)
                ep_import_machine_look_at(seen, kind, row);
        }
    }
}

/* An inventory that names no number gives its PC the host's name for one, or else the agent's identifier, until
 * somebody puts the right one in. */
void
ep_import_machine_make_number(const EpTable *table, EpImportRow *row)
{
    guint number = table->at.number, unconfirmed = ep_table_find(table, "unconfirmed");
    const char *made = *row->inventory->host != '\0' ? row->inventory->host : row->inventory->device_id;

    if (*made == '\0') {
        ep_import_row_fail(row, EP_VERDICT_ERROR, g_strdup(_("it says neither a host name nor an identifier")));
        return;
    }
    row->values[number] = made;
    if (unconfirmed != EP_NO_FIELD)
        row->values[unconfirmed] = "1";
}
