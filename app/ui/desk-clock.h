#pragma once

#include <gtk/gtk.h>

/* A label that says by when something is to be done, and how long that is still, or over: it goes on by itself. */
GtkWidget *desk_clock_new(const char *due_at);
