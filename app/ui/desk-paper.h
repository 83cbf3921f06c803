#pragma once

#include <gtk/gtk.h>

#include "endpoint/report/ep-layout.h"

/*
 * The pages of a layout as sheets of paper, one under the other; goes into a GtkScrolledWindow. What opens something
 * has a pointer, a tooltip and a place in the Tab order.
 *
 * Signals:
 * - "view-changed" (): another page is the one that is looked at, or the zoom is another
 * - "source-activated" (const char *source): a click on something that opens, or Enter; desk_paper_get_place() says
 * where
 *
 * Keys: Ctrl and the wheel for the zoom; Tab and the arrows from one thing that opens to the next.
 */
#define DESK_TYPE_PAPER (desk_paper_get_type())
G_DECLARE_FINAL_TYPE(DeskPaper, desk_paper, DESK, PAPER, GtkWidget)

typedef enum {
    DESK_PAPER_FIT_WIDTH, /* as wide as the view, up to what is comfortable to read */
    DESK_PAPER_FIT_PAGE,
    DESK_PAPER_FREE, /* what desk_paper_set_zoom() said */
} DeskPaperFit;

GtkWidget *desk_paper_new(void);

/* Keeps a reference. Another layout of as many pages keeps the place, if @keep_place. NULL: nothing. */
void desk_paper_set_layout(DeskPaper *self, EpLayout *layout, gboolean keep_place);

void desk_paper_set_fit(DeskPaper *self, DeskPaperFit fit);
DeskPaperFit desk_paper_get_fit(DeskPaper *self);

/* 1 is the size of paper, 96 pixels to the inch; within 0.25 and 4. */
void desk_paper_set_zoom(DeskPaper *self, double zoom);
double desk_paper_get_zoom(DeskPaper *self);
void desk_paper_step_zoom(DeskPaper *self, int steps); /* to the next round figure; negative: smaller */

guint desk_paper_get_page(DeskPaper *self); /* the one that is looked at, 0 being the first */
void desk_paper_show_page(DeskPaper *self, guint page);

/* What was activated last, or has the focus, in the widget's coordinates; FALSE: nothing. */
gboolean desk_paper_get_place(DeskPaper *self, GdkRectangle *place);
void desk_paper_focus_place(DeskPaper *self);

/* Everything in view is drawn as sharp as it will be. */
gboolean desk_paper_is_settled(DeskPaper *self);
