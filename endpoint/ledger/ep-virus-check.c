#include "endpoint/ledger/ep-virus-check.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

static const EpChoice results[] = {
    { "clean", N_("Nothing found"), EP_TINT_FINE },
    { "found", N_("Virus found"), EP_TINT_LATE },
    { "incomplete", N_("Not completed"), EP_TINT_WAIT },
    { NULL, NULL, EP_TINT_NONE },
};

const EpChoice ep_virus_check_actions[] = {
    { "none", N_("None needed"), EP_TINT_NONE },     { "cleaned", N_("Removed"), EP_TINT_WAIT },
    { "isolated", N_("Isolated"), EP_TINT_WAIT },    { "returned", N_("Given back unused"), EP_TINT_WAIT },
    { "refused", N_("Not accepted"), EP_TINT_LATE }, { NULL, NULL, EP_TINT_NONE },
};

/* What people bring; a disc is no device, and everything else is one of ep_device_kinds. */
static const EpChoice kinds[] = {
    { "usb", N_("USB memory"), EP_TINT_NONE, "USBメモリ|USBメモリー" },
    { "disk", N_("External disk"), EP_TINT_NONE, "外付HDD|外付けHDD|外付SSD|外付HDD/SSD" },
    { "card", N_("Memory card"), EP_TINT_NONE, "SDカード|メモリーカード" },
    { "optical", N_("CD, DVD or BD"), EP_TINT_NONE, "CD-R|DVD-R|CD|DVD|BD" },
    { "phone", N_("Phone or camera"), EP_TINT_NONE, "スマートフォン/カメラ|スマートフォン|カメラ|デジタルカメラ" },
    { "other", N_("Other"), EP_TINT_NONE, "その他" },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)
#define DERIVED EP_FIELD_DERIVED

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .width = 13, .group = N_("Result") },
    { "result", N_("Result"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = results },
    { "at", N_("Checked at"), EP_KIND_TIME, EP_FIELD_REQUIRED | EP_FIELD_COLUMN, .initial = "@now" },
    { "started", N_("Begun at"), EP_KIND_TIME, 0 },
    { "day", N_("Day"), EP_KIND_DATE, EP_FIELD_FIXED, .initial = "@today" },
    { "device", N_("Checked"), EP_KIND_TEXT, DERIVED | COLUMN, .width = 20 },
    { "files", N_("Files"), EP_KIND_INTEGER, EP_FIELD_COLUMN },
    { "found", N_("Infected files"), EP_KIND_INTEGER, EP_FIELD_COLUMN },
    { "names", N_("What was found"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "action", N_("Action"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = ep_virus_check_actions },
    { "incident", N_("Incident"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "incident" },
    { "scanner", N_("Scanner and engine"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .width = 20,
      .group = N_("Scanner and engine") },
    { "pattern", N_("Pattern version"), EP_KIND_CODE, EP_FIELD_COLUMN },
    { "pattern_date", N_("Pattern date (empty: unknown)"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { "old_reason", N_("Why with an old pattern"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "pc", N_("Checked on PC"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "checked_by", N_("Checked by"), EP_KIND_REFERENCE, EP_FIELD_FIXED | EP_FIELD_FACET, .reference = "staff",
      .initial = "@operator" },
    { "carrier", N_("Brought by"), EP_KIND_TEXT, COLUMN | EP_FIELD_PERSONAL, .group = N_("Brought in") },
    { "company", N_("Company"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = ep_networks },
    { "section", N_("Section"), EP_KIND_REFERENCE, EP_FIELD_FACET, .reference = "section" },
    { "errand", N_("Errand"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "line", N_("Device applied for"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "application_device",
      .group = N_("Medium") },
    { "medium", N_("Medium"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FIXED, .reference = "medium" },
    { "delivery", N_("Delivery"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "delivery" },
    { "application", N_("Application"), EP_KIND_CODE, DERIVED | COLUMN, .width = 13 },
    { "kind", N_("Kind of medium"), EP_KIND_CHOICE, 0, .choices = kinds },
    { "pieces", N_("Pieces"), EP_KIND_INTEGER, 0 },
    { "maker", N_("Maker"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "model", N_("Model"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "vid", N_("Vendor ID"), EP_KIND_CODE, EP_FIELD_SEARCHED },
    { "pid", N_("Product ID"), EP_KIND_CODE, EP_FIELD_SEARCHED },
    { "serial", N_("Serial number"), EP_KIND_CODE, EP_FIELD_SEARCHED },
    { "instance_id", N_("Instance IDs"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "interfaces", N_("Interfaces"), EP_KIND_CODE, EP_FIELD_HIDDEN },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "open_incident", N_("Open incident"), EP_KIND_CODE, DERIVED | EP_FIELD_HIDDEN },
    { "permits", N_("Permits"), EP_KIND_INTEGER, DERIVED | EP_FIELD_HIDDEN },
    { NULL },
};

guint
ep_virus_check_get_pieces(EpRecord *check)
{
    gint64 pieces = ep_record_get_integer(check, "pieces");

    return *ep_record_get_named(check, "serial") != '\0' || pieces < 1 ? 1 : (guint)pieces;
}

static char *
ep_virus_check_refuse_pieces(EpRecord *record)
{
    guint pieces = ep_virus_check_get_pieces(record);

    if (ep_record_get_integer(record, "permits") < pieces)
        return NULL;
    return pieces == 1 ? g_strdup(_("It has its permit already"))
                       : g_strdup_printf(_("All its %u pieces have their permits already"), pieces);
}

static char *
ep_virus_check_refuse_permit(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *incident = ep_record_get_named(record, "open_incident");

    if (*ep_record_get_named(record, "line") != '\0')
        return g_strdup(_("It belongs to an application, which is decided at the counter"));
    if (*ep_record_get_named(record, "delivery") != '\0')
        return g_strdup(_("It is of a delivery, which is handed over"));
    if (*incident != '\0')
        return g_strdup_printf(_("%s is open: the medium must be treated and checked again first"), incident);
    if (!g_str_equal(ep_record_get_named(record, "result"), "clean"))
        return g_strdup(_("It is no clean virus check"));
    if (!g_str_equal(ep_record_get_named(record, "day"), today))
        return g_strdup(_("Temporary use needs a virus check of the same day"));
    return ep_virus_check_refuse_pieces(record);
}

static const EpField permit_questions[] = {
    { "pc", N_("On PC"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED, .reference = "pc" },
    { "person", N_("By"), EP_KIND_REFERENCE, 0, .reference = "person" },
    { "piece", N_("Serial number of this piece"), EP_KIND_CODE, 0 },
    { NULL },
};

static const EpVerb verbs[] = {
    { "virus_check.new", N_("Check a medium"), .accel = "<Control>n", .from = "",
      .asks = "carrier! company network section errand kind! pieces maker model vid pid serial instance_id "
              "interfaces " EP_VIRUS_CHECK_ASKS,
      .run = ep_virus_check_run },
    { "virus_check.permit", N_("Permit temporary use"),
      .asks = "network! section user rights! until_at fallback "
              "condition",
      .questions = permit_questions, .makes = &ep_permit_table, .flags = EP_VERB_INSTRUCTION,
      .refuse = ep_virus_check_refuse_permit, .run = ep_permit_run_from_check },
    { NULL },
};

static const EpTableSection sections[] = {
    { "incident", "detection", NULL },
    { "permit", "virus_check", NULL },
    { NULL },
};

EpTable ep_virus_check_table = {
    .name = "virus_check",
    .label = N_("Virus checks"),
    .hint = N_("Check what was brought in (F7); a device that was applied for is checked at the counter."),
    .flags = EP_TABLE_APPEND_ONLY,
    .fields = fields,
    .number = "number",
    .title = "device",
    .network = "network",
    .section = "section",
    .series = "検",
    .sections = sections,
    .verbs = verbs,
    .sort = "-at",
};
