#include "endpoint/ledger/ep-incident.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-virus-check.h"

static const EpChoice states[] = {
    { "detected", N_("Detected: to be reported"), EP_TINT_LATE },
    { "reported", N_("Reported"), EP_TINT_WAIT },
    { "treated", N_("Treated: to be checked again"), EP_TINT_WAIT },
    { "rechecked", N_("Clean again"), EP_TINT_INFO },
    { "closed", N_("Closed"), EP_TINT_FINE },
    { "false", N_("False alarm"), EP_TINT_NONE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice ways[] = {
    { "phone", N_("Phone"), EP_TINT_NONE, "電話" },
    { "oral", N_("Orally"), EP_TINT_NONE, "口頭" },
    { "mail", N_("Mail"), EP_TINT_NONE, "メール" },
    { "written", N_("In writing"), EP_TINT_NONE, "書面" },
    { NULL, NULL, EP_TINT_NONE },
};

/* 6.10 of the contract: what the measured values leave out. */
static const EpChoice exclusions[] = {
    { "other-service", N_("(1) Not of the service provided"), EP_TINT_NONE, "①" },
    { "disaster", N_("(2) Disaster, nobody's fault here"), EP_TINT_NONE, "②" },
    { "others-product", N_("(3) Somebody else's hardware or software"), EP_TINT_NONE, "③" },
    { "city", N_("(4) The city's own fault"), EP_TINT_NONE, "④" },
    { "unclear", N_("(5) Cannot be cleared up"), EP_TINT_NONE, "⑤" },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)
#define FIXED EP_FIELD_FIXED
#define DERIVED EP_FIELD_DERIVED

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | FIXED, .width = 13, .group = N_("Detection") },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | FIXED, .choices = states,
      .initial = "detected", .width = 16 },
    { "report_by", N_("To be reported by"), EP_KIND_TIME, EP_FIELD_COLUMN | FIXED, .width = 14 },
    { "title", N_("What was found"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .width = 26 },
    { "device", N_("Found on"), EP_KIND_TEXT, DERIVED | COLUMN, .width = 20 },
    { "detected_at", N_("Detected at"), EP_KIND_TIME, EP_FIELD_REQUIRED | EP_FIELD_COLUMN, .initial = "@now" },
    { "detected_by", N_("Detected by"), EP_KIND_REFERENCE, FIXED, .reference = "staff", .initial = "@operator" },
    { "detection", N_("Virus check"), EP_KIND_REFERENCE, FIXED, .reference = "virus_check" },
    { "line", N_("Device applied for"), EP_KIND_REFERENCE, FIXED | EP_FIELD_HIDDEN, .reference = "application_device" },
    { "medium", N_("Medium"), EP_KIND_REFERENCE, FIXED, .reference = "medium" },
    { "pc", N_("PC"), EP_KIND_REFERENCE, EP_FIELD_SEARCHED, .reference = "pc" },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = ep_networks },
    { "section", N_("Section"), EP_KIND_REFERENCE, EP_FIELD_SEARCHED | EP_FIELD_FACET, .reference = "section" },
    { "names", N_("Infected file names"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "report_day", N_("To be reported on"), EP_KIND_DATE, FIXED | EP_FIELD_HIDDEN, .group = N_("Reporting") },
    { "reported_at", N_("Reported at"), EP_KIND_TIME, EP_FIELD_COLUMN | FIXED },
    { "late", N_("Reported late"), EP_KIND_YES, DERIVED | EP_FIELD_FACET },
    { "reported_by", N_("Reported by"), EP_KIND_REFERENCE, FIXED, .reference = "staff" },
    { "reported_to", N_("Reported to"), EP_KIND_TEXT, FIXED | EP_FIELD_SEARCHED },
    { "reported_how", N_("Reported how"), EP_KIND_CHOICE, FIXED, .choices = ways },
    { "notified_at", N_("Users told at"), EP_KIND_TIME, 0 },
    { "action", N_("Action"), EP_KIND_CHOICE, FIXED | EP_FIELD_FACET, .choices = ep_virus_check_actions,
      .group = N_("Treatment") },
    { "treatment", N_("How it was treated"), EP_KIND_LINES, FIXED | EP_FIELD_SEARCHED },
    { "treated_at", N_("Treated at"), EP_KIND_TIME, FIXED },
    { "treated_by", N_("Treated by"), EP_KIND_REFERENCE, FIXED, .reference = "staff" },
    { "restored_at", N_("Back to normal at"), EP_KIND_TIME, FIXED },
    { "cause", N_("Cause"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Closing") },
    { "measures", N_("So that it does not happen again"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "exclusion", N_("Left out of the measured values"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = exclusions },
    { "closed_by", N_("Closed by"), EP_KIND_REFERENCE, FIXED, .reference = "staff" },
    { "closed_on", N_("Closed on"), EP_KIND_DATE, FIXED },
    { "explanation", N_("Explanation"), EP_KIND_TEXT, FIXED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "standing", N_("Permit that still stands"), EP_KIND_CODE, DERIVED },
    { "recheck_result", N_("Last re-check"), EP_KIND_CODE, DERIVED | EP_FIELD_HIDDEN },
    { NULL },
};

static char *
ep_incident_refuse_unsigned(EpRecord *record, const EpOperator *operator, const char * today)
{
    return operator->staff == 0 ? g_strdup(_("It must be known who signs for it")) : NULL;
}

static char *
ep_incident_refuse_close(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (!g_str_equal(ep_record_get_named(record, "recheck_result"), "clean"))
        return g_strdup(_("It has no clean re-check"));
    return ep_incident_refuse_unsigned(record, operator, today);
}

static char *
ep_incident_refuse_close_gone(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (!ep_words_contain("returned refused", ep_record_get_named(record, "action")))
        return g_strdup(_("The medium is in the house: check it again"));
    return ep_incident_refuse_unsigned(record, operator, today);
}

/* When it happened, which may be before somebody writes it down. */
static const EpField report_questions[] = {
    { "reported_at", N_("Reported at"), EP_KIND_TIME, EP_FIELD_REQUIRED, .initial = "@now" },
    { NULL },
};

static const EpField treat_questions[] = {
    { "treated_at", N_("Treated at"), EP_KIND_TIME, EP_FIELD_REQUIRED, .initial = "@now" },
    { NULL },
};

static char *
ep_incident_refuse_stop(EpRecord *record, const EpOperator *operator, const char * today)
{
    return *ep_record_get_named(record, "standing") == '\0' ? g_strdup(_("No permit of its medium stands")) : NULL;
}

static const EpField stop_questions[] = {
    { "end_reason", N_("Reason of the end"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = ep_permit_end_reasons,
      .initial = "virus" },
    { NULL },
};

#define CLOSING "notified_at restored_at cause measures note"

static const EpVerb verbs[] = {
    { "incident.new", N_("Write a detection down"), .accel = "<Control>n", .from = "", .to = "detected",
      .asks = "title! detected_at! pc network section names note", .run = ep_incident_run_new },
    { "incident.report", N_("Report"), .from = "detected", .to = "reported", .asks = "reported_to! reported_how! note",
      .questions = report_questions, .stamps = "reported_by", .flags = EP_VERB_MAIN,
      .refuse = ep_incident_refuse_unsigned, .run = ep_incident_run_moment },
    { "incident.treat", N_("Treated"), .from = "reported", .to = "treated", .asks = "action! treatment! notified_at",
      .questions = treat_questions, .stamps = "treated_by", .flags = EP_VERB_MAIN | EP_VERB_INSTRUCTION,
      .run = ep_incident_run_moment },
    { "incident.stop_permits", N_("Stop its permits at once"), .from = "detected reported treated",
      .questions = stop_questions, .flags = EP_VERB_INSTRUCTION, .refuse = ep_incident_refuse_stop,
      .run = ep_incident_run_stop, .then = EP_PERMIT_THEN },
    { "incident.recheck", N_("Check again"), .from = "treated", .to = "rechecked", .asks = EP_VIRUS_CHECK_ASKS,
      .makes = &ep_virus_check_table, .flags = EP_VERB_MAIN, .run = ep_virus_check_run },
    { "incident.close", N_("Close"), .from = "rechecked", .to = "closed", .asks = CLOSING,
      .stamps = "closed_by closed_on", .flags = EP_VERB_MAIN, .refuse = ep_incident_refuse_close },
    { "incident.close_gone", N_("Close: the medium left the house"), .from = "treated", .to = "closed", .asks = CLOSING,
      .stamps = "closed_by closed_on", .refuse = ep_incident_refuse_close_gone },
    { "incident.dismiss", N_("It was a false alarm"), .from = "detected reported treated", .to = "false",
      .asks = "explanation!", .stamps = "closed_by closed_on", .flags = EP_VERB_INSTRUCTION },
    { "incident.edit", N_("Edit"), .accel = "<Control>e",
      .asks = "title pc network section notified_at cause measures "
              "exclusion note",
      .flags = EP_VERB_COUNTED },
    { NULL },
};

static const EpTableSection sections[] = {
    { "virus_check", "incident", N_("Re-checks") },
    { NULL },
};

EpTable ep_incident_table = {
    .name = "incident",
    .label = N_("Incidents"),
    .hint = N_("What a virus check finds comes here by itself; what was seen elsewhere is written down."),
    .fields = fields,
    .number = "number",
    .title = "title",
    .network = "network",
    .section = "section",
    .pc = "pc",
    .state = "state",
    .due = "report_day",
    .due_at = "report_by",
    .due_in = "detected",
    .timed = N_("Detections to be reported"),
    .open = "detected reported treated rechecked",
    .series = "検出",
    .sections = sections,
    .verbs = verbs,
    .sort = "-detected_at",
};
