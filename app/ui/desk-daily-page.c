#include "app/ui/desk-daily-page.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-report-page.h"
#include "endpoint/report/ep-daily.h"

#define CALM 300 /* ms: an act tells of every kind of record that it changed */

static gboolean
desk_daily_page_refresh(gpointer page)
{
    g_object_set_data(G_OBJECT(page), "refresh", NULL);
    desk_report_page_refresh(DESK_REPORT_PAGE(page));
    return G_SOURCE_REMOVE;
}

static void
desk_daily_page_on_changed(DeskData *data, gpointer table, GtkWidget *page)
{
    if (g_object_get_data(G_OBJECT(page), "refresh") != NULL)
        return;
    g_object_set_data(G_OBJECT(page), "refresh", page);
    g_timeout_add_full(G_PRIORITY_DEFAULT, CALM, desk_daily_page_refresh, g_object_ref(page), g_object_unref);
}

GtkWidget *
desk_daily_page_new(DeskData *data, DeskSettings *settings)
{
    GtkWidget *page = desk_report_page_new(desk_data_get_ledger(data), ep_daily_sheet, ep_daily_open, _("Daily log"));

    g_signal_connect_object(data, "changed", G_CALLBACK(desk_daily_page_on_changed), page, 0);
    return page;
}
