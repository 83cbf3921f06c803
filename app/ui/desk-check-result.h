#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * The third step: what the check says, and what follows from it. Clean: temporary use, where the network has it, or the
 * application that goes on. Found: the incident with its clock and its next step. It follows what happens meanwhile.
 *
 * Signals:
 * - "again" (): the next medium
 */
#define DESK_TYPE_CHECK_RESULT (desk_check_result_get_type())
G_DECLARE_FINAL_TYPE(DeskCheckResult, desk_check_result, DESK, CHECK_RESULT, GtkWidget)

GtkWidget *desk_check_result_new(DeskData *data);
void desk_check_result_show(DeskCheckResult *self, gint64 check);
