#pragma once

#include <gtk/gtk.h>

#include "endpoint/report/ep-layout.h"

/*
 * A sheet as it comes out of the printer: its pages, small ones beside them, and above them what can be done with it.
 * Everything slow happens on worker threads.
 *
 * Signals:
 * - "laid-out" (): the pages of the sheet that was set last are there
 * - "source-activated" (const char *source): see DeskPaper; desk_preview_get_place() says where
 *
 * Keys, wherever the focus is in the window: Ctrl+P prints, Ctrl+S saves as PDF, Ctrl and + - 0 zoom.
 */
#define DESK_TYPE_PREVIEW (desk_preview_get_type())
G_DECLARE_FINAL_TYPE(DeskPreview, desk_preview, DESK, PREVIEW, GtkWidget)

typedef enum {
    DESK_PREVIEW_PDF,
    DESK_PREVIEW_XLSX,
    DESK_PREVIEW_CSV,
    DESK_PREVIEW_N_FORMATS,
} DeskPreviewFormat;

GtkWidget *desk_preview_new(void);

/**
 * desk_preview_set_sheet:
 * @sheet: (nullable): kept; NULL shows the empty page
 * @name: what files made of it are called, without an ending
 * @keep_place: it is the same report, fresh: scroll position and zoom stay
 *
 * The pages shown before stay until the new ones are there.
 */
void desk_preview_set_sheet(DeskPreview *self, EpSheet *sheet, const char *name, gboolean keep_place);

/* The same with pages that are laid out already: a form's. */
void desk_preview_set_layout(DeskPreview *self, EpLayout *layout, const char *name, gboolean keep_place);
EpSheet *desk_preview_get_sheet(DeskPreview *self); /* borrowed */

/* Stands at the left of what is above the pages. */
void desk_preview_set_start(DeskPreview *self, GtkWidget *widget);

/* What the empty page says; @detail may be NULL. */
void desk_preview_set_empty(DeskPreview *self, const char *message, const char *detail);

/* A sentence under the buttons, until it is closed or the sheet is another; NULL takes it away. */
void desk_preview_show_problem(DeskPreview *self, const char *message);

EpLayout *desk_preview_get_pages(DeskPreview *self);  /* what is shown; borrowed, NULL: nothing */
guint desk_preview_get_n_pages(DeskPreview *self);    /* 0 until they are laid out */
GtkWidget *desk_preview_get_paper(DeskPreview *self); /* DeskPaper, borrowed */

/* Writes the sheet and says so, or why not. What the buttons do once a file has been chosen. */
void desk_preview_write(DeskPreview *self, DeskPreviewFormat format, const char *path);
gboolean desk_preview_is_settled(DeskPreview *self); /* nothing is being laid out, drawn or written */
