#include <string.h>

#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

void
ep_permit_add_scope(EpDraft *permit, const char *field, gint64 id)
{
    g_autoptr(EpDraft) scope = ep_draft_new(&ep_permit_scope_table);

    ep_draft_set_integer(scope, field, id);
    ep_draft_add_line(permit, scope);
}

gint64 *
ep_permit_dup_ids(GPtrArray *records)
{
    gint64 *ids = g_new(gint64, records->len + 1);

    for (guint i = 0; i < records->len; i++)
        ids[i] = ep_record_get_id(g_ptr_array_index(records, i));
    return ids;
}

static void
ep_permit_add_registration(EpDraft *permit, EpRecord *target, GPtrArray *drafts)
{
    EpDraft *registration;

    if (*ep_record_get_named(target, "retired") != '\0' ||
        strcmp(ep_record_get_named(target, "network"), ep_draft_get_named(permit, "network")) != 0)
        return;
    registration = ep_draft_new(&ep_registration_table);
    ep_draft_set_integer(registration, "permit", ep_draft_get_id(permit));
    ep_draft_set_integer(registration, "target", ep_record_get_id(target));
    ep_draft_set_named(registration, "network", ep_record_get_named(target, "network"));
    ep_draft_set_named(registration, "state", "waiting");
    g_ptr_array_add(drafts, registration);
}

gboolean
ep_permit_add_registrations_from(EpDeed *deed, GPtrArray *drafts, guint first, GError **error)
{
    g_autoptr(GPtrArray) targets = ep_reader_load(ep_act_get_reader(deed->act), &ep_target_table, NULL, error);
    guint n = drafts->len;

    for (guint i = first; targets != NULL && i < n; i++) {
        for (guint t = 0; t < targets->len; t++)
            ep_permit_add_registration(g_ptr_array_index(drafts, i), g_ptr_array_index(targets, t), drafts);
    }
    return targets != NULL;
}

gboolean
ep_permit_add_registrations(EpDeed *deed, EpDraft *permit, GPtrArray *drafts, GError **error)
{
    g_autoptr(GPtrArray) targets = ep_reader_load(ep_act_get_reader(deed->act), &ep_target_table, NULL, error);

    for (guint t = 0; targets != NULL && t < targets->len; t++)
        ep_permit_add_registration(permit, g_ptr_array_index(targets, t), drafts);
    return targets != NULL;
}

gboolean
ep_permit_add_registrations_on(EpDeed *deed, EpRecord *target, GPtrArray *drafts, GError **error)
{
    EpMatch matches[] = { { "network", ep_record_get_named(target, "network") }, { NULL, NULL } };
    g_autoptr(GPtrArray) permits = ep_reader_load(ep_act_get_reader(deed->act), &ep_permit_table, matches, error);

    for (guint i = 0; permits != NULL && i < permits->len; i++) {
        g_autoptr(EpDraft) permit = ep_draft_new_from(g_ptr_array_index(permits, i));

        if (ep_words_contain(EP_PERMIT_LIVE, ep_draft_get_named(permit, "state")))
            ep_permit_add_registration(permit, target, drafts);
    }
    return permits != NULL;
}
