#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * A heading's fields of a record, to be read: label and value, what is empty left out. A click on a value edits the
 * group in place.
 *
 * Signals:
 * - "saved" (gint64 act)
 * - "editing" (gboolean editing)
 */
#define DESK_TYPE_GROUP (desk_group_get_type())
G_DECLARE_FINAL_TYPE(DeskGroup, desk_group, DESK, GROUP, GtkWidget)

/* @from, @to: the fields' positions in the table, @to not included. */
GtkWidget *desk_group_new(DeskData *data, const EpTable *table, const char *heading, guint from, guint to);
/* As on a paper form: so many fields beside each other, and a box that is not ticked is shown, too. */
void desk_group_set_columns(DeskGroup *self, guint columns);

/* Fields that stand elsewhere on the screen: names separated by blanks; static text. */
void desk_group_leave_out(DeskGroup *self, const char *names);
void desk_group_set_record(DeskGroup *self, EpRecord *record); /* an edit under way stays */
gboolean desk_group_edit(DeskGroup *self, const char *field);  /* FALSE if it cannot be edited */
gboolean desk_group_is_editing(DeskGroup *self);
