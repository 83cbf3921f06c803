#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "app/ui/desk-list.h"
#include "app/ui/desk-settings.h"

/*
 * The page of the yearly renewal: how far each section is, in figures that open their rows, and beside them the steps
 * from the lists that are handed out to the end, each with what can be done now. What is done is done to the sections
 * that are selected, or to all. Before there is a run it says when one is due, and for how many permits.
 */
#define DESK_TYPE_RENEWAL (desk_renewal_get_type())
G_DECLARE_FINAL_TYPE(DeskRenewal, desk_renewal, DESK, RENEWAL, GtkWidget)

GtkWidget *desk_renewal_new(DeskData *data, DeskSettings *settings);

void desk_renewal_show_run(DeskRenewal *self, gint64 id);
void desk_renewal_start_new(DeskRenewal *self);                              /* asks for a run */
void desk_renewal_do(DeskRenewal *self, const char *verb);                   /* as its button does */
void desk_renewal_undo(DeskRenewal *self);                                   /* asks first */
void desk_renewal_take_back(DeskRenewal *self);                              /* does not */
void desk_renewal_print(DeskRenewal *self, const char *form);                /* lists, or reminders */
void desk_renewal_write_lists(DeskRenewal *self, const char *folder);        /* a file for each section */
void desk_renewal_read_answers(DeskRenewal *self, const char *const *paths); /* NULL: asks for files */

/* Parts. */
EpRecord *desk_renewal_get_run(DeskRenewal *self);      /* the one that is shown; borrowed, NULL: none */
DeskList *desk_renewal_get_sections(DeskRenewal *self); /* of ep_renewal_get_section_table() */
GtkWidget *desk_renewal_get_answers(DeskRenewal *self); /* DeskRenewalAnswers */
