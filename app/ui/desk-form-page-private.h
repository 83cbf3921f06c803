#pragma once

#include "app/ui/desk-form-offers.h"
#include "app/ui/desk-form-page.h"
#include "endpoint/ledger/ep-form.h"

/* Shared by desk-form-page.c (which form, what is typed), -build.c (its parts) and -work.c (saving, files). */
struct _DeskFormPage {
    GtkWidget parent;
    DeskData *data;
    GtkWidget *box, *list, *title, *sample, *save, *restore, *problem;
    DeskFormOffers *offers;
    DeskCode *code;
    DeskPreview *preview;
    GHashTable *typed; /* name → text that is not saved */
    char *name;        /* of the form that is shown */
    EpForm *form;      /* as typed, the last that was right; NULL: none was */
    guint timer;       /* until the preview follows */
    guint asked, running;
    gboolean stale;
};

void desk_form_page_build(DeskFormPage *self);
void desk_form_page_fill_list(DeskFormPage *self);
void desk_form_page_type(DeskFormPage *self);    /* the text is another */
void desk_form_page_preview(DeskFormPage *self); /* of what is typed, soon */
void desk_form_page_complain(DeskFormPage *self, const char *message, guint line);
EpForm *desk_form_page_find(DeskFormPage *self, const char *name); /* as saved, kept; NULL: none */

/* The buttons. */
void desk_form_page_restore(DeskFormPage *self);
void desk_form_page_revert(DeskFormPage *self);
void desk_form_page_import(DeskFormPage *self);
void desk_form_page_export(DeskFormPage *self);
void desk_form_page_copy(DeskFormPage *self, const char *name);
