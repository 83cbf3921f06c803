#pragma once

#include "endpoint/report/ep-font.h"
#include "endpoint/report/ep-sheet.h"

/*
 * A sheet laid out on A4 pages, or a form on whatever paper it says: where every text, line and tint stands, in points
 * from the page's top left corner. The same sheet and fonts give the same layout. It may be made in any thread and
 * drawn in any other.
 */
typedef struct _EpLayout EpLayout;

/* Millimetres. */
typedef struct {
    double left;
    double right;
    double top;
    double bottom; /* the page number stands inside it */
} EpLayoutMargins;

typedef enum {
    EP_LAYOUT_FILL, /* x, y, w, h; @weight is the lightness, 0 black to 1 white */
    EP_LAYOUT_TEXT,
    EP_LAYOUT_LINE, /* from x, y to x + w, y + h; @weight is its thickness */
} EpLayoutItemKind;

typedef struct {
    EpLayoutItemKind kind;
    double x;
    double y;
    double w;
    double h;
    double weight;
    const char *text;
    EpFontStyle style;
    double size;
    double align;     /* 0 left, 0.5 centre, 1 right */
    gboolean wraps;   /* broken at w */
    guint first_line; /* of the text as broken: a long one is cut by pages */
    guint n_lines;
} EpLayoutItem;

/* A place on a page that opens something. */
typedef struct {
    double x;
    double y;
    double w;
    double h;
    const char *source;
} EpLayoutHit;

#define EP_LAYOUT_MM (72.0 / 25.4)

/* @margins may be NULL: 20 mm for binding (left of a portrait, top of a landscape), 13 to 15 mm elsewhere. Keeps
 * @sheet. */
EpLayout *ep_layout_new(EpSheet *sheet, const EpLayoutMargins *margins);
EpLayout *ep_layout_ref(EpLayout *layout);
void ep_layout_unref(EpLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpLayout, ep_layout_unref)

EpSheet *ep_layout_get_sheet(const EpLayout *layout); /* transfer none; NULL: it is no sheet's (ep-form-layout.h) */
const char *ep_layout_get_title(const EpLayout *layout);
const char *ep_layout_get_created(const EpLayout *layout); /* ISO-8601 UTC; "" if it is not said */
guint ep_layout_get_n_pages(const EpLayout *layout);       /* at least 1 */
void ep_layout_get_page_size(const EpLayout *layout, double *width, double *height);
const EpLayoutItem *ep_layout_get_items(const EpLayout *layout, guint page, guint *n_items);
const EpLayoutHit *ep_layout_get_hits(const EpLayout *layout, guint page, guint *n_hits);
