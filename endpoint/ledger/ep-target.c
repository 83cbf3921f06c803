#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-allowlist.h"

/* What enforces the permits of a network: one list that one product reads. */

/* Codes are usbctl's formats; "manual" is typed into a console by hand. */
static const EpChoice kinds[] = {
    { "registry-pol", N_("Group policy (Registry.pol)"), EP_TINT_NONE },
    { "gpo-backup", N_("Group policy (GPMC backup)"), EP_TINT_NONE },
    { "reg", N_("Registry file (.reg)"), EP_TINT_NONE },
    { "lgpo", N_("Local policy (LGPO text)"), EP_TINT_NONE },
    { "defender", N_("Defender Device Control"), EP_TINT_NONE },
    { "usbguard", N_("USBGuard rules"), EP_TINT_NONE },
    { "manual", N_("By hand"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "name", N_("Name"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .width = 20 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = ep_networks, .width = 14 },
    { "kind", N_("Kind"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = kinds,
      .initial = "registry-pol", .width = 20 },
    { "most", N_("Most devices in one list"), EP_KIND_INTEGER, EP_FIELD_COLUMN },
    { "notice_title", N_("Notice on the PC: title"), EP_KIND_TEXT, 0 },
    { "notice_text", N_("Notice on the PC: text"), EP_KIND_TEXT, 0 },
    { "retired", N_("No longer used"), EP_KIND_YES, EP_FIELD_FACET },
    { "waiting", N_("To be registered"), EP_KIND_INTEGER, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "to_delete", N_("To be deleted"), EP_KIND_INTEGER, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "exported", N_("Last export"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { NULL },
};

static const EpField export_questions[] = {
    { "as_of", N_("As of"), EP_KIND_DATE, EP_FIELD_REQUIRED, .initial = "@today" },
    { "folder", N_("Folder"), EP_KIND_TEXT, EP_FIELD_REQUIRED },
    { NULL },
};

static char *
ep_target_refuse_export(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (g_str_equal(ep_record_get_named(record, "kind"), "manual"))
        return g_strdup(_("It has no file: register its permits by hand"));
    if (*ep_record_get_named(record, "retired") != '\0')
        return g_strdup(_("It is no longer used"));
    return NULL;
}

static const EpVerb verbs[] = {
    { "target.new", N_("Add a target"), .from = "", .asks = "*", .flags = EP_VERB_QUIET },
    { "target.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET },
    { "target.export", N_("Export the list"), .questions = export_questions, .makes = &ep_export_table,
      .flags = EP_VERB_MAIN | EP_VERB_FINAL | EP_VERB_INSTRUCTION, .refuse = ep_target_refuse_export,
      .run = ep_allowlist_run_export },
    { NULL },
};

static const EpTableSection sections[] = {
    { "registration", "target", NULL },
    { "export", "target", NULL },
    { NULL },
};

EpTable ep_target_table = {
    .name = "target",
    .label = N_("Enforcement targets"),
    .hint = N_("Add what enforces the permits of each network."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .number = "name",
    .title = "name",
    .network = "network",
    .sections = sections,
    .verbs = verbs,
    .sort = "name",
};
