#include "endpoint/ledger/ep-renewal.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

static const EpChoice states[] = {
    { "preparing", N_("Being prepared"), EP_TINT_INFO },   { "sent", N_("Handed out"), EP_TINT_WAIT },
    { "collecting", N_("Being collected"), EP_TINT_WAIT }, { "done", N_("Finished"), EP_TINT_FINE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },        { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)
#define COUNT (EP_FIELD_DERIVED | EP_FIELD_COLUMN)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .group = N_("Yearly renewal"), .width = 13 },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "preparing", .width = 9 },
    { "until_day", N_("Permits that end on"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN },
    { "network", N_("Network"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET, .choices = ep_networks, .width = 14 },
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET, .reference = "section", .width = 16 },
    { "deadline", N_("Answers until"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN },
    { "renewed_from", N_("Renewed from"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "renewed_until", N_("Renewed until"), EP_KIND_DATE, EP_FIELD_REQUIRED },
    { "checked_since", N_("Wants a virus check since"), EP_KIND_DATE, 0 },
    { "sent_on", N_("Handed out on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "sent_by", N_("Handed out by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "done_on", N_("Finished on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "done_by", N_("Finished by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "end_reason", N_("Reason"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "lines", N_("Permits"), EP_KIND_INTEGER, COUNT, .group = N_("How far it is") },
    { "waiting", N_("Not answered"), EP_KIND_INTEGER, COUNT },
    { "to_do", N_("Answered, to be done"), EP_KIND_INTEGER, COUNT },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Other") },
    { NULL },
};

static char *
ep_renewal_refuse_finish(EpRecord *record, const EpOperator *operator, const char * today)
{
    gint64 n = ep_record_get_integer(record, "waiting") + ep_record_get_integer(record, "to_do");

    return n > 0 ? g_strdup_printf(ngettext("%d permit is still open: answer it, or let it expire when its day is over",
                                            "%d permits are still open: answer them, or let them expire when their "
                                            "day is over",
                                            (gulong)n),
                                   (int)n)
                 : NULL;
}

static const EpVerb verbs[] = {
    { "renewal.new", N_("Begin the yearly renewal"), .accel = "<Control>n", .from = "",
      .asks = "until_day! network section deadline! renewed_until checked_since note", .run = ep_renewal_run_open },
    { "renewal.hand_out", N_("Lists are handed out"), .from = "preparing", .to = "sent", .stamps = "sent_on sent_by",
      .flags = EP_VERB_MAIN },
    { "renewal.begin", N_("Begin to collect"), .from = "sent", .to = "collecting", .flags = EP_VERB_MAIN },
    { "renewal.finish", N_("Finish the renewal"), .from = "collecting", .to = "done", .stamps = "done_on done_by",
      .flags = EP_VERB_MAIN, .refuse = ep_renewal_refuse_finish },
    { "renewal.gather", N_("Take in permits that came since"), .from = EP_RENEWAL_RUNNING, .flags = EP_VERB_COUNTED,
      .run = ep_renewal_run_gather },
    { "renewal.edit", N_("Edit"), .accel = "<Control>e", .from = EP_RENEWAL_RUNNING,
      .asks = "deadline! checked_since note", .flags = EP_VERB_COUNTED },
    { "renewal.cancel", N_("Cancel"), .from = EP_RENEWAL_RUNNING, .to = "cancelled", .asks = "end_reason!",
      .run = ep_renewal_run_cancel },
    { NULL },
};

static const EpTableSection sections[] = {
    { "renewal_line", "renewal", NULL, FALSE },
    { NULL },
};

EpTable ep_renewal_table = {
    .name = "renewal",
    .label = N_("Yearly renewal"),
    .hint = N_("Permits end with the fiscal year. Begin the renewal in February."),
    .fields = fields,
    .number = "number",
    .title = "until_day",
    .network = "network",
    .section = "section",
    .state = "state",
    .due = "deadline",
    .due_in = "sent collecting",
    .open = EP_RENEWAL_RUNNING,
    .series = "更",
    .sections = sections,
    .verbs = verbs,
    .sort = "-number",
};

/* Three weeks before the end, so that those who forgot can be asked again; a week at the least. */
static char *
ep_renewal_dup_deadline(const char *last, const char *today)
{
    EpDate end = { 0 }, day = { 0 }, deadline;

    if (!ep_date_parse(last, &end, NULL) || !ep_date_parse(today, &day, NULL))
        return NULL;
    deadline = ep_date_add_days(end, -21);
    if (ep_date_compare(deadline, ep_date_add_days(day, 7)) < 0)
        deadline = ep_date_add_days(day, 7);
    return ep_date_to_text(ep_date_compare(deadline, end) > 0 ? end : deadline);
}

static void
ep_renewal_propose_one(EpDraft *answers, const char *field, const char *value)
{
    if (value != NULL && *ep_draft_get_named(answers, field) == '\0')
        ep_draft_set_named(answers, field, value);
}

void
ep_renewal_propose(EpDraft *answers, const char *today)
{
    g_autofree char *last = ep_application_dup_last_day(today), *deadline = NULL, *from = NULL, *until = NULL;

    ep_renewal_propose_one(answers, "until_day", last);
    deadline = ep_renewal_dup_deadline(ep_draft_get_named(answers, "until_day"), today);
    ep_renewal_propose_one(answers, "deadline", deadline);
    from = ep_permit_dup_next_day(ep_draft_get_named(answers, "until_day"));
    until = from != NULL ? ep_application_dup_last_day(from) : NULL;
    ep_renewal_propose_one(answers, "renewed_until", until);
}
