#include "endpoint/report/ep-xlsx-grid.h"

#include <math.h>

#include "endpoint/report/ep-layout-private.h"

#define FEWEST_COLUMNS 4 /* label, value, label, value */
#define EXTRA_WIDTH (22 * EP_LAYOUT_MM)

static double
ep_xlsx_grid_get_page_width(const EpSheet *sheet)
{
    return (sheet->paper == EP_SHEET_PORTRAIT ? 175 : 267) * EP_LAYOUT_MM;
}

static const EpSheetTable *
ep_xlsx_grid_find_main(const EpSheet *sheet)
{
    const EpSheetTable *main = NULL;

    for (guint i = 0; i < sheet->sections->len; i++) {
        const EpSheetTable *section = sheet->sections->pdata[i];

        if (section->n_columns == 0)
            continue;
        if (main == NULL || section->n_columns > main->n_columns ||
            (section->n_columns == main->n_columns && section->rows->len > main->rows->len))
            main = section;
    }
    return main;
}

EpXlsxGrid *
ep_xlsx_grid_new(const EpSheet *sheet)
{
    EpXlsxGrid *grid = g_new0(EpXlsxGrid, 1);
    double page = ep_xlsx_grid_get_page_width(sheet);
    guint n_main;

    grid->main = ep_xlsx_grid_find_main(sheet);
    n_main = grid->main != NULL ? grid->main->n_columns : 0;
    grid->n_columns = MAX(n_main, FEWEST_COLUMNS);
    grid->edges = g_new0(double, grid->n_columns + 1);
    if (n_main > 0) {
        g_autoptr(EpFont) font = ep_font_new();
        g_autofree double *widths = ep_layout_columns_resolve(font, grid->main, page);

        for (guint i = 0; i < n_main; i++)
            grid->edges[i + 1] = grid->edges[i] + widths[i];
    }
    for (guint i = n_main; i < grid->n_columns; i++)
        grid->edges[i + 1] = grid->edges[i] + (n_main == 0 ? page / FEWEST_COLUMNS : EXTRA_WIDTH);
    return grid;
}

void
ep_xlsx_grid_free(EpXlsxGrid *grid)
{
    g_free(grid->edges);
    g_free(grid);
}

guint
ep_xlsx_grid_find(const EpXlsxGrid *grid, double x, guint first, guint last)
{
    guint best = first;

    for (guint i = first; i <= last; i++)
        if (fabs(grid->edges[i] - x) < fabs(grid->edges[best] - x))
            best = i;
    return best;
}

guint *
ep_xlsx_grid_map(const EpXlsxGrid *grid, const EpSheetTable *table)
{
    g_autoptr(EpFont) font = ep_font_new();
    guint end = grid->main != NULL ? grid->main->n_columns : grid->n_columns;
    g_autofree double *widths = ep_layout_columns_resolve(font, table, grid->edges[end]);
    guint *map = g_new0(guint, table->n_columns + 1);
    double x = 0;

    for (guint i = 1; i < table->n_columns; i++) {
        x += widths[i - 1];
        map[i] = ep_xlsx_grid_find(grid, x, map[i - 1] + 1, end - (table->n_columns - i));
    }
    map[table->n_columns] = end;
    return map;
}
