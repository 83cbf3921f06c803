#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-drift-compare.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-route.h"

/* The steps that mend a difference. Each does the work of another kind's, for all lines at once. */

/* --- registrations --- */

/* The registration of a line's permit on its target, as a draft; a new one if there is none. */
static EpDraft *
ep_drift_mend_open_registration(EpDeed *deed, EpRecord *line, GError **error)
{
    const char *target = ep_record_get_named(line, "target");
    g_autoptr(GPtrArray) all = ep_reader_load_of(ep_act_get_reader(deed->act), &ep_registration_table, "permit",
                                                 ep_record_get_integer(line, "permit"), error);
    EpDraft *draft;

    if (all == NULL)
        return NULL;
    for (guint i = 0; i < all->len; i++) {
        EpRecord *registration = g_ptr_array_index(all, i);

        if (strcmp(ep_record_get_named(registration, "target"), target) == 0)
            return ep_draft_new_from(registration);
    }
    draft = ep_draft_new(&ep_registration_table);
    ep_draft_set_named(draft, "permit", ep_record_get_named(line, "permit"));
    ep_draft_set_named(draft, "target", target);
    ep_draft_set_named(draft, "network", ep_record_get_named(line, "network"));
    return draft;
}

/* What the target has otherwise is to be changed there, not added. */
static const char *
ep_drift_mend_get_mark(EpRecord *line)
{
    return strcmp(ep_record_get_named(line, "class"), ep_drift_classes[EP_DRIFT_RIGHTS].code) == 0
               ? EP_IDENTITY_OTHERWISE
               : "";
}

static gboolean
ep_drift_mend_registrations(EpDeed *deed, const char *state, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        EpRecord *line = g_ptr_array_index(deed->records, i);
        EpDraft *registration = ep_drift_mend_open_registration(deed, line, error);

        if (registration == NULL)
            return FALSE;
        ep_draft_set_named(registration, "state", state);
        ep_draft_set_named(registration, "row_error", ep_drift_mend_get_mark(line));
        ep_draft_set_named(registration, "deleted_on", "");
        g_ptr_array_add(drafts, registration);
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_drift_run_register(EpDeed *deed, GError **error)
{
    return ep_drift_mend_registrations(deed, "waiting", error);
}

gboolean
ep_drift_run_remove(EpDeed *deed, GError **error)
{
    return ep_drift_mend_registrations(deed, "to_delete", error);
}

/* --- permits --- */

/* A step of another kind inside this act: asked as if a person did it there. */
static gboolean
ep_drift_mend_do(EpDeed *deed, const char *name, GPtrArray *records, GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(deed->ledger, name, &table, error);
    g_autoptr(GPtrArray) routes = ep_route_load(ep_act_get_reader(deed->act), error);
    const EpOperator *person = ep_ledger_get_operator(deed->ledger);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, person);
    EpDeed step = *deed;

    for (guint i = 0; routes != NULL && i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);
        g_autofree char *reason = ep_route_refuse(routes, verb, record, person, ep_act_get_day(deed->act));
        g_autofree char *called = ep_record_dup_name(record);

        if (reason == NULL)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, "%s: %s", called, reason);
        return FALSE;
    }
    step.verb = verb;
    step.table = table;
    step.records = records;
    step.answers = answers;
    return routes != NULL && (records->len == 0 || verb->run(&step, error));
}

static gboolean
ep_drift_mend_is_live(EpRecord *permit)
{
    return ep_words_contain("allowed used", ep_record_get_named(permit, "state"));
}

/* Temporary use is revoked; anything else has expired. */
gboolean
ep_drift_run_expire(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(GPtrArray) normal = g_ptr_array_new_with_free_func(g_object_unref);
    g_autoptr(GPtrArray) temporary = g_ptr_array_new_with_free_func(g_object_unref);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        gint64 id = ep_record_get_integer(g_ptr_array_index(deed->records, i), "permit");
        g_autoptr(EpRecord) permit = ep_reader_read(ep_act_get_reader(deed->act), &ep_permit_table, id, error);
        GPtrArray *kind;

        if (permit == NULL)
            return FALSE;
        kind = strcmp(ep_record_get_named(permit, "kind"), "temporary") == 0 ? temporary : normal;
        if (ep_drift_mend_is_live(permit) && g_hash_table_add(seen, (gpointer)ep_record_peek_id(permit)))
            g_ptr_array_add(kind, g_steal_pointer(&permit));
    }
    return drafts != NULL && ep_drift_mend_do(deed, "permit.expire", normal, error) &&
           ep_drift_mend_do(deed, "permit.revoke", temporary, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error);
}

/* --- applications --- */

static void
ep_drift_mend_add_device(EpDeed *deed, EpDraft *application, EpRecord *line)
{
    static const char *const fields[] = { "vid", "pid", "serial", "instance_id", "hash" };
    g_autoptr(EpDraft) device = ep_draft_new(&ep_application_device_table);

    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        ep_draft_set_named(device, fields[i], ep_record_get_named(line, fields[i]));
    ep_draft_set_named(device, "model", ep_record_get_named(line, "listed_as"));
    ep_draft_fill(device, ep_act_get_day(deed->act), ep_act_get_at(deed->act), ep_act_get_operator(deed->act));
    ep_draft_add_line(application, device);
}

static EpDraft *
ep_drift_mend_start_application(EpDeed *deed, const EpVerb *verb, EpTable *table, GError **error)
{
    const char *network = ep_record_get_named(g_ptr_array_index(deed->records, 0), "network");
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(deed->ledger));

    ep_draft_set_named(answers, "network", network);
    ep_draft_set_named(answers, "section", ep_deed_answer(deed, "for_section"));
    ep_draft_set_named(answers, "applicant", ep_deed_answer(deed, "applicant"));
    ep_draft_set_named(answers, "purpose", ep_deed_answer(deed, "purpose"));
    ep_draft_fill(answers, ep_act_get_day(deed->act), ep_act_get_at(deed->act), ep_act_get_operator(deed->act));
    ep_application_propose(answers);
    for (guint i = 0; i < deed->records->len; i++) {
        EpRecord *line = g_ptr_array_index(deed->records, i);

        if (strcmp(ep_record_get_named(line, "network"), network) != 0) {
            g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED,
                                _("one application is for one network: choose the devices of one"));
            return NULL;
        }
        ep_drift_mend_add_device(deed, answers, line);
    }
    return g_steal_pointer(&answers);
}

gboolean
ep_drift_run_apply(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new(),
                         drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(deed->ledger, "application.new", &table, error);
    g_autoptr(EpDraft) answers = ep_drift_mend_start_application(deed, verb, table, error);
    EpDeed step = *deed;

    if (answers == NULL || !ep_ledger_check_route(deed->ledger, ep_act_get_reader(deed->act), verb,
                                                  ep_draft_get_named(answers, "network"), error))
        return FALSE;
    step.verb = verb;
    step.table = table;
    step.records = none;
    step.answers = answers;
    step.made = 0;
    if (!verb->run(&step, error))
        return FALSE;
    deed->made = step.made;
    for (guint i = 0; i < deed->records->len; i++) {
        EpDraft *line = ep_deed_edit(deed, g_ptr_array_index(deed->records, i), error);

        if (line == NULL)
            return FALSE;
        ep_draft_set_integer(line, "application", step.made);
        ep_draft_set_named(line, "begun_on", ep_act_get_day(deed->act));
        ep_draft_set_integer(line, "begun_by", ep_act_get_operator(deed->act));
        g_ptr_array_add(drafts, line);
    }
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_drift_run_reopen(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < drafts->len; i++) {
        EpDraft *line = g_ptr_array_index(drafts, i);

        ep_draft_set_named(line, "state", ep_draft_get_named(line, "class"));
        ep_draft_set_named(line, "mended_on", "");
        ep_draft_set_named(line, "mended_in", "");
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}
