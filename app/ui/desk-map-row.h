#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-column-map.h"

/* The cells of a row, in their order; those of a map's rows, and their titles, are as wide as each other. */
typedef enum {
    DESK_MAP_CELL_NUMBER,
    DESK_MAP_CELL_HEADING,
    DESK_MAP_CELL_VALUE,
    DESK_MAP_CELL_REQUIRED,
    DESK_MAP_CELL_LONGEST,
    DESK_MAP_CELL_CUT,
    DESK_MAP_CELL_LETTERS,
    DESK_MAP_CELL_WORDS,
    DESK_MAP_CELL_SEEN,
    DESK_MAP_N_CELLS
} DeskMapCell;

/* What all rows of a map have in common; lives as long as they do. */
typedef struct {
    const EpTable *table; /* whose fields stand in the columns */
    gboolean reading;     /* files are only read: nothing about how they are written */
    GtkSizeGroup *cells[DESK_MAP_N_CELLS];
    GtkStringList *values; /* "label\texample": nothing, text, then each field */
} DeskMapLook;

const char *desk_map_row_get_title(DeskMapCell cell);   /* NULL: it has none */
const char *desk_map_row_get_meaning(DeskMapCell cell); /* a sentence, or NULL */
gboolean desk_map_row_has(const DeskMapLook *look, DeskMapCell cell);
GtkWidget *desk_map_row_add_cell(const DeskMapLook *look, GtkWidget *row, DeskMapCell cell, GtkWidget *content);

/*
 * One column of a map: its heading, what stands in it and how, what that is of a real row, and under it what is wrong.
 *
 * Signals:
 * - "changed" (): what is typed goes into the draft as soon as it can be read
 */
#define DESK_TYPE_MAP_ROW (desk_map_row_get_type())
G_DECLARE_FINAL_TYPE(DeskMapRow, desk_map_row, DESK, MAP_ROW, GtkWidget)

GtkWidget *desk_map_row_new(const DeskMapLook *look, EpDraft *column);
EpDraft *desk_map_row_get_draft(DeskMapRow *self);
void desk_map_row_set_number(DeskMapRow *self, guint number);
void desk_map_row_set_current(DeskMapRow *self, gboolean current);
void desk_map_row_set_seen(DeskMapRow *self, const char *text);

/* @wrong: EpColumnWrong, of which those of @column are this row's. FALSE: something is wrong with it, and stands under
 * it; a number that is none, too. */
gboolean desk_map_row_show_wrong(DeskMapRow *self, GPtrArray *wrong, guint column);

/* NULL: what is wrong, or the heading. */
void desk_map_row_focus(DeskMapRow *self, const char *field);
/* The same cell as the one in @other that has the focus; FALSE if none has. */
gboolean desk_map_row_focus_below(DeskMapRow *self, DeskMapRow *other);
