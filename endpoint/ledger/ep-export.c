#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-identity.h"
#include "usbctl/usbctl-render.h"

/* Lists as they left the house, with every byte kept. */

static const EpChoice states[] = {
    { "written", N_("To be confirmed"), EP_TINT_WAIT },
    { "confirmed", N_("Confirmed"), EP_TINT_FINE },
    { "kept", N_("For reference"), EP_TINT_NONE },
    { "cancelled", N_("Not taken"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

const EpChoice ep_export_extents[] = {
    { "full", N_("Full"), EP_TINT_NONE },
    { "delta", N_("Changes only"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .width = 13 },
    { "target", N_("Target"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED,
      .reference = "target", .width = 20 },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "written", .width = 10 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = ep_networks },
    { "as_of", N_("As of"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "extent", N_("Extent"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .choices = ep_export_extents,
      .initial = "full" },
    { "base", N_("Compared with"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "export" },
    { "count", N_("Permits"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "added", N_("Added"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "changed", N_("Changed"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "removed", N_("Taken off"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "left_out", N_("Left out"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "unexpressed", N_("What the list cannot say"), EP_KIND_LINES, EP_FIELD_FIXED, .describe = ep_identity_describe },
    { "registers", N_("Registers what waits"), EP_KIND_YES, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "folder", N_("Written to"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "exported_at", N_("Exported at"), EP_KIND_TIME, EP_FIELD_COLUMN | EP_FIELD_FIXED, .initial = "@now" },
    { "exported_by", N_("Exported by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff",
      .initial = "@operator" },
    { "confirmed_by", N_("Confirmed by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff" },
    { "confirmed_on", N_("Confirmed on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "refused", N_("Rows that the console refused"), EP_KIND_INTEGER, EP_FIELD_FIXED },
    { "unknown", N_("Rows of its answer that are none of these"), EP_KIND_LINES, EP_FIELD_FIXED },
    { "reason", N_("Reason"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "target_kind", N_("Kind of target"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { NULL },
};

static const EpField answer_questions[] = {
    { "answer_file", N_("The console's answer"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_FILE },
    { "first_row", N_("Number of the first device's row there"), EP_KIND_INTEGER, EP_FIELD_REQUIRED, .initial = "2" },
    { "of_file", N_("Answer to the file"), EP_KIND_CODE, 0 },
    { NULL },
};

static char *
ep_export_refuse_answer(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (usbctl_render_find(ep_record_get_named(record, "target_kind")) == NULL)
        return NULL;
    return g_strdup(_("A policy has no rows that a console could answer"));
}

/* What it takes off has no registration that would ask for another person. */
static char *
ep_export_refuse_confirm(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_record_get_integer(record, "exported_by") != operator->staff)
        return NULL;
    return g_strdup(_("Whoever exported a list does not confirm it: that takes another person"));
}

static const EpVerb verbs[] = {
    { "export.confirm", N_("Confirm all"), .from = "written", .to = "confirmed", .stamps = "confirmed_by confirmed_on",
      .flags = EP_VERB_MAIN, .refuse = ep_export_refuse_confirm, .run = ep_allowlist_run_confirm },
    { "export.answer", N_("Read the console's answer"), .from = "written confirmed", .questions = answer_questions,
      .refuse = ep_export_refuse_answer, .run = ep_allowlist_run_answer },
    { "export.discard", N_("The console did not take it"), .from = "written", .to = "cancelled", .asks = "reason!",
      .run = ep_allowlist_run_discard },
    { NULL },
};

static const EpTableSection sections[] = {
    { "export_file", "export", NULL, "name size part" },
    { "registration", "export", NULL, "permit device row_error" },
    { NULL },
};

EpTable ep_export_table = {
    .name = "export",
    .label = N_("Exports"),
    .hint = N_("Export a target's list; the exact files stay here."),
    .fields = fields,
    .number = "number",
    .title = "as_of",
    .network = "network",
    .state = "state",
    .open = "written",
    .series = "出",
    .sections = sections,
    .verbs = verbs,
    .sort = "-exported_at",
};

static const EpChoice parts[] = {
    { "file", N_("Written"), EP_TINT_NONE },
    { "list", N_("Kept: the rows"), EP_TINT_NONE },
    { "answer", N_("The console's answer"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField file_fields[] = {
    { "export", N_("Export"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED,
      .reference = "export" },
    { "name", N_("File"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "part", N_("What it is"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .choices = parts, .initial = "file" },
    { "size", N_("Bytes"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "sha256", N_("SHA-256"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FIXED,
      .width = 64 },
    { NULL },
};

EpTable ep_export_file_table = {
    .name = "export_file",
    .label = N_("Exported files"),
    .flags = EP_TABLE_LINES | EP_TABLE_APPEND_ONLY,
    .fields = file_fields,
    .title = "name",
    .parent = "export",
    .sort = "name",
};
