#pragma once

#include "endpoint/store/ep-reader.h"

/*
 * What can be said of any record, whatever its kind, from the roles its table names. The daily log, histories and
 * hand-over lists show records of many kinds in one list by it.
 */
typedef struct {
    const EpTable *table;
    gint64 id;
    char *number, *title, *network, *section, *pc, *state; /* never NULL; section and PC as a reference shows them */
    gint64 parent;                                         /* of table->parent's kind; 0: none */
} EpSubject;

/* Subjects by table and id, read in few queries: ask for all, load once, then look them up. */
typedef struct _EpSubjectSet EpSubjectSet;

EpSubjectSet *ep_subject_set_new(EpReader *reader);
void ep_subject_set_free(EpSubjectSet *set);
void ep_subject_set_want(EpSubjectSet *set, const EpTable *table, gint64 id);
gboolean ep_subject_set_load(EpSubjectSet *set, GError **error); /* also the parents of what is wanted, and theirs */

/* Borrowed; NULL if there is no such record. */
const EpSubject *ep_subject_set_get(EpSubjectSet *set, const EpTable *table, gint64 id);
/* The same, or the record it is a part of: a loan's repair. */
const EpSubject *ep_subject_set_get_root(EpSubjectSet *set, const EpTable *table, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpSubjectSet, ep_subject_set_free)
