#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "app/ui/desk-settings.h"

/*
 * The window: the desk's duties at the left, the search over everything on top, one page in the middle, what was done
 * last at the bottom.
 *
 * A page is any widget; one line in desk-window-places.c puts it into the rail. What it wants from the
 * window it asks by desk-go.h.
 */
#define DESK_TYPE_WINDOW (desk_window_get_type())
G_DECLARE_FINAL_TYPE(DeskWindow, desk_window, DESK, WINDOW, GtkApplicationWindow)

GtkWidget *desk_window_new(GtkApplication *application, DeskData *data, DeskSettings *settings);
DeskData *desk_window_get_data(DeskWindow *self);

void desk_window_show_page(DeskWindow *self, const char *name);
const char *desk_window_get_page_name(DeskWindow *self, guint index); /* in the rail's order; NULL beyond the last */
GtkWidget *desk_window_get_page(DeskWindow *self);                    /* the one that is seen */

/* The record on its page, with its card; a line shows the record it belongs to. */
void desk_window_open(DeskWindow *self, const EpTable *table, gint64 id);
/* Takes records of @table from files; NULL: asks for them. */
void desk_window_import(DeskWindow *self, const EpTable *table, const char *const *paths);
void desk_window_say(DeskWindow *self, const char *message);
void desk_window_search(DeskWindow *self, const char *text); /* as if typed into the search over everything */
void desk_window_show_shortcuts(DeskWindow *self);
void desk_window_undo(DeskWindow *self); /* one's own last act */
