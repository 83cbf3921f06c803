#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * An entry that finds a record of one table while one types: number, name, reading, whatever the table's search finds.
 * Up and Down move through what was found, Enter takes it, Escape gives back what stood there.
 *
 * Signals:
 * - "chosen" (EpRecord *record): NULL when the entry was emptied
 * - "unread" (): what stands there names nothing, or more than one
 */
#define DESK_TYPE_FINDER (desk_finder_get_type())
G_DECLARE_FINAL_TYPE(DeskFinder, desk_finder, DESK, FINDER, GtkWidget)

GtkWidget *desk_finder_new(DeskData *data, const EpTable *table);

/* Shows @id without a signal. @label: what to show while the table is not loaded, or NULL. */
void desk_finder_set_record(DeskFinder *self, gint64 id, const char *label);
