#pragma once

#include <gtk/gtk.h>

#include "endpoint/exchange/ep-import.h"

/*
 * What would become of all rows, as figures; a press shows only those.
 *
 * Signals:
 * - "chosen" (int verdict): EpVerdict, or -1 for all
 */
#define DESK_TYPE_IMPORT_TOTALS (desk_import_totals_get_type())
G_DECLARE_FINAL_TYPE(DeskImportTotals, desk_import_totals, DESK, IMPORT_TOTALS, GtkWidget)

GtkWidget *desk_import_totals_new(void);
void desk_import_totals_set(DeskImportTotals *self, const EpImportSummary *summary);
void desk_import_totals_choose(DeskImportTotals *self, int verdict); /* as if pressed */
