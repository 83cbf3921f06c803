#pragma once

#include <gtk/gtk.h>

#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/report/ep-sheet.h"

/*
 * The page of a report about a day: which day, its pages, and behind each number the work and the records it counts.
 * Everything is read on the store's reading lane.
 *
 * Signals:
 * - "shown" (): the day that was chosen last is on the screen
 */
#define DESK_TYPE_REPORT_PAGE (desk_report_page_get_type())
G_DECLARE_FINAL_TYPE(DeskReportPage, desk_report_page, DESK, REPORT_PAGE, GtkWidget)

/* Makes the sheet of @day (canonical), in any thread: ep_daily_sheet(). */
typedef EpSheet *(*DeskReportFunc)(EpLedger *ledger, const char *day, GError **error);

/* What @source counts, as EpDailyRow, in any thread: ep_daily_open(). */
typedef GPtrArray *(*DeskReportOpenFunc)(EpLedger *ledger, const char *source, GError **error);

/* @ledger is borrowed; @name is what files are called, before the day. Nothing is read before the page is seen. */
GtkWidget *desk_report_page_new(EpLedger *ledger, DeskReportFunc make, DeskReportOpenFunc open, const char *name);

void desk_report_page_set_day(DeskReportPage *self, const char *day); /* canonical */
char *desk_report_page_dup_day(DeskReportPage *self);

/* The ledger is another: reads again, at once or when the page is seen, and stays where one reads. */
void desk_report_page_refresh(DeskReportPage *self);

/* Shows what stands behind @source, as a click on its number does. */
void desk_report_page_show_source(DeskReportPage *self, const char *source);

GtkWidget *desk_report_page_get_preview(DeskReportPage *self); /* DeskPreview, borrowed */
GtkWidget *desk_report_page_get_behind(DeskReportPage *self);  /* DeskBehind, borrowed */
