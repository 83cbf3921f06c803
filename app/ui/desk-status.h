#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * The bar at the bottom: the one place where progress is seen and stopped, what was done last, and the way back.
 *
 * Signals:
 * - "undo" ()
 */
#define DESK_TYPE_STATUS (desk_status_get_type())
G_DECLARE_FINAL_TYPE(DeskStatus, desk_status, DESK, STATUS, GtkWidget)

GtkWidget *desk_status_new(DeskData *data);
void desk_status_say(DeskStatus *self, const char *message);
void desk_status_forget(DeskStatus *self); /* what was said, which was about another page */
void desk_status_set_undo(DeskStatus *self, gboolean possible);
