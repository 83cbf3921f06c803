#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-record.h"

/* An application in the queue: number, what it waits for; section and applicant, since when. */
GtkWidget *desk_counter_row_new(void);
void desk_counter_row_set_record(GtkWidget *row, EpRecord *application);
