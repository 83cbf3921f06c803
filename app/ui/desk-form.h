#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-field.h"

/*
 * A form made of a draft's fields, one under the other: the card's groups and the questions of every verb. Lines that
 * belong to the record (an application's devices) come below them.
 *
 * Signals:
 * - "changed" (): some value is another
 */
#define DESK_TYPE_FORM (desk_form_get_type())
G_DECLARE_FINAL_TYPE(DeskForm, desk_form, DESK, FORM, GtkWidget)

/* @fields: names to show, NULL-terminated; NULL shows all that a person may edit. */
GtkWidget *desk_form_new(DeskData *data, EpDraft *draft, const char *const *fields);
/* As the paper has them: labels above, short fields side by side; of the fields that are on the network's paper. */
GtkWidget *desk_form_new_paper(DeskData *data, EpDraft *draft, const char *const *fields, const DeskFieldPaper *paper);
EpDraft *desk_form_get_draft(DeskForm *self);
guint desk_form_get_n_fields(DeskForm *self);
gboolean desk_form_has(DeskForm *self, const char *field);

/* Offers lines of every table that belongs to @parent (EP_TABLE_LINES); the draft gets them at desk_form_check(). */
void desk_form_add_lines(DeskForm *self, const EpTable *parent);

/* Everything can be saved; otherwise every fault is shown in words and the first one has the focus. */
gboolean desk_form_check(DeskForm *self);

/* Puts an error at the field that it names; FALSE if it names none of them. */
gboolean desk_form_take_error(DeskForm *self, const GError *error);
void desk_form_focus(DeskForm *self, const char *field); /* NULL: the first that is empty, or the first */
