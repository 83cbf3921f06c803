#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-record.h"

/* A state as a word with a sign and a tint, the same as in lists. */
GtkWidget *desk_badge_new(void);
void desk_badge_set(GtkWidget *badge, const char *word, EpTint tint); /* "" hides it */
void desk_badge_set_state(GtkWidget *badge, EpRecord *record);        /* of the table's state field */
