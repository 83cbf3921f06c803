#pragma once

#include "app/ui/desk-columns.h"
#include "app/ui/desk-list.h"
#include "app/ui/desk-list-text.h"
#include "app/ui/desk-palette.h"

/* What all rows of a list need for painting; owned by the list. */
typedef struct {
    DeskList *list;
    DeskColumns *columns; /* NULL without a model */
    DeskListText *text;
    char **words; /* that were searched, folded; NULL if none */
    DeskListCellFunc func;
    gpointer func_data;
    int row_height;
    int view_x, view_width; /* which part of a row is seen */
} DeskListLook;

/* What @column shows of @record. @scratch holds what has no other place. */
void desk_list_cell_fill(const DeskListLook *look, EpRecord *record, const DeskColumn *column, DeskListCell *cell,
                         char scratch[EP_SCRATCH_SIZE]);

/* Paints it between @x and @x + @width on @ground. */
void desk_list_cell_paint(const DeskListLook *look, GtkSnapshot *snapshot, const DeskColumn *column,
                          const DeskListCell *cell, int x, int width, const DeskPalette *palette,
                          const GdkRGBA *ground);

/* How wide the column would have to be to show it uncut. */
int desk_list_cell_measure(const DeskListLook *look, const DeskColumn *column, const DeskListCell *cell);
