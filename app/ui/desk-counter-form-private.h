#pragma once

#include "app/ui/desk-counter-form.h"

/* Shared by desk-counter-form.c (what is answered, saving) and -build.c (its parts). */
struct _DeskCounterForm {
    GtkWidget parent;
    GtkWidget *column, *ways, *scroll, *content, *banner, *devices, *pcs, *users, *conflict;
    GPtrArray *forms; /* DeskForm of the answers, borrowed */
    DeskData *data;
    const EpVerb *verb;
    EpRecord *record; /* that is edited; NULL: a new one */
    EpDraft *answers;
    char *asked_for; /* network and kind, for which the form stands */
    guint refill;    /* source; 0: none waits */
    gboolean busy;
};

void desk_counter_form_build(DeskCounterForm *self); /* head, and an empty form */
void desk_counter_form_fill(DeskCounterForm *self);  /* as the answers' network and kind ask */
void desk_counter_form_changed(DeskCounterForm *self);
void desk_counter_form_cancel(DeskCounterForm *self);
void desk_counter_form_set_verb(DeskCounterForm *self, const EpVerb *verb);
char *desk_counter_form_dup_asked_for(DeskCounterForm *self);
