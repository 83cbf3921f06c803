#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-worklog-source.h"
#include "endpoint/report/ep-daily-private.h"

#define DIGITS 24

/* How many networks of the kind the log has something to say about. */
static guint
ep_daily_count_networks(EpWorklog *worklog, const EpTable *table)
{
    guint n = 0;

    for (guint i = 0; i < worklog->counts->len; i++) {
        EpWorklogCount *count = g_ptr_array_index(worklog->counts, i);

        n += count->table == table && *count->network != '\0';
    }
    return n;
}

static void
ep_daily_add_count(EpSheetTable *rows, EpWorklog *worklog, EpWorklogCount *count)
{
    static const char *const names[] = { "before", "received", "done", "open" };
    const gint64 numbers[] = { count->before, count->received, count->done, count->open };
    g_autofree char *label = NULL;
    char texts[4][DIGITS];
    g_auto(GStrv) sources = g_new0(char *, G_N_ELEMENTS(names) + 1);
    const char *cells[5], *links[5] = { NULL };

    label = *count->network != '\0' ? g_strconcat("　", ep_daily_get_network(count->network), NULL)
                                    : g_strdup(ep_label(count->table->label));
    cells[0] = label;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_snprintf(texts[i], DIGITS, "%" G_GINT64_FORMAT, numbers[i]);
        sources[i] = ep_worklog_source_count(worklog, count, names[i]);
        cells[i + 1] = texts[i];
        links[i + 1] = sources[i];
    }
    ep_sheet_table_add_row(rows, EP_SHEET_ROW, cells, links);
}

void
ep_daily_add_counts(EpSheet *sheet, EpWorklog *worklog, guint number)
{
    const EpSheetColumn columns[] = {
        { _("Kind"), EP_SHEET_TEXT, .share = 1 },      { _("Carried over"), EP_SHEET_NUMBER, .mm = 14.5 },
        { _("Received"), EP_SHEET_NUMBER, .mm = 11 },  { _("Finished"), EP_SHEET_NUMBER, .mm = 11 },
        { _("Left open"), EP_SHEET_NUMBER, .mm = 11 },
    };
    g_autofree char *heading = ep_daily_format_heading(number, _("Numbers"));
    EpSheetTable *rows = ep_sheet_add_table(sheet, heading, columns, G_N_ELEMENTS(columns));

    ep_sheet_table_set_blocks(rows, 2);
    for (guint i = 0; i < worklog->counts->len; i++) {
        EpWorklogCount *count = g_ptr_array_index(worklog->counts, i);

        if (*count->network == '\0' || ep_daily_count_networks(worklog, count->table) > 1)
            ep_daily_add_count(rows, worklog, count);
    }
}

void
ep_daily_add_tallies(EpSheet *sheet, EpWorklog *worklog, guint number)
{
    const EpSheetColumn columns[] = {
        { _("Work"), EP_SHEET_TEXT, .share = 1 },
        { _("Times"), EP_SHEET_NUMBER, .mm = 13 },
        { _("Minutes"), EP_SHEET_NUMBER, .mm = 11 },
    };
    g_autofree char *heading = ep_daily_format_heading(number, _("What was done"));
    EpSheetTable *rows = ep_sheet_add_table(sheet, heading, columns, G_N_ELEMENTS(columns));

    ep_sheet_table_set_blocks(rows, 2);
    for (guint i = 0; i < worklog->tallies->len; i++) {
        EpWorklogTally *tally = g_ptr_array_index(worklog->tallies, i);
        /* Translators: a kind of record and what is done to it */
        g_autofree char *label =
            g_strdup_printf(_("%s: %s"), ep_label(tally->table->label), ep_label(tally->verb->label));
        g_autofree char *source = ep_worklog_source_verb(worklog, tally->verb);
        char times[DIGITS], minutes[DIGITS];

        g_snprintf(times, DIGITS, "%" G_GINT64_FORMAT, tally->times);
        g_snprintf(minutes, DIGITS, "%" G_GINT64_FORMAT, tally->minutes);
        ep_sheet_table_add_row(rows, EP_SHEET_ROW,
                               (const char *const[]){ label, times, tally->minutes != 0 ? minutes : "" }, NULL);
        ep_sheet_table_link_row(rows, source);
    }
}
