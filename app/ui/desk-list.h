#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-list.h"

/*
 * The list of a table's records: the only list of the window. It goes into a GtkScrolledWindow as its child, brings its
 * own header, and keeps as many row widgets as fit into the view plus two, whatever the model holds.
 *
 * Selection, cursor and scroll position hang on record ids, so they survive every change of the model. What a search or
 * a facet hides keeps its selection and comes back with it, but is not handed out by desk_list_get_selected(): nothing
 * is ever done to a record that is not seen in the list.
 *
 * Signals:
 * - "selection-changed" (): the records that desk_list_get_selected() hands out are others, or have other values
 * - "activate" (EpRecord *record): Enter or a double click
 * - "context-menu" (EpRecord *record, double x, double y): right click, Menu or Shift+F10; in the list's coordinates.
 *   The record is selected by then; NULL beside the rows
 * - "link-activated" (EpRecord *record, guint field): a cell that says `link` was pressed
 * - "columns-changed" (): a person changed what desk_list_get_columns() says
 */
#define DESK_TYPE_LIST (desk_list_get_type())
G_DECLARE_FINAL_TYPE(DeskList, desk_list, DESK, LIST, GtkWidget)

GtkWidget *desk_list_new(EpList *model); /* NULL: empty until desk_list_set_model() */

/* Another table brings its own columns; another list of the same table keeps them. */
void desk_list_set_model(DeskList *self, EpList *model);
EpList *desk_list_get_model(DeskList *self); /* borrowed, or NULL */

/* The same as ep_list_set_find() on the model, and marks the words that were found in the cells. */
void desk_list_set_find(DeskList *self, const char *text);

/* Selected records in the list's order, each with a reference; transfer full. Never NULL. */
GPtrArray *desk_list_get_selected(DeskList *self);
guint desk_list_get_n_selected(DeskList *self);
gboolean desk_list_is_selected(DeskList *self, gint64 id);

/* Selects only @id, puts the cursor there and shows it. FALSE if the list does not show such a record: then nothing
 * changes. */
gboolean desk_list_select_id(DeskList *self, gint64 id);
void desk_list_select_all(DeskList *self);
void desk_list_unselect_all(DeskList *self);

/* The record that keys act on, whether or not it is selected; borrowed, NULL before the first one. */
EpRecord *desk_list_get_cursor(DeskList *self);

/* Rows of 36 pixels in place of 30. */
void desk_list_set_comfortable(DeskList *self, gboolean comfortable);

/* Beside a card: columns for which there is no room are left out, from the end, in place of scrolling sideways. */
void desk_list_set_fold(DeskList *self, gboolean fold);

/*
 * Columns and sort order as one line for the person's settings: names in order, separated by blanks; "-name" is hidden,
 * "name:120" has a width in pixels, "sort=name" and "sort=-name" order. Names that the table does not have are passed
 * over, fields that the text does not name stand at the end as the table wants them. NULL or "" is the table's own.
 */
char *desk_list_get_columns(DeskList *self);
void desk_list_set_columns(DeskList *self, const char *text);

/* What a cell shows in place of the record's value. Texts are copied after the function has returned, so they may point
 * into the record, into static text or into @scratch. */
typedef struct {
    const char *text;              /* to begin with, what the cell would show */
    const char *was;               /* shown struck out before @text with an arrow; NULL for nothing */
    EpTint tint;                   /* of a chip, or of a text that is none */
    gboolean chip;                 /* icon, word and tint */
    gboolean strong;               /* heavier, for what changed */
    gboolean link;                 /* leads somewhere: a press is "link-activated" */
    char scratch[EP_SCRATCH_SIZE]; /* the function's own */
} DeskListCell;

/**
 * DeskListCellFunc:
 * @field: EP_NO_FIELD for the mark in front of the columns
 * @cell: filled in as the cell would be painted; for the mark empty
 *
 * Is asked while rows are painted: must be quick and change nothing.
 */
typedef void (*DeskListCellFunc)(DeskList *self, EpRecord *record, guint field, DeskListCell *cell, gpointer user_data);

/* @mark: the title of a column in front of all others, such as what an import would do; NULL for none. @func NULL takes
 * both away. desk_list_redraw() when its answers have changed. */
void desk_list_set_cell_func(DeskList *self, const char *mark, DeskListCellFunc func, gpointer user_data,
                             GDestroyNotify destroy);
void desk_list_redraw(DeskList *self);
