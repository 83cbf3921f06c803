#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * Files kept in the ledger (ep-kept.h), brought out of it again. What became of it is said in the bottom bar of the
 * window that @over is in.
 */

/* Asks where to, and writes the file of @record there. */
void desk_kept_save(GtkWidget *over, DeskData *data, EpRecord *record);

/* The same without asking. */
void desk_kept_write(GtkWidget *over, DeskData *data, EpRecord *record, const char *path);

/* Shows the file in the machine's own program, as a copy that is not written back. @suffix: the ending that it is
 * given, with its dot, so that no name says how it is run; NULL: the name's own. */
void desk_kept_open(GtkWidget *over, DeskData *data, EpRecord *record, const char *suffix);
