#include <string.h>

#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-restriction.h"

static const char *
ep_permit_run_get_medium_state(const char *permit_state)
{
    if (strcmp(permit_state, "lost") == 0)
        return "lost";
    return strcmp(permit_state, "returned") == 0 ? "returned" : "unused";
}

/* What was never put on the target need not come off it. */
static const char *
ep_permit_run_get_registration_state(EpRecord *registration)
{
    const char *state = ep_record_get_named(registration, "state");

    if (ep_words_contain("registered confirmed", state))
        return "to_delete";
    if (ep_words_contain("waiting error", state))
        return *ep_record_get_named(registration, "export") != '\0' ? "to_delete" : "deleted";
    return NULL;
}

static gboolean
ep_permit_run_registrations(EpDeed *deed, EpDraft *permit, GPtrArray *drafts, GError **error)
{
    g_autoptr(GPtrArray) registrations = ep_reader_load_of(ep_act_get_reader(deed->act), &ep_registration_table,
                                                           "permit", ep_draft_get_id(permit), error);

    for (guint i = 0; registrations != NULL && i < registrations->len; i++) {
        EpRecord *registration = g_ptr_array_index(registrations, i);
        const char *state = ep_permit_run_get_registration_state(registration);
        EpDraft *draft;

        if (state == NULL)
            continue;
        draft = ep_draft_new_from(registration);
        ep_draft_set_named(draft, "state", state);
        g_ptr_array_add(drafts, draft);
    }
    return registrations != NULL;
}

/* The live permits of a medium that are not among @ended (draft by id). */
static GPtrArray *
ep_permit_run_load_live(EpDeed *deed, gint64 medium, GHashTable *ended, GError **error)
{
    GPtrArray *permits = ep_reader_load_of(ep_act_get_reader(deed->act), &ep_permit_table, "medium", medium, error);

    for (guint i = 0; permits != NULL && i < permits->len;) {
        EpRecord *permit = g_ptr_array_index(permits, i);

        if (!ep_words_contain(EP_PERMIT_LIVE, ep_record_get_named(permit, "state")) ||
            g_hash_table_contains(ended, ep_record_peek_id(permit)))
            g_ptr_array_remove_index(permits, i);
        else
            i++;
    }
    return permits;
}

static EpDraft *
ep_permit_run_draft(EpDeed *deed, EpRecord *permit, const char *state)
{
    EpDraft *draft = ep_draft_new_from(permit);

    ep_draft_set_named(draft, "state", state);
    ep_draft_set_named(draft, "ended", ep_act_get_day(deed->act));
    ep_draft_set_named(draft, "ended_at", ep_act_get_at(deed->act));
    ep_draft_set_named(draft, "end_reason", ep_deed_answer(deed, "end_reason"));
    if (ep_act_get_operator(deed->act) != 0)
        ep_draft_set_integer(draft, "ended_by", ep_act_get_operator(deed->act));
    return draft;
}

/* A medium of which a permit was ended: lost, it loses the others, too; without another, it is out of use. */
static gboolean
ep_permit_run_end_medium(EpDeed *deed, EpRecord *permit, const char *permit_state, GHashTable *ended, GPtrArray *drafts,
                         GError **error)
{
    const char *state = ep_permit_run_get_medium_state(permit_state);
    g_autoptr(GPtrArray) others = ep_permit_run_load_live(deed, ep_record_get_integer(permit, "medium"), ended, error);
    g_autoptr(EpRecord) medium = NULL;
    EpDraft *draft;

    if (others == NULL)
        return FALSE;
    if (others->len > 0 && strcmp(state, "lost") != 0)
        return TRUE;
    for (guint i = 0; i < others->len; i++) {
        EpRecord *other = g_ptr_array_index(others, i);

        g_hash_table_add(ended, (gpointer)ep_record_peek_id(other));
        g_ptr_array_add(drafts, ep_permit_run_draft(deed, other, "lost"));
    }
    medium =
        ep_reader_read(ep_act_get_reader(deed->act), &ep_medium_table, ep_record_get_integer(permit, "medium"), error);
    if (medium == NULL)
        return FALSE;
    draft = ep_draft_new_from(medium);
    ep_draft_set_named(draft, "state", state);
    g_ptr_array_add(drafts, draft);
    return TRUE;
}

/* What the permits among @drafts leave behind, from @first on. */
static gboolean
ep_permit_run_follow(EpDeed *deed, GPtrArray *drafts, guint first, GError **error)
{
    guint n = drafts->len;

    for (guint i = first; i < n; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (ep_draft_get_table(draft) == &ep_permit_table &&
            (!ep_permit_run_registrations(deed, draft, drafts, error) ||
             !ep_restriction_end_all(deed, ep_draft_get_id(draft), drafts, error)))
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_permit_run_end_media(EpDeed *deed, GPtrArray *permits, const char *state, GPtrArray *drafts, GError **error)
{
    g_autoptr(GHashTable) ended = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GHashTable) media = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < permits->len; i++)
        g_hash_table_add(ended, (gpointer)ep_record_peek_id(g_ptr_array_index(permits, i)));
    for (guint i = 0; i < permits->len; i++) {
        EpRecord *permit = g_ptr_array_index(permits, i);

        if (g_hash_table_add(media, g_strdup(ep_record_get_named(permit, "medium"))) &&
            !ep_permit_run_end_medium(deed, permit, state, ended, drafts, error))
            return FALSE;
    }
    return TRUE;
}

/* One that is replaced leaves its medium in use: another permit takes its place in the same act. */
gboolean
ep_permit_end_all(EpDeed *deed, GPtrArray *permits, const char *state, GPtrArray *drafts, GError **error)
{
    guint first = drafts->len;

    for (guint i = 0; i < permits->len; i++)
        g_ptr_array_add(drafts, ep_permit_run_draft(deed, g_ptr_array_index(permits, i), state));
    return (strcmp(state, "replaced") == 0 || ep_permit_run_end_media(deed, permits, state, drafts, error)) &&
           ep_permit_run_follow(deed, drafts, first, error);
}

gboolean
ep_permit_run_end(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    return drafts != NULL && ep_permit_run_end_media(deed, deed->records, deed->verb->to, drafts, error) &&
           ep_permit_run_follow(deed, drafts, 0, error) && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_permit_run_medium(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(GHashTable) none = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        gint64 medium = ep_record_get_id(g_ptr_array_index(deed->records, i));
        g_autoptr(GPtrArray) permits = ep_permit_run_load_live(deed, medium, none, error);

        if (permits == NULL)
            return FALSE;
        for (guint p = 0; p < permits->len; p++)
            g_ptr_array_add(drafts, ep_permit_run_draft(deed, g_ptr_array_index(permits, p), "lost"));
    }
    return drafts != NULL && ep_permit_run_follow(deed, drafts, 0, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_permit_run_hand_back(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(GHashTable) none = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        if (!ep_permit_run_end_medium(deed, g_ptr_array_index(deed->records, i), deed->verb->to, none, drafts, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}
