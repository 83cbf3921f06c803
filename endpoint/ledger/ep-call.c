#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-case.h"

/* Calls (問合せ): what people ask the desk, by telephone, mail or at the counter, until it is answered. */

static const EpChoice states[] = {
    { "received", N_("Received"), EP_TINT_INFO },   { "active", N_("Being answered"), EP_TINT_WAIT },
    { "pending", N_("Pending"), EP_TINT_WAIT },     { "done", N_("Answered"), EP_TINT_FINE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE }, { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice channels[] = {
    { "phone", N_("Telephone"), EP_TINT_NONE },
    { "extension", N_("Internal telephone"), EP_TINT_NONE },
    { "visit", N_("At the counter"), EP_TINT_NONE },
    { "mail", N_("By mail"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice urgencies[] = {
    { "low", N_("Can wait"), EP_TINT_NONE },
    { "normal", N_("Normal"), EP_TINT_NONE },
    { "high", N_("Urgent"), EP_TINT_LATE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .group = N_("Basics"), .width = 13 },
    { "state", N_("State"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "received", .width = 10 },
    { "title", N_("Question"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .width = 30 },
    { "received_at", N_("Received at"), EP_KIND_TIME, EP_FIELD_COLUMN, .initial = "@now" },
    { "received_by", N_("Received by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FACET, .reference = "staff",
      .initial = "@operator", .width = 10 },
    { "channel", N_("Channel"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = channels,
      .initial = "phone", .width = 8 },
    { "urgency", N_("Urgency"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = urgencies,
      .initial = "normal", .width = 8 },
    { "symptom", N_("Symptom"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = ep_case_symptoms,
      .group = N_("Question"), .width = 12 },
    { "detail", N_("Details"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "pc", N_("PC"), EP_KIND_REFERENCE, COLUMN, .reference = "pc", .group = N_("Place"), .width = 11 },
    { "network", N_("Network"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET, .choices = ep_networks, .width = 14 },
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET, .reference = "section", .width = 16 },
    { "contact", N_("Caller"), EP_KIND_TEXT, COLUMN | EP_FIELD_PERSONAL, .width = 12 },
    { "extension", N_("Extension"), EP_KIND_CODE, EP_FIELD_SEARCHED, .width = 8 },
    { "first_answer", N_("First answer"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Answer") },
    { "knowledge", N_("Knowledge used"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "escalated_to", N_("Passed on to"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "pending_reason", N_("Waits for"), EP_KIND_TEXT, COLUMN, .width = 16 },
    { "resume_on", N_("Resumes on"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { "solution", N_("Solution"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "solved_at", N_("Solved at"), EP_KIND_TIME, EP_FIELD_FIXED },
    { "cancel_reason", N_("Reason for cancelling"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "minutes", N_("Minutes worked"), EP_KIND_INTEGER, EP_FIELD_DERIVED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Other") },
    { NULL },
};

#define OPEN "received active pending"

static const EpVerb verbs[] = {
    { "call.receive", N_("Take a call"), .accel = "<Control>n", .from = "", .to = "received",
      .asks = "title! channel! symptom pc contact extension section network urgency detail first_answer",
      .flags = EP_VERB_MAIN, .run = ep_case_open },
    { "call.solve", N_("Answer"), .from = "received active", .to = "done",
      .asks = "solution! symptom first_answer knowledge", .flags = EP_VERB_MAIN, .stamps = "solved_at" },
    { "call.start", N_("Start work"), .from = "received", .to = "active", .asks = "first_answer escalated_to" },
    { "call.pend", N_("Put off"), .from = "received active", .to = "pending",
      .asks = "pending_reason! resume_on! escalated_to" },
    { "call.resume", N_("Go on"), .from = "pending", .to = "active", .flags = EP_VERB_MAIN },
    { "call.repair", N_("Open a repair"), .from = OPEN, .to = "active",
      .asks = "pc symptom title! contact extension belongings cover backup_needed", .makes = &ep_repair_table,
      .run = ep_case_open },
    { "call.reopen", N_("Open again"), .from = "done", .to = "active" },
    { "call.edit", N_("Edit"), .accel = "<Control>e", .from = OPEN, .asks = "*", .flags = EP_VERB_QUIET },
    { "call.cancel", N_("Cancel"), .from = OPEN, .to = "cancelled", .asks = "cancel_reason!" },
    { NULL },
};

static const EpTableSection sections[] = {
    { "repair", "call", NULL },
    { NULL },
};

EpTable ep_call_table = {
    .name = "call",
    .label = N_("Calls"),
    .hint = N_("Take the first call: who asks, about which PC, and what."),
    .fields = fields,
    .number = "number",
    .title = "title",
    .network = "network",
    .section = "section",
    .pc = "pc",
    .state = "state",
    .due = "resume_on",
    .due_in = "pending",
    .open = OPEN,
    .series = "問",
    .sections = sections,
    .verbs = verbs,
    .sort = "-number",
};
