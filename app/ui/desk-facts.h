#pragma once

#include <gtk/gtk.h>

/* What is known, as labels and values in two columns, to be read. */
GtkWidget *desk_facts_new(void);
void desk_facts_add(GtkWidget *facts, const char *label, const char *value, const char *style); /* @style may be NULL */
