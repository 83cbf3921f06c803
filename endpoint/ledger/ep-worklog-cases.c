#include "endpoint/ledger/ep-due.h"
#include "endpoint/ledger/ep-worklog-private.h"

static void
ep_worklog_case_free(gpointer data)
{
    EpWorklogCase *one = data;

    g_ptr_array_unref(one->acts);
    g_free(one->state);
    g_free(one->who);
    g_free(one);
}

/* Acts that make a line: neither quiet nor merely counted, and not taken back before anybody read it. */
static gboolean
ep_worklog_is_detail(GHashTable *undone, const EpWorklogAct *act)
{
    if (act->verb == NULL || (act->verb->flags & (EP_VERB_QUIET | EP_VERB_COUNTED)) != 0 || act->table == NULL)
        return FALSE;
    return !act->undone && !g_hash_table_contains(undone, &act->undoes);
}

static void
ep_worklog_case_add(EpWorklogCase *one, EpWorklogAct *act)
{
    g_auto(GStrv) names = g_strsplit(one->who, "、", -1);

    g_ptr_array_add(one->acts, act);
    one->minutes += act->minutes;
    if (*act->who != '\0' && !g_strv_contains((const char *const *)names, act->who)) {
        char *who = *one->who != '\0' ? g_strconcat(one->who, "、", act->who, NULL) : g_strdup(act->who);

        g_free(one->who);
        one->who = who;
    }
}

static EpWorklogCase *
ep_worklog_get_case(EpWorklog *self, GHashTable *by_subject, const EpSubject *subject)
{
    EpWorklogCase *one = g_hash_table_lookup(by_subject, subject);

    if (one == NULL) {
        one = g_new0(EpWorklogCase, 1);
        one->subject = subject;
        one->who = g_strdup("");
        one->acts = g_ptr_array_new();
        g_hash_table_insert(by_subject, (gpointer)subject, one);
        g_ptr_array_add(self->cases, one);
    }
    return one;
}

static const char *
ep_worklog_get_state_label(const EpTable *table, const char *code)
{
    const EpChoice *choice =
        table->at.state != EP_NO_FIELD ? ep_field_find_choice(&table->fields[table->at.state], code) : NULL;

    return choice != NULL ? choice->label : "";
}

static gboolean
ep_worklog_load_state(EpWorklog *self, EpWorklogCase *one, EpReader *reader, GError **error)
{
    const EpTable *table = one->subject->table;
    EpValue values[] = { EP_TEXT(self->day), EP_TEXT(table->name), EP_INTEGER(one->subject->id) };
    g_autofree char *code = ep_reader_query_text(reader, "worklog-state", values, G_N_ELEMENTS(values), error);

    if (code != NULL)
        one->state = g_strdup(ep_worklog_get_state_label(table, code));
    return code != NULL;
}

gboolean
ep_worklog_load_cases(EpWorklog *self, EpLedger *ledger, GError **error)
{
    g_autoptr(GHashTable) by_subject = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) undone = g_hash_table_new(g_int64_hash, g_int64_equal);

    self->cases = g_ptr_array_new_with_free_func(ep_worklog_case_free);
    for (guint i = 0; i < self->acts->len; i++) {
        EpWorklogAct *act = g_ptr_array_index(self->acts, i);

        if (act->undone)
            g_hash_table_add(undone, &act->seq);
    }
    for (guint i = 0; i < self->acts->len; i++) {
        EpWorklogAct *act = g_ptr_array_index(self->acts, i);
        const EpSubject *subject = ep_subject_set_get_root(self->subjects, act->table, act->record);

        if (subject != NULL && ep_worklog_is_detail(undone, act))
            ep_worklog_case_add(ep_worklog_get_case(self, by_subject, subject), act);
    }
    for (guint i = 0; i < self->cases->len; i++) {
        if (!ep_worklog_load_state(self, g_ptr_array_index(self->cases, i), ep_ledger_get_reader(ledger), error))
            return FALSE;
    }
    return TRUE;
}

static void
ep_worklog_due_free(gpointer data)
{
    EpWorklogDue *due = data;

    g_free(due->due);
    g_free(due->due_at);
    g_free(due);
}

static gboolean
ep_worklog_load_dues_of(EpWorklog *self, EpReader *reader, const EpTable *table, GError **error)
{
    g_autoptr(GPtrArray) dues = ep_due_load(reader, table, self->day, error);

    for (guint i = 0; dues != NULL && i < dues->len; i++)
        ep_subject_set_want(self->subjects, table, ((EpDue *)g_ptr_array_index(dues, i))->record);
    if (dues == NULL || !ep_subject_set_load(self->subjects, error))
        return FALSE;
    for (guint i = 0; i < dues->len; i++) {
        EpDue *due = g_ptr_array_index(dues, i);
        EpWorklogDue *one = g_new0(EpWorklogDue, 1);

        one->subject = ep_subject_set_get(self->subjects, table, due->record);
        one->due = g_strdup(due->due);
        one->due_at = g_strdup(due->due_at);
        one->state = ep_worklog_get_state_label(table, due->state);
        g_ptr_array_add(self->dues, one);
    }
    return TRUE;
}

gboolean
ep_worklog_load_dues(EpWorklog *self, EpLedger *ledger, GError **error)
{
    EpCatalog *catalog = ep_ledger_get_catalog(ledger);

    self->dues = g_ptr_array_new_with_free_func(ep_worklog_due_free);
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        if (table->due != NULL && !ep_worklog_load_dues_of(self, ep_ledger_get_reader(ledger), table, error))
            return FALSE;
    }
    return TRUE;
}
