#include "endpoint/ledger/ep-kinds.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-permit.h"

/* The application's fields in the order of the paper, its states and its verbs. */

static const EpChoice states[] = {
    { "received", N_("Received"), EP_TINT_INFO },
    { "checked", N_("Content checked"), EP_TINT_INFO },
    { "returned", N_("Sent back"), EP_TINT_WAIT },
    { "waiting", N_("Waiting for the decision"), EP_TINT_WAIT },
    { "allowed", N_("Allowed"), EP_TINT_FINE },
    { "conditional", N_("Allowed with conditions"), EP_TINT_FINE },
    { "refused", N_("Refused"), EP_TINT_LATE },
    { "withdrawn", N_("Withdrawn"), EP_TINT_NONE },
    { "stopped", N_("Stopped"), EP_TINT_LATE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

/* What people see: the state, and after it what the parts still wait for. */
static const EpChoice steps[] = {
    { "received", N_("Received"), EP_TINT_INFO },
    { "returned", N_("Sent back"), EP_TINT_WAIT },
    { "checked", N_("Content checked"), EP_TINT_INFO },
    { "virus_check", N_("Virus check"), EP_TINT_WAIT },
    { "waiting", N_("Waiting for the decision"), EP_TINT_WAIT },
    { "register", N_("To be registered"), EP_TINT_WAIT },
    { "confirm", N_("To be verified"), EP_TINT_WAIT },
    { "ready", N_("Ready for use"), EP_TINT_INFO },
    { "used", N_("In use"), EP_TINT_FINE },
    { "ended", N_("Ended"), EP_TINT_NONE },
    { "refused", N_("Refused"), EP_TINT_LATE },
    { "withdrawn", N_("Withdrawn"), EP_TINT_NONE },
    { "stopped", N_("Stopped"), EP_TINT_LATE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

const char *const ep_application_path[] = {
    "received", "checked", "virus_check", "waiting", "register", "confirm", "ready", "used", NULL,
};

static const EpChoice kinds[] = {
    { "new", N_("New"), EP_TINT_NONE, "新規" },
    { "renew", N_("Renewal"), EP_TINT_NONE, "更新" },
    { "change", N_("Change"), EP_TINT_NONE, "変更" },
    { "abolish", N_("Abolition"), EP_TINT_NONE, "廃止" },
    { "temporary", N_("Temporary"), EP_TINT_INFO, "一時使用|一時" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice applicants[] = {
    { "employee", N_("Employee"), EP_TINT_NONE, "職員" },
    { "fixed", N_("Fixed-term employee"), EP_TINT_NONE, "会計年度|会計年度任用職員" },
    { "contractor", N_("Contractor"), EP_TINT_NONE, "委託業者" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice purposes[] = {
    { "exchange", N_("Exchange of data with others"), EP_TINT_NONE, "外部とのデータ交換" },
    { "transfer", N_("Between the networks"), EP_TINT_NONE, "網間移送" },
    { "shared", N_("One PC for several people"), EP_TINT_NONE, "1台複数人|1台を複数人で使用" },
    { "standalone", N_("Separate system"), EP_TINT_NONE, "独立システム" },
    { "input", N_("Photographs and scans"), EP_TINT_NONE, "写真・スキャン" },
    { "peripheral", N_("Use as a peripheral"), EP_TINT_NONE, "周辺機器" },
    { "other", N_("Other"), EP_TINT_NONE, "その他" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice classes[] = {
    { "c3", N_("Confidentiality 3"), EP_TINT_LATE, "機密性3" },
    { "c2", N_("Confidentiality 2"), EP_TINT_WAIT, "機密性2" },
    { "c1", N_("Confidentiality 1"), EP_TINT_NONE, "機密性1" },
    { NULL, NULL, EP_TINT_NONE },
};

const EpChoice ep_application_reasons[] = {
    { "blank", N_("Fields left blank"), EP_TINT_NONE, "記入漏れ" },
    { "seal", N_("No seal of the section's head"), EP_TINT_NONE, "所属長印なし" },
    { "serial", N_("Serial number differs"), EP_TINT_NONE, "シリアル相違" },
    { "scope", N_("Device not covered"), EP_TINT_NONE, "機器対象外" },
    { "purpose", N_("Purpose unclear"), EP_TINT_NONE, "目的不明" },
    { "period", N_("Period too long"), EP_TINT_NONE, "期間過大" },
    { "private", N_("Private property"), EP_TINT_NONE, "私物" },
    { "encryption", N_("Not encrypted"), EP_TINT_NONE, "暗号化なし" },
    { "virus", N_("Virus found"), EP_TINT_LATE, "ウイルス検出" },
    { "duplicate", N_("Applied for twice"), EP_TINT_NONE, "重複申請" },
    { "other", N_("Other"), EP_TINT_NONE, "その他" },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)
#define DERIVED EP_FIELD_DERIVED

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .group = N_("Application"), .width = 13 },
    { "day", N_("Received on"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN, .initial = "@today" },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states, .initial = "received",
      .width = 10 },
    { "step", N_("Step"), EP_KIND_CHOICE, DERIVED | EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = steps, .width = 14 },
    { "kind", N_("Kind"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = kinds,
      .initial = "new", .width = 8 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET, .choices = ep_networks,
      .width = 14 },
    { "section", N_("Section"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET, .reference = "section",
      .group = N_("Applicant"), .width = 16 },
    { "post", N_("Post"), EP_KIND_TEXT, 0 },
    { "applicant", N_("Applicant"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_PERSONAL, .width = 12 },
    { "extension", N_("Extension"), EP_KIND_CODE, EP_FIELD_SEARCHED, .width = 8 },
    { "mail", N_("Mail address"), EP_KIND_CODE, EP_FIELD_PERSONAL },
    { "applicant_kind", N_("Works as"), EP_KIND_CHOICE, 0, .choices = applicants, .initial = "employee" },
    { "contract", N_("Contract"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "approver", N_("Head of section"), EP_KIND_TEXT, EP_FIELD_PERSONAL },
    { "approved", N_("Sealed by the head of section"), EP_KIND_YES, 0 },
    { "device", N_("Device"), EP_KIND_TEXT, DERIVED | COLUMN, .group = N_("Parts"), .width = 20 },
    { "devices", N_("Devices"), EP_KIND_INTEGER, DERIVED | EP_FIELD_COLUMN, .width = 6 },
    { "pcs", N_("PCs"), EP_KIND_INTEGER, DERIVED },
    { "users", N_("Users"), EP_KIND_INTEGER, DERIVED },
    { "purpose_kind", N_("Kind of use"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = purposes, .group = N_("Use") },
    { "purpose", N_("Purpose"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_SEARCHED, .width = 24 },
    { "info", N_("Information"), EP_KIND_CHOICE, 0, .choices = classes },
    { "personal", N_("Personal information"), EP_KIND_YES, 0 },
    { "specific", N_("Specific personal information"), EP_KIND_YES, 0 },
    { "affair", N_("Affair that handles it"), EP_KIND_TEXT, EP_FIELD_SEARCHED, .aliases = "事務の名称|事務名" },
    { "erasure", N_("How its data are erased"), EP_KIND_TEXT, 0, .aliases = "消去方法|データ消去方法" },
    { "rights", N_("Rights"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = ep_permit_rights, .initial = "read-write" },
    { "from_day", N_("From"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN, .initial = "@today" },
    { "until_day", N_("Until"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN },
    { "keeping", N_("Kept where"), EP_KIND_TEXT, 0 },
    { "carried_out", N_("Carried out of the house"), EP_KIND_YES, 0 },
    { "antivirus_current", N_("Antivirus and patterns current"), EP_KIND_YES, 0,
      .group = N_("Confirmed by the applicant") },
    { "os_current", N_("OS up to date"), EP_KIND_YES, 0 },
    { "no_sharing", N_("No file-sharing software"), EP_KIND_YES, 0 },
    { "agreed", N_("Rules accepted"), EP_KIND_YES, 0 },
    { "received_by", N_("Received by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff", .initial = "@operator",
      .group = N_("Desk") },
    { "checked_by", N_("Content checked by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "checked_on", N_("Content checked on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "reason", N_("Reason"), EP_KIND_CHOICE, EP_FIELD_FIXED | EP_FIELD_FACET, .choices = ep_application_reasons },
    { "explanation", N_("Explanation"), EP_KIND_TEXT, EP_FIELD_FIXED | EP_FIELD_SEARCHED },
    { "condition", N_("Conditions"), EP_KIND_LINES, EP_FIELD_FIXED },
    { "decided_on", N_("Decided on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "end_reason", N_("Reason of the end"), EP_KIND_CHOICE, EP_FIELD_FIXED, .choices = ep_permit_end_reasons },
    { "ended_on", N_("Stopped on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "unchecked", N_("Media without a clean check"), EP_KIND_INTEGER, DERIVED | EP_FIELD_HIDDEN },
    { "open_incident", N_("Open incident"), EP_KIND_CODE, DERIVED | EP_FIELD_HIDDEN },
    { "clean_on", N_("Oldest clean check"), EP_KIND_DATE, DERIVED | EP_FIELD_HIDDEN },
    { "unsettled", N_("Devices without a fallback"), EP_KIND_INTEGER, DERIVED | EP_FIELD_HIDDEN },
    { "allowable", N_("Devices that can be allowed"), EP_KIND_INTEGER, DERIVED | EP_FIELD_HIDDEN },
    { "foreign_pc", N_("PC on another network"), EP_KIND_CODE, DERIVED | EP_FIELD_HIDDEN },
    { "private_devices", N_("Private devices"), EP_KIND_INTEGER, DERIVED | EP_FIELD_HIDDEN },
    { "goes_on_until", N_("Permits valid until"), EP_KIND_DATE, DERIVED | EP_FIELD_HIDDEN },
    { "without_permit", N_("Devices without the permit they are about"), EP_KIND_INTEGER, DERIVED | EP_FIELD_HIDDEN },
    { NULL },
};

static gboolean
ep_application_is_temporary(EpRecord *record)
{
    return g_str_equal(ep_record_get_named(record, "kind"), "temporary");
}

char *
ep_application_dup_last_day(const char *from)
{
    EpDate begin = { 0 };

    return ep_date_parse(from, &begin, NULL) ? g_strdup_printf("%04d-03-31", ep_date_fiscal_year(begin) + 1) : NULL;
}

/* A renewal is for the year to come. */
static void
ep_application_propose_next_year(EpDraft *answers, const char *last)
{
    g_autofree char *from = ep_permit_dup_next_day(last), *until = ep_application_dup_last_day(from);

    ep_draft_set_named(answers, "from_day", from);
    ep_draft_set_named(answers, "until_day", until);
}

void
ep_application_propose(EpDraft *answers)
{
    const char *from = ep_draft_get_named(answers, "from_day");
    gboolean temporary = ep_table_find(ep_draft_get_table(answers), "kind") == EP_NO_FIELD;
    g_autofree char *last = ep_application_dup_last_day(from);

    if (*ep_draft_get_named(answers, "until_day") == '\0' && last != NULL)
        ep_draft_set_named(answers, "until_day", temporary ? from : last);
    if (strcmp(ep_draft_get_named(answers, "kind"), "renew") == 0 &&
        g_strcmp0(ep_draft_get_named(answers, "until_day"), last) == 0)
        ep_application_propose_next_year(answers, last);
}

/* A permit ends with the fiscal year in which it begins. */
static char *
ep_application_refuse_period(EpRecord *record)
{
    const char *from = ep_record_get_named(record, "from_day"), *until = ep_record_get_named(record, "until_day");
    g_autofree char *last = ep_application_dup_last_day(from);

    if (g_str_equal(ep_record_get_named(record, "kind"), "renew") &&
        strcmp(until, ep_record_get_named(record, "goes_on_until")) <= 0)
        return g_strdup_printf(_("Its permit is valid until %s already: renew it beyond that"),
                               EP_DATE_SHOWN(ep_record_get_named(record, "goes_on_until")));
    return last != NULL && strcmp(until, last) > 0
               ? g_strdup_printf(_("The period goes beyond the fiscal year, which ends on %s"), EP_DATE_SHOWN(last))
               : NULL;
}

static char *
ep_application_refuse_permits(EpRecord *record)
{
    gint64 n = ep_record_get_integer(record, "without_permit");

    return n > 0 ? g_strdup_printf(ngettext("%d device has no permit to go on from: choose it, or apply anew",
                                            "%d devices have no permit to go on from: choose it, or apply anew", n),
                                   (int)n)
                 : NULL;
}

static char *
ep_application_refuse_check(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_record_get_integer(record, "devices") == 0)
        return g_strdup(_("No device is named: add one"));
    if (ep_record_get_integer(record, "private_devices") > 0)
        return g_strdup(_("A private device cannot be allowed: send it back"));
    if (*ep_record_get_named(record, "foreign_pc") != '\0')
        return g_strdup_printf(_("%s is on another network"), ep_record_get_named(record, "foreign_pc"));
    if (*ep_record_get_named(record, "approved") == '\0')
        return g_strdup(_("The seal of the section's head is missing: send it back"));
    return ep_record_get_integer(record, "without_permit") > 0 ? ep_application_refuse_permits(record)
                                                               : ep_application_refuse_period(record);
}

static char *
ep_application_refuse_decision(EpRecord *record, const EpOperator *operator, const char * today)
{
    gint64 unchecked = ep_record_get_integer(record, "unchecked"),
           unsettled = ep_record_get_integer(record, "unsettled");

    if (*ep_record_get_named(record, "open_incident") != '\0')
        return g_strdup_printf(_("%s is open: the medium must be treated and checked again first"),
                               ep_record_get_named(record, "open_incident"));
    if (ep_record_get_integer(record, "without_permit") > 0)
        return ep_application_refuse_permits(record);
    if (unchecked > 0)
        return g_strdup_printf(
            ngettext("%d medium has no clean virus check", "%d media have no clean virus check", unchecked),
            (int)unchecked);
    if (unsettled > 0)
        return g_strdup_printf(ngettext("%d device cannot be told apart one by one: say what is done instead",
                                        "%d devices cannot be told apart one by one: say what is done instead",
                                        unsettled),
                               (int)unsettled);
    return NULL;
}

static char *
ep_application_refuse_allow(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *clean_on = ep_record_get_named(record, "clean_on");
    char *reason = ep_application_refuse_decision(record, operator, today);

    if (reason != NULL)
        return reason;
    if (ep_record_get_integer(record, "allowable") == 0)
        return g_strdup(_("None of its devices can be allowed: refuse it"));
    if (strcmp(ep_record_get_named(record, "until_day"), today) < 0)
        return g_strdup_printf(_("The period is over since %s"),
                               EP_DATE_SHOWN(ep_record_get_named(record, "until_day")));
    if (ep_words_contain("change abolish", ep_record_get_named(record, "kind")) &&
        strcmp(ep_record_get_named(record, "from_day"), today) > 0)
        return g_strdup_printf(_("It takes effect on %s: decide it then"),
                               EP_DATE_SHOWN(ep_record_get_named(record, "from_day")));
    if (ep_application_is_temporary(record) && *clean_on != '\0' && strcmp(clean_on, today) != 0)
        return g_strdup(_("Temporary use needs a virus check of the same day"));
    return NULL;
}

#define OPEN "received checked returned waiting"
#define APPLICANT "section! post applicant! extension mail applicant_kind contract"

static const EpVerb verbs[] = {
    { "application.new", N_("Receive an application"), .accel = "<Control>n", .from = "", .to = "received", .asks = "*",
      .questions = ep_application_lists, .flags = EP_VERB_MAIN, .run = ep_application_run_open },
    { "application.new_temporary", N_("Receive a temporary use"), .from = "", .to = "received",
      .asks = "network! " APPLICANT " approver approved purpose! info personal specific rights from_day until_day note",
      .questions = ep_application_lists, .run = ep_application_run_open },
    { "application.edit", N_("Edit"), .accel = "<Control>e", .from = "received returned", .asks = "*",
      .questions = ep_application_lists, .flags = EP_VERB_COUNTED, .run = ep_application_run_open },
    { "application.check", N_("Content is right"), .from = "received", .to = "checked",
      .stamps = "checked_by checked_on", .flags = EP_VERB_MAIN | EP_VERB_MANY | EP_VERB_COMPLETE,
      .refuse = ep_application_refuse_check, .run = ep_application_run_check },
    { "application.send_back", N_("Send back"), .from = "received checked waiting", .to = "returned",
      .asks = "reason! explanation" },
    { "application.resubmit", N_("Handed in again"), .from = "returned", .to = "received", .flags = EP_VERB_MAIN,
      .run = ep_application_run_resubmit },
    { "application.submit", N_("Ask for the decision"), .from = "checked", .to = "waiting",
      .flags = EP_VERB_MAIN | EP_VERB_MANY, .refuse = ep_application_refuse_decision, .run = ep_application_run_check },
    { "application.allow", N_("Allow"), .from = "waiting", .to = "allowed", .stamps = "decided_on",
      .flags = EP_VERB_MAIN | EP_VERB_MANY | EP_VERB_INSTRUCTION, .refuse = ep_application_refuse_allow,
      .run = ep_application_allow },
    { "application.allow_conditionally", N_("Allow with conditions"), .from = "waiting", .to = "conditional",
      .asks = "condition!", .stamps = "decided_on", .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION,
      .refuse = ep_application_refuse_allow, .run = ep_application_allow },
    { "application.refuse", N_("Refuse"), .from = "checked waiting", .to = "refused", .asks = "reason! explanation",
      .stamps = "decided_on", .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION, .run = ep_application_run_end },
    { "application.withdraw", N_("Withdraw"), .from = OPEN, .to = "withdrawn", .asks = "explanation",
      .run = ep_application_run_end },
    { "application.add", N_("Add PCs, people, devices"), .from = "received returned", .questions = ep_application_lists,
      .flags = EP_VERB_COUNTED, .run = ep_application_run_add },
    { "application.stop", N_("Stop at once"), .from = "allowed conditional", .to = "stopped",
      .asks = "end_reason! explanation", .stamps = "ended_on", .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION,
      .run = ep_application_run_stop, .then = EP_PERMIT_THEN },
    { NULL },
};

static const EpTableSection sections[] = {
    { "application_device", "application", NULL },
    { "application_pc", "application", NULL },
    { "application_user", "application", NULL },
    { "permit", "application", NULL },
    { NULL },
};

EpTable ep_application_table = {
    .name = "application",
    .label = N_("Applications"),
    .hint = N_("Plug in the device and receive its application."),
    .fields = fields,
    .number = "number",
    .title = "purpose",
    .network = "network",
    .section = "section",
    .state = "state",
    .open = OPEN,
    .series = "周",
    .sections = sections,
    .verbs = verbs,
    .check = ep_application_check,
    .sort = "-number",
};
