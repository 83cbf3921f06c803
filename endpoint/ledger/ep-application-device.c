#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-virus-check.h"

/* The devices of an application: each is graded and decided by itself. */

static const EpChoice states[] = {
    { "undecided", N_("Undecided"), EP_TINT_WAIT },
    { "allowed", N_("Allowed"), EP_TINT_FINE },
    { "conditional", N_("Allowed with conditions"), EP_TINT_FINE },
    { "refused", N_("Refused"), EP_TINT_LATE },
    { NULL, NULL, EP_TINT_NONE },
};

#define DERIVED EP_FIELD_DERIVED

static const EpField fields[] = {
    { "application", N_("Application"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED,
      .reference = "application", .width = 13 },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "undecided", .width = 10 },
    EP_DEVICE_FIELDS,
    { "limits", N_("What the enforcement cannot do"), EP_KIND_LINES, EP_FIELD_FIXED, .describe = ep_identity_describe },
    { "known", N_("Known already"), EP_KIND_LINES, EP_FIELD_FIXED, .describe = ep_known_describe },
    { "permit", N_("Permit it is about"), EP_KIND_REFERENCE, 0, .reference = "permit" },
    { "medium", N_("Medium"), EP_KIND_REFERENCE, EP_FIELD_FIXED | EP_FIELD_COLUMN, .reference = "medium",
      .group = N_("Decision") },
    { "reason", N_("Reason"), EP_KIND_CHOICE, EP_FIELD_FIXED, .choices = ep_application_reasons },
    { "condition", N_("Conditions"), EP_KIND_LINES, EP_FIELD_FIXED },
    { "check_result", N_("Last virus check"), EP_KIND_CODE, DERIVED | EP_FIELD_HIDDEN },
    { "open_incident", N_("Open incident"), EP_KIND_CODE, DERIVED | EP_FIELD_HIDDEN },
    { "application_state", N_("State of the application"), EP_KIND_CODE, DERIVED | EP_FIELD_HIDDEN },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { NULL },
};

static gboolean
ep_application_device_is_in(EpRecord *record, const char *states_of_it)
{
    return ep_words_contain(states_of_it, ep_record_get_named(record, "application_state"));
}

static char *
ep_application_device_refuse_edit(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_application_device_is_in(record, "received returned"))
        return NULL;
    return g_strdup(_("Its application is past the check of its content: send that back first"));
}

static char *
ep_application_device_refuse_settle(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (g_str_equal(ep_record_get_named(record, "grade"), "individual"))
        return g_strdup(_("It can be told apart; nothing else is needed"));
    if (ep_application_device_is_in(record, "received checked returned waiting"))
        return NULL;
    return g_strdup(_("Its application is decided"));
}

static char *
ep_application_device_refuse_check(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_application_device_is_in(record, "received checked waiting"))
        return NULL;
    return g_strdup(_("Its application is not being worked on"));
}

static char *
ep_application_device_refuse_decision(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_application_device_is_in(record, "waiting"))
        return NULL;
    return g_strdup(_("Its application does not wait for the decision"));
}

/* What cannot be told apart is allowed only with something in its place. */
static char *
ep_application_device_refuse_allow(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *fallback = ep_record_get_named(record, "fallback");
    char *reason = ep_application_device_refuse_decision(record, operator, today);

    if (reason != NULL)
        return reason;
    if (g_str_equal(fallback, "refuse"))
        return g_strdup(_("It was settled that it is not allowed"));
    if (!g_str_equal(ep_record_get_named(record, "grade"), "individual") && *fallback == '\0')
        return g_strdup(_("It cannot be told apart from others: say what is done instead"));
    if (*ep_record_get_named(record, "open_incident") != '\0')
        return g_strdup_printf(_("%s is open: the medium must be treated and checked again first"),
                               ep_record_get_named(record, "open_incident"));
    if (*ep_record_get_named(record, "storage") != '\0' &&
        !g_str_equal(ep_record_get_named(record, "check_result"), "clean"))
        return g_strdup(_("It has no clean virus check"));
    return NULL;
}

static const EpVerb verbs[] = {
    { "application_device.new", N_("Add a device"), .from = "", .asks = "application! *", .flags = EP_VERB_COUNTED,
      .run = ep_application_run_line },
    { "application_device.edit", N_("Edit"), .from = "undecided", .asks = "*", .flags = EP_VERB_COUNTED,
      .refuse = ep_application_device_refuse_edit, .run = ep_application_run_line },
    { "application_device.remove", N_("Take off the application"), .from = "undecided", .flags = EP_VERB_COUNTED,
      .refuse = ep_application_device_refuse_edit, .run = ep_deed_remove },
    { "application_device.settle", N_("Say what is done instead"), .from = "undecided", .asks = "fallback! sticker",
      .flags = EP_VERB_MANY, .refuse = ep_application_device_refuse_settle, .run = ep_application_run_settle },
    { "application_device.check_virus", N_("Check for viruses"), .from = "undecided allowed conditional",
      .asks = EP_VIRUS_CHECK_ASKS, .makes = &ep_virus_check_table, .flags = EP_VERB_MANY,
      .refuse = ep_application_device_refuse_check, .run = ep_virus_check_run },
    { "application_device.allow", N_("Allow"), .from = "undecided", .to = "allowed",
      .flags = EP_VERB_MAIN | EP_VERB_MANY, .refuse = ep_application_device_refuse_allow },
    { "application_device.allow_conditionally", N_("Allow with conditions"), .from = "undecided", .to = "conditional",
      .asks = "condition!", .flags = EP_VERB_MANY, .refuse = ep_application_device_refuse_allow },
    { "application_device.refuse", N_("Refuse"), .from = "undecided", .to = "refused", .asks = "reason!",
      .flags = EP_VERB_MANY, .refuse = ep_application_device_refuse_decision },
    { NULL },
};

static const EpTableSection sections[] = {
    { "virus_check", "line", NULL, .told = TRUE },
    { NULL },
};

EpTable ep_application_device_table = {
    .name = "application_device",
    .label = N_("Devices applied for"),
    .flags = EP_TABLE_LINES,
    .fields = fields,
    .title = "model",
    .state = "state",
    .parent = "application",
    .sections = sections,
    .verbs = verbs,
    .sort = "application",
};
