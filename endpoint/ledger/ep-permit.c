#include "endpoint/ledger/ep-permit.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-office.h"
#include "endpoint/ledger/ep-restriction.h"

const EpChoice ep_permit_rights[] = {
    { "read-write", N_("Read and write"), EP_TINT_NONE, "読書|読み書き|読取・書込" },
    { "read", N_("Read only"), EP_TINT_INFO, "読取|読取のみ|読取専用" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice states[] = {
    { "allowed", N_("Allowed"), EP_TINT_INFO },     { "used", N_("In use"), EP_TINT_FINE },
    { "expired", N_("Expired"), EP_TINT_NONE },     { "returned", N_("Returned"), EP_TINT_NONE },
    { "lost", N_("Lost"), EP_TINT_LATE },           { "stopped", N_("Stopped"), EP_TINT_LATE },
    { "replaced", N_("Replaced"), EP_TINT_NONE },   { "abolished", N_("Abolished"), EP_TINT_NONE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE }, { NULL, NULL, EP_TINT_NONE },
};

const EpChoice ep_permit_end_reasons[] = {
    { "incident", N_("Security incident"), EP_TINT_LATE, "事故|情報セキュリティ事故" },
    { "virus", N_("Virus found"), EP_TINT_LATE, "ウイルス検出" },
    { "breach", N_("Rules not kept"), EP_TINT_WAIT, "遵守事項違反" },
    { "misuse", N_("Used for something else"), EP_TINT_WAIT, "目的外使用" },
    { "transfer", N_("Moved or left"), EP_TINT_NONE, "異動・退職" },
    { "mistake", N_("Allowed or registered by mistake"), EP_TINT_NONE, "登録誤り" },
    { "other", N_("Other"), EP_TINT_NONE, "その他" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice kinds[] = {
    { "normal", N_("Normal"), EP_TINT_NONE },
    { "temporary", N_("Temporary"), EP_TINT_INFO },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .group = N_("Permit"), .width = 15 },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "allowed", .width = 9 },
    { "device", N_("Device"), EP_KIND_TEXT, EP_FIELD_DERIVED | COLUMN },
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .reference = "section",
      .width = 16 },
    { "from_day", N_("From"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "until_day", N_("Until"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "until_at", N_("Until (time)"), EP_KIND_TIME, EP_FIELD_FIXED },
    { "kind", N_("Kind"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = kinds,
      .initial = "normal", .width = 8 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED,
      .choices = ep_networks, .width = 14 },
    { "serial", N_("Serial number"), EP_KIND_CODE, EP_FIELD_DERIVED | COLUMN, .width = 16 },
    { "medium", N_("Medium"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FIXED, .reference = "medium" },
    { "application", N_("Application"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FIXED, .reference = "application" },
    { "line", N_("Device applied for"), EP_KIND_REFERENCE, EP_FIELD_FIXED | EP_FIELD_HIDDEN,
      .reference = "application_device" },
    { "virus_check", N_("Virus check"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "virus_check" },
    { "rights", N_("Rights"), EP_KIND_CHOICE, EP_FIELD_FIXED | EP_FIELD_FACET, .choices = ep_permit_rights },
    { "user", N_("Used by"), EP_KIND_TEXT, EP_FIELD_FIXED | EP_FIELD_PERSONAL | EP_FIELD_SEARCHED },
    { "noticed_on", N_("Told of the end on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "noticed_by", N_("Told of the end by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "end_reason", N_("Reason of the end"), EP_KIND_CHOICE, EP_FIELD_FIXED, .choices = ep_permit_end_reasons },
    { "ended", N_("Ended on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "ended_by", N_("Ended by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "ended_at", N_("Ended at"), EP_KIND_TIME, EP_FIELD_FIXED },
    { "fallback", N_("Instead"), EP_KIND_CHOICE, EP_FIELD_FIXED | EP_FIELD_FACET, .choices = ep_device_fallbacks },
    { "sticker", N_("Sticker number"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_SEARCHED },
    { "condition", N_("Conditions"), EP_KIND_LINES, EP_FIELD_FIXED },
    { "renews", N_("Permit before it"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "permit" },
    { "renewed_by", N_("Goes on as"), EP_KIND_CODE, EP_FIELD_DERIVED },
    { "in_renewal", N_("Part of the renewal"), EP_KIND_CODE, EP_FIELD_DERIVED },
    { "notice_days", N_("Told so many days before"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { "erased", N_("Data erased"), EP_KIND_YES, 0 },
    { "unerased", N_("Why not erased"), EP_KIND_TEXT, 0 },
    { "waiting", N_("Not registered yet"), EP_KIND_INTEGER, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { "storage", N_("Stores data"), EP_KIND_YES, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { "clean_on", N_("Last check, if clean"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_HIDDEN },
    { "open_incident", N_("Open incident"), EP_KIND_CODE, EP_FIELD_DERIVED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Other") },
    { NULL },
};

static gboolean
ep_permit_is_temporary(EpRecord *record)
{
    return strcmp(ep_record_get_named(record, "kind"), "temporary") == 0;
}

static char *
ep_permit_refuse_medium(EpRecord *record, const char *today)
{
    const char *incident = ep_record_get_named(record, "open_incident");

    if (*incident != '\0')
        return g_strdup_printf(_("%s is open: the medium must be treated and checked again first"), incident);
    if (ep_permit_is_temporary(record) && *ep_record_get_named(record, "storage") != '\0' &&
        strcmp(ep_record_get_named(record, "clean_on"), today) != 0)
        return g_strdup(_("Temporary use needs a virus check of the same day"));
    return NULL;
}

/* Its last day has a last moment. What is put down later happened in time. */
static char *
ep_permit_refuse_moment(EpRecord *record, const char *today)
{
    const char *until_at = ep_record_get_named(record, "until_at");
    g_autofree char *now = ep_clock_now(), *day = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN)), *clock = NULL;

    if (*until_at == '\0' || strcmp(today, day) != 0 || strcmp(now, until_at) < 0)
        return NULL;
    clock = ep_time_format_clock(until_at, EP_ZONE_JAPAN);
    return g_strdup_printf(_("It ended at %s today: revoke it, and receive temporary use anew for an open day"), clock);
}

static char *
ep_permit_refuse_start(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *from = ep_record_get_named(record, "from_day"), *until = ep_record_get_named(record, "until_day");
    char *reason;

    if (ep_record_get_integer(record, "waiting") > 0)
        return g_strdup(_("It is not registered yet"));
    if (strcmp(today, from) < 0)
        return g_strdup_printf(_("It begins on %s"), EP_DATE_SHOWN(from));
    if (strcmp(today, until) > 0)
        return g_strdup_printf(_("It ended on %s"), EP_DATE_SHOWN(until));
    reason = ep_permit_refuse_moment(record, today);
    return reason != NULL ? reason : ep_permit_refuse_medium(record, today);
}

static char *
ep_permit_refuse_give_back(EpRecord *record, const EpOperator *operator, const char * today)
{
    return ep_permit_is_temporary(record) ? g_strdup(_("Somebody signs for the end of temporary use: revoke it"))
                                          : NULL;
}

static char *
ep_permit_refuse_hand_back(EpRecord *record, const EpOperator *operator, const char * today)
{
    return ep_permit_is_temporary(record) ? NULL : g_strdup(_("It is not temporary"));
}

/* It lasts to its last day's end; a temporary one does not end by itself. */
static char *
ep_permit_refuse_expire(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *until = ep_record_get_named(record, "until_day");

    if (ep_permit_is_temporary(record))
        return g_strdup(_("Somebody signs for the end of temporary use: revoke it"));
    return strcmp(today, until) <= 0 ? g_strdup_printf(_("It is valid until %s"), EP_DATE_SHOWN(until)) : NULL;
}

static char *
ep_permit_refuse_revoke(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (!ep_permit_is_temporary(record))
        return g_strdup(_("It is not temporary"));
    return operator->staff == 0 ? g_strdup(_("It must be known who revokes it")) : NULL;
}

static char *
ep_permit_refuse_notice(EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *renewed = ep_record_get_named(record, "renewed_by");

    return *renewed != '\0' ? g_strdup_printf(_("It goes on as %s already"), renewed) : NULL;
}

gboolean
ep_permit_ends_soon(EpRecord *record, const char *today)
{
    const char *until = ep_record_get_named(record, "until_day"), *days = ep_record_get_named(record, "notice_days");
    EpDate end = { 0 };
    g_autofree char *from = NULL;

    if (ep_permit_is_temporary(record) || !ep_words_contain(EP_PERMIT_LIVE, ep_record_get_named(record, "state")) ||
        *ep_record_get_named(record, "noticed_on") != '\0' || *ep_record_get_named(record, "renewed_by") != '\0' ||
        *ep_record_get_named(record, "in_renewal") != '\0' || strcmp(until, today) < 0 ||
        !ep_date_parse(until, &end, NULL))
        return FALSE;
    from = ep_date_to_text(ep_date_add_days(end, -(*days != '\0' ? atoi(days) : EP_OFFICE_NOTICE_DAYS)));
    return strcmp(from, today) <= 0;
}

static char *
ep_permit_refuse_renew(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_permit_is_temporary(record))
        return g_strdup(_("Temporary use is not renewed: receive it anew"));
    return ep_permit_refuse_notice(record, operator, today);
}

static const EpField renewal_questions[] = {
    { "renewed_until", N_("Renewed until"), EP_KIND_DATE, 0 },
    { NULL },
};

#define LIVE EP_PERMIT_LIVE
#define ENDED "ended ended_by ended_at"

static const EpVerb verbs[] = {
    { "permit.start", N_("Put into use"), .from = "allowed", .to = "used", .flags = EP_VERB_MAIN | EP_VERB_MANY,
      .refuse = ep_permit_refuse_start },
    { "permit.give_back", N_("Returned"), .from = "used", .to = "returned", .asks = "erased unerased", .stamps = ENDED,
      .flags = EP_VERB_MAIN | EP_VERB_MANY, .refuse = ep_permit_refuse_give_back, .run = ep_permit_run_end },
    { "permit.give_up", N_("Given back unused"), .from = "allowed", .to = "returned", .stamps = ENDED,
      .flags = EP_VERB_MANY, .refuse = ep_permit_refuse_give_back, .run = ep_permit_run_end },
    { "permit.notify", N_("Told of the end"), .from = LIVE, .asks = "note", .stamps = "noticed_on noticed_by",
      .flags = EP_VERB_MANY, .refuse = ep_permit_refuse_notice },
    { "permit.renew", N_("Renew"), .from = LIVE, .questions = renewal_questions,
      .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION, .refuse = ep_permit_refuse_renew, .run = ep_permit_run_renew },
    { "permit.revoke", N_("Revoke temporary use"), .from = LIVE, .to = "expired", .asks = "note", .stamps = ENDED,
      .flags = EP_VERB_MAIN | EP_VERB_MANY, .refuse = ep_permit_refuse_revoke, .run = ep_permit_run_end },
    { "permit.hand_back", N_("Medium given back"), .from = "expired", .to = "returned", .asks = "erased unerased note",
      .flags = EP_VERB_MANY, .refuse = ep_permit_refuse_hand_back, .run = ep_permit_run_hand_back },
    { "permit.expire", N_("Expire"), .from = LIVE, .to = "expired", .stamps = ENDED, .flags = EP_VERB_MANY,
      .refuse = ep_permit_refuse_expire, .run = ep_permit_run_end },
    { "permit.lose", N_("Report as lost"), .from = LIVE, .to = "lost", .stamps = ENDED,
      .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION, .run = ep_permit_run_end },
    { "permit.stop", N_("Stop at once"), .from = LIVE, .to = "stopped", .asks = "end_reason! note", .stamps = ENDED,
      .flags = EP_VERB_MANY | EP_VERB_INSTRUCTION, .run = ep_permit_run_end, .then = EP_PERMIT_THEN },
    { "permit.restrict", N_("Ask for a use restriction"), .from = LIVE,
      .asks = "target! restricts! from_day! until_day! exceptions", .makes = &ep_restriction_table,
      .flags = EP_VERB_MANY, .run = ep_restriction_run_open },
    { "permit.edit", N_("Edit"), .asks = "erased unerased note", .flags = EP_VERB_COUNTED },
    { NULL },
};

static const EpTableSection sections[] = {
    { "permit_scope", "permit", NULL, .told = TRUE },
    { "registration", "permit", N_("Enforcement"),
      "target registered_by registered_on verified_by verified_on row_error", .told = TRUE },
    { "restriction", "permit", NULL, .told = TRUE },
    { "permit", "renews", N_("Goes on as"), .told = TRUE },
    { NULL },
};

EpTable ep_permit_table = {
    .name = "permit",
    .label = N_("Permits"),
    .hint = N_("A permit is made when an application is allowed."),
    .fields = fields,
    .number = "number",
    .title = "device",
    .network = "network",
    .section = "section",
    .state = "state",
    .due = "until_day",
    .due_at = "until_at",
    .timed = N_("Temporary use to be revoked"),
    .due_in = LIVE,
    .soon = N_("End soon, sections not told"),
    .is_soon = ep_permit_ends_soon,
    .sections = sections,
    .verbs = verbs,
    .sort = "-from_day",
};

static const EpField scope_fields[] = {
    { "permit", N_("Permit"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED,
      .reference = "permit" },
    { "pc", N_("PC"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FIXED, .reference = "pc" },
    { "pc_gone", N_("PC retired or on another network"), EP_KIND_YES, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "section", N_("Section"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FIXED,
      .reference = "section" },
    { "person", N_("Person"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FIXED,
      .reference = "person" },
    { NULL },
};

EpTable ep_permit_scope_table = {
    .name = "permit_scope",
    .label = N_("Where and by whom"),
    .flags = EP_TABLE_LINES,
    .fields = scope_fields,
    .pc = "pc",
    .section = "section",
    .parent = "permit",
    .sort = "permit",
};
