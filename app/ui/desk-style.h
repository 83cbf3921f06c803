#pragma once

#include <gtk/gtk.h>

/* The program's style and its two palettes. */
void desk_style_init(void); /* once, after GTK */

/* "light", "dark", or "system" (NULL): as the system prefers. */
void desk_style_set_theme(const char *theme);
