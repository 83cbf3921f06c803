#include "endpoint/report/ep-daily.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-calendar-site.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-worklog-source.h"
#include "endpoint/report/ep-daily-private.h"

/* The contract wants the log within so many open days. */
#define SUBMIT_WITHIN 3

typedef struct {
    EpWorklog *worklog;
    EpCalendar *calendar;
    EpRecord *remarks; /* NULL if nobody wrote any */
    EpDate date;
    GString *instructions;
} EpDaily;

static void
ep_daily_clear(EpDaily *self)
{
    g_clear_pointer(&self->worklog, ep_worklog_free);
    g_clear_pointer(&self->calendar, ep_calendar_unref);
    g_clear_object(&self->remarks);
    g_string_free(self->instructions, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpDaily, ep_daily_clear)

char *
ep_daily_format_heading(guint number, const char *text)
{
    return g_strdup_printf("%u　%s", number, text);
}

const char *
ep_daily_get_network(const char *code)
{
    static const char *const names[][2] = {
        { "lan", N_("LAN") },
        { "lgwan", N_("LGWAN") },
        { "business", N_("Business") },
    };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(code, names[i][0]) == 0)
            return _(names[i][1]);
    }
    return "";
}

static gboolean
ep_daily_take_instruction(const EpRow *row, gpointer user_data, GError **error)
{
    GString *text = user_data;

    /* Translators: the number of an instruction and what it says */
    g_string_append_printf(text, _("Instruction %s: %s"), ep_row_get_text(row, 0), ep_row_get_text(row, 1));
    g_string_append_c(text, '\n');
    return TRUE;
}

static gboolean
ep_daily_load(EpDaily *self, EpLedger *ledger, const char *day, GError **error)
{
    EpReader *reader = ep_ledger_get_reader(ledger);
    EpMatch matches[] = { { "day", day }, { NULL, NULL } };
    EpValue value = EP_TEXT(day);
    g_autoptr(GPtrArray) remarks = NULL;

    if (!ep_date_parse(day, &self->date, error))
        return FALSE;
    self->worklog = ep_worklog_load(ledger, day, error);
    if (self->worklog == NULL)
        return FALSE;
    self->calendar = ep_calendar_site_load(reader, error);
    if (self->calendar == NULL)
        return FALSE;
    remarks = ep_reader_load(reader, &ep_daylog_table, matches, error);
    if (remarks == NULL)
        return FALSE;
    if (remarks->len > 0)
        self->remarks = g_object_ref(g_ptr_array_index(remarks, 0));
    return ep_reader_query(reader, "worklog-instructions", &value, 1, ep_daily_take_instruction, self->instructions,
                           error);
}

static const char *
ep_daily_get_remark(const EpDaily *self, const char *field)
{
    return self->remarks != NULL ? ep_record_get_named(self->remarks, field) : "";
}

/* 令和8年11月20日(金)　開庁日, or why it is closed. */
static char *
ep_daily_format_day(const EpDaily *self)
{
    g_autofree char *date = ep_date_format_long(self->date);
    const char *holiday = ep_calendar_holiday_name(self->calendar, self->date);

    if (ep_calendar_is_open(self->calendar, self->date))
        return g_strdup_printf("%s　%s", date, _("Office open"));
    return holiday != NULL ? g_strdup_printf("%s　%s (%s)", date, _("Office closed"), holiday)
                           : g_strdup_printf("%s　%s", date, _("Office closed"));
}

/* Who did something that stands in the log. */
static char *
ep_daily_format_people(const EpDaily *self)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (guint i = 0; i < self->worklog->acts->len; i++) {
        EpWorklogAct *act = g_ptr_array_index(self->worklog->acts, i);

        if (*act->who != '\0' && act->verb != NULL && (act->verb->flags & EP_VERB_QUIET) == 0 &&
            !g_ptr_array_find_with_equal_func(names, act->who, g_str_equal, NULL))
            g_ptr_array_add(names, act->who);
    }
    g_ptr_array_add(names, NULL);
    return g_strjoinv("、", (char **)names->pdata);
}

static void
ep_daily_add_head(EpDaily *self, EpSheet *sheet)
{
    EpDate until = ep_calendar_add_open_days(self->calendar, self->date, SUBMIT_WITHIN);
    g_autofree char *due = ep_date_format_long(until);
    g_autofree char *people = ep_daily_format_people(self);
    g_autofree char *work =
        g_strdup_printf(_("%d cases, %d minutes"), (int)self->worklog->cases->len, (int)self->worklog->minutes);
    g_autofree char *source = ep_worklog_source_day(self->worklog);
    const char *attendance = ep_daily_get_remark(self, "attendance");

    ep_sheet_add_stamp(sheet, _("Contractor's manager"), NULL);
    ep_sheet_add_stamp(sheet, _("Supervising official"), NULL);
    ep_sheet_add_header(sheet, _("Work"), work, source, FALSE);
    ep_sheet_add_header(sheet, _("To be submitted by"), due, NULL, FALSE);
    ep_sheet_add_header(sheet, _("At work"), *attendance != '\0' ? attendance : people, NULL, TRUE);
}

static void
ep_daily_add_remarks(EpDaily *self, EpSheet *sheet, guint number)
{
    g_autofree char *remarks = ep_daily_format_heading(number, _("Remarks, instructions, hand-over"));
    g_autofree char *tomorrow = ep_daily_format_heading(number + 1, _("Plans for tomorrow"));
    g_autofree char *text = g_strconcat(self->instructions->str, ep_daily_get_remark(self, "remarks"), NULL);

    ep_sheet_add_paragraph(sheet, remarks, g_strchomp(text), 18);
    ep_sheet_add_paragraph(sheet, tomorrow, ep_daily_get_remark(self, "tomorrow"), 13);
}

EpSheet *
ep_daily_sheet(EpLedger *ledger, const char *day, GError **error)
{
    g_auto(EpDaily) self = { .instructions = g_string_new(NULL) };
    g_autoptr(EpSheet) sheet = NULL;
    g_autofree char *subtitle = NULL, *now = ep_clock_now();

    if (!ep_daily_load(&self, ledger, day, error))
        return NULL;
    subtitle = ep_daily_format_day(&self);
    sheet = ep_sheet_new(_("Daily log"), subtitle);
    ep_sheet_set_created(sheet, now);
    ep_daily_add_head(&self, sheet);
    ep_daily_add_counts(sheet, self.worklog, 1);
    ep_daily_add_tallies(sheet, self.worklog, 2);
    ep_daily_add_cases(sheet, self.worklog, 3);
    ep_daily_add_dues(sheet, self.worklog, self.date, 4);
    ep_daily_add_remarks(&self, sheet, 5);
    return g_steal_pointer(&sheet);
}
