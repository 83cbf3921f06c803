#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/* A kept picture (a record of attachment) as small as a stamp, read and made small aside; the sign of a paper for
 * everything else, and until it is there. */
GtkWidget *desk_thumb_new(DeskData *data, EpRecord *file);
