#pragma once

#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/store/ep-subject.h"

/*
 * The daily log (作業日報) as numbers and lines, from the acts that count on a day. Nothing of it is stored: asked
 * again it is the same as long as nothing is dated back. Every number has a source (ep-worklog-source.h).
 *
 * Piles: an open record lies on the pile of its kind and network. before + received − done = open, and that is the next
 * day's `before`. What is taken back counts on the day it is taken back, with the sign reversed.
 */
typedef struct {
    const EpTable *table;
    char *network; /* "": all together */
    gint64 before, received, done, open;
} EpWorklogCount;

/* An act as the log tells of it. Taking back is told as the verb that was taken back. */
typedef struct {
    gint64 seq;
    char *at; /* UTC */
    gint64 operator;
    char *who;
    char *name;         /* of the verb */
    const EpVerb *verb; /* NULL: of an older program */
    const EpTable *table;
    gint64 record;
    char *note;
    gint64 minutes;
    char *instruction; /* its number, or "" */
    gint64 undoes;     /* 0: it does something itself */
    char *undone_day;  /* the day of what it takes back */
    gint64 records;    /* of its subject's kind; at least 1 */
    gboolean undone;   /* taken back on the same day */
} EpWorklogAct;

/* All that was done to one record, with what belongs to it, on the day. */
typedef struct {
    const EpSubject *subject;
    GPtrArray *acts; /* EpWorklogAct, borrowed */
    char *state;     /* in which the day left it: a label's msgid, or "" */
    char *who;       /* names, separated by 、 */
    gint64 minutes;
} EpWorklogCase;

/* How often a verb was done. */
typedef struct {
    const EpTable *table;
    const EpVerb *verb;
    gint64 times; /* records for a verb that takes many */
    gint64 minutes;
} EpWorklogTally;

/* Something that should have been over when the day ended (ep-due.h). */
typedef struct {
    const EpSubject *subject;
    char *due;
    char *due_at;      /* the moment of that day, or "" */
    const char *state; /* in which the day left it: a label's msgid */
} EpWorklogDue;

typedef struct {
    char *day;
    GPtrArray *counts;  /* EpWorklogCount: every kind that has piles, then its networks where there is anything */
    GPtrArray *tallies; /* EpWorklogTally, in the catalog's order */
    GPtrArray *acts;    /* EpWorklogAct, in order of time */
    GPtrArray *cases;   /* EpWorklogCase, in order of their first act */
    GPtrArray *dues;    /* EpWorklogDue, by kind in the catalog's order, then by due date */
    gint64 minutes;     /* of all acts */
    EpSubjectSet *subjects;
} EpWorklog;

/* @day is canonical. */
EpWorklog *ep_worklog_load(EpLedger *ledger, const char *day, GError **error);
void ep_worklog_free(EpWorklog *worklog);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpWorklog, ep_worklog_free)
