#pragma once

#include "endpoint/report/ep-sheet-private.h"

/* The spreadsheet's columns: those of the sheet's largest table, and room for the block of labelled values. */
typedef struct {
    guint n_columns;
    double *edges;            /* n_columns + 1, points from the left */
    const EpSheetTable *main; /* nullable: the table the columns are made for */
} EpXlsxGrid;

EpXlsxGrid *ep_xlsx_grid_new(const EpSheet *sheet);
void ep_xlsx_grid_free(EpXlsxGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpXlsxGrid, ep_xlsx_grid_free)

/* The first spreadsheet column of each of @table's columns, and the end after the last: n_columns + 1 (transfer full).
 */
guint *ep_xlsx_grid_map(const EpXlsxGrid *grid, const EpSheetTable *table);

/* The column whose left edge is nearest to @x, within @first to @last. */
guint ep_xlsx_grid_find(const EpXlsxGrid *grid, double x, guint first, guint last);
