#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/* What went wrong, or needs to be known, in words, where one looks; nothing is lost by it. Hidden while empty. */
GtkWidget *desk_banner_new(void);
void desk_banner_show(GtkWidget *banner, const char *message); /* NULL hides it */

/* Of a form that could not be saved: hidden when the ledger can be reached again. */
void desk_banner_follow(GtkWidget *banner, DeskData *data);
