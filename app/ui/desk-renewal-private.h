#pragma once

#include "app/ui/desk-renewal.h"
#include "endpoint/ledger/ep-renewal.h"

/* desk-renewal.c: which run, and what is known of it; -build: what the page is made of; -figures: how far it
 * is; -steps: what can be done now;
 * -work: doing it. */
struct _DeskRenewal {
    GtkWidget parent;
    GtkWidget *stack, *answers; /* "reading", "empty", "run"; the answers come in place of the run */
    GtkWidget *head, *runs, *badge, *about, *start_text, *start_button;
    GtkWidget *figures, *scope, *list, *steps, *side, *card;
    GtkStringList *names; /* of the runs, as `runs` shows them */
    DeskData *data;
    EpList *model;    /* of the sections */
    GArray *ids;      /* gint64, of the runs in their order */
    gint64 wanted;    /* the run a person chose; 0: the newest that is on */
    EpRecord *run;    /* NULL: there is none */
    GPtrArray *lines; /* EpRecord, all of the run's */
    EpRenewalDue due;
    gboolean due_known, filling;
    gboolean stale; /* something moved while nobody looked */
    guint timer, asked;
};

void desk_renewal_build(DeskRenewal *self);
void desk_renewal_show(DeskRenewal *self); /* everything anew */
GtkWidget *desk_renewal_new_sections(DeskRenewal *self);
void desk_renewal_show_figures(DeskRenewal *self);

/* The lines of the sections that are selected, or of all, which are in one of @states (NULL: any). */
GPtrArray *desk_renewal_find_lines(DeskRenewal *self, const char *states);

/* Opens those lines on their own page; @section: 0: those that are selected, or all. */
void desk_renewal_open_lines(DeskRenewal *self, const char *figure, gint64 section);

void desk_renewal_fill_steps(DeskRenewal *self);
GPtrArray *desk_renewal_find_records(DeskRenewal *self, const char *verb); /* what its button does it to */
