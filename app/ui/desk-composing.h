#pragma once

#include <gtk/gtk.h>

/* Whether an input method is composing in a GtkEditable or a GtkTextView. Its keys (Enter, Escape, arrows) are then the
 * input method's: who takes keys before the text does (GTK_PHASE_CAPTURE) must ask. */
void desk_composing_watch(GtkWidget *text);
gboolean desk_composing_is_on(GtkWidget *text); /* of a watched one */
