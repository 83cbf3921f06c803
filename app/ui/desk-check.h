#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-check-subject.h"
#include "app/ui/desk-settings.h"

/*
 * Checking a medium in three steps: which one it is, the scan, what came of it and what is permitted. Nothing is
 * written before a scan has ended by itself or somebody has written another's result down; what is found is written at
 * once, so that its clock runs. The scan goes on while one is on other pages.
 */
#define DESK_TYPE_CHECK (desk_check_get_type())
G_DECLARE_FINAL_TYPE(DeskCheck, desk_check, DESK, CHECK, GtkWidget)

GtkWidget *desk_check_new(DeskData *data, DeskSettings *settings);

/* From the first step, with a record whose kind has a verb that makes a virus check (a device applied for, a medium, an
 * incident). One that runs is left alone. */
void desk_check_begin(DeskCheck *self, const EpTable *table, gint64 id);

/* Straight to the second step with @subject (taken), or to the third with what was recorded. */
void desk_check_show_scan(DeskCheck *self, DeskCheckSubject *subject, gboolean type);
void desk_check_show_result(DeskCheck *self, gint64 check);

/* The steps, for tests and pictures. */
GtkWidget *desk_check_get_medium(DeskCheck *self);
GtkWidget *desk_check_get_scan(DeskCheck *self);
GtkWidget *desk_check_get_result(DeskCheck *self);
guint desk_check_get_step(DeskCheck *self); /* 1 to 3 */
