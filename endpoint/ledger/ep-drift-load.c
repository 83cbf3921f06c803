#include "endpoint/ledger/ep-drift-load.h"

#include <string.h>

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-target-kind.h"

typedef struct {
    EpDriftKnown *known;
    GHashTable *entries; /* permit's id → EpAllowlistEntry */
    const char *moment;  /* what ended by then is over; "" */
} EpDriftLoading;

static void
ep_drift_load_free_permit(gpointer data)
{
    EpDriftPermit *permit = data;

    g_strfreev(permit->ids);
    g_free(permit);
}

void
ep_drift_known_free(EpDriftKnown *self)
{
    if (self == NULL)
        return;
    g_clear_pointer(&self->permits, g_ptr_array_unref);
    g_clear_pointer(&self->wanted, ep_allowlist_free);
    g_clear_pointer(&self->restrictions, g_ptr_array_unref);
    g_string_chunk_free(self->texts);
    g_free(self);
}

static const char *
ep_drift_load_keep(EpDriftLoading *self, const EpRow *row, guint column)
{
    const char *text = ep_row_get_text(row, column);

    return text != NULL && *text != '\0' ? g_string_chunk_insert_const(self->known->texts, text) : "";
}

/* Why an export leaves out the row of its device. */
static const char *
ep_drift_load_get_limit(EpDriftLoading *self, const EpAllowlistEntry *row)
{
    const EpAllowlist *wanted = self->known->wanted;
    const EpUnexpressed *why = row != NULL ? g_hash_table_lookup(wanted->excluded, row->number) : NULL;
    const UsbctlFormat *format = ep_target_kind_get_format(wanted->target);
    UsbctlReason reason;

    if (why != NULL || row == NULL || row->rule == NULL || format == NULL)
        return why != NULL ? why->code : NULL;
    reason = usbctl_target_refuse_within(format->target, wanted->policy, row->rule, wanted->date);
    return reason != USBCTL_REASON_NONE ? usbctl_reason_code(reason) : NULL;
}

static gboolean
ep_drift_load_take(const EpRow *row, gpointer user_data, GError **error)
{
    EpDriftLoading *self = user_data;
    EpDriftPermit *permit = g_new0(EpDriftPermit, 1);
    const char *ids = ep_row_get_text(row, 5), *until_at;
    const EpAllowlistEntry *entry, *said;

    permit->medium = ep_row_get_integer(row, 0);
    permit->medium_number = ep_drift_load_keep(self, row, 1);
    permit->vid = ep_drift_load_keep(self, row, 2);
    permit->pid = ep_drift_load_keep(self, row, 3);
    permit->serial = ep_drift_load_keep(self, row, 4);
    permit->ids = g_strsplit(ids != NULL ? ids : "", "\n", -1);
    permit->hash = ep_drift_load_keep(self, row, 6);
    permit->model = ep_drift_load_keep(self, row, 7);
    permit->composite = ep_row_get_integer(row, 9) != 0;
    permit->permit = ep_row_get_integer(row, 10);
    permit->section = ep_row_get_integer(row, permit->permit != 0 ? 19 : 8);
    permit->number = ep_drift_load_keep(self, row, 11);
    permit->state = ep_drift_load_keep(self, row, 12);
    permit->kind = ep_drift_load_keep(self, row, 13);
    permit->from = ep_drift_load_keep(self, row, 14);
    permit->until = ep_drift_load_keep(self, row, 15);
    permit->ended = ep_drift_load_keep(self, row, 16);
    permit->fallback = ep_drift_load_keep(self, row, 18);
    permit->registration = ep_row_get_integer(row, 20);
    permit->registered = ep_drift_load_keep(self, row, 21);
    permit->key = ep_drift_load_keep(self, row, 22);
    until_at = ep_row_get_text(row, 23);
    permit->over = until_at != NULL && *until_at != '\0' && strcmp(until_at, self->moment) <= 0;
    entry = g_hash_table_lookup(self->entries, &permit->permit);
    permit->rights = entry != NULL ? ep_allowlist_row_get(entry, "rights") : ep_drift_load_keep(self, row, 17);
    if (*permit->rights == '\0')
        permit->rights = "read-write";
    permit->rule = entry != NULL ? entry->rule : NULL;
    said = entry != NULL && entry->spoke != NULL ? entry->spoke : entry;
    permit->row_until = said != NULL ? ep_allowlist_row_get(said, "until_day") : permit->until;
    permit->pcs =
        said != NULL && ep_target_kind_tells_pcs(self->known->wanted->columns) ? ep_allowlist_row_get(said, "pcs") : "";
    permit->barred = entry != NULL && strcmp(entry->restricted, "none") == 0;
    permit->unexpressed = !permit->barred ? ep_drift_load_get_limit(self, said) : NULL;
    g_ptr_array_add(self->known->permits, permit);
    return TRUE;
}

EpDriftKnown *
ep_drift_load(EpReader *reader, EpRecord *target, const char *date, GError **error)
{
    EpAllowlistWanted wanted = { .date = date, .rules_only = TRUE };
    g_autoptr(EpDriftKnown) known = g_new0(EpDriftKnown, 1);
    g_autoptr(GHashTable) entries = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autofree char *moment = ep_allowlist_row_dup_moment(date);
    EpDriftLoading self = { .known = known, .entries = entries, .moment = moment };
    EpValue values[] = { EP_TEXT(ep_record_get_named(target, "network")), EP_INTEGER(ep_record_get_id(target)) };

    known->texts = g_string_chunk_new(4096);
    known->permits = g_ptr_array_new_with_free_func(ep_drift_load_free_permit);
    known->wanted = ep_allowlist_new(reader, target, &wanted, error);
    known->restrictions = known->wanted != NULL ? ep_reader_load_of(reader, &ep_restriction_table, "target",
                                                                    ep_record_get_id(target), error)
                                                : NULL;
    if (known->restrictions == NULL)
        return NULL;
    for (guint i = 0; i < known->wanted->entries->entries->len; i++) {
        EpAllowlistEntry *entry = g_ptr_array_index(known->wanted->entries->entries, i);

        g_hash_table_insert(entries, &entry->permit, entry);
    }
    return ep_reader_query(reader, "drift-permits", values, G_N_ELEMENTS(values), ep_drift_load_take, &self, error)
               ? g_steal_pointer(&known)
               : NULL;
}
