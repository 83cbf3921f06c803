#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-record.h"

/* A state as a word with a sign and a tint, painted as lists paint it. */
#define DESK_TYPE_BADGE (desk_badge_get_type())
G_DECLARE_FINAL_TYPE(DeskBadge, desk_badge, DESK, BADGE, GtkWidget)

GtkWidget *desk_badge_new(void);
void desk_badge_set(GtkWidget *badge, const char *word, EpTint tint); /* "" hides it */
void desk_badge_set_state(GtkWidget *badge, EpRecord *record);        /* of the table's state field */
