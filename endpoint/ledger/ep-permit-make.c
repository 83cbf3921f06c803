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

gboolean
ep_permit_add_registrations(EpDeed *deed, EpDraft *permit, GPtrArray *drafts, GError **error)
{
    EpMatch matches[] = { { "network", ep_draft_get_named(permit, "network") }, { NULL, NULL } };
    g_autoptr(GPtrArray) targets = ep_reader_load(ep_act_get_reader(deed->act), &ep_target_table, matches, error);

    for (guint i = 0; targets != NULL && i < targets->len; i++) {
        EpRecord *target = g_ptr_array_index(targets, i);
        EpDraft *registration;

        if (*ep_record_get_named(target, "retired") != '\0')
            continue;
        registration = ep_draft_new(&ep_registration_table);
        ep_draft_set_integer(registration, "permit", ep_draft_get_id(permit));
        ep_draft_set_integer(registration, "target", ep_record_get_id(target));
        ep_draft_set_named(registration, "network", ep_record_get_named(target, "network"));
        ep_draft_set_named(registration, "state", "waiting");
        g_ptr_array_add(drafts, registration);
    }
    return targets != NULL;
}
