#include "endpoint/ledger/ep-office.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-calendar-site.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"

static const EpChoice rules[] = {
    { "opens", N_("The office opens at"), EP_TINT_NONE },
    { "closes", N_("The office closes at"), EP_TINT_NONE },
    { "report-minutes", N_("A detection is reported within (minutes)"), EP_TINT_NONE },
    { "pattern-days", N_("A virus pattern may be so many open days old"), EP_TINT_NONE },
    { "notice-days", N_("Sections are told so many days before a permit ends"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField fields[] = {
    { "rule", N_("Rule"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .choices = rules,
      .width = 36 },
    { "value", N_("Value"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN },
    { "note", N_("Notes"), EP_KIND_TEXT, EP_FIELD_COLUMN, .width = 30 },
    { NULL },
};

static gboolean ep_office_run(EpDeed *deed, GError **error);

static const EpVerb verbs[] = {
    { "office_rule.new", N_("Add a rule"), .from = "", .asks = "*", .flags = EP_VERB_QUIET, .run = ep_office_run },
    { "office_rule.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET, .run = ep_office_run },
    { NULL },
};

EpTable ep_office_rule_table = {
    .name = "office_rule",
    .label = N_("Office hours and limits"),
    .hint =
        N_("8:30 to 17:15, a report within 15 minutes, virus patterns of the last open day, 30 days before a permit "
           "ends: add what differs here."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .title = "rule",
    .verbs = verbs,
    .sort = "rule",
};

/* --- values --- */

/* "17:15", of any width: minutes of the day; -1 if it is none. */
static int
ep_office_parse_clock(const char *text)
{
    g_autofree char *narrow = ep_fold_normalize(text);
    g_auto(GStrv) parts = g_strsplit(narrow, ":", -1);
    gint64 hours, minutes;

    if (g_strv_length(parts) != 2 || strlen(parts[1]) != 2 ||
        !g_ascii_string_to_signed(parts[0], 10, 0, 23, &hours, NULL) ||
        !g_ascii_string_to_signed(parts[1], 10, 0, 59, &minutes, NULL))
        return -1;
    return (int)(hours * 60 + minutes);
}

static int
ep_office_parse_number(const char *text, int most)
{
    g_autofree char *narrow = ep_fold_normalize(text);
    gint64 value;

    return g_ascii_string_to_signed(narrow, 10, 0, most, &value, NULL) ? (int)value : -1;
}

/* Puts @value where @rule belongs; FALSE if the rule cannot have it. */
static gboolean
ep_office_set(EpOffice *self, const char *rule, const char *value)
{
    gboolean clock = ep_words_contain("opens closes", rule);
    int number = clock ? ep_office_parse_clock(value) : ep_office_parse_number(value, 1440);
    int *place = strcmp(rule, "opens") == 0            ? &self->opens
                 : strcmp(rule, "closes") == 0         ? &self->closes
                 : strcmp(rule, "report-minutes") == 0 ? &self->report_minutes
                 : strcmp(rule, "notice-days") == 0    ? &self->notice_days
                                                       : &self->pattern_days;

    if (number < 0 || (place == &self->report_minutes && number == 0)) /* a pattern of today is 0 open days old */
        return FALSE;
    *place = number;
    return TRUE;
}

EpOffice *
ep_office_load(EpReader *reader, GError **error)
{
    g_autoptr(GPtrArray) rows = ep_reader_load(reader, &ep_office_rule_table, NULL, error);
    g_autoptr(EpOffice) self = g_new0(EpOffice, 1);

    if (rows == NULL)
        return NULL;
    self->opens = 8 * 60 + 30;
    self->closes = 17 * 60 + 15;
    self->report_minutes = 15;
    self->pattern_days = 1;
    self->notice_days = EP_OFFICE_NOTICE_DAYS;
    for (guint i = 0; i < rows->len; i++) /* of two rows the later one counts */
        ep_office_set(self, ep_record_get_named(g_ptr_array_index(rows, i), "rule"),
                      ep_record_get_named(g_ptr_array_index(rows, i), "value"));
    self->calendar = ep_calendar_site_load(reader, error);
    return self->calendar != NULL ? g_steal_pointer(&self) : NULL;
}

void
ep_office_free(EpOffice *self)
{
    g_clear_pointer(&self->calendar, ep_calendar_unref);
    g_free(self);
}

/* --- what follows from them --- */

char *
ep_office_dup_closing(const EpOffice *self, const char *day)
{
    EpDate date = { 0 };

    if (!ep_date_parse(day, &date, NULL))
        return g_strdup("");
    return ep_time_to_text(ep_time_from_date(date, EP_ZONE_JAPAN) + self->closes * 60);
}

char *
ep_office_refuse_end(const EpOffice *self, const char *until)
{
    EpDate date = ep_time_text_date(until, EP_ZONE_JAPAN);
    g_autofree char *day = ep_date_to_text(date), *closing = ep_office_dup_closing(self, day), *clock = NULL;

    if (!ep_calendar_is_open(self->calendar, date))
        return g_strdup_printf(_("Temporary use is for open days: the desk is closed on %s"), EP_DATE_SHOWN(day));
    if (strcmp(until, closing) <= 0)
        return NULL;
    clock = ep_time_format_clock(closing, EP_ZONE_JAPAN);
    return g_strdup_printf(_("The office closes at %s: after that nobody is there to take it back"), clock);
}

char *
ep_office_dup_pattern_fault(const EpOffice *self, const char *pattern_date, const char *day)
{
    EpDate pattern = { 0 }, today = { 0 };
    int days;

    if (!ep_date_parse(pattern_date, &pattern, NULL) || !ep_date_parse(day, &today, NULL))
        return g_strdup(_("How old the virus pattern is, is not known"));
    days = ep_calendar_count_open_days(self->calendar, pattern, today);
    if (days <= self->pattern_days)
        return NULL;
    return g_strdup_printf(ngettext("The virus pattern is of %s: %d open day old, and %d is allowed",
                                    "The virus pattern is of %s: %d open days old, and %d is allowed", (gulong)days),
                           pattern_date, days, self->pattern_days);
}

/* A run function: the row's value is one that its rule can have. */
static gboolean
ep_office_run(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    EpOffice scratch;

    for (guint i = 0; drafts != NULL && i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);
        const char *rule = ep_draft_get_named(draft, "rule"), *value = ep_draft_get_named(draft, "value");

        if (ep_office_set(&scratch, rule, value))
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    ep_words_contain("opens closes", rule) ? _("“%s” is no time of day such as 17:15")
                                                           : _("“%s” is no whole number up to 1440"),
                    value);
        g_prefix_error(error, "%s: ", ep_label(fields[ep_table_find(deed->table, "value")].label));
        return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}
