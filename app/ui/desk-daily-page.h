#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "app/ui/desk-settings.h"

/* The page of the day's log (作業日報): a DeskReportPage that reads again when something was done. */
GtkWidget *desk_daily_page_new(DeskData *data, DeskSettings *settings);
