#pragma once

#include <gtk/gtk.h>

/* A real keyboard: keys go through the X server (xdotool) to whatever has the focus, as from a person's hands. */
void desk_test_keys_focus(GtkWindow *window);                            /* there is no window manager */
void desk_test_keys_press(const char *keys);                             /* "ctrl+n", "Tab Tab Return" */
void desk_test_keys_write(const char *text);                             /* ASCII */
void desk_test_keys_paste(GtkWidget *window, const char *text);          /* put on the clipboard, then Ctrl+V */
void desk_test_keys_tab_to(GtkWindow *window, const char *field);        /* Tab until the field has the focus */
void desk_test_keys_tab_to_button(GtkWindow *window, const char *label); /* or the button */
void desk_test_keys_tab_to_type(GtkWindow *window, GType type);
