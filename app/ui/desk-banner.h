#pragma once

#include <gtk/gtk.h>

/* What went wrong, or needs to be known, in words, where one looks; nothing is lost by it. Hidden while empty. */
GtkWidget *desk_banner_new(void);
void desk_banner_show(GtkWidget *banner, const char *message); /* NULL hides it */
