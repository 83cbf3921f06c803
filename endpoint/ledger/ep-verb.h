#pragma once

#include "endpoint/core/ep-draft.h"

/*
 * A Verb is everything a person can do to records of one kind. Buttons, menus, `deskctl do`, help, undo and the daily
 * log come from it. Most are data alone: the fields in `asks` are asked for and written, the state becomes `to`.
 */
typedef struct _EpVerb EpVerb;
typedef struct _EpDeed EpDeed; /* one while it is done: ep-deed.h */

typedef struct {
    gint64 staff; /* 0: nobody yet */
    const char *name;
    const char *role; /* counter, registrar, supervisor, service */
} EpOperator;

typedef enum {
    EP_VERB_MAIN = 1 << 0,        /* the likely next step: the filled button */
    EP_VERB_MANY = 1 << 1,        /* takes a selection */
    EP_VERB_INSTRUCTION = 1 << 2, /* rests on an instruction of the client (委託者の指示) */
    EP_VERB_FINAL = 1 << 3,       /* cannot be undone: it left the house */
    EP_VERB_QUIET = 1 << 4,       /* not in the daily log */
    EP_VERB_COUNTED = 1 << 5,     /* a number in the daily log, no line of its own */
    EP_VERB_INTERNAL = 1 << 6,    /* done by other parts of the program, on no menu */
    EP_VERB_COMPLETE = 1 << 7,    /* refused while the paper lacks what its network asks for (ep-paper-rule.h) */
    EP_VERB_AT_ONCE = 1 << 8,     /* its key does it without asking: what it asks for may be left out */
    EP_VERB_OPENS = 1 << 9,       /* what it makes of another kind is what one looks at next */
} EpVerbFlags;

/* Returns why it cannot be done (g_free(), fit to be shown), or NULL. Pure: what it needs of other tables is a derived
 * field. */
typedef char *(*EpRefuseFunc)(EpRecord *record, const EpOperator *operator, const char * today);
typedef gboolean (*EpRunFunc)(EpDeed *deed, GError **error);

struct _EpVerb {
    const char *name; /* "case.receive": never reused; the journal keeps it */
    const char *label;
    const char *accel; /* GTK's notation, or NULL */
    const char *from;  /* states it starts from, separated by blanks; NULL: any; "": no record yet, it makes one */
    const char *to;    /* the state it ends in; NULL: as it was */
    const char *asks; /* fields asked for, separated by blanks; `name!` must be answered; `*`: all that can be edited */
    const EpField *questions; /* what is asked for and no field of the record; ended by a NULL name */
    const char *stamps; /* fields it fills in: dates with the act's day, times with its moment, staff with its person */
    const EpTable *makes; /* each record gets one of this other kind that refers to it; `asks` then names its fields */
    EpVerbFlags flags;
    EpRefuseFunc refuse;
    EpRunFunc run;    /* NULL: ep_deed_run() */
    const char *then; /* what a person does as soon as it is done, as a sentence; NULL: nothing in particular */
};

/* The verb makes a record. */
gboolean ep_verb_creates(const EpVerb *verb);

/* The verb starts from the record's state. One that does not is not shown at all. */
gboolean ep_verb_applies(const EpVerb *verb, EpRecord *record);

/* Why the record's state or the verb itself refuses it, or NULL; ep_route_refuse() asks it, and who may do it. */
char *ep_verb_refuse(const EpVerb *verb, EpRecord *record, const EpOperator *operator, const char * today);

/* The questions as a table, so that a form, the console and a check come by themselves. Lives as long as the program.
 */
const EpTable *ep_verb_get_answers(const EpVerb *verb, const EpTable *table);

/* Answers to start from: those of @record (if one is given, and the verb makes nothing) or initial values. */
EpDraft *ep_verb_start(const EpVerb *verb, const EpTable *table, EpRecord *record, const EpOperator *operator);

/* Where @draft holds nothing, it takes what @from says under the same name: a place, or (@names NULL) every word that
 * is no reference. */
#define EP_VERB_PLACE "network section extension pc"
void ep_verb_carry_over(EpDraft *draft, EpRecord *from, const char *names);

/* "<table>.import", which every table that is journalled and has a page of its own comes with; NULL for the others. */
const EpVerb *ep_verb_get_import(const EpTable *table);

/* "pc.edit" → the verb, imports among them, and its table in *@table (may be NULL); NULL if there is none. */
const EpVerb *ep_verb_find(EpCatalog *catalog, const char *name, EpTable **table);
