#pragma once

#include <gtk/gtk.h>

/* A long menu: what is typed while it is open narrows it, Enter takes the first that is left. */
void desk_menu_search(GtkDropDown *menu);
