#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-virus-check.h"

/* Devices that were ever allowed: one record a piece, whatever applications it comes with. */

static const EpChoice states[] = {
    { "unused", N_("Not in use"), EP_TINT_NONE },
    { "used", N_("In use"), EP_TINT_FINE },
    { "returned", N_("Returned"), EP_TINT_NONE },
    { "lost", N_("Lost"), EP_TINT_LATE },
    { "disposed", N_("Disposed of"), EP_TINT_NONE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .group = N_("Basics"), .width = 13 },
    { "state", N_("State"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "unused", .width = 9 },
    EP_DEVICE_NAMED,
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET, .reference = "section", .group = N_("Use"),
      .width = 11, .aliases = "所属|所属課" },
    { "permits", N_("Valid permits"), EP_KIND_INTEGER, EP_FIELD_DERIVED },
    { "permitted_until", N_("Permitted until"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "checked_on", N_("Last virus check"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "open_incident", N_("Open incident"), EP_KIND_CODE, EP_FIELD_DERIVED },
    EP_DEVICE_IDENTITY,
    { "erased", N_("Data erased"), EP_KIND_YES, EP_FIELD_FIXED, .group = N_("End") },
    { "unerased", N_("Why not erased"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "disposed_on", N_("Disposed of on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "disposed_by", N_("Disposed of by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Other"), .aliases = "備考" },
    { NULL },
};

static char *
ep_medium_refuse_disposal(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_record_get_integer(record, "permits") == 0)
        return NULL;
    return g_strdup(_("It still has a valid permit: end that first"));
}

static gboolean
ep_medium_run_dispose(EpDeed *deed, GError **error)
{
    return ep_permit_check_erased(deed, deed->records, error) && ep_deed_run(deed, error);
}

static const EpVerb verbs[] = {
    { "medium.new", N_("Add a medium"), .accel = "<Control>n", .from = "", .asks = "*", .flags = EP_VERB_COUNTED },
    { "medium.edit", N_("Edit"), .accel = "<Control>e", .asks = "*", .flags = EP_VERB_COUNTED },
    { "medium.check_virus", N_("Check for viruses"), .from = "unused used returned", .asks = EP_VIRUS_CHECK_ASKS,
      .makes = &ep_virus_check_table, .run = ep_virus_check_run },
    { "medium.lose", N_("Report as lost"), .from = "unused used returned", .to = "lost",
      .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION, .run = ep_permit_run_medium },
    { "medium.find", N_("Found again"), .from = "lost", .to = "unused", .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION },
    { "medium.dispose", N_("Dispose of"), .from = "unused returned lost", .to = "disposed",
      .asks = "erased unerased note", .stamps = "disposed_on disposed_by", .flags = EP_VERB_INSTRUCTION | EP_VERB_MANY,
      .refuse = ep_medium_refuse_disposal, .run = ep_medium_run_dispose },
    { NULL },
};

static const EpTableSection sections[] = {
    { "permit", "medium", NULL, .told = TRUE },
    { "registration", "medium", N_("Enforcement"),
      "target permit registered_by registered_on verified_by verified_on" },
    { "virus_check", "medium", NULL, .told = TRUE },
    { "incident", "medium", NULL, .told = TRUE },
    { "application_device", "medium", N_("Applications"), .told = TRUE },
    { NULL },
};

EpTable ep_medium_table = {
    .name = "medium",
    .label = N_("Media and devices"),
    .hint = N_("A device comes here when an application for it is allowed."),
    .fields = fields,
    .number = "number",
    .title = "model",
    .section = "section",
    .state = "state",
    .series = "媒",
    .sections = sections,
    .verbs = verbs,
    .check = ep_identity_check,
    .sort = "-number",
};
