#pragma once

#include "endpoint/report/ep-sheet.h"

/* Read by what is made from a sheet (layout, .xlsx, CSV); written by ep-sheet.c only. No string is NULL unless it says
 * so. */

typedef struct {
    char *label;
    char *value;
    char *source; /* nullable */
    gboolean wide;
} EpSheetHeader;

typedef struct {
    char *label;
    char *name;
} EpSheetStamp;

typedef struct {
    EpSheetRowKind kind;
    char **cells;   /* n_columns; NULL: joined to its left, never in a plain row */
    char **sources; /* n_columns, each nullable; or NULL */
    char *source;   /* nullable: the row's */
} EpSheetRow;

/* A section: a table, or a paragraph (n_columns is 0). */
struct _EpSheetTable {
    char *heading;
    char *text;    /* paragraph */
    double min_mm; /* paragraph */
    EpSheetColumn *columns;
    guint n_columns;
    guint n_blocks;
    GArray *rows; /* of EpSheetRow */
};

struct _EpSheet {
    gatomicrefcount refs;
    char *title;
    char *subtitle;
    char *created;
    EpSheetPaper paper;
    GArray *headers;     /* of EpSheetHeader */
    GArray *stamps;      /* of EpSheetStamp */
    GPtrArray *sections; /* of EpSheetTable */
};

/* How many columns the cell takes with those joined to it. */
guint ep_sheet_table_get_span(const EpSheetTable *table, guint row, guint column);

const char *ep_sheet_get_none(void); /* what an empty table says */
