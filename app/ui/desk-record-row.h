#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-record.h"

/* A row of a list box that names a record: @name, @detail in quiet letters, and the badge of its state. */
GtkWidget *desk_record_row_new(EpRecord *record, const char *name, const char *detail);
