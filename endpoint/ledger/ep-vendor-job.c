#include "endpoint/ledger/ep-vendor-job.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-calendar-site.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"

/* Open days after which a vendor is asked how it goes, unless somebody says when. */
#define REMIND_AFTER 10

/* A repair's work at a maintenance company (業者修理), from the order until the PC is back. */

static const EpChoice states[] = {
    { "ordered", N_("Ordered"), EP_TINT_INFO },
    { "at_vendor", N_("At the vendor"), EP_TINT_WAIT },
    { "back", N_("Back"), EP_TINT_FINE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice bearers[] = {
    { "free", N_("Free of charge"), EP_TINT_FINE },
    { "lessor", N_("Lessor"), EP_TINT_NONE },
    { "city", N_("City"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .group = N_("Basics"), .width = 13 },
    { "state", N_("State"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "ordered", .width = 10 },
    { "repair", N_("Repair"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FIXED, .reference = "repair",
      .width = 13 },
    { "pc", N_("PC"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FIXED, .reference = "pc", .width = 11 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = ep_networks, .width = 14 },
    { "section", N_("Section"), EP_KIND_REFERENCE, EP_FIELD_FACET | EP_FIELD_FIXED, .reference = "section" },
    { "vendor", N_("Vendor"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET, .group = N_("Order"),
      .width = 16 },
    { "ordered_on", N_("Ordered on"), EP_KIND_DATE, EP_FIELD_COLUMN, .initial = "@today" },
    { "vendor_number", N_("Vendor's number"), EP_KIND_CODE, COLUMN, .width = 14 },
    { "estimate", N_("Estimate"), EP_KIND_MONEY, EP_FIELD_COLUMN },
    { "approved_on", N_("Estimate approved on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "collected_on", N_("Collected on"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { "remind_on", N_("Remind on"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { "reminded_on", N_("Last reminded on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "answer", N_("Vendor's answer"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "back_on", N_("Back on"), EP_KIND_DATE, EP_FIELD_COLUMN, .group = N_("Result") },
    { "work", N_("Work done"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "parts", N_("Parts"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "cost", N_("Cost"), EP_KIND_MONEY, EP_FIELD_COLUMN },
    { "bearer", N_("Cost borne by"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = bearers },
    { "disk_replaced", N_("Disk replaced"), EP_KIND_YES, EP_FIELD_FACET },
    { "erase_certificate", N_("Erasure certificate"), EP_KIND_CODE, EP_FIELD_SEARCHED },
    { "end_reason", N_("Reason"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Other") },
    { NULL },
};

static gboolean
ep_vendor_job_set_reminder(EpDeed *deed, EpDraft *job, GError **error)
{
    g_autoptr(EpCalendar) calendar = NULL;
    g_autofree char *remind_on = NULL;
    EpDate ordered;

    if (*ep_draft_get_named(job, "remind_on") != '\0' ||
        !ep_date_parse(ep_draft_get_named(job, "ordered_on"), &ordered, NULL))
        return TRUE;
    calendar = ep_calendar_site_load(ep_act_get_reader(deed->act), error);
    if (calendar == NULL)
        return FALSE;
    remind_on = ep_date_to_text(ep_calendar_add_open_days(calendar, ordered, REMIND_AFTER));
    ep_draft_set_named(job, "remind_on", remind_on);
    return TRUE;
}

gboolean
ep_vendor_job_order(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (ep_draft_get_table(draft) == &ep_vendor_job_table && !ep_vendor_job_set_reminder(deed, draft, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

#define OPEN "ordered at_vendor"

static const EpVerb verbs[] = {
    { "vendor_job.collect", N_("Vendor takes it"), .from = "ordered", .to = "at_vendor",
      .asks = "vendor_number estimate remind_on", .flags = EP_VERB_MAIN | EP_VERB_MANY, .stamps = "collected_on" },
    { "vendor_job.estimate", N_("Note the estimate"), .from = OPEN, .asks = "estimate! vendor_number answer" },
    { "vendor_job.approve", N_("Estimate is approved"), .from = OPEN, .asks = "estimate!", .flags = EP_VERB_INSTRUCTION,
      .stamps = "approved_on" },
    { "vendor_job.remind", N_("Remind"), .from = OPEN, .asks = "answer! remind_on", .stamps = "reminded_on",
      .flags = EP_VERB_MANY },
    { "vendor_job.back", N_("Take it back"), .from = "at_vendor", .to = "back",
      .asks = "work! parts cost bearer disk_replaced erase_certificate", .flags = EP_VERB_MAIN, .stamps = "back_on" },
    { "vendor_job.edit", N_("Edit"), .accel = "<Control>e", .asks = "*", .flags = EP_VERB_QUIET },
    { "vendor_job.cancel", N_("Cancel"), .from = "ordered", .to = "cancelled", .asks = "end_reason!" },
    { NULL },
};

EpTable ep_vendor_job_table = {
    .name = "vendor_job",
    .label = N_("Repairs at vendors"),
    .hint = N_("A repair is sent to a vendor from its own card."),
    .fields = fields,
    .number = "number",
    .title = "vendor",
    .network = "network",
    .section = "section",
    .pc = "pc",
    .state = "state",
    .due = "remind_on",
    .parent = "repair",
    .open = OPEN,
    .series = "外",
    .verbs = verbs,
    .sort = "-number",
};
