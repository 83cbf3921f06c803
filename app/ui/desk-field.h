#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * One field of a draft as a row of a form: its label, the widget that suits its kind, and under it what is wrong or
 * what the program understood. What is typed goes into the draft as soon as it can be read.
 *
 * Signals:
 * - "changed" (): the draft's value is another
 */
#define DESK_TYPE_FIELD (desk_field_get_type())
G_DECLARE_FINAL_TYPE(DeskField, desk_field, DESK, FIELD, GtkWidget)

/* On a form that is laid out like the paper: the label stands above, and the network says what must be there and which
 * choices count (ep-paper-rule.h). */
typedef struct {
    const EpTable *table; /* the kind of record that the draft's answers are for */
    const char *network;
} DeskFieldPaper;

GtkWidget *desk_field_new(DeskData *data, EpDraft *draft, guint field, const DeskFieldPaper *paper); /* NULL: a row */
guint desk_field_get_field(DeskField *self);
EpDraft *desk_field_get_draft(DeskField *self);
DeskData *desk_field_get_data(DeskField *self);
const EpField *desk_field_get_description(DeskField *self);
const char *desk_field_get_value(DeskField *self);
gboolean desk_field_is_on_paper(DeskField *self);
gboolean desk_field_offers(DeskField *self, const char *code); /* that choice */

/* Whether what stands there can be saved; shows in words why not. */
gboolean desk_field_check(DeskField *self);
void desk_field_set_error(DeskField *self, const char *message); /* NULL takes it away */
void desk_field_grab_focus(DeskField *self);

/* For the widgets of the kinds: takes what was typed, or chosen. @hint: what was understood, or NULL. */
void desk_field_take_text(DeskField *self, const char *text);
void desk_field_take_value(DeskField *self, const char *value);
void desk_field_set_hint(DeskField *self, const char *hint);
void desk_field_set_unread(DeskField *self, const char *problem); /* what stands there is no value (yet) */
