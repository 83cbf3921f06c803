#pragma once

#include "app/ui/desk-list-header.h"
#include "app/ui/desk-list-private.h"
#include "app/ui/desk-list-title.h"

typedef enum { DRAG_NOTHING, DRAG_CLICK, DRAG_EDGE, DRAG_COLUMN } DragKind;

struct _DeskListHeader {
    GtkWidget parent;
    const DeskListLook *look; /* borrowed */

    /* Children */
    GPtrArray *titles; /* DeskListTitle, in the order of the columns that are shown */
    GtkWidget *button;

    int offset;
    DragKind drag;
    guint column;    /* that is dragged: its index */
    int width;       /* it had when the drag began */
    gboolean fitted; /* by a double click: letting go does not sort */
    int drop;        /* where a dragged column would go: pixels, or -1 */
};

/* desk-list-header-input.c */
void desk_list_header_input_init(DeskListHeader *self);
