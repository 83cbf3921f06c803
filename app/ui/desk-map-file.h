#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-map.h"

/* The buttons that fill a map from a file that the console wrote itself, or from a map's own text, and that save its
 * text for deskctl or another site. What is dropped on @map is read, too. @name: proposed for the file. */
GtkWidget *desk_map_file_new(DeskMap *map, const char *name);

void desk_map_file_read_sample(DeskMap *map, const char *path); /* what is wrong with it is said on the map */
void desk_map_file_read_text(DeskMap *map, const char *path);
