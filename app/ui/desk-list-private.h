#pragma once

#include "app/ui/desk-list-row.h"

#define DESK_LIST_HEADER_HEIGHT 32
#define DESK_LIST_NOWHERE G_MAXUINT

/* A place in the list that survives its changes: a record and how far below the view's top its row begins. */
typedef struct {
    gint64 id; /* 0: the list's top */
    double offset;
} DeskListAnchor;

struct _DeskList {
    GtkWidget parent;

    /* Children */
    GtkWidget *header;
    GPtrArray *rows; /* DeskListRow, all of them; free ones show nothing */

    /* Owned */
    EpList *model;
    GtkAdjustment *adjustment[2]; /* by GtkOrientation */
    DeskListLook look;
    GHashTable *selected; /* ids; with those that are hidden by a search */
    GPtrArray *handed;    /* EpRecord: what "selection-changed" was last said about */
    char *find;           /* the model's, when it last changed */
    GDestroyNotify func_destroy;
    char *mark;
    const DeskPalette *palette; /* static; that was last painted with */

    /* The cursor wants to be at an id and is at a position: the record's, or its neighbour's while that is hidden. */
    gint64 cursor_id;
    guint cursor;
    gint64 range_id; /* where Shift begins */

    DeskListAnchor before_find;
    double scroll;
    int view_height; /* of the rows */
    GtkScrollablePolicy policy[2];
    guint sorting : 1; /* a person is changing the order */
    guint fold : 1;
    guint configuring : 1;
};

/* desk-list-widget.c */
void desk_list_widget_class_init(GtkWidgetClass *klass);
void desk_list_queue_rows(DeskList *self); /* to be painted anew */

/* desk-list-columns.c */
void desk_list_relabel(DeskList *self);
void desk_list_set_up_columns(DeskList *self); /* as mark, function and fold want them */
void desk_list_set_func(DeskList *self, DeskListCellFunc func, gpointer user_data, GDestroyNotify destroy);
void desk_list_edited(DeskList *self); /* a person changed columns */
void desk_list_arrange(DeskList *self);
void desk_list_sort(DeskList *self, guint field);
int desk_list_fit(DeskList *self, const DeskColumn *column); /* width that shows what is in view */

/* desk-list-pool.c: which row widget shows what, and where */
void desk_list_bind(DeskList *self);
void desk_list_place(DeskList *self); /* allocates the rows */
DeskListRow *desk_list_find_row(DeskList *self, guint position);
gboolean desk_list_has_row_focus(DeskList *self);
guint desk_list_position_at(DeskList *self, double y); /* in the list's coordinates; DESK_LIST_NOWHERE beside rows */

/* desk-list-scroll.c: GtkScrollable, the anchor, changes of the model */
void desk_list_scroll_init(DeskList *self);
void desk_list_scroll_dispose(DeskList *self);
void desk_list_set_adjustment(DeskList *self, GtkOrientation orientation, GtkAdjustment *adjustment);
void desk_list_configure(DeskList *self); /* tells the adjustments */
void desk_list_reveal(DeskList *self, guint position);
DeskListAnchor desk_list_get_top(DeskList *self); /* as the rows show it, even if the model is further */
void desk_list_model_changed(EpList *model, guint position, guint removed, guint added, DeskList *self);

/* desk-list-select.c: selection and cursor */
void desk_list_set_cursor(DeskList *self, guint position);
void desk_list_select_only(DeskList *self, guint position);
void desk_list_select_toggle(DeskList *self, guint position);
void desk_list_select_range(DeskList *self, guint position, gboolean add);
void desk_list_selection_check(DeskList *self); /* says "selection-changed" if there is one */
void desk_list_selection_prune(DeskList *self); /* forgets what is no longer in the ledger */

/* desk-list-input.c: keys and pointer */
void desk_list_input_init(DeskList *self);
