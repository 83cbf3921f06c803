#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit-hand.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-renewal.h"
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

/* The live permits of @media (ids) that are not among @ended. */
static GPtrArray *
ep_permit_run_load_live(EpDeed *deed, GArray *media, GHashTable *ended, GError **error)
{
    GPtrArray *permits = ep_reader_load_of_many(ep_act_get_reader(deed->act), &ep_permit_table, "medium",
                                                (gint64 *)media->data, media->len, error);

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

static GArray *
ep_permit_run_list_media(GPtrArray *permits)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GArray *media = g_array_new(FALSE, FALSE, sizeof(gint64));

    for (guint i = 0; i < permits->len; i++) {
        EpRecord *permit = g_ptr_array_index(permits, i);
        gint64 id = ep_record_get_integer(permit, "medium");

        if (g_hash_table_add(seen, (gpointer)ep_record_get_named(permit, "medium")))
            g_array_append_val(media, id);
    }
    return media;
}

/* What was registered of @permits by their ids, and what restrictions they have. */
static gboolean
ep_permit_run_follow_ids(EpDeed *deed, EpPermitHand *hand, GHashTable *permits, const GArray *ids, GPtrArray *drafts,
                         GError **error)
{
    g_autoptr(GPtrArray) registrations = ep_reader_load_of_many(ep_act_get_reader(deed->act), &ep_registration_table,
                                                                "permit", (gint64 *)ids->data, ids->len, error);

    for (guint i = 0; registrations != NULL && i < registrations->len; i++) {
        EpRecord *registration = g_ptr_array_index(registrations, i);
        const char *state = ep_permit_run_get_registration_state(registration);
        gint64 permit = ep_record_get_integer(registration, "permit");
        EpDraft *draft;

        if (state == NULL)
            continue;
        draft = ep_draft_new_from(registration);
        g_ptr_array_add(drafts, draft);
        if (strcmp(state, "to_delete") != 0 || !ep_permit_hand_over(hand, draft, g_hash_table_lookup(permits, &permit)))
            ep_draft_set_named(draft, "state", state);
    }
    ep_permit_hand_finish(hand, drafts);
    return registrations != NULL && ep_restriction_end_all(deed, (gint64 *)ids->data, ids->len, drafts, error);
}

/* What the permits among @drafts leave behind, from @first on. */
static gboolean
ep_permit_run_follow(EpDeed *deed, GPtrArray *drafts, guint first, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64)), media = NULL;
    g_autoptr(GHashTable) ended = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GPtrArray) permits = g_ptr_array_new(), others = NULL;
    g_autoptr(EpPermitHand) hand = NULL;

    for (guint i = first; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);
        EpRecord *permit = ep_draft_get_base(draft);
        gint64 id = ep_draft_get_id(draft);

        if (ep_draft_get_table(draft) != &ep_permit_table)
            continue;
        g_array_append_val(ids, id);
        g_ptr_array_add(permits, permit);
        g_hash_table_insert(ended, (gpointer)ep_record_peek_id(permit), permit);
    }
    media = ep_permit_run_list_media(permits);
    others = ep_permit_run_load_live(deed, media, ended, error);
    hand = others != NULL ? ep_permit_hand_new(deed, others, drafts, error) : NULL;
    return hand != NULL && ep_permit_run_follow_ids(deed, hand, ended, ids, drafts, error) &&
           ep_renewal_leave_all(deed, permits, drafts, error);
}

/* What a permit would have gone on as falls with it, unless that ended by itself or gave way to another. */
static gboolean
ep_permit_run_falls(EpRecord *permit, const char *state, GHashTable *ended)
{
    gint64 before = ep_record_get_integer(permit, "renews");

    return ep_words_contain("stopped returned abolished", state) && g_hash_table_contains(ended, &before);
}

/* Media of which permits were ended: lost, they lose their others, too; without another, they are out of use. */
static gboolean
ep_permit_run_end_media(EpDeed *deed, GPtrArray *permits, const char *permit_state, GPtrArray *drafts, GError **error)
{
    const char *state = ep_permit_run_get_medium_state(permit_state);
    gboolean lost = strcmp(state, "lost") == 0;
    g_autoptr(GHashTable) ended = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GHashTable) kept = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GArray) ids = ep_permit_run_list_media(permits);
    g_autoptr(GPtrArray) others = NULL, media = NULL;

    for (guint i = 0; i < permits->len; i++)
        g_hash_table_add(ended, (gpointer)ep_record_peek_id(g_ptr_array_index(permits, i)));
    others = ep_permit_run_load_live(deed, ids, ended, error);
    for (guint i = 0; others != NULL && i < others->len; i++) {
        EpRecord *other = g_ptr_array_index(others, i);

        if (lost || ep_permit_run_falls(other, permit_state, ended)) {
            g_ptr_array_add(drafts, ep_permit_run_draft(deed, other, permit_state));
            g_hash_table_add(ended, (gpointer)ep_record_peek_id(other)); /* they come by id, so that the next follows */
        } else {
            g_hash_table_add(kept, (gpointer)ep_record_get_named(other, "medium"));
        }
    }
    if (others != NULL)
        media = ep_reader_read_many(ep_act_get_reader(deed->act), &ep_medium_table, (gint64 *)ids->data, ids->len, TRUE,
                                    error);
    for (guint i = 0; media != NULL && i < media->len; i++) {
        EpRecord *medium = g_ptr_array_index(media, i);
        g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(medium));
        EpDraft *draft;

        if (g_hash_table_contains(kept, id))
            continue;
        draft = ep_draft_new_from(medium);
        ep_draft_set_named(draft, "state", state);
        g_ptr_array_add(drafts, draft);
    }
    return media != NULL;
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
ep_permit_check_erased(EpDeed *deed, GPtrArray *records, GError **error)
{
    if (ep_table_find(ep_draft_get_table(deed->answers), "erased") == EP_NO_FIELD ||
        *ep_deed_answer(deed, "erased") != '\0' || *ep_deed_answer(deed, "unerased") != '\0')
        return TRUE;
    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);

        if (*ep_record_get_named(record, "storage") == '\0')
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("%s stores data: say that they were erased, or why not (“%s”)"),
                    ep_record_get_named(record, "number"),
                    ep_label(ep_permit_table.fields[ep_table_find(&ep_permit_table, "unerased")].label));
        return FALSE;
    }
    return TRUE;
}

gboolean
ep_permit_run_end(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts =
        ep_permit_check_erased(deed, deed->records, error) ? ep_deed_draft(deed, error) : NULL;

    return drafts != NULL && ep_permit_run_end_media(deed, deed->records, deed->verb->to, drafts, error) &&
           ep_permit_run_follow(deed, drafts, 0, error) && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_permit_run_medium(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(GHashTable) none = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GArray) media = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) permits = NULL;

    for (guint i = 0; i < deed->records->len; i++)
        g_array_append_val(media, *ep_record_peek_id(g_ptr_array_index(deed->records, i)));
    permits = drafts != NULL ? ep_permit_run_load_live(deed, media, none, error) : NULL;
    for (guint i = 0; permits != NULL && i < permits->len; i++)
        g_ptr_array_add(drafts, ep_permit_run_draft(deed, g_ptr_array_index(permits, i), "lost"));
    return permits != NULL && ep_permit_run_follow(deed, drafts, 0, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_permit_run_hand_back(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts =
        ep_permit_check_erased(deed, deed->records, error) ? ep_deed_draft(deed, error) : NULL;

    return drafts != NULL && ep_permit_run_end_media(deed, deed->records, deed->verb->to, drafts, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error);
}
