#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-named.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-renewal.h"

/* A permit in a yearly renewal. Until something was done to it, its state is what its section answered. */

static const EpChoice states[] = {
    { "waiting", N_("Not answered"), EP_TINT_WAIT, "未回答" },
    { "renew", N_("To be renewed"), EP_TINT_INFO, "更新|継続|更新する|継続する|1" },
    { "give_back", N_("To be given back"), EP_TINT_INFO, "返却|廃止|更新しない|返却する|廃止する|2" },
    { "lose", N_("Said to be lost"), EP_TINT_LATE, "紛失|なし|所在不明|3" },
    { "renewed", N_("Renewed"), EP_TINT_FINE },
    { "returned", N_("Given back"), EP_TINT_FINE },
    { "lost", N_("Lost"), EP_TINT_LATE },
    { "expired", N_("Expired"), EP_TINT_NONE },
    { "left", N_("Left the renewal"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

/* What a person has to look at before it is renewed. */
static const EpChoice doubts[] = {
    { "incident", N_("Open incident"), EP_TINT_LATE },
    { "section", N_("Section dissolved"), EP_TINT_WAIT },
    { "check", N_("Virus check too old"), EP_TINT_WAIT },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static char *
ep_renewal_line_describe_step(const char *value)
{
    return g_strdup(ep_named_get_step(value));
}

static const EpField fields[] = {
    { "renewal", N_("Yearly renewal"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_FIXED | EP_FIELD_FACET,
      .reference = "renewal" },
    { "number", N_("Permit number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .width = 15, .aliases = "許可番号|番号" },
    { "state", N_("Answer"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "waiting", .width = 10, .aliases = "回答|回答欄|更新の有無|更新・返却の別" },
    { "doubt", N_("To be looked at"), EP_KIND_CHOICE, EP_FIELD_DERIVED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = doubts, .width = 14 },
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .reference = "section",
      .width = 16 },
    { "permit", N_("Permit"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_FIXED, .reference = "permit" },
    { "medium", N_("Medium"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FIXED, .reference = "medium", .width = 12 },
    { "device", N_("Device"), EP_KIND_TEXT, EP_FIELD_DERIVED | COLUMN },
    { "serial", N_("Serial number"), EP_KIND_CODE, EP_FIELD_DERIVED | COLUMN, .width = 16 },
    { "sticker", N_("Sticker number"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_SEARCHED },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = ep_networks },
    { "until_day", N_("Valid until"), EP_KIND_DATE, EP_FIELD_DERIVED },
    { "checked_on", N_("Last virus check"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "answered_on", N_("Answered on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "answered_by", N_("Answer entered by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "reminded_on", N_("Reminded on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "reminded_by", N_("Reminded by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "reason", N_("Why it is renewed all the same"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "accepted_by", N_("Accepted by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "accepted_on", N_("Accepted on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "done_on", N_("Done on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "done_by", N_("Done by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "renewed_as", N_("Goes on as"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_SEARCHED },
    { "left_by", N_("Left by"), EP_KIND_CODE, EP_FIELD_FIXED, .describe = ep_renewal_line_describe_step },
    { "permit_state", N_("State of the permit"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { "section_code", N_("Section code"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { "run_state", N_("State of the run"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { "note", N_("Notes"), EP_KIND_TEXT, EP_FIELD_SEARCHED, .aliases = "備考|摘要" },
    { NULL },
};

/* --- refusals --- */

static char *
ep_renewal_line_refuse_answer(EpRecord *record, const EpOperator *operator, const char * today)
{
    return ep_words_contain("done cancelled", ep_record_get_named(record, "run_state"))
               ? g_strdup(_("The yearly renewal is over"))
               : NULL;
}

static char *
ep_renewal_line_refuse_renew(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *doubt = ep_record_get_named(record, "doubt"), *checked = ep_record_get_named(record, "checked_on");

    if (*doubt == '\0' || ep_record_get_integer(record, "accepted_by") != 0)
        return ep_renewal_line_refuse_answer(record, operator, today);
    if (strcmp(doubt, "incident") == 0)
        return g_strdup(_("Its medium has an open incident: that comes first"));
    if (strcmp(doubt, "section") == 0)
        return g_strdup(_("Its section is dissolved: change the permit, or say why it is renewed all the same"));
    if (*checked == '\0')
        return g_strdup(_("Its medium was never checked for viruses: check it, or say why it is renewed all the same"));
    return g_strdup_printf(_("Its last virus check was on %s: check it, or say why it is renewed all the same"),
                           EP_DATE_SHOWN(checked));
}

static char *
ep_renewal_line_refuse_accept(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *doubt = ep_record_get_named(record, "doubt");

    if (*doubt == '\0')
        return g_strdup(_("Nothing about it is to be looked at"));
    return strcmp(doubt, "incident") == 0 ? g_strdup(_("Its medium has an open incident: that comes first")) : NULL;
}

static char *
ep_renewal_line_refuse_expire(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *until = ep_record_get_named(record, "until_day");

    if (!ep_words_contain(EP_PERMIT_LIVE, ep_record_get_named(record, "permit_state")))
        return g_strdup(_("It has ended already"));
    return strcmp(today, until) <= 0 ? g_strdup_printf(_("It is valid until %s"), EP_DATE_SHOWN(until)) : NULL;
}

static const EpField end_questions[] = {
    { "erased", N_("Data erased"), EP_KIND_YES, 0 },
    { "unerased", N_("Why not erased"), EP_KIND_TEXT, 0 },
    { NULL },
};

#define ANSWERED "answered_on answered_by"
#define DONE "done_on done_by"
#define ANSWER EP_VERB_MANY | EP_VERB_COUNTED | EP_VERB_AT_ONCE

static const EpVerb verbs[] = {
    { "renewal_line.renew", N_("Renew it"), .accel = "<Alt>1", .from = "waiting give_back lose", .to = "renew",
      .asks = "note", .stamps = ANSWERED, .flags = ANSWER, .refuse = ep_renewal_line_refuse_answer,
      .run = ep_renewal_run_answer },
    { "renewal_line.give_back", N_("Gives it back"), .accel = "<Alt>2", .from = "waiting renew lose", .to = "give_back",
      .asks = "note", .stamps = ANSWERED, .flags = ANSWER, .refuse = ep_renewal_line_refuse_answer,
      .run = ep_renewal_run_answer },
    { "renewal_line.lose", N_("Says it is lost"), .accel = "<Alt>3", .from = "waiting renew give_back", .to = "lose",
      .asks = "note", .stamps = ANSWERED, .flags = ANSWER, .refuse = ep_renewal_line_refuse_answer,
      .run = ep_renewal_run_answer },
    { "renewal_line.clear", N_("No answer after all"), .accel = "<Alt>0", .from = "renew give_back lose",
      .to = "waiting", .stamps = ANSWERED, .flags = ANSWER, .refuse = ep_renewal_line_refuse_answer },
    { "renewal_line.remind", N_("Reminded"), .from = "waiting", .stamps = "reminded_on reminded_by", .flags = ANSWER,
      .refuse = ep_renewal_line_refuse_answer },
    { "renewal_line.accept", N_("Renew all the same"), .from = "waiting renew", .asks = "reason!",
      .stamps = "accepted_on accepted_by", .flags = EP_VERB_MANY, .refuse = ep_renewal_line_refuse_accept },
    { "renewal_line.do_renew", N_("Renew the permits"), .from = "renew", .to = "renewed", .stamps = DONE,
      .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION, .refuse = ep_renewal_line_refuse_renew,
      .run = ep_renewal_run_renew },
    { "renewal_line.do_give_back", N_("Media are given back"), .from = "give_back", .to = "returned", .stamps = DONE,
      .questions = end_questions, .flags = EP_VERB_MANY, .refuse = ep_renewal_line_refuse_answer,
      .run = ep_renewal_run_end },
    { "renewal_line.do_lose", N_("Report as lost"), .from = "lose", .to = "lost", .stamps = DONE,
      .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION, .refuse = ep_renewal_line_refuse_answer, .run = ep_renewal_run_end },
    { "renewal_line.expire", N_("Expire"), .from = EP_RENEWAL_OPEN " renewed", .flags = EP_VERB_MANY,
      .refuse = ep_renewal_line_refuse_expire, .run = ep_renewal_run_end },
    { "renewal_line.edit", N_("Edit"), .from = EP_RENEWAL_OPEN, .asks = "note", .flags = EP_VERB_COUNTED },
    { NULL },
};

EpTable ep_renewal_line_table = {
    .name = "renewal_line",
    .label = N_("Permits of a yearly renewal"),
    .hint = N_("The permits come here when a yearly renewal begins."),
    .fields = fields,
    .number = "number",
    .title = "device",
    .network = "network",
    .section = "section",
    .state = "state",
    .parent = "renewal",
    .verbs = verbs,
    .sort = "section_code",
};
