#include "endpoint/report/ep-xlsx.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/report/ep-sheet-private.h"
#include "endpoint/report/ep-xlsx-page.h"

#define MOST_ROWS 1000000 /* of 1,048,576, with the title above */

static void
ep_xlsx_set_properties(lxw_workbook *workbook, const EpSheet *sheet)
{
    g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
    g_autoptr(GDateTime) created = g_date_time_new_from_iso8601(sheet->created, utc);
    lxw_doc_properties properties = { .title = sheet->title, .subject = sheet->subtitle };

    if (created != NULL)
        properties.created = (time_t)g_date_time_to_unix(created);
    workbook_set_properties(workbook, &properties);
}

static lxw_error
ep_xlsx_make(const EpSheet *sheet, const char *path, const char *folder, EpXlsxTextLoss *loss)
{
    lxw_workbook_options options = { .tmpdir = (char *)folder };
    lxw_workbook *workbook = workbook_new_opt(path, &options);
    g_autoptr(EpXlsxFormat) formats = ep_xlsx_format_new(workbook);
    g_autofree char *name = ep_xlsx_text_make_name(sheet->title);

    ep_xlsx_set_properties(workbook, sheet);
    ep_xlsx_page_fill(sheet, workbook_add_worksheet(workbook, name), formats, loss);
    return workbook_close(workbook);
}

static gboolean
ep_xlsx_is_too_long(const EpSheet *sheet)
{
    gsize n_rows = 0;

    for (guint i = 0; i < sheet->sections->len; i++)
        n_rows += ((const EpSheetTable *)sheet->sections->pdata[i])->rows->len;
    return n_rows > MOST_ROWS;
}

/* libxlsxwriter writes files only, and on Windows opens them by names in the ANSI code page: it gets a plain name in a
 * folder of its own, and the result is moved from there. */
static gboolean
ep_xlsx_make_and_move(const EpSheet *sheet, const char *path, const char *folder, EpXlsxTextLoss *loss, GError **error)
{
    g_autofree char *made = g_build_filename(folder, "report.xlsx", NULL);
    lxw_error status = ep_xlsx_make(sheet, made, folder, loss);
    g_autoptr(GError) cause = NULL;
    g_autofree char *data = NULL;
    gsize size;

    if (status != LXW_NO_ERROR) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, lxw_strerror(status));
        g_remove(made);
        return FALSE;
    }
    if (!g_file_get_contents(made, &data, &size, &cause)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, cause->message);
        return FALSE;
    }
    g_remove(made);
    return ep_file_replace(path, data, size, error);
}

gboolean
ep_xlsx_write(const EpSheet *sheet, const char *path, char **notice, GError **error)
{
    EpXlsxTextLoss loss = { 0 };
    g_autoptr(GError) cause = NULL;
    g_autofree char *folder = NULL;
    gboolean done;

    if (notice != NULL)
        *notice = NULL;
    if (ep_xlsx_is_too_long(sheet)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED,
                            _("A spreadsheet holds about a million rows. Narrow the list, or write it as CSV."));
        return FALSE;
    }
    folder = g_dir_make_tmp("report-XXXXXX", &cause);
    if (folder == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, cause->message);
        return FALSE;
    }
    done = ep_xlsx_make_and_move(sheet, path, folder, &loss, error);
    g_rmdir(folder);
    if (done && notice != NULL)
        *notice = ep_xlsx_text_describe_loss(&loss);
    return done;
}
