#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-counter-case.h"

/*
 * The virus checks of an application's devices: the last result of each and whether it is of today, and the way to a
 * new one (desk-check.h).
 */
#define DESK_TYPE_COUNTER_CHECK (desk_counter_check_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterCheck, desk_counter_check, DESK, COUNTER_CHECK, GtkWidget)

GtkWidget *desk_counter_check_new(DeskData *data);

/* @application NULL hides it; @belongings NULL while it is read. */
void desk_counter_check_show(DeskCounterCheck *self, EpRecord *application, DeskCounterCase *belongings);
