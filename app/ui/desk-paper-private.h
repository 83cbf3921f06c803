#pragma once

#include "app/ui/desk-images.h"
#include "app/ui/desk-paper.h"

/* Shared by desk-paper.c (what is shown), -scroll.c (where it stands), -draw.c and -hit.c (what opens). */

#define DESK_PAPER_GAP 24 /* around and between pages */

/* What opens something: neighbouring cells of one row with the same source are one. */
typedef struct {
    guint page;
    graphene_rect_t rect; /* points from the page's corner */
    const char *source;   /* the layout's */
} DeskPaperHit;

struct _DeskPaper {
    GtkWidget parent;
    EpLayout *layout;
    DeskImages *images;
    GArray *hits;    /* DeskPaperHit, in reading order */
    GtkWidget *link; /* stands over hit @current and takes the focus for it */
    int current;     /* -1: none */
    int hovered;
    DeskPaperFit fit;
    double zoom;
    double pointer_x; /* where the pointer was last, for zooming around it */
    double pointer_y;
    guint page;                    /* last announced */
    GtkAdjustment *adjustments[2]; /* by GtkOrientation */
    guint policies[2];
    gboolean arranging;
    guint announcement;
};

/* Where things stand; all in the widget's coordinates. */
double desk_paper_get_scale(DeskPaper *self); /* pixels to the point */
guint desk_paper_get_n_pages(DeskPaper *self);
void desk_paper_get_page_rect(DeskPaper *self, guint page, graphene_rect_t *rect);
void desk_paper_get_hit_rect(DeskPaper *self, const DeskPaperHit *hit, graphene_rect_t *rect);
gboolean desk_paper_get_visible(DeskPaper *self, guint *first, guint *last); /* FALSE: no page is */

void desk_paper_arrange(DeskPaper *self); /* after size, zoom or layout are others */
void desk_paper_zoom_around(DeskPaper *self, double zoom, double x, double y);
void desk_paper_scroll_to(DeskPaper *self, const graphene_rect_t *rect); /* as little as needed */
void desk_paper_scroll_class_init(GObjectClass *klass);
void desk_paper_scroll_dispose(DeskPaper *self);
void desk_paper_scrolled(DeskPaper *self);

void desk_paper_snapshot(GtkWidget *widget, GtkSnapshot *snapshot);

void desk_paper_hit_init(DeskPaper *self);
void desk_paper_hit_read(DeskPaper *self); /* of a new layout */
void desk_paper_hit_allocate(DeskPaper *self);
gboolean desk_paper_hit_focus(GtkWidget *widget, GtkDirectionType direction);
void desk_paper_announce(DeskPaper *self); /* later: who hears it may not ask for sizes while we are given ours */
void desk_paper_emit_activated(DeskPaper *self, const char *source);
