#pragma once

#include "endpoint/report/ep-layout-private.h"

/* A band: what stands side by side over the whole width of a table; one row, or one row of each block. */
typedef struct {
    EpLayoutCell *cells;
    guint n_cells;
    double height;
    double least;  /* height that is asked for */
    gboolean keep; /* stays with the band below */
} EpLayoutBand;

/* The geometry of one table: its columns, repeated for each block. */
typedef struct {
    const EpSheetTable *table;
    double *widths; /* n_columns */
    double x;
    double width; /* of all blocks */
    guint n_blocks;
} EpLayoutGrid;

EpLayoutBand *ep_layout_band_new_header(EpFont *font, const EpLayoutGrid *grid);
EpLayoutBand *ep_layout_band_new_rows(EpFont *font, const EpLayoutGrid *grid, guint index, guint n_bands);
EpLayoutBand *ep_layout_band_new_text(EpFont *font, const EpLayoutGrid *grid, const char *text, EpFontStyle style,
                                      double align, double least);
void ep_layout_band_free(EpLayoutBand *band);

/* Draws the band at flow->y and moves on. */
void ep_layout_band_place(const EpLayoutBand *band, EpLayoutFlow *flow, const EpLayoutGrid *grid);

/* Draws as many lines, from @first_line, as fit above flow->bottom; returns the next line, or 0 when all is there. */
guint ep_layout_band_place_piece(const EpLayoutBand *band, EpLayoutFlow *flow, const EpLayoutGrid *grid,
                                 guint first_line);
