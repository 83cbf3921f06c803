#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-counter-case.h"

/*
 * An application as one page in the order of the paper form: what it is, where it stands and what comes next on top;
 * below applicant, devices, PCs and users, use, confirmations, the desk's own part, history.
 *
 * Signals:
 * - "case" (): desk_counter_paper_get_case() is another
 */
#define DESK_TYPE_COUNTER_PAPER (desk_counter_paper_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterPaper, desk_counter_paper, DESK, COUNTER_PAPER, GtkWidget)

GtkWidget *desk_counter_paper_new(DeskData *data);
void desk_counter_paper_set_record(DeskCounterPaper *self, EpRecord *application); /* NULL: none */
EpRecord *desk_counter_paper_get_record(DeskCounterPaper *self);                   /* borrowed; NULL */
DeskCounterCase *desk_counter_paper_get_case(DeskCounterPaper *self);              /* borrowed; NULL while it is read */
void desk_counter_paper_edit(DeskCounterPaper *self);                              /* in its form, or says why not */
