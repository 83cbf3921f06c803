#include "endpoint/ledger/ep-worklog-source.h"
#include "endpoint/report/ep-daily.h"

static void
ep_daily_row_free(gpointer data)
{
    EpDailyRow *row = data;

    g_free(row->at);
    g_free(row->name);
    g_free(row->who);
    g_free(row->note);
    g_free(row);
}

static char *
ep_daily_row_name(const EpSubject *subject)
{
    if (subject == NULL)
        return g_strdup("");
    return *subject->number != '\0' && *subject->title != '\0' ? g_strconcat(subject->number, " ", subject->title, NULL)
           : *subject->number != '\0'                          ? g_strdup(subject->number)
                                                               : g_strdup(subject->title);
}

static EpDailyRow *
ep_daily_row_new(const EpTable *table, gint64 record, const EpSubject *subject)
{
    EpDailyRow *row = g_new0(EpDailyRow, 1);

    row->what = "";
    row->table = table;
    row->record = record;
    row->name = ep_daily_row_name(subject);
    return row;
}

static EpDailyRow *
ep_daily_row_new_act(EpSubjectSet *subjects, const EpTable *table, gint64 record, const EpWorklogAct *act)
{
    EpDailyRow *row = ep_daily_row_new(table, record, ep_subject_set_get(subjects, table, record));

    row->at = g_strdup(act->at);
    row->what = act->verb != NULL ? act->verb->label : "";
    row->undone = act->undoes != 0;
    row->who = g_strdup(act->who);
    row->note = g_strdup(act->note);
    return row;
}

static EpDailyRow *
ep_daily_row_new_record(EpSubjectSet *subjects, const EpTable *table, gint64 record)
{
    const EpSubject *subject = ep_subject_set_get(subjects, table, record);
    EpDailyRow *row = ep_daily_row_new(table, record, subject);
    const EpChoice *state = NULL;

    if (subject != NULL && table->at.state != EP_NO_FIELD)
        state = ep_field_find_choice(&table->fields[table->at.state], subject->state);
    row->at = g_strdup("");
    row->what = state != NULL ? state->label : "";
    row->who = g_strdup("");
    row->note = g_strdup("");
    return row;
}

/* The acts of the source among the day's, which are in order of time. One act may have moved several records. */
static void
ep_daily_open_acts(EpWorklogSource *source, EpWorklog *worklog, GPtrArray *rows)
{
    g_autoptr(GHashTable) by_seq = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, NULL);

    for (guint i = 0; i < worklog->acts->len; i++) {
        EpWorklogAct *act = g_ptr_array_index(worklog->acts, i);

        g_hash_table_insert(by_seq, &act->seq, act);
    }
    for (guint i = 0; i < source->acts->len; i++) {
        EpWorklogSourceAct *one = &g_array_index(source->acts, EpWorklogSourceAct, i);
        EpWorklogAct *act = g_hash_table_lookup(by_seq, &one->seq);

        if (act != NULL)
            g_ptr_array_add(rows, ep_daily_row_new_act(worklog->subjects, one->record != 0 ? one->table : act->table,
                                                       one->record != 0 ? one->record : act->record, act));
    }
}

GPtrArray *
ep_daily_open(EpLedger *ledger, const char *text, GError **error)
{
    g_autoptr(EpWorklogSource) source = ep_worklog_source_load(ledger, text, error);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(ep_daily_row_free);
    g_autoptr(EpSubjectSet) subjects = ep_subject_set_new(ep_ledger_get_reader(ledger));
    g_autoptr(EpWorklog) worklog = NULL;

    if (source == NULL)
        return NULL;
    if (source->acts->len > 0) {
        worklog = ep_worklog_load(ledger, source->day, error);
        if (worklog == NULL)
            return NULL;
        for (guint i = 0; i < source->acts->len; i++) {
            EpWorklogSourceAct *act = &g_array_index(source->acts, EpWorklogSourceAct, i);

            ep_subject_set_want(worklog->subjects, act->table, act->record);
        }
        if (!ep_subject_set_load(worklog->subjects, error))
            return NULL;
        ep_daily_open_acts(source, worklog, rows);
        return g_steal_pointer(&rows);
    }
    for (guint i = 0; i < source->records->len; i++)
        ep_subject_set_want(subjects, source->table, g_array_index(source->records, gint64, i));
    if (!ep_subject_set_load(subjects, error))
        return NULL;
    for (guint i = 0; i < source->records->len; i++)
        g_ptr_array_add(rows,
                        ep_daily_row_new_record(subjects, source->table, g_array_index(source->records, gint64, i)));
    return g_steal_pointer(&rows);
}
