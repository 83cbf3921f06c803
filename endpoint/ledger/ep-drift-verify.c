#include "endpoint/ledger/ep-drift-run.h"

#include <string.h>

#include "endpoint/ledger/ep-drift-key.h"
#include "endpoint/ledger/ep-drift-taken.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-restriction.h"
#include "endpoint/ledger/ep-route.h"

void
ep_drift_run_remark(EpDriftRun *self, const char *code, const char *where)
{
    g_string_append_printf(self->remarks, "%s%s%s%s", self->remarks->len > 0 ? "\n" : "", code,
                           *where != '\0' ? " " : "", where);
}

static gboolean
ep_drift_run_is_allowed(EpDriftRun *self, const char *verb, EpRecord *record)
{
    const EpVerb *does = ep_verb_find(ep_ledger_get_catalog(self->deed->ledger), verb, NULL);
    g_autofree char *reason = ep_route_refuse(self->routes, does, record, ep_ledger_get_operator(self->deed->ledger),
                                              ep_act_get_day(self->deed->act));

    return reason == NULL;
}

/* TRUE if the person who compares may do what verifies; else it is said whose turn it is. */
static gboolean
ep_drift_run_may(EpDriftRun *self, const char *verb, EpRecord *record, const char *otherwise)
{
    if (ep_drift_run_is_allowed(self, verb, record))
        return TRUE;
    ep_drift_run_remark(self, otherwise,
                        ep_record_get_label(record, ep_table_find(ep_record_get_table(record), "permit")));
    return FALSE;
}

static void
ep_drift_run_verify(EpDriftRun *self, EpDraft *draft, const char *state)
{
    ep_draft_set_named(draft, "state", state);
    ep_draft_set_integer(draft, "verified_by", ep_act_get_operator(self->deed->act));
    ep_draft_set_named(draft, "verified_on", ep_act_get_day(self->deed->act));
}

/* One draft of each, whatever is written into it. */
static EpDraft *
ep_drift_run_edit_registration(EpDriftRun *self, EpRecord *registration)
{
    EpDraft *draft = g_hash_table_lookup(self->edited, ep_record_peek_id(registration));

    if (draft != NULL)
        return draft;
    draft = ep_draft_new_from(registration);
    g_ptr_array_add(self->drafts, draft);
    g_hash_table_insert(self->edited, (gpointer)ep_record_peek_id(registration), draft);
    return draft;
}

/* How the console calls the rows: the next export names them so. */
static void
ep_drift_run_keep_keys(EpDriftRun *self)
{
    g_autoptr(GArray) keys = ep_drift_key_find(self->known->permits, self->list, self->result);

    for (guint i = 0; i < keys->len; i++) {
        const EpDriftKey *key = &g_array_index(keys, EpDriftKey, i);
        EpRecord *registration = g_hash_table_lookup(self->registrations, &key->permit->registration);

        if (registration != NULL)
            ep_draft_set_named(ep_drift_run_edit_registration(self, registration), "target_key", key->key);
    }
}

static void
ep_drift_run_verify_registration(EpDriftRun *self, const EpDriftPermit *permit)
{
    EpRecord *registration = g_hash_table_lookup(self->registrations, &permit->registration);

    if (registration == NULL || strcmp(ep_record_get_named(registration, "state"), "registered") != 0 ||
        !ep_drift_run_may(self, "registration.confirm", registration, "same-person"))
        return;
    ep_drift_run_verify(self, ep_drift_run_edit_registration(self, registration), "confirmed");
    self->confirmed++;
}

/* What was to be taken off and is not on the list any more is off it. */
static void
ep_drift_run_close_registration(EpDriftRun *self, const EpDriftPermit *permit)
{
    EpRecord *registration = g_hash_table_lookup(self->registrations, &permit->registration);
    EpDraft *draft;

    if (registration == NULL || strcmp(ep_record_get_named(registration, "state"), "to_delete") != 0)
        return;
    draft = ep_drift_run_edit_registration(self, registration);
    ep_draft_set_named(draft, "state", "deleted");
    ep_draft_set_named(draft, "deleted_on", ep_act_get_day(self->deed->act));
}

static void
ep_drift_run_verify_restrictions(EpDriftRun *self)
{
    g_autoptr(GHashTable) same = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (guint i = 0; i < self->result->same->len; i++)
        g_hash_table_add(same, &((EpDriftPermit *)g_ptr_array_index(self->result->same, i))->permit);
    for (guint i = 0; i < self->known->restrictions->len; i++) {
        EpRecord *restriction = g_ptr_array_index(self->known->restrictions, i);
        gint64 permit = ep_record_get_integer(restriction, "permit");

        if (strcmp(ep_record_get_named(restriction, "state"), "set") != 0 ||
            ep_restriction_get_limit(restriction, self->target, self->known->wanted->columns) != NULL ||
            strcmp(ep_record_get_named(restriction, "from_day"), self->as_of) > 0 ||
            !g_hash_table_contains(same, &permit))
            continue;
        if (ep_drift_run_may(self, "restriction.verify", restriction, "restriction-same-person")) {
            EpDraft *draft = ep_draft_new_from(restriction);

            g_ptr_array_add(self->drafts, draft);
            ep_drift_run_verify(self, draft, "verified");
        }
    }
}

/* --- exports whose every row is there --- */

static void
ep_drift_run_confirm_exports(EpDriftRun *self)
{
    g_autoptr(GPtrArray) taken =
        ep_drift_taken_list(self->exports, self->registrations, self->edited, self->result->found);

    for (guint i = 0; i < taken->len; i++) {
        EpRecord *export = g_ptr_array_index(taken, i);
        EpDraft *draft;

        if (!ep_drift_run_is_allowed(self, "export.confirm", export))
            continue;
        draft = ep_draft_new_from(export);
        g_ptr_array_add(self->drafts, draft);
        ep_draft_set_named(draft, "state", "confirmed");
        ep_draft_set_integer(draft, "confirmed_by", ep_act_get_operator(self->deed->act));
        ep_draft_set_named(draft, "confirmed_on", ep_act_get_day(self->deed->act));
    }
}

void
ep_drift_run_verify_all(EpDriftRun *self)
{
    if (!self->today)
        return;
    for (guint i = 0; i < self->result->same->len; i++)
        ep_drift_run_verify_registration(self, g_ptr_array_index(self->result->same, i));
    for (guint i = 0; i < self->result->absent->len; i++)
        ep_drift_run_close_registration(self, g_ptr_array_index(self->result->absent, i));
    ep_drift_run_verify_restrictions(self);
    ep_drift_run_keep_keys(self);
    ep_drift_run_confirm_exports(self);
}
