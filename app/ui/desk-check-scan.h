#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-check-subject.h"

/*
 * The second step: which scanner answers, with which pattern and how old that is, and the scan itself, with files
 * counted, the file it is at, and a button that stops it. Or what another scanner said, written down.
 *
 * Signals:
 * - "done" (gint64 check): it is recorded
 * - "back" (): to the first step
 */
#define DESK_TYPE_CHECK_SCAN (desk_check_scan_get_type())
G_DECLARE_FINAL_TYPE(DeskCheckScan, desk_check_scan, DESK, CHECK_SCAN, GtkWidget)

GtkWidget *desk_check_scan_new(DeskData *data);
void desk_check_scan_open(DeskCheckScan *self, DeskCheckSubject *subject, gboolean type); /* takes @subject */
gboolean desk_check_scan_is_running(DeskCheckScan *self);
