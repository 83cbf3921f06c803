#include <locale.h>

#include "endpoint/report/ep-pdf.h"
#include "endpoint/report/ep-sheet-csv.h"
#include "endpoint/report/ep-xlsx.h"
#include "tests/report/sample-daily.h"

/* Writes the sample day's log as FOLDER/daily.pdf, .csv and .xlsx, to be looked at. */
int
main(int argc, char **argv)
{
    g_autoptr(EpSheet) sheet = sample_daily_new();
    g_autoptr(EpLayout) layout = ep_layout_new(sheet, NULL);
    g_autofree char *pdf = g_build_filename(argc > 1 ? argv[1] : ".", "daily.pdf", NULL);
    g_autofree char *csv = g_build_filename(argc > 1 ? argv[1] : ".", "daily.csv", NULL);
    g_autofree char *xlsx = g_build_filename(argc > 1 ? argv[1] : ".", "daily.xlsx", NULL);
    g_autoptr(GError) error = NULL;

    setlocale(LC_ALL, "");
    if (ep_pdf_write(layout, pdf, &error) && ep_sheet_csv_write(sheet, csv, &error) &&
        ep_xlsx_write(sheet, xlsx, NULL, &error))
        return 0;
    g_printerr("%s\n", error->message);
    return 1;
}
