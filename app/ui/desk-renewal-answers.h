#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "app/ui/desk-list.h"

/*
 * The lists that sections sent back, on their way into a yearly renewal: each row as it would be taken, what is wrong
 * with it in words, and only then written. Not seen while nothing is read.
 */
#define DESK_TYPE_RENEWAL_ANSWERS (desk_renewal_answers_get_type())
G_DECLARE_FINAL_TYPE(DeskRenewalAnswers, desk_renewal_answers, DESK, RENEWAL_ANSWERS, GtkWidget)

GtkWidget *desk_renewal_answers_new(DeskData *data);

void desk_renewal_answers_read(DeskRenewalAnswers *self, EpRecord *run, const char *const *paths);
void desk_renewal_answers_commit(DeskRenewalAnswers *self);
void desk_renewal_answers_leave(DeskRenewalAnswers *self);
gboolean desk_renewal_answers_is_open(DeskRenewalAnswers *self);
gboolean desk_renewal_answers_is_busy(DeskRenewalAnswers *self);
DeskList *desk_renewal_answers_get_list(DeskRenewalAnswers *self); /* of ep_import_get_preview_table() */
