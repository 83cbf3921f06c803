#include "endpoint/report/ep-renewal-sheet.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-progress.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-renewal.h"
#include "endpoint/report/ep-sheet-csv.h"
#include "endpoint/report/ep-xlsx.h"

static const char *const columns[] = { "number",  "medium",    "sticker", "device", "serial",
                                       "network", "until_day", "state",   "note" };
#define ANSWER 7

static const char *
ep_renewal_sheet_label(const char *field)
{
    return ep_label(ep_renewal_line_table.fields[ep_table_find(&ep_renewal_line_table, field)].label);
}

static void
ep_renewal_sheet_add_row(EpSheetTable *table, EpRecord *line)
{
    char scratch[G_N_ELEMENTS(columns)][EP_SCRATCH_SIZE];
    const char *cells[G_N_ELEMENTS(columns)];

    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        cells[i] = ep_record_display(line, ep_table_find(&ep_renewal_line_table, columns[i]), scratch[i]);
    if (strcmp(ep_record_get_named(line, "state"), "waiting") == 0)
        cells[ANSWER] = "";
    ep_sheet_table_add_row(table, EP_SHEET_ROW, cells, NULL);
}

static EpSheet *
ep_renewal_sheet(EpRecord *renewal, GPtrArray *lines, const char *name)
{
    static const EpSheetKind kinds[] = { EP_SHEET_CODE, EP_SHEET_CODE, EP_SHEET_CODE, EP_SHEET_TEXT, EP_SHEET_CODE,
                                         EP_SHEET_MARK, EP_SHEET_MARK, EP_SHEET_MARK, EP_SHEET_TEXT };
    static const double widths[] = { 36, 26, 24, 0, 38, 30, 22, 22, 40 };
    EpSheetColumn described[G_N_ELEMENTS(columns)];
    EpSheet *sheet = ep_sheet_new(_("Permits to be renewed"), name);
    EpSheetTable *table;
    g_autofree char *now = ep_clock_now(),
                    *deadline = ep_record_describe(renewal, ep_table_find(&ep_renewal_table, "deadline"));

    ep_sheet_set_paper(sheet, EP_SHEET_LANDSCAPE);
    ep_sheet_set_created(sheet, now);
    ep_sheet_add_header(sheet, ep_label(ep_renewal_table.label), ep_record_get_named(renewal, "number"), NULL, FALSE);
    ep_sheet_add_header(sheet, _("Answers until"), deadline, NULL, FALSE);
    ep_sheet_add_header(
        sheet, _("How to answer"),
        _("Write one of these into the column for the answer: 更新, 返却, 紛失. Leave the numbers alone."), NULL, TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        described[i] = (EpSheetColumn){ ep_renewal_sheet_label(columns[i]), kinds[i], .mm = widths[i],
                                        .share = widths[i] > 0 ? 0 : 1 };
    table = ep_sheet_add_table(sheet, NULL, described, G_N_ELEMENTS(columns));
    for (guint i = 0; i < lines->len; i++)
        ep_renewal_sheet_add_row(table, g_ptr_array_index(lines, i));
    return sheet;
}

/* What no file system minds. */
static char *
ep_renewal_sheet_dup_file(EpRecord *renewal, const EpRenewalSection *section, const char *suffix)
{
    const char *name = section->section != 0 ? section->name : _("No section");
    char *file = g_strdup_printf("%s_%s%s", ep_record_get_named(renewal, "number"), name, suffix);

    for (char *at = file; *at != '\0'; at++) {
        if (strchr("\\/:*?\"<>|", *at) != NULL || g_ascii_iscntrl(*at))
            *at = '_';
    }
    return file;
}

static gboolean
ep_renewal_sheet_write(EpSheet *sheet, const char *path, GError **error)
{
    return g_str_has_suffix(path, ".csv") ? ep_sheet_csv_write(sheet, path, error)
                                          : ep_xlsx_write(sheet, path, NULL, error);
}

char **
ep_renewal_sheet_write_all(EpReader *reader, EpRecord *renewal, const char *folder, const char *suffix,
                           EpProgress *progress, GError **error)
{
    g_autoptr(GPtrArray) lines = ep_renewal_load_lines(reader, ep_record_get_id(renewal), 0, error);
    g_autoptr(GPtrArray) sections = lines != NULL ? ep_renewal_count_sections(lines) : NULL;
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    guint at = 0;

    for (guint i = 0; sections != NULL && i < sections->len; i++) {
        EpRenewalSection *section = g_ptr_array_index(sections, i);
        g_autoptr(GPtrArray) own = g_ptr_array_new();
        g_autoptr(EpSheet) sheet = NULL;
        g_autofree char *file = ep_renewal_sheet_dup_file(renewal, section, suffix);
        g_autofree char *path = g_build_filename(folder, file, NULL);

        for (guint n = 0; n < section->lines; n++)
            g_ptr_array_add(own, g_ptr_array_index(lines, at++));
        sheet = ep_renewal_sheet(renewal, own, section->name);
        if (!ep_progress_set(progress, NULL, (double)i / sections->len, error) ||
            !ep_renewal_sheet_write(sheet, path, error))
            return NULL;
        g_strv_builder_add(names, file);
    }
    return sections != NULL && ep_progress_set(progress, NULL, 1.0, error) ? g_strv_builder_end(names) : NULL;
}
