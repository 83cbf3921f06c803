#pragma once

#include "app/ui/desk-data.h"

/* What is checked, from step to step: the verb that makes the check, what it is done to, and what is known already. */
typedef struct {
    const EpVerb *verb;
    const EpTable *table;
    EpRecord *record; /* NULL: brought in, the ledger does not know it */
    EpDraft *answers; /* of @verb */
    char *folder;     /* where its files are; "" not known */
} DeskCheckSubject;

/* @record of a kind with a verb that makes a virus check; NULL: brought in. */
DeskCheckSubject *desk_check_subject_new(DeskData *data, EpRecord *record);
void desk_check_subject_free(DeskCheckSubject *subject);
char *desk_check_subject_dup_name(const DeskCheckSubject *subject);

/* The verb of @table that makes a virus check; NULL if it has none. */
const EpVerb *desk_check_subject_find_verb(const EpTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskCheckSubject, desk_check_subject_free)
