#pragma once

#include "app/ui/desk-card.h"
#include "app/ui/desk-facet.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-waiting.h"

/* desk-page.c is what the page does, desk-page-build.c what it is made of. */
struct _DeskPage {
    GtkWidget parent;
    GtkWidget *paned, *count, *search, *stack, *list, *card, *many, *many_label, *many_verbs, *new_button, *filters;
    GtkWidget *waiting; /* DeskWaiting; NULL: nothing of the kind waits */
    GPtrArray *facets;  /* DeskFacet, borrowed */
    DeskData *data;
    DeskSettings *settings; /* borrowed */
    const EpTable *table;
    EpList *model;
    gboolean placing; /* the card: not the person does it */
    gint64 wanted;    /* to be shown as soon as the list has it */
};

void desk_page_build(DeskPage *self);
