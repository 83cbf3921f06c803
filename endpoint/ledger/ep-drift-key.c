#include "endpoint/ledger/ep-drift-key.h"

#include <string.h>

static gboolean
ep_drift_key_is_told(const UsbctlList *list)
{
    for (guint i = 0; i < list->entries->len; i++) {
        const UsbctlListed *listed = g_ptr_array_index(list->entries, i);

        if (listed->key != NULL && *listed->key != '\0')
            return TRUE;
    }
    return FALSE;
}

GArray *
ep_drift_key_find(GPtrArray *permits, const UsbctlList *list, const EpDriftResult *result)
{
    GArray *keys = g_array_new(FALSE, FALSE, sizeof(EpDriftKey));
    gboolean told = ep_drift_key_is_told(list);

    for (guint i = 0; told && i < permits->len; i++) {
        const UsbctlListed *listed = g_ptr_array_index(result->listed, i);
        EpDriftKey key = { g_ptr_array_index(permits, i), listed != NULL ? listed->key : "" };

        if (key.key != NULL && strcmp(key.key, key.permit->key) != 0)
            g_array_append_val(keys, key);
    }
    return keys;
}
