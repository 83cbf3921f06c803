#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-counter-case.h"

/*
 * The virus checks of an application's devices: the last result of each and whether it is of today, the scan by the
 * scanner of this desk, and a result of another scanner typed in.
 */
#define DESK_TYPE_COUNTER_CHECK (desk_counter_check_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterCheck, desk_counter_check, DESK, COUNTER_CHECK, GtkWidget)

GtkWidget *desk_counter_check_new(DeskData *data);

/* @application NULL hides it; @belongings NULL while it is read. */
void desk_counter_check_show(DeskCounterCheck *self, EpRecord *application, DeskCounterCase *belongings);

/* Scans @folder and records the result for @device; progress is seen and stopped in the bottom bar. */
void desk_counter_check_scan(DeskCounterCheck *self, EpRecord *device, const char *folder);
