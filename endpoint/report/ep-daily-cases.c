#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-worklog-source.h"
#include "endpoint/report/ep-daily-private.h"

#define DIGITS 24

/* What it is about, unless that names a person: the log goes to the city and is kept. */
static const char *
ep_daily_get_title(const EpSubject *subject)
{
    const EpTable *table = subject->table;

    if (table->at.title == EP_NO_FIELD || (table->fields[table->at.title].flags & EP_FIELD_PERSONAL) != 0)
        return "";
    return subject->title;
}

/* What an act did, in words: its verb, to which part of the case, how many, what the person noted. */
static char *
ep_daily_format_act(const EpWorklogCase *one, const EpWorklogAct *act)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *label = ep_label(act->verb->label);
    EpDate undone;

    if (act->table != one->subject->table)
        g_string_printf(text, _("%s: %s"), ep_label(act->table->label), label);
    else
        g_string_assign(text, label);
    if (act->records > 1)
        g_string_append_printf(text, _(" and %d more"), (int)act->records - 1);
    if (act->undoes != 0 && ep_date_parse(act->undone_day, &undone, NULL)) {
        g_autofree char *day = ep_date_format_short(undone);
        g_autofree char *what = g_string_free(g_steal_pointer(&text), FALSE);

        text = g_string_new(NULL);
        g_string_printf(text, _("taken back: %s of %s"), what, day);
    }
    if (*act->note != '\0')
        g_string_append_printf(text, "（%s）", act->note);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *
ep_daily_format_acts(const EpWorklogCase *one)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GHashTable) instructions = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree char *last = g_strdup("");

    for (guint i = 0; i < one->acts->len; i++) {
        EpWorklogAct *act = g_ptr_array_index(one->acts, i);
        char *words = ep_daily_format_act(one, act);

        if (strcmp(words, last) != 0)
            g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "", words);
        if (*act->instruction != '\0' && g_hash_table_add(instructions, act->instruction))
            g_string_append_printf(text, _(" [instructed by %s]"), act->instruction);
        g_free(last);
        last = words;
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* 田中 一郎、鈴木 さくら are 田中、鈴木: the column is narrow, and the head of the log has the names in full. */
static char *
ep_daily_format_who(const char *who)
{
    g_auto(GStrv) names = g_strsplit(who, "、", -1);

    for (char **name = names; *name != NULL; name++) {
        char *blank = strpbrk(*name, " ");

        if (blank != NULL)
            *blank = '\0';
    }
    return g_strjoinv("、", names);
}

/* When the case was first touched; nothing for work dated back, whose hour nobody knows. */
static char *
ep_daily_format_clock(EpWorklog *worklog, const EpWorklogCase *one)
{
    const EpWorklogAct *act = g_ptr_array_index(one->acts, 0);
    g_autofree char *recorded = ep_date_to_text(ep_time_text_date(act->at, EP_ZONE_JAPAN));

    return strcmp(recorded, worklog->day) == 0 ? ep_time_format_clock(act->at, EP_ZONE_JAPAN) : g_strdup("");
}

static void
ep_daily_add_case(EpSheetTable *rows, EpWorklog *worklog, const EpWorklogCase *one)
{
    const EpSubject *subject = one->subject;
    gboolean is_pc = subject->table == &ep_pc_table;
    g_autofree char *clock = ep_daily_format_clock(worklog, one);
    g_autofree char *done = ep_daily_format_acts(one);
    g_autofree char *source = ep_worklog_source_record(subject);
    g_autofree char *who = ep_daily_format_who(one->who);
    char minutes[DIGITS] = "";

    if (one->minutes != 0)
        g_snprintf(minutes, DIGITS, "%" G_GINT64_FORMAT, one->minutes);
    ep_sheet_table_add_row(rows, EP_SHEET_ROW,
                           (const char *const[]){ clock, is_pc ? "" : subject->number,
                                                  ep_daily_get_network(subject->network), subject->section,
                                                  is_pc ? subject->number : subject->pc, ep_daily_get_title(subject),
                                                  done, ep_label(one->state), who, minutes },
                           NULL);
    ep_sheet_table_link_row(rows, source);
}

void
ep_daily_add_cases(EpSheet *sheet, EpWorklog *worklog, guint number)
{
    const EpSheetColumn columns[] = {
        { _("Time"), EP_SHEET_MARK, .mm = 9.5 },   { _("Number"), EP_SHEET_CODE, .mm = 19.5 },
        { _("Network"), EP_SHEET_MARK, .mm = 10 }, { _("Section"), EP_SHEET_TEXT, .mm = 17 },
        { _("PC"), EP_SHEET_CODE, .mm = 15 },      { _("Subject"), EP_SHEET_TEXT, .share = 9 },
        { _("Work"), EP_SHEET_TEXT, .share = 12 }, { _("Result"), EP_SHEET_TEXT, .mm = 17 },
        { _("Who"), EP_SHEET_TEXT, .mm = 11 },     { _("Minutes"), EP_SHEET_NUMBER, .mm = 8 },
    };
    g_autofree char *heading = ep_daily_format_heading(number, _("Work in detail"));
    EpSheetTable *rows = ep_sheet_add_table(sheet, heading, columns, G_N_ELEMENTS(columns));
    g_autofree char *total = g_strdup_printf(_("%u cases"), worklog->cases->len);
    g_autofree char *source = ep_worklog_source_day(worklog);
    char minutes[DIGITS];
    gint64 sum = 0;

    for (guint i = 0; i < worklog->cases->len; i++) {
        EpWorklogCase *one = g_ptr_array_index(worklog->cases, i);

        ep_daily_add_case(rows, worklog, one);
        sum += one->minutes;
    }
    if (worklog->cases->len == 0)
        return;
    g_snprintf(minutes, DIGITS, "%" G_GINT64_FORMAT, sum);
    ep_sheet_table_add_row(rows, EP_SHEET_TOTAL,
                           (const char *const[]){ total, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, minutes },
                           NULL);
    ep_sheet_table_link_row(rows, source);
}

static void
ep_daily_add_due(EpSheetTable *rows, const EpWorklogDue *due, EpDate day)
{
    const EpSubject *subject = due->subject;
    g_autofree char *until = NULL, *source = ep_worklog_source_record(subject);
    g_autofree char *what = g_strdup_printf(_("%s: %s"), ep_label(subject->table->label), ep_label(due->state));
    char days[DIGITS] = "";
    EpDate date;

    if (ep_date_parse(due->due, &date, NULL)) {
        until = *due->due_at != '\0' && ep_date_compare(date, day) == 0
                    ? ep_time_format_clock(due->due_at, EP_ZONE_JAPAN)
                    : ep_date_format_short(date);
        g_snprintf(days, DIGITS, "%d", ep_date_to_days(day) - ep_date_to_days(date));
    }
    ep_sheet_table_add_row(rows, EP_SHEET_ROW,
                           (const char *const[]){ what, subject->number, subject->section, subject->pc,
                                                  until != NULL ? until : "", days, ep_daily_get_title(subject) },
                           NULL);
    ep_sheet_table_link_row(rows, source);
}

void
ep_daily_add_dues(EpSheet *sheet, EpWorklog *worklog, EpDate day, guint number)
{
    const EpSheetColumn columns[] = {
        { _("Kind and state"), EP_SHEET_TEXT, .share = 3 },
        { _("Number"), EP_SHEET_CODE, .mm = 22 },
        { _("Section"), EP_SHEET_TEXT, .share = 3 },
        { _("PC"), EP_SHEET_CODE, .mm = 20 },
        { _("Due"), EP_SHEET_MARK, .mm = 18 },
        { _("Days over"), EP_SHEET_NUMBER, .mm = 14 },
        { _("Subject"), EP_SHEET_TEXT, .share = 4 },
    };
    g_autofree char *heading = ep_daily_format_heading(number, _("Should have been over"));
    EpSheetTable *rows = ep_sheet_add_table(sheet, heading, columns, G_N_ELEMENTS(columns));

    for (guint i = 0; i < worklog->dues->len; i++) {
        EpWorklogDue *due = g_ptr_array_index(worklog->dues, i);

        if (due->subject != NULL)
            ep_daily_add_due(rows, due, day);
    }
}
