#pragma once

#include "endpoint/core/ep-table.h"

/*
 * Which fields of a table a list shows, in what order and how wide. Widths are pixels. Knows nothing of widgets.
 */
typedef struct {
    guint field; /* EP_NO_FIELD: the mark in front */
    gboolean hidden;
    gboolean chips;  /* a choice of which at least one has a tint */
    int title_width; /* of the title as painted; whoever can measure sets it */
    int width;       /* chosen by a person; 0 for the table's */
    int x;           /* where desk_columns_arrange() put it */
    int shown;       /* and how wide; 0 if hidden or without room */
} DeskColumn;

typedef struct {
    const EpTable *table;
    GArray *items; /* DeskColumn, in order; hidden ones too */
    int total;     /* width of all that is shown */
    gboolean fold; /* what has no room is left out */
    gboolean wide; /* texts need room for an old value beside the new one */
} DeskColumns;

#define DESK_COLUMNS_PAD 10    /* left and right of a cell's text */
#define DESK_COLUMNS_MIN 36    /* no column is narrower */
#define DESK_COLUMNS_BUTTON 34 /* kept free at the end, for the header's button */

DeskColumns *desk_columns_new(const EpTable *table);
void desk_columns_free(DeskColumns *columns);

guint desk_columns_get_n(DeskColumns *columns);
DeskColumn *desk_columns_peek(DeskColumns *columns, guint index);
DeskColumn *desk_columns_find(DeskColumns *columns, guint field); /* NULL if there is none */
void desk_columns_set_mark(DeskColumns *columns, gboolean mark);
void desk_columns_move(DeskColumns *columns, guint from, guint to); /* @to counts without the moved one */

/* As desk_list_get_columns() without the order. NULL is the table's own. */
void desk_columns_read(DeskColumns *columns, const char *text);
void desk_columns_write(DeskColumns *columns, GString *out);

/* Gives the columns their places in @view pixels. @unit: the width of a half-width character. Texts whose width nobody
 * chose fill what is left, up to a point, and give way if that saves scrolling sideways. */
void desk_columns_arrange(DeskColumns *columns, int view, double unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskColumns, desk_columns_free)
