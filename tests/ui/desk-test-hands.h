#pragma once

#include "app/ui/desk-field.h"

/* Eyes and hands: what is seen by its words, and fields by their names. What does not come in time aborts, named. */

/* The first widget of @type that is seen and says @text: a button's label, or a label's. NULL if there is none. */
GtkWidget *desk_test_find_text(GtkWidget *within, GType type, const char *text);
void desk_test_wait_text(gpointer within, const char *text);
void desk_test_click_button(gpointer within, const char *label);
DeskField *desk_test_find_field(GtkWidget *within, const char *name);
void desk_test_type(gpointer within, const char *field, const char *text);
void desk_test_look_up(gpointer within, const char *field, const char *text); /* takes the first that is found */
void desk_test_choose(gpointer within, const char *field, guint position);    /* of a list; 0 is nothing */
