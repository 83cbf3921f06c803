#pragma once

#include <gtk/gtk.h>

#include "endpoint/report/ep-layout.h"

/*
 * Printing a layout through the system's dialog. What a person chose (printer, paper, trays) is kept in their own
 * configuration folder; of a form, for each size of paper. Paper of another size gets a sheet as large as it fits, but
 * a form always in its own size.
 */

/* @problem: NULL, or why it could not be printed, in words. Also called when the person gave up (@printed FALSE). */
typedef void (*DeskPrintFunc)(gboolean printed, const char *problem, gpointer user_data);

/* @over: a widget of the window that asks; @func is called once, later. */
void desk_print_open(GtkWidget *over, EpLayout *layout, DeskPrintFunc func, gpointer user_data);

/* The operation behind it, to be run by the caller. Transfer full. */
GtkPrintOperation *desk_print_new(EpLayout *layout);
