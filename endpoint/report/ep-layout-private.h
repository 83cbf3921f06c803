#pragma once

#include "endpoint/report/ep-layout.h"
#include "endpoint/report/ep-sheet-private.h"

/* Shared by the files that lay a sheet out; everything is points. */

#define EP_LAYOUT_HAIR (0.2 * EP_LAYOUT_MM)
#define EP_LAYOUT_RULE (0.35 * EP_LAYOUT_MM)
#define EP_LAYOUT_FRAME (0.5 * EP_LAYOUT_MM)
#define EP_LAYOUT_PAD_X (1.0 * EP_LAYOUT_MM)
#define EP_LAYOUT_PAD_Y (0.65 * EP_LAYOUT_MM)
#define EP_LAYOUT_TINT 0.92       /* under labels */
#define EP_LAYOUT_TINT_LIGHT 0.96 /* under groups and totals */

/* The page being filled. Content goes from x to x + width and from y to bottom. */
typedef struct {
    EpLayout *layout;
    EpFont *font;
    double x;
    double width;
    double top;
    double bottom;
    double y;
} EpLayoutFlow;

void ep_layout_add_fill(EpLayoutFlow *flow, double x, double y, double w, double h, double lightness);
void ep_layout_add_line(EpLayoutFlow *flow, double x, double y, double w, double h, double weight);
void ep_layout_add_frame(EpLayoutFlow *flow, double x, double y, double w, double h, double weight);
void ep_layout_add_text(EpLayoutFlow *flow, const EpLayoutItem *item); /* its text must live as long as the sheet */
void ep_layout_add_hit(EpLayoutFlow *flow, double x, double y, double w, double h, const char *source);
const char *ep_layout_keep(EpLayoutFlow *flow, char *text); /* takes @text */

/* A layout of pages that are put together elsewhere; points. */
EpLayout *ep_layout_new_blank(const char *title, const char *created, double width, double height);
void ep_layout_add_page(EpLayout *layout);

void ep_layout_new_page(EpLayoutFlow *flow);
gboolean ep_layout_is_page_top(const EpLayoutFlow *flow);
double ep_layout_get_page_room(const EpLayoutFlow *flow); /* of a page that only continues */

/* The top of the first page. */
void ep_layout_head_add(EpLayoutFlow *flow, const EpSheet *sheet);

/* A table or paragraph with its heading. */
void ep_layout_table_add(EpLayoutFlow *flow, const EpSheet *sheet, const EpSheetTable *table);

/* The columns' widths for a table @width wide; (transfer full). */
double *ep_layout_columns_resolve(EpFont *font, const EpSheetTable *table, double width);

/* A text in its box: how it is set, and how many lines it takes. */
typedef struct {
    const char *text;
    const char *source; /* nullable */
    double x;
    double w;
    EpFontStyle style;
    double align;
    double size;
    double tint;   /* 1: none */
    double inset;  /* further room at both sides */
    gboolean rule; /* a thicker line above */
    gboolean wraps;
    guint n_lines;
} EpLayoutCell;

/* Fills in @size, @wraps and @n_lines. A text of one line is set smaller, to 70 %, before it is broken. */
void ep_layout_cell_fit(EpLayoutCell *cell, EpFont *font, gboolean one_line);
double ep_layout_cell_get_height(const EpLayoutCell *cell);
void ep_layout_cell_place(const EpLayoutCell *cell, EpLayoutFlow *flow, double y, double height);

/* Lines @first_line to @first_line + @n_lines from the top of the box: a piece of a cell that is longer than a page. */
void ep_layout_cell_place_lines(const EpLayoutCell *cell, EpLayoutFlow *flow, double y, double height, guint first_line,
                                guint n_lines);
