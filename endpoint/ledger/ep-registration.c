#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-identity.h"

/* A permit on one target: put into its list, or taken off by hand, by one person and verified by another (ep-route.h).
 * An export of today registers what waits. */

static const EpChoice states[] = {
    { "waiting", N_("To be registered"), EP_TINT_WAIT },
    { "registered", N_("Registered"), EP_TINT_INFO },
    { "confirmed", N_("Verified"), EP_TINT_FINE },
    { "to_delete", N_("To be deleted"), EP_TINT_WAIT },
    { "removed", N_("Deletion to be verified"), EP_TINT_INFO },
    { "deleted", N_("Deleted"), EP_TINT_NONE },
    { "error", N_("Error"), EP_TINT_LATE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "permit", N_("Permit"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FIXED, .reference = "permit",
      .width = 15 },
    { "target", N_("Target"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED,
      .reference = "target", .width = 20 },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "waiting", .width = 10 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = ep_networks },
    { "medium", N_("Medium"), EP_KIND_REFERENCE, EP_FIELD_DERIVED | COLUMN, .reference = "medium", .width = 13 },
    { "device", N_("Device"), EP_KIND_TEXT, EP_FIELD_DERIVED | COLUMN },
    { "serial", N_("Serial number"), EP_KIND_CODE, EP_FIELD_DERIVED | COLUMN, .width = 16 },
    { "from_day", N_("From"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "until_day", N_("Until"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "registered_by", N_("Registered by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff" },
    { "registered_on", N_("Registered on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "export", N_("Export"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "export", .width = 13 },
    { "verified_by", N_("Verified by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff" },
    { "verified_on", N_("Verified on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "deleted_on", N_("Deleted on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "deleted_by", N_("Deleted by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "deletion_verified_by", N_("Deletion verified by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "deletion_verified_on", N_("Deletion verified on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "deleted_by_export", N_("Deleted by the export"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "export" },
    { "target_key", N_("Key on the target"), EP_KIND_CODE, EP_FIELD_FIXED | EP_FIELD_SEARCHED },
    { "row_error", N_("What the target said"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_FIXED | EP_FIELD_SEARCHED,
      .describe = ep_identity_describe },
    { "file_kind", N_("Kind of target"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { NULL },
};

static gboolean
ep_registration_is_manual(EpRecord *record)
{
    return g_str_equal(ep_record_get_named(record, "file_kind"), "manual");
}

static char *
ep_registration_refuse_register(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_registration_is_manual(record))
        return NULL;
    return g_strdup(_("This target reads a file: export its list, which registers what waits"));
}

static char *
ep_registration_refuse_delete(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_registration_is_manual(record) || *ep_record_get_named(record, "export") == '\0')
        return NULL;
    return g_strdup(_("This target reads a file: export its list, which leaves it out"));
}

static const EpVerb verbs[] = {
    { "registration.register", N_("Registered by hand"), .from = "waiting", .to = "registered",
      .stamps = "registered_by registered_on", .flags = EP_VERB_MAIN | EP_VERB_MANY | EP_VERB_INSTRUCTION,
      .refuse = ep_registration_refuse_register },
    { "registration.confirm", N_("Verify"), .from = "registered", .to = "confirmed",
      .stamps = "verified_by verified_on", .flags = EP_VERB_MAIN | EP_VERB_MANY },
    { "registration.fail", N_("Target reports an error"), .from = "registered confirmed", .to = "error",
      .asks = "row_error!", .flags = EP_VERB_MANY },
    { "registration.by_hand", N_("Set on the PCs by hand"), .from = "error", .to = "registered",
      .stamps = "registered_by registered_on", .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION },
    { "registration.retry", N_("Register again"), .from = "error", .to = "waiting",
      .flags = EP_VERB_MAIN | EP_VERB_MANY },
    { "registration.delete", N_("Deleted by hand"), .from = "to_delete", .to = "removed",
      .stamps = "deleted_by deleted_on", .flags = EP_VERB_MAIN | EP_VERB_MANY | EP_VERB_INSTRUCTION,
      .refuse = ep_registration_refuse_delete },
    { "registration.confirm_deletion", N_("Verify the deletion"), .from = "removed", .to = "deleted",
      .stamps = "deletion_verified_by deletion_verified_on", .flags = EP_VERB_MAIN | EP_VERB_MANY },
    { "registration.delete_again", N_("Still there: delete it again"), .from = "removed", .to = "to_delete",
      .flags = EP_VERB_MANY },
    { NULL },
};

EpTable ep_registration_table = {
    .name = "registration",
    .label = N_("Registrations"),
    .hint = N_("Registrations wait here when an application is allowed."),
    .fields = fields,
    .title = "permit",
    .network = "network",
    .state = "state",
    .open = "waiting registered to_delete removed error",
    .verbs = verbs,
    .sort = "permit",
};
