#include "endpoint/ledger/ep-kinds.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-case.h"
#include "endpoint/ledger/ep-loan.h"
#include "endpoint/ledger/ep-vendor-job.h"

/* Broken PCs (障害PC): taken in, put right here or by a maintenance company, checked, set up and given back. What runs
 * beside it, the company's work and the loaner, is a record of its own. */

static const EpChoice states[] = {
    { "received", N_("Received"), EP_TINT_INFO },
    { "triage", N_("Being diagnosed"), EP_TINT_INFO },
    { "minor", N_("Minor work"), EP_TINT_WAIT },
    { "vendor", N_("With the vendor"), EP_TINT_WAIT },
    { "checking", N_("Being checked"), EP_TINT_INFO },
    { "setup", N_("Being set up"), EP_TINT_INFO },
    { "notified", N_("User told"), EP_TINT_WAIT },
    { "returned", N_("Given back"), EP_TINT_FINE },
    { "beyond", N_("Beyond repair"), EP_TINT_LATE },
    { "closed", N_("Closed"), EP_TINT_FINE },
    { "written_off", N_("Written off"), EP_TINT_NONE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice causes[] = {
    { "hardware", N_("Hardware"), EP_TINT_NONE },     { "software", N_("Software"), EP_TINT_NONE },
    { "settings", N_("Settings"), EP_TINT_NONE },     { "virus", N_("Virus"), EP_TINT_LATE },
    { "user", N_("User's operation"), EP_TINT_NONE }, { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice covers[] = {
    { "warranty", N_("Warranty"), EP_TINT_FINE },
    { "lease", N_("Lease"), EP_TINT_FINE },
    { "contract", N_("Maintenance contract"), EP_TINT_FINE },
    { "none", N_("At the city's cost"), EP_TINT_WAIT },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .group = N_("Basics"), .width = 13 },
    { "state", N_("State"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "received", .width = 10 },
    { "pc", N_("PC"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN, .reference = "pc", .width = 11 },
    { "title", N_("Fault"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .width = 30 },
    { "waiting_since", N_("In this state since"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_COLUMN, .width = 9 },
    { "received_at", N_("Received at"), EP_KIND_TIME, EP_FIELD_COLUMN, .initial = "@now" },
    { "received_by", N_("Received by"), EP_KIND_REFERENCE, EP_FIELD_FACET, .reference = "staff",
      .initial = "@operator" },
    { "call", N_("Call"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "call" },
    { "symptom", N_("Symptom"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = ep_case_symptoms },
    { "network", N_("Network"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET, .choices = ep_networks, .group = N_("Place"),
      .width = 14 },
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET, .reference = "section", .width = 16 },
    { "contact", N_("Contact"), EP_KIND_TEXT, COLUMN | EP_FIELD_PERSONAL, .width = 12 },
    { "extension", N_("Extension"), EP_KIND_CODE, EP_FIELD_SEARCHED, .width = 8 },
    { "belongings", N_("Taken in with it"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "cause", N_("Cause"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = causes,
      .group = N_("Diagnosis"), .width = 10 },
    { "finding", N_("Findings"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "cover", N_("Cover"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = covers },
    { "backup_needed", N_("Data must be saved first"), EP_KIND_YES, 0 },
    { "backup_consent", N_("Consent to handling the data by"), EP_KIND_TEXT, EP_FIELD_PERSONAL },
    { "minor_reason", N_("Minor because"), EP_KIND_TEXT, 0 },
    { "work", N_("Work done"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Work") },
    { "check_note", N_("Result of the check"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "setup_note", N_("Set-up done"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "notified_on", N_("User told on"), EP_KIND_DATE, EP_FIELD_FIXED, .group = N_("Handing back") },
    { "notified_how", N_("User told how"), EP_KIND_TEXT, 0 },
    { "returned_on", N_("Given back on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "handed_to", N_("Given back to"), EP_KIND_TEXT, EP_FIELD_PERSONAL },
    { "end_reason", N_("Reason"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "disposal", N_("Disposal"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "loaner", N_("Loaner"), EP_KIND_CODE, EP_FIELD_DERIVED | COLUMN, .width = 11 },
    { "vendor", N_("Vendor"), EP_KIND_TEXT, EP_FIELD_DERIVED | COLUMN, .width = 14 },
    { "open_loans", N_("Loaners out"), EP_KIND_INTEGER, EP_FIELD_DERIVED },
    { "open_jobs", N_("Open jobs at vendors"), EP_KIND_INTEGER, EP_FIELD_DERIVED },
    { "minutes", N_("Minutes worked"), EP_KIND_INTEGER, EP_FIELD_DERIVED },
    { "pc_state", N_("State of the PC before"), EP_KIND_CODE, EP_FIELD_FIXED | EP_FIELD_HIDDEN },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Other") },
    { NULL },
};

static gboolean
ep_repair_has(EpRecord *record, const char *count)
{
    const char *value = ep_record_get_named(record, count);

    return *value != '\0' && strcmp(value, "0") != 0;
}

static char *
ep_repair_refuse_loan(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (!ep_repair_has(record, "open_loans"))
        return NULL;
    return g_strdup_printf(_("The loaner %s must come back first"), ep_record_get_named(record, "loaner"));
}

static char *
ep_repair_refuse_job(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (!ep_repair_has(record, "open_jobs"))
        return NULL;
    return g_strdup_printf(_("%s must bring the PC back first"), ep_record_get_named(record, "vendor"));
}

static char *
ep_repair_refuse_both(EpRecord *record, const EpOperator *operator, const char * today)
{
    char *reason = ep_repair_refuse_job(record, operator, today);

    return reason != NULL ? reason : ep_repair_refuse_loan(record, operator, today);
}

static char *
ep_repair_refuse_second_loan(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (!ep_repair_has(record, "open_loans"))
        return NULL;
    return g_strdup_printf(_("The loaner %s is out already"), ep_record_get_named(record, "loaner"));
}

#define HERE "received triage minor vendor checking setup notified"
#define OPEN HERE " returned beyond"

static const EpVerb verbs[] = {
    { "repair.receive", N_("Take in a broken PC"), .accel = "<Control>n", .from = "", .to = "received",
      .asks = "pc! title! symptom contact extension section network belongings cover backup_needed backup_consent",
      .flags = EP_VERB_MAIN, .run = ep_case_open },
    { "repair.triage", N_("Diagnose"), .from = "received", .to = "triage",
      .asks = "cause finding cover backup_needed backup_consent", .flags = EP_VERB_MAIN },
    { "repair.minor", N_("Do it here"), .from = "triage", .to = "minor", .asks = "cause! finding minor_reason!",
      .flags = EP_VERB_MAIN | EP_VERB_INSTRUCTION },
    { "repair.send", N_("Send to a vendor"), .from = "triage minor", .to = "vendor",
      .asks = "vendor! ordered_on! vendor_number estimate remind_on", .makes = &ep_vendor_job_table,
      .flags = EP_VERB_INSTRUCTION, .run = ep_vendor_job_order },
    { "repair.finish", N_("Work is done"), .from = "minor", .to = "checking", .asks = "work!", .flags = EP_VERB_MAIN },
    { "repair.check", N_("Check it"), .from = "vendor", .to = "checking", .flags = EP_VERB_MAIN,
      .refuse = ep_repair_refuse_job },
    { "repair.pass", N_("Works: set up"), .from = "checking", .to = "setup", .asks = "check_note!",
      .flags = EP_VERB_MAIN },
    { "repair.fail", N_("Does not work yet"), .from = "checking", .to = "triage", .asks = "check_note!" },
    { "repair.pass_as_is", N_("Works as it is: tell the user"), .from = "checking", .to = "notified",
      .asks = "check_note! notified_how!", .stamps = "notified_on" },
    { "repair.notify", N_("Tell the user"), .from = "setup", .to = "notified", .asks = "setup_note notified_how!",
      .flags = EP_VERB_MAIN | EP_VERB_MANY, .stamps = "notified_on" },
    { "repair.return", N_("Give back"), .from = "notified", .to = "returned", .asks = "handed_to! belongings",
      .flags = EP_VERB_MAIN, .stamps = "returned_on", .refuse = ep_repair_refuse_loan, .run = ep_case_close },
    { "repair.close", N_("Close"), .from = "returned", .to = "closed", .asks = "note",
      .flags = EP_VERB_MAIN | EP_VERB_MANY, .refuse = ep_repair_refuse_both },
    { "repair.lend", N_("Lend a loaner"), .from = HERE " beyond", .asks = "pc! due! accessories",
      .makes = &ep_loan_table, .refuse = ep_repair_refuse_second_loan, .run = ep_loan_prepare },
    { "repair.give_up", N_("Beyond repair"), .from = "triage minor vendor checking", .to = "beyond",
      .asks = "end_reason!", .flags = EP_VERB_INSTRUCTION, .refuse = ep_repair_refuse_job },
    { "repair.write_off", N_("Write off"), .from = "beyond", .to = "written_off", .asks = "disposal!",
      .flags = EP_VERB_MAIN | EP_VERB_INSTRUCTION, .refuse = ep_repair_refuse_both, .run = ep_case_write_off },
    { "repair.edit", N_("Edit"), .accel = "<Control>e", .from = OPEN,
      .asks = "title symptom network section contact extension belongings cause finding cover backup_needed "
              "backup_consent work note",
      .flags = EP_VERB_QUIET, .run = ep_case_edit },
    { "repair.cancel", N_("Cancel"), .from = "received triage", .to = "cancelled", .asks = "end_reason!",
      .refuse = ep_repair_refuse_both, .run = ep_case_close },
    { NULL },
};

static const EpTableSection sections[] = {
    { "loan", "repair", NULL },
    { "vendor_job", "repair", NULL },
    { NULL },
};

EpTable ep_repair_table = {
    .name = "repair",
    .label = N_("Repairs"),
    .hint = N_("Take in a broken PC here, or from its card in the PC ledger."),
    .fields = fields,
    .number = "number",
    .title = "title",
    .network = "network",
    .section = "section",
    .pc = "pc",
    .state = "state",
    .open = OPEN,
    .series = "修",
    .sections = sections,
    .verbs = verbs,
    .sort = "-number",
};
