#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * Papers for records, above the window: which form, its pages as they will come out of the printer, print and PDF.
 * Says so in the bottom bar where there is no form for them. @form: the one to begin with; NULL: the likely one.
 */
void desk_form_sheet_open(GtkWidget *over, DeskData *data, GPtrArray *records, const char *form);
