#pragma once

#include <gtk/gtk.h>

/* Before @widget goes: takes the keyboard out of it. TRUE if it was there, so that what comes in its place can have it.
 */
gboolean desk_focus_leave(GtkWidget *widget);
