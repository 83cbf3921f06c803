#include "endpoint/ledger/ep-permit-hand.h"

#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

/* A permit that is in force: what stays on a target by it. */
typedef struct {
    char *medium, *rights;
} EpPermitStanding;

struct _EpPermitHand {
    EpDeed *deed;
    GHashTable *standing; /* permit's id → EpPermitStanding */
    GHashTable *keepers;  /* "medium target" → EpDraft of the registration by which the device stays there */
    GPtrArray *read;      /* EpDraft of registrations that are no new ones */
};

static void
ep_permit_hand_free_standing(gpointer data)
{
    EpPermitStanding *standing = data;

    g_free(standing->medium);
    g_free(standing->rights);
    g_free(standing);
}

void
ep_permit_hand_free(EpPermitHand *self)
{
    if (self == NULL)
        return;
    g_hash_table_unref(self->standing);
    g_hash_table_unref(self->keepers);
    g_ptr_array_unref(self->read);
    g_free(self);
}

static void
ep_permit_hand_stand(EpPermitHand *self, gint64 permit, const char *medium, const char *rights)
{
    EpPermitStanding *standing = g_new0(EpPermitStanding, 1);

    standing->medium = g_strdup(medium);
    standing->rights = g_strdup(*rights != '\0' ? rights : "read-write");
    g_hash_table_replace(self->standing, g_memdup2(&permit, sizeof permit), standing);
}

static gboolean
ep_permit_hand_in_force(EpPermitHand *self, const char *from, const char *until)
{
    const char *day = ep_act_get_day(self->deed->act);

    return strcmp(from, day) <= 0 && strcmp(day, until) <= 0;
}

static void
ep_permit_hand_keep(EpPermitHand *self, EpDraft *registration)
{
    gint64 permit = ep_draft_get_integer(registration, "permit");
    const EpPermitStanding *standing = g_hash_table_lookup(self->standing, &permit);
    char *key;

    if (standing == NULL ||
        !ep_words_contain("waiting registered confirmed", ep_draft_get_named(registration, "state")))
        return;
    key = g_strdup_printf("%s %s", standing->medium, ep_draft_get_named(registration, "target"));
    g_hash_table_replace(self->keepers, key, registration);
}

/* Permits and registrations that the same act makes. */
static void
ep_permit_hand_take_new(EpPermitHand *self, GPtrArray *drafts)
{
    for (guint i = 0; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (ep_draft_get_base(draft) == NULL && ep_draft_get_table(draft) == &ep_permit_table &&
            ep_permit_hand_in_force(self, ep_draft_get_named(draft, "from_day"),
                                    ep_draft_get_named(draft, "until_day")))
            ep_permit_hand_stand(self, ep_draft_get_id(draft), ep_draft_get_named(draft, "medium"),
                                 ep_draft_get_named(draft, "rights"));
    }
    for (guint i = 0; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (ep_draft_get_base(draft) == NULL && ep_draft_get_table(draft) == &ep_registration_table)
            ep_permit_hand_keep(self, draft);
    }
}

static gboolean
ep_permit_hand_take_known(EpPermitHand *self, GPtrArray *permits, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) registrations = NULL;

    for (guint i = 0; i < permits->len; i++) {
        EpRecord *permit = g_ptr_array_index(permits, i);

        if (!ep_permit_hand_in_force(self, ep_record_get_named(permit, "from_day"),
                                     ep_record_get_named(permit, "until_day")))
            continue;
        g_array_append_val(ids, *ep_record_peek_id(permit));
        ep_permit_hand_stand(self, ep_record_get_id(permit), ep_record_get_named(permit, "medium"),
                             ep_record_get_named(permit, "rights"));
    }
    registrations = ep_reader_load_of_many(ep_act_get_reader(self->deed->act), &ep_registration_table, "permit",
                                           (gint64 *)ids->data, ids->len, error);
    for (guint i = 0; registrations != NULL && i < registrations->len; i++) {
        EpDraft *draft = ep_draft_new_from(g_ptr_array_index(registrations, i));

        g_ptr_array_add(self->read, draft);
        ep_permit_hand_keep(self, draft);
    }
    return registrations != NULL;
}

EpPermitHand *
ep_permit_hand_new(EpDeed *deed, GPtrArray *others, GPtrArray *drafts, GError **error)
{
    g_autoptr(EpPermitHand) self = g_new0(EpPermitHand, 1);

    self->deed = deed;
    self->standing = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, ep_permit_hand_free_standing);
    self->keepers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->read = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    if (!ep_permit_hand_take_known(self, others, error))
        return NULL;
    ep_permit_hand_take_new(self, drafts);
    return g_steal_pointer(&self);
}

gboolean
ep_permit_hand_over(EpPermitHand *self, EpDraft *registration, EpRecord *permit)
{
    g_autofree char *key =
        g_strdup_printf("%s %s", ep_record_get_named(permit, "medium"), ep_draft_get_named(registration, "target"));
    EpDraft *keeper = g_hash_table_lookup(self->keepers, key);
    static const char *const taken[] = { "target_key", "export" };
    const EpPermitStanding *standing;
    const char *rights = ep_record_get_named(permit, "rights");
    gint64 id;

    if (keeper == NULL)
        return FALSE;
    id = ep_draft_get_integer(keeper, "permit");
    standing = g_hash_table_lookup(self->standing, &id);
    for (guint i = 0; i < G_N_ELEMENTS(taken); i++) {
        if (*ep_draft_get_named(keeper, taken[i]) == '\0')
            ep_draft_set_named(keeper, taken[i], ep_draft_get_named(registration, taken[i]));
    }
    if (strcmp(standing->rights, *rights != '\0' ? rights : "read-write") != 0)
        ep_draft_set_named(keeper, "state", "waiting");
    ep_draft_set_named(registration, "state", "deleted");
    ep_draft_set_named(registration, "deleted_on", ep_act_get_day(self->deed->act));
    return TRUE;
}

void
ep_permit_hand_finish(EpPermitHand *self, GPtrArray *drafts)
{
    for (guint i = 0; i < self->read->len; i++) {
        EpDraft *draft = g_ptr_array_index(self->read, i);

        if (ep_draft_is_changed(draft))
            g_ptr_array_add(drafts, ep_draft_ref(draft));
    }
}
