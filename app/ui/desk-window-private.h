#pragma once

#include "app/ui/desk-page.h"
#include "app/ui/desk-rail.h"
#include "app/ui/desk-search.h"
#include "app/ui/desk-status.h"
#include "app/ui/desk-window.h"

/* desk-window.c: pages and what goes between them; -places: which pages there are; -go: what its parts ask of it;
 * -bar: what stands on top; -menu: what its person may choose; -keys: the keyboard; -undo: taking back. */
struct _DeskWindow {
    GtkApplicationWindow parent;
    GtkWidget *rail, *search, *stack, *status, *person, *day, *trouble;
    guint day_timer, refresh_timer, refreshes;
    guint counting; /* the source that counts what waits */
    DeskData *data;
    DeskSettings *settings; /* borrowed */
    GHashTable *made;       /* page name → widget, borrowed from the stack */
};

/* A page that is more than a table's list. */
typedef struct {
    const char *name; /* a table's name replaces that table's list; DeskIcon has its sign */
    const char *label;
    GtkWidget *(*create)(DeskData *data, DeskSettings *settings);
    guint (*count)(DeskData *data, gboolean *late); /* what waits; NULL: nothing is counted */
    const char *under;                              /* stands under that page, not in the rail; NULL: in the rail */
} DeskPlace;

/* The list of the page that is seen; a screen that has one beside it turns to it. NULL if there is none. */
DeskPage *desk_window_turn_to_list(DeskWindow *self);
void desk_window_go_class_init(GtkWidgetClass *klass); /* what desk-go.h asks for */
const DeskPlace *desk_window_find_place(const char *name);
void desk_window_fill_rail(DeskWindow *self);
void desk_window_show_counts(DeskWindow *self, const EpTable *table); /* NULL: all */
GtkWidget *desk_window_new_bar(DeskWindow *self);
void desk_window_show_person(DeskWindow *self);
GtkWidget *desk_window_new_menu(DeskWindow *self);
void desk_window_add_keys(DeskWindow *self);
void desk_window_show_undo(DeskWindow *self);
void desk_window_ask_person(DeskWindow *self); /* if nobody is known at this account */
