#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * How something was done, beside its answers: on whose instruction (the day's last is chosen already, a new one can be
 * recorded in place), minutes, note, day.
 */
#define DESK_TYPE_HOW (desk_how_get_type())
G_DECLARE_FINAL_TYPE(DeskHow, desk_how, DESK, HOW, GtkWidget)

GtkWidget *desk_how_new(DeskData *data, const EpVerb *verb);
gboolean desk_how_check(DeskHow *self);
void desk_how_focus(DeskHow *self);

/* The answers of instruction.new if one is to be recorded first, borrowed; or NULL. */
EpDraft *desk_how_get_new_instruction(DeskHow *self);
void desk_how_set_instruction(DeskHow *self, gint64 id); /* the one just recorded */

/* Texts stay the widget's. */
void desk_how_get(DeskHow *self, EpHow *how);
