#include "app/cli/desk-cli.h"

#include <glib/gi18n.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/report/ep-daily.h"
#include "endpoint/report/ep-layout.h"
#include "endpoint/report/ep-pdf.h"
#include "endpoint/report/ep-sheet-csv.h"
#include "endpoint/report/ep-xlsx.h"

typedef struct {
    const char *name;
    const char *label;
    EpSheet *(*sheet)(EpLedger *ledger, const char *day, GError **error);
} DeskCliReport;

static const DeskCliReport reports[] = {
    { "daily", N_("the day's log"), ep_daily_sheet },
};

static const DeskCliReport *
desk_cli_report_find(const char *name, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(reports); i++) {
        if (g_strcmp0(reports[i].name, name) == 0)
            return &reports[i];
        g_string_append_printf(known, " %s (%s)", reports[i].name, _(reports[i].label));
    }
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which report? There are:%s"), known->str);
    return NULL;
}

static gboolean
desk_cli_report_write(EpSheet *sheet, const char *path, GError **error)
{
    g_autoptr(EpLayout) layout = NULL;
    g_autofree char *notice = NULL;

    if (g_str_has_suffix(path, ".csv"))
        return ep_sheet_csv_write(sheet, path, error);
    if (g_str_has_suffix(path, ".xlsx")) {
        if (!ep_xlsx_write(sheet, path, &notice, error))
            return FALSE;
        if (notice != NULL)
            g_printerr("%s\n", notice);
        return TRUE;
    }
    if (g_str_has_suffix(path, ".pdf")) {
        layout = ep_layout_new(sheet, NULL);
        return ep_pdf_write(layout, path, error);
    }
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("--out FILE ends with .pdf, .xlsx or .csv, not “%s”"), path);
    return FALSE;
}

gboolean
desk_cli_report(DeskCli *cli, GError **error)
{
    const DeskCliReport *report = desk_cli_report_find(desk_cli_args_get(cli->args, 0), error);
    const char *text = desk_cli_args_take(cli->args, "date"), *path = desk_cli_args_take(cli->args, "out");
    EpDate date = ep_clock_today(EP_ZONE_JAPAN);
    g_autoptr(EpSheet) sheet = NULL;
    g_autofree char *day = NULL;

    if (report == NULL || (text != NULL && !ep_date_read(text, EP_DATE_PLAIN, &date, error)))
        return FALSE;
    if (path == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("where to? --out FILE.pdf, .xlsx or .csv"));
        return FALSE;
    }
    if (desk_cli_open(cli, error) == NULL)
        return FALSE;
    day = ep_date_to_text(date);
    sheet = report->sheet(cli->ledger, day, error);
    if (sheet == NULL || !desk_cli_report_write(sheet, path, error))
        return FALSE;
    desk_cli_print("%s", path);
    return TRUE;
}
