#include "endpoint/ledger/ep-drift.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-reasons.h"
#include "usbctl/usbctl-listed.h"

const EpChoice ep_drift_classes[] = {
    { "missing", N_("Not on the list"), EP_TINT_LATE, "登録漏れ" },
    { "leftover", N_("Not taken off"), EP_TINT_LATE, "消し忘れ" },
    { "expired", N_("Period over, still there"), EP_TINT_LATE, "期限切れ残存" },
    { "rights", N_("Other rights"), EP_TINT_WAIT, "権限相違" },
    { "unknown", N_("Nobody applied"), EP_TINT_LATE, "申請のない機器" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice states[] = {
    { "missing", N_("Not on the list"), EP_TINT_LATE },
    { "leftover", N_("Not taken off"), EP_TINT_LATE },
    { "expired", N_("Period over, still there"), EP_TINT_LATE },
    { "rights", N_("Other rights"), EP_TINT_WAIT },
    { "unknown", N_("Nobody applied"), EP_TINT_LATE },
    { "begun", N_("Being mended"), EP_TINT_INFO },
    { "mended", N_("Mended"), EP_TINT_FINE },
    { "accepted", N_("Left as it is"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

/* --- what codes say --- */

typedef struct {
    const char *code, *text;
} EpDriftText;

static const EpDriftText texts[] = {
    { "disk-only", N_("The list has the ID of its disk and not that of the device itself: it does not work.") },
    { "expired", N_("Its permit expired, but the list still has it.") },
    { "returned", N_("It was returned, but the list still has it.") },
    { "lost", N_("It was reported as lost, but the list still has it.") },
    { "stopped", N_("Its permit was stopped, but the list still has it.") },
    { "allowed", N_("Its permit ended, but the list still has it.") },
    { "used", N_("Its permit ended, but the list still has it.") },
    { "begins", N_("Its permit has not begun yet.") },
    { "until", N_("Its period is over.") },
    { "blocked", N_("The list blocks it, though it is permitted.") },
    { "barred", N_("A use restriction forbids it, though the list allows it.") },
    { "listed-read-write", N_("The list lets it be written; only reading is permitted.") },
    { "listed-read", N_("The list only lets it be read; writing is permitted, too.") },
    { "other-until", N_("The list has another last day.") },
    { "other-pcs", N_("The list names other PCs than the permit.") },
    { "everywhere", N_("It is bound to some PCs, but the list allows it on all of them.") },
    { "no-permit", N_("The ledger knows the medium, but it never had a permit on this network.") },
    { "whole-product", N_("The list allows a whole product, whatever the serial number.") },
    { "only-for", N_("The list limits it to some people or PCs.") },
    { "same-person", N_("On the list as registered, but whoever registered it cannot verify it.") },
    { "restriction-same-person", N_("The use restriction works, but whoever set it cannot confirm that.") },
};

static const char *
ep_drift_find_text(const char *code)
{
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (strcmp(texts[i].code, code) == 0)
            return texts[i].text;
    }
    for (int i = 0; i < USBCTL_N_REMARKS; i++) {
        if (strcmp(usbctl_list_remark_code(i), code) == 0)
            return usbctl_list_remark_text(i);
    }
    return NULL;
}

char *
ep_drift_describe(const char *detail)
{
    return ep_reasons_describe(detail, ep_drift_find_text);
}

/* --- a comparison --- */

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)
#define COUNT EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED

static const EpField drift_fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .width = 13 },
    { "target", N_("Target"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED,
      .reference = "target", .width = 20 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = ep_networks },
    { "as_of", N_("As of"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "source", N_("Files read"), EP_KIND_LINES, EP_FIELD_SEARCHED | EP_FIELD_FIXED },
    { "listed", N_("Entries of the list"), COUNT, .group = N_("Result of the comparison") },
    { "same", N_("As wanted"), COUNT },
    { "missing", N_("Not on the list"), COUNT },
    { "leftover", N_("Not taken off"), COUNT },
    { "expired", N_("Period over, still there"), COUNT },
    { "rights", N_("Other rights"), COUNT },
    { "unknown", N_("Nobody applied"), COUNT },
    { "left_out", N_("Not for this list"), EP_KIND_INTEGER, EP_FIELD_FIXED },
    { "fresh", N_("Found for the first time"), EP_KIND_INTEGER, EP_FIELD_FIXED },
    { "mended", N_("Mended since the last time"), COUNT },
    { "confirmed", N_("Registrations verified"), EP_KIND_INTEGER, EP_FIELD_FIXED },
    { "remarks", N_("What else the list does"), EP_KIND_LINES, EP_FIELD_FIXED, .describe = ep_drift_describe },
    { "compared_at", N_("Compared at"), EP_KIND_TIME, EP_FIELD_COLUMN | EP_FIELD_FIXED, .initial = "@now",
      .group = N_("Other") },
    { "compared_by", N_("Compared by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff",
      .initial = "@operator" },
    { NULL },
};

static const EpTableSection drift_sections[] = {
    { "drift_line", "drift", N_("Found for the first time") },
    { "drift_line", "mended_in", N_("Mended since the last time") },
    { "drift_file", "drift", NULL },
    { NULL },
};

EpTable ep_drift_table = {
    .name = "drift",
    .label = N_("Comparisons"),
    .hint = N_("Compare a target's own list with the ledger; each comparison is kept here."),
    .flags = EP_TABLE_APPEND_ONLY,
    .fields = drift_fields,
    .number = "number",
    .title = "target",
    .network = "network",
    .series = "突",
    .sections = drift_sections,
    .sort = "-compared_at",
};

static const EpField file_fields[] = {
    { "drift", N_("Comparison"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED,
      .reference = "drift" },
    { "name", N_("File"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "size", N_("Bytes"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "sha256", N_("SHA-256"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FIXED,
      .width = 64 },
    { NULL },
};

EpTable ep_drift_file_table = {
    .name = "drift_file",
    .label = N_("Compared files"),
    .flags = EP_TABLE_LINES | EP_TABLE_APPEND_ONLY,
    .fields = file_fields,
    .title = "name",
    .parent = "drift",
    .sort = "name",
};

/* --- a difference --- */

static const EpField line_fields[] = {
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "unknown", .width = 13 },
    { "device", N_("Device"), EP_KIND_TEXT, COLUMN | EP_FIELD_FIXED, .width = 20 },
    { "serial", N_("Serial number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .width = 18 },
    { "detail", N_("What differs"), EP_KIND_LINES, EP_FIELD_FIXED, .describe = ep_drift_describe },
    { "permit", N_("Permit"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FIXED, .reference = "permit", .width = 15 },
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .reference = "section",
      .width = 14 },
    { "until_day", N_("Until"), EP_KIND_DATE, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "target", N_("Target"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED,
      .reference = "target", .width = 18 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FIXED, .choices = ep_networks },
    { "class", N_("Difference"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_FIXED, .choices = ep_drift_classes },
    { "medium", N_("Medium"), EP_KIND_REFERENCE, EP_FIELD_SEARCHED | EP_FIELD_FIXED, .reference = "medium" },
    { "listed_as", N_("Called on the list"), EP_KIND_TEXT, EP_FIELD_SEARCHED | EP_FIELD_FIXED,
      .group = N_("On the list") },
    { "place", N_("Stands in line"), EP_KIND_INTEGER, EP_FIELD_FIXED },
    { "listed_rights", N_("Rights on the list"), EP_KIND_CHOICE, EP_FIELD_FIXED, .choices = ep_permit_rights },
    { "vid", N_("Vendor ID"), EP_KIND_CODE, EP_FIELD_FIXED },
    { "pid", N_("Product ID"), EP_KIND_CODE, EP_FIELD_FIXED },
    { "instance_id", N_("Instance IDs"), EP_KIND_LINES, EP_FIELD_SEARCHED | EP_FIELD_FIXED },
    { "hash", N_("USBGuard hash"), EP_KIND_CODE, EP_FIELD_FIXED },
    { "drift", N_("Found by"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_FIXED, .reference = "drift",
      .group = N_("Mending") },
    { "found_on", N_("Compared on"), EP_KIND_DATE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .initial = "@today" },
    { "begun_on", N_("Begun on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "begun_by", N_("Begun by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "application", N_("Application"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "application" },
    { "mended_in", N_("Gone by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "drift" },
    { "mended_on", N_("Mended on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "reason", N_("Reason"), EP_KIND_TEXT, EP_FIELD_FIXED | EP_FIELD_SEARCHED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "key", N_("Key"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_FIXED | EP_FIELD_HIDDEN },
    { NULL },
};

static const EpField compare_questions[] = {
    { "of_target", N_("Target"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED, .reference = "target" },
    { "as_of", N_("As of"), EP_KIND_DATE, EP_FIELD_REQUIRED, .initial = "@today" },
    { "list_files", N_("The console's own list"), EP_KIND_LINES, EP_FIELD_FILE },
    { "this_pc", N_("What this PC enforces instead"), EP_KIND_YES, 0 },
    { NULL },
};

static const EpField apply_questions[] = {
    { "for_section", N_("Section"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED, .reference = "section" },
    { "applicant", N_("Applicant"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_PERSONAL },
    { "purpose", N_("Purpose"), EP_KIND_TEXT, EP_FIELD_REQUIRED },
    { NULL },
};

static char *
ep_drift_refuse_apply(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (strcmp(ep_record_get_named(record, "serial"), "*") == 0 && *ep_record_get_named(record, "instance_id") == '\0')
        return g_strdup(_("The list names a whole product: nobody can apply for that"));
    return NULL;
}

static char *
ep_drift_refuse_expire(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *until = ep_record_get_named(record, "until_day");

    /* On its last day the permit itself says whether it is over. */
    return strcmp(today, until) < 0 ? g_strdup_printf(_("It is valid until %s"), EP_DATE_SHOWN(until)) : NULL;
}

#define FOUND "missing leftover expired rights unknown"
#define BEGUN "begun_on begun_by"
#define MENDS (EP_VERB_MAIN | EP_VERB_MANY | EP_VERB_INSTRUCTION)

static const EpVerb line_verbs[] = {
    { "drift_line.compare", N_("Compare a list"), .accel = "<Control>n", .from = "", .questions = compare_questions,
      .makes = &ep_drift_table, .flags = EP_VERB_COUNTED | EP_VERB_OPENS, .run = ep_drift_run_compare },
    { "drift_line.register", N_("Register again"), .from = "missing rights", .to = "begun", .stamps = BEGUN,
      .flags = MENDS, .run = ep_drift_run_register },
    { "drift_line.remove", N_("Take it off the list"), .from = "leftover", .to = "begun", .stamps = BEGUN,
      .flags = MENDS, .run = ep_drift_run_remove },
    { "drift_line.expire", N_("End the permit"), .from = "expired", .to = "begun", .stamps = BEGUN, .flags = MENDS,
      .refuse = ep_drift_refuse_expire, .run = ep_drift_run_expire },
    { "drift_line.apply", N_("Receive an application for it"), .from = "unknown", .to = "begun",
      .questions = apply_questions, .makes = &ep_application_table,
      .flags = EP_VERB_MAIN | EP_VERB_MANY | EP_VERB_OPENS, .refuse = ep_drift_refuse_apply,
      .run = ep_drift_run_apply },
    { "drift_line.strike", N_("Taken off at the console"), .from = "unknown leftover expired", .to = "begun",
      .asks = "note", .stamps = BEGUN, .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION },
    { "drift_line.settle", N_("Mended"), .from = "begun", .to = "mended", .asks = "note", .stamps = "mended_on",
      .flags = EP_VERB_MAIN | EP_VERB_MANY },
    { "drift_line.accept", N_("Leave it as it is"), .from = FOUND " begun", .to = "accepted", .asks = "reason!",
      .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION },
    { "drift_line.reopen", N_("Not mended"), .from = "begun mended accepted", .asks = "note", .flags = EP_VERB_MANY,
      .run = ep_drift_run_reopen },
    { NULL },
};

EpTable ep_drift_line_table = {
    .name = "drift_line",
    .label = N_("Differences"),
    .hint = N_("Compare a target's own list with what the ledger wants there."),
    .fields = line_fields,
    .title = "device",
    .network = "network",
    .section = "section",
    .state = "state",
    .open = FOUND " begun",
    .verbs = line_verbs,
    .sort = "state",
};
