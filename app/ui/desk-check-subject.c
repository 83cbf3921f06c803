#include "app/ui/desk-check-subject.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-kinds.h"

const EpVerb *
desk_check_subject_find_verb(const EpTable *table)
{
    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        if (verb->makes == &ep_virus_check_table || (table == &ep_virus_check_table && ep_verb_creates(verb)))
            return verb;
    }
    return NULL;
}

DeskCheckSubject *
desk_check_subject_new(DeskData *data, EpRecord *record)
{
    DeskCheckSubject *self = g_new0(DeskCheckSubject, 1);

    self->table = record != NULL ? ep_record_get_table(record) : &ep_virus_check_table;
    self->verb = desk_check_subject_find_verb(self->table);
    self->record = record != NULL ? g_object_ref(record) : NULL;
    self->answers = ep_verb_start(self->verb, self->table, record, desk_data_get_operator(data));
    self->folder = g_strdup("");
    ep_draft_set_named(self->answers, "pc", g_get_host_name());
    return self;
}

void
desk_check_subject_free(DeskCheckSubject *self)
{
    g_clear_object(&self->record);
    g_clear_pointer(&self->answers, ep_draft_unref);
    g_free(self->folder);
    g_free(self);
}

char *
desk_check_subject_dup_name(const DeskCheckSubject *self)
{
    const char *model = ep_draft_get_named(self->answers, "model"), *carrier;

    if (self->record != NULL)
        return ep_record_dup_name(self->record);
    carrier = ep_draft_get_named(self->answers, "carrier");
    if (*model == '\0')
        model = ep_draft_get_named(self->answers, "errand");
    return *model != '\0' ? g_strdup_printf(_("%s, brought by %s"), model, carrier)
                          : g_strdup_printf(_("Brought by %s"), carrier);
}
