#include "endpoint/ledger/ep-worklog-private.h"

static gboolean
ep_worklog_load_subjects(EpWorklog *self, EpLedger *ledger, GError **error)
{
    self->subjects = ep_subject_set_new(ep_ledger_get_reader(ledger));
    for (guint i = 0; i < self->acts->len; i++) {
        EpWorklogAct *act = g_ptr_array_index(self->acts, i);

        ep_subject_set_want(self->subjects, act->table, act->record);
    }
    return ep_subject_set_load(self->subjects, error);
}

EpWorklog *
ep_worklog_load(EpLedger *ledger, const char *day, GError **error)
{
    g_autoptr(EpWorklog) self = g_new0(EpWorklog, 1);

    self->day = g_strdup(day);
    self->counts = ep_worklog_load_counts(ledger, day, error);
    if (self->counts == NULL)
        return NULL;
    self->acts = ep_worklog_load_acts(ledger, day, error);
    if (self->acts == NULL || !ep_worklog_load_subjects(self, ledger, error))
        return NULL;
    self->tallies = ep_worklog_make_tallies(ledger, self->acts);
    for (guint i = 0; i < self->acts->len; i++)
        self->minutes += ((EpWorklogAct *)g_ptr_array_index(self->acts, i))->minutes;
    if (!ep_worklog_load_cases(self, ledger, error) || !ep_worklog_load_dues(self, ledger, error))
        return NULL;
    return g_steal_pointer(&self);
}

void
ep_worklog_free(EpWorklog *self)
{
    GPtrArray *parts[] = { self->counts, self->tallies, self->cases, self->dues, self->acts };

    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        g_clear_pointer(&parts[i], g_ptr_array_unref);
    g_clear_pointer(&self->subjects, ep_subject_set_free);
    g_free(self->day);
    g_free(self);
}
