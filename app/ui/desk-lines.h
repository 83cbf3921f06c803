#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * Records that belong to the one a form makes, such as an application's devices: each a block of fields that can be
 * taken away, and a button for one more.
 *
 * Signals:
 * - "changed" ()
 */
#define DESK_TYPE_LINES (desk_lines_get_type())
G_DECLARE_FINAL_TYPE(DeskLines, desk_lines, DESK, LINES, GtkWidget)

GtkWidget *desk_lines_new(DeskData *data, EpDraft *parent, const EpTable *table);
void desk_lines_add_record(DeskLines *self, EpRecord *line); /* one there is; taken away here, it goes */
void desk_lines_refill(DeskLines *self);                     /* as the lines are now: something else changed them */
void desk_lines_start(DeskLines *self);                      /* a new line, to be typed in */
gboolean desk_lines_check(DeskLines *self, gboolean focus);  /* @focus: the first fault gets the focus */
void desk_lines_apply(DeskLines *self);                      /* gives the lines to the parent draft */
void desk_lines_apply_to(DeskLines *self, EpDraft *parent);  /* or to another one */
