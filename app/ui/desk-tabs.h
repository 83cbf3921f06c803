#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * Pages that belong together: the first stands in the rail, and each shows the others as tabs on top, with what waits
 * on them. A screen may also stand in place of a verb's questions.
 */
#define DESK_TYPE_TABS (desk_tabs_get_type())
G_DECLARE_FINAL_TYPE(DeskTabs, desk_tabs, DESK, TABS, GtkWidget)

/* The tabs as the page called @name shows them; NULL if nothing belongs to it. */
GtkWidget *desk_tabs_new(DeskData *data, const char *name);

/* The page in the rail under which @name stands, which may be itself; NULL if it belongs to none. */
const char *desk_tabs_get_home(const char *name);
/* Those that belong together with @home, itself among them, ended by NULL; NULL if it is no home. */
const char *const *desk_tabs_get_names(const char *home);

/* The screen that does @verb; NULL: its questions are asked on a sheet. */
const char *desk_tabs_find_screen(const char *verb);
