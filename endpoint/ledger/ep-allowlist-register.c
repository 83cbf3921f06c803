#include <string.h>

#include "endpoint/ledger/ep-allowlist-private.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"

/* What an export of today does to the registrations: they follow the row of their device. */

typedef struct {
    EpAllowlist *list;
    EpAct *act;
    gint64 export;
    GPtrArray *drafts;
    GHashTable *in_force; /* permit's number → EpAllowlistEntry */
    GHashTable *over;     /* permit's number → EpAllowlistEntry of what is on the target still */
    GHashTable *rows;     /* permit's number, also one behind a row → EpRecord of the list */
    GHashTable *devices;  /* device → EpRecord of the list */
    GHashTable *left_out; /* permit's number → EpUnexpressed */
} EpAllowlistRegister;

static void
ep_allowlist_register_clear(EpAllowlistRegister *self)
{
    g_clear_pointer(&self->in_force, g_hash_table_unref);
    g_clear_pointer(&self->over, g_hash_table_unref);
    g_clear_pointer(&self->rows, g_hash_table_unref);
    g_clear_pointer(&self->devices, g_hash_table_unref);
    g_clear_pointer(&self->left_out, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpAllowlistRegister, ep_allowlist_register_clear)

/* --- what is to be known --- */

static gboolean
ep_allowlist_register_is(EpRecord *row, EpAllowlistAction action)
{
    return row != NULL && strcmp(ep_record_get_named(row, "action"), ep_allowlist_actions[action].code) == 0;
}

static void
ep_allowlist_register_learn_entries(GHashTable *into, GPtrArray *entries)
{
    for (guint i = 0; i < entries->len; i++) {
        EpAllowlistEntry *entry = g_ptr_array_index(entries, i);

        g_hash_table_insert(into, (gpointer)entry->number, entry);
    }
}

/* Rows that stay come before those that are removed, and keep their permits and devices. */
static void
ep_allowlist_register_learn_row(EpAllowlistRegister *self, EpRecord *row)
{
    g_auto(GStrv) others = g_strsplit(ep_record_get_named(row, "others"), " ", -1);
    char *device = ep_allowlist_device_dup_of(self->list->columns, row);

    if (g_hash_table_contains(self->devices, device))
        g_free(device);
    else
        g_hash_table_insert(self->devices, device, row);
    if (!g_hash_table_contains(self->rows, ep_record_get_named(row, "permit")))
        g_hash_table_insert(self->rows, g_strdup(ep_record_get_named(row, "permit")), row);
    for (char **other = others; *other != NULL; other++) {
        if (!g_hash_table_contains(self->rows, *other))
            g_hash_table_insert(self->rows, g_strdup(*other), row);
    }
}

static void
ep_allowlist_register_learn(EpAllowlistRegister *self)
{
    EpAllowlist *list = self->list;

    self->in_force = g_hash_table_new(g_str_hash, g_str_equal);
    self->over = g_hash_table_new(g_str_hash, g_str_equal);
    self->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->devices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->left_out = g_hash_table_new(g_str_hash, g_str_equal);
    ep_allowlist_register_learn_entries(self->in_force, list->entries->entries);
    ep_allowlist_register_learn_entries(self->over, list->entries->gone);
    for (gboolean removed = FALSE; removed <= TRUE; removed++) {
        for (guint i = 0; i < list->rows->len; i++) {
            EpRecord *row = g_ptr_array_index(list->rows, i);

            if (ep_allowlist_register_is(row, EP_ALLOWLIST_REMOVED) == removed)
                ep_allowlist_register_learn_row(self, row);
        }
    }
    for (guint i = 0; i < list->unexpressed->len; i++) {
        EpUnexpressed *entry = g_ptr_array_index(list->unexpressed, i);

        if (entry->left_out)
            g_hash_table_insert(self->left_out, entry->number, entry);
    }
}

/* --- one registration --- */

/* What changed on the target is verified anew. */
static void
ep_allowlist_register_enter(EpAllowlistRegister *self, EpDraft *registration)
{
    ep_draft_set_named(registration, "state", "registered");
    ep_draft_set_integer(registration, "export", self->export);
    ep_draft_set_integer(registration, "registered_by", ep_act_get_operator(self->act));
    ep_draft_set_named(registration, "registered_on", ep_act_get_day(self->act));
    ep_draft_set_named(registration, "verified_by", "");
    ep_draft_set_named(registration, "verified_on", "");
    ep_draft_set_named(registration, "row_error", "");
}

/* What waits for the row's key to be read goes on waiting. */
static void
ep_allowlist_register_fail(EpDraft *registration, const EpUnexpressed *why)
{
    g_autofree char *reason =
        why->detail != NULL ? g_strdup_printf("%s %s", why->code, why->detail) : g_strdup(why->code);

    if (strcmp(why->code, EP_IDENTITY_NO_KEY) == 0)
        return;
    ep_draft_set_named(registration, "state", "error");
    ep_draft_set_named(registration, "row_error", reason);
}

static void
ep_allowlist_register_delete(EpAllowlistRegister *self, EpDraft *registration, gboolean by_export)
{
    ep_draft_set_named(registration, "state", "deleted");
    ep_draft_set_named(registration, "deleted_on", ep_act_get_day(self->act));
    if (by_export)
        ep_draft_set_integer(registration, "deleted_by_export", self->export);
}

/* The key is the row's, whichever of the device's permits it was given for. */
static void
ep_allowlist_register_follow_row(EpAllowlistRegister *self, EpDraft *registration, EpRecord *row)
{
    const char *state = ep_draft_get_named(registration, "state");

    if (strcmp(state, "waiting") != 0 &&
        !(ep_allowlist_register_is(row, EP_ALLOWLIST_CHANGED) && ep_words_contain("registered confirmed", state)))
        return;
    ep_allowlist_register_enter(self, registration);
    ep_draft_set_named(registration, "target_key", ep_record_get_named(row, "key"));
}

/* What only a use restriction keeps off waits until that is lifted or set by hand. */
static gboolean
ep_allowlist_register_is_barred(const EpUnexpressed *why)
{
    return strcmp(why->code, EP_IDENTITY_BARRED) == 0 || strcmp(why->code, EP_IDENTITY_READ_BY_HAND) == 0;
}

/* What the list cannot say, or cannot any more. */
static void
ep_allowlist_register_leave_out(EpAllowlistRegister *self, EpDraft *registration, const EpAllowlistEntry *entry)
{
    const char *state = ep_draft_get_named(registration, "state");
    const EpUnexpressed *why = g_hash_table_lookup(self->left_out, entry->number);
    gboolean off = ep_allowlist_register_is(g_hash_table_lookup(self->devices, entry->device), EP_ALLOWLIST_REMOVED);

    if (why != NULL && ep_allowlist_register_is_barred(why)) {
        if (ep_words_contain("registered confirmed", state))
            ep_draft_set_named(registration, "state", "waiting");
        return;
    }
    if (why != NULL && (strcmp(state, "waiting") == 0 || (off && ep_words_contain("registered confirmed", state))))
        ep_allowlist_register_fail(registration, why);
}

/* A permit that is over: its device is off the target, or stays on it by another permit. A target that forgets what it
 * is not told needs no row; another one must have been told. */
static void
ep_allowlist_register_end(EpAllowlistRegister *self, EpDraft *registration, const char *number)
{
    const EpAllowlistEntry *entry = g_hash_table_lookup(self->over, number);
    EpRecord *row = entry != NULL ? g_hash_table_lookup(self->devices, entry->device) : NULL;

    if (row == NULL)
        row = g_hash_table_lookup(self->rows, number);
    if (!ep_words_contain("registered confirmed to_delete", ep_draft_get_named(registration, "state")))
        return;
    if (row != NULL)
        ep_allowlist_register_delete(self, registration, ep_allowlist_register_is(row, EP_ALLOWLIST_REMOVED));
    else if (self->list->replaces && *ep_draft_get_named(registration, "export") != '\0')
        ep_allowlist_register_delete(self, registration, TRUE);
}

static void
ep_allowlist_register_move(EpAllowlistRegister *self, EpDraft *registration, const char *number, gboolean begun)
{
    const EpAllowlistEntry *entry = g_hash_table_lookup(self->in_force, number);
    EpRecord *row = g_hash_table_lookup(self->rows, number);

    if (entry == NULL) {
        if (begun)
            ep_allowlist_register_end(self, registration, number);
        return;
    }
    if (row != NULL && !ep_allowlist_register_is(row, EP_ALLOWLIST_REMOVED))
        ep_allowlist_register_follow_row(self, registration, row);
    else
        ep_allowlist_register_leave_out(self, registration, entry);
}

/* --- all of them --- */

static gboolean
ep_allowlist_register_move_all(EpAllowlistRegister *self, GHashTable *known, GError **error)
{
    g_autoptr(GPtrArray) registrations = ep_reader_load_of(ep_act_get_reader(self->act), &ep_registration_table,
                                                           "target", ep_record_get_id(self->list->target), error);
    guint permit = ep_table_find(&ep_registration_table, "permit");

    for (guint i = 0; registrations != NULL && i < registrations->len; i++) {
        EpRecord *registration = g_ptr_array_index(registrations, i);
        const char *number = ep_record_get_label(registration, permit);
        gboolean begun = strcmp(ep_record_get_named(registration, "from_day"), self->list->date) <= 0;
        g_autoptr(EpDraft) draft = ep_draft_new_from(registration);

        g_hash_table_add(known, g_strdup(number));
        ep_allowlist_register_move(self, draft, number, begun);
        if (ep_draft_is_changed(draft))
            g_ptr_array_add(self->drafts, g_steal_pointer(&draft));
    }
    return registrations != NULL;
}

/* Permits that have no registration on the target yet, whether its list can say them or not. */
static void
ep_allowlist_register_add_missing(EpAllowlistRegister *self, GHashTable *known)
{
    GPtrArray *entries = self->list->entries->entries;

    for (guint i = 0; i < entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(entries, i);
        EpDraft *draft;

        if (g_hash_table_contains(known, entry->number))
            continue;
        draft = ep_draft_new(&ep_registration_table);
        g_ptr_array_add(self->drafts, draft);
        ep_draft_set_integer(draft, "permit", entry->permit);
        ep_draft_set_integer(draft, "target", ep_record_get_id(self->list->target));
        ep_draft_set_named(draft, "network", ep_record_get_named(self->list->target, "network"));
        ep_draft_set_named(draft, "state", "waiting");
        ep_allowlist_register_move(self, draft, entry->number, TRUE);
    }
}

gboolean
ep_allowlist_register(EpAllowlist *list, EpAct *act, gint64 export, GPtrArray *drafts, GError **error)
{
    g_auto(EpAllowlistRegister) self = { .list = list, .act = act, .export = export, .drafts = drafts };
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    if (!list->today)
        return TRUE;
    ep_allowlist_register_learn(&self);
    if (!ep_allowlist_register_move_all(&self, known, error))
        return FALSE;
    ep_allowlist_register_add_missing(&self, known);
    return TRUE;
}
