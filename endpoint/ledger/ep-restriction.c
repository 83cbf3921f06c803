#include "endpoint/ledger/ep-restriction.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

static const EpChoice states[] = {
    { "waiting", N_("Waiting for the instruction"), EP_TINT_WAIT },
    { "setting", N_("Being set"), EP_TINT_INFO },
    { "set", N_("Set"), EP_TINT_INFO },
    { "verified", N_("Seen to work"), EP_TINT_FINE },
    { "lifted", N_("Lifted"), EP_TINT_NONE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice kinds[] = {
    { "use", N_("May be used"), EP_TINT_FINE, "使用可" },
    { "read", N_("Read only"), EP_TINT_INFO, "読取専用" },
    { "no-write", N_("No writing"), EP_TINT_WAIT, "書込禁止" },
    { "no-execute", N_("No programs started"), EP_TINT_WAIT, "実行禁止" },
    { "none", N_("May not be used"), EP_TINT_LATE, "使用不可" },
    { NULL, NULL, EP_TINT_NONE },
};

/* What no list says is seen on a PC alone. */
static const EpChoice proofs[] = {
    { "list", N_("By the list read back, or on the PC"), EP_TINT_NONE },
    { "pc", N_("On the PC: no list that is read back says it"), EP_TINT_WAIT },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "permit", N_("Permit"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FIXED, .reference = "permit",
      .width = 15 },
    { "target", N_("Target"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED,
      .reference = "target", .width = 20 },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "waiting", .width = 12 },
    { "restricts", N_("Restriction"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = kinds, .width = 12 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = ep_networks },
    { "medium", N_("Medium"), EP_KIND_CODE, EP_FIELD_DERIVED | COLUMN, .width = 13 },
    { "device", N_("Device"), EP_KIND_TEXT, EP_FIELD_DERIVED | COLUMN },
    { "from_day", N_("From"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN },
    { "until_day", N_("Until"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN },
    { "exceptions", N_("Exceptions"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "limits", N_("What the enforcement cannot do"), EP_KIND_LINES, EP_FIELD_FIXED, .describe = ep_identity_describe },
    { "by_hand", N_("How it is set by hand"), EP_KIND_LINES, EP_FIELD_SEARCHED | EP_FIELD_FIXED },
    { "confirmed_by", N_("How it is confirmed"), EP_KIND_CHOICE, EP_FIELD_DERIVED, .choices = proofs },
    { "set_by", N_("Set by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff" },
    { "set_at", N_("Set at"), EP_KIND_TIME, EP_FIELD_FIXED },
    { "verified_by", N_("Verified by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff" },
    { "verified_on", N_("Verified on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "lifted_by", N_("Lifted by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "lifted_on", N_("Lifted on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { NULL },
};

static const EpVerb verbs[] = {
    { "restriction.begin", N_("Begin setting it"), .from = "waiting", .to = "setting",
      .flags = EP_VERB_MAIN | EP_VERB_MANY | EP_VERB_INSTRUCTION },
    { "restriction.finish", N_("It is set"), .from = "setting", .to = "set", .asks = "by_hand",
      .stamps = "set_by set_at", .flags = EP_VERB_MAIN | EP_VERB_MANY },
    { "restriction.verify", N_("Confirm that it works"), .from = "set", .to = "verified",
      .stamps = "verified_by verified_on", .asks = "note", .flags = EP_VERB_MAIN | EP_VERB_MANY },
    { "restriction.redo", N_("Does not work: set it again"), .from = "set verified", .to = "setting", .asks = "note",
      .flags = EP_VERB_MANY },
    { "restriction.lift", N_("Lift"), .from = "set verified", .to = "lifted", .stamps = "lifted_by lifted_on",
      .asks = "note", .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION },
    { "restriction.cancel", N_("Cancel"), .from = "waiting setting", .to = "cancelled", .asks = "note",
      .flags = EP_VERB_MANY },
    { "restriction.edit", N_("Edit"), .accel = "<Control>e", .from = "waiting setting", .asks = "*",
      .flags = EP_VERB_COUNTED },
    { NULL },
};

EpTable ep_restriction_table = {
    .name = "restriction",
    .label = N_("Use restrictions"),
    .hint = N_("A use restriction is asked for from the card of a permit."),
    .fields = fields,
    .title = "permit",
    .network = "network",
    .state = "state",
    .due = "until_day",
    .due_in = "set verified",
    .open = "waiting setting set",
    .verbs = verbs,
    .check = ep_restriction_check,
    .sort = "permit",
};

gboolean
ep_restriction_run_open(EpDeed *deed, GError **error)
{
    g_autoptr(EpRecord) target = ep_reader_read(ep_act_get_reader(deed->act), &ep_target_table,
                                                ep_draft_get_integer(deed->answers, "target"), error);

    if (target != NULL && *ep_record_get_named(target, "retired") != '\0') {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is no longer used"), ep_record_get_named(target, "name"));
        return FALSE;
    }
    for (guint i = 0; target != NULL && i < deed->records->len; i++) {
        EpRecord *permit = g_ptr_array_index(deed->records, i);

        if (strcmp(ep_record_get_named(permit, "network"), ep_record_get_named(target, "network")) == 0)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is on another network"),
                    ep_record_get_named(target, "name"));
        return FALSE;
    }
    return target != NULL && ep_deed_run(deed, error);
}

/* What was not set yet need not be; what is set is to be lifted now, which its last day says. */
static EpDraft *
ep_restriction_end(EpRecord *restriction, const char *day)
{
    const char *state = ep_record_get_named(restriction, "state");
    EpDraft *draft;

    if (!ep_words_contain("waiting setting set verified", state))
        return NULL;
    draft = ep_draft_new_from(restriction);
    if (ep_words_contain("waiting setting", state))
        ep_draft_set_named(draft, "state", "cancelled");
    else if (strcmp(day, ep_record_get_named(restriction, "until_day")) < 0)
        ep_draft_set_named(draft, "until_day", day);
    return draft;
}

gboolean
ep_restriction_end_all(EpDeed *deed, const gint64 *permits, gsize n_permits, GPtrArray *drafts, GError **error)
{
    g_autoptr(GPtrArray) restrictions = ep_reader_load_of_many(ep_act_get_reader(deed->act), &ep_restriction_table,
                                                               "permit", permits, n_permits, error);

    for (guint i = 0; restrictions != NULL && i < restrictions->len; i++) {
        EpDraft *draft = ep_restriction_end(g_ptr_array_index(restrictions, i), ep_act_get_day(deed->act));

        if (draft != NULL)
            g_ptr_array_add(drafts, draft);
    }
    return restrictions != NULL;
}

/* --- renewal --- */

/* What was to last as long as the permit lasts as long as the next one. It is in force from the first day, and whoever
 * sets it on the target signs for it again. */
static EpDraft *
ep_restriction_renew(EpRecord *restriction, EpRecord *permit, EpDraft *next)
{
    static const char *const taken[] = { "target", "restricts", "network", "exceptions", "note" };
    const char *state = ep_record_get_named(restriction, "state");
    EpDraft *draft;

    if (!ep_words_contain("waiting setting set verified", state) ||
        strcmp(ep_record_get_named(restriction, "until_day"), ep_record_get_named(permit, "until_day")) != 0)
        return NULL;
    draft = ep_draft_new(&ep_restriction_table);
    for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
        ep_draft_set_named(draft, taken[i], ep_record_get_named(restriction, taken[i]));
    ep_draft_set_integer(draft, "permit", ep_draft_get_id(next));
    ep_draft_set_named(draft, "state", strcmp(state, "waiting") == 0 ? "waiting" : "setting");
    ep_draft_set_named(draft, "from_day", ep_draft_get_named(next, "from_day"));
    ep_draft_set_named(draft, "until_day", ep_draft_get_named(next, "until_day"));
    return draft;
}

static GHashTable *
ep_restriction_map_next(GPtrArray *drafts)
{
    GHashTable *next = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

    for (guint i = 0; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);
        gint64 renews = 0;

        if (ep_draft_get_table(draft) == &ep_permit_table && ep_draft_get_base(draft) == NULL)
            renews = ep_draft_get_integer(draft, "renews");
        if (renews != 0)
            g_hash_table_insert(next, g_memdup2(&renews, sizeof renews), draft);
    }
    return next;
}

gboolean
ep_restriction_renew_all(EpDeed *deed, GPtrArray *permits, GPtrArray *drafts, GError **error)
{
    g_autoptr(GHashTable) next = ep_restriction_map_next(drafts);
    g_autofree gint64 *ids = ep_permit_dup_ids(permits);
    g_autoptr(GPtrArray) restrictions =
        ep_reader_load_of_many(ep_act_get_reader(deed->act), &ep_restriction_table, "permit", ids, permits->len, error);
    g_autoptr(GPtrArray) renewed = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    guint at = 0;

    for (guint i = 0; restrictions != NULL && i < restrictions->len; i++) {
        EpRecord *restriction = g_ptr_array_index(restrictions, i);
        gint64 permit = ep_record_get_integer(restriction, "permit");
        EpDraft *successor = g_hash_table_lookup(next, &permit), *draft;

        while (ids[at] != permit) /* both are in the order of the permits */
            at++;
        draft = successor != NULL ? ep_restriction_renew(restriction, g_ptr_array_index(permits, at), successor) : NULL;
        if (draft != NULL)
            g_ptr_array_add(renewed, draft);
    }
    return restrictions != NULL && ep_act_write_all(deed->act, renewed, NULL, error);
}
