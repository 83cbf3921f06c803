#pragma once

#include "app/ui/desk-window.h"

/* What the pictures of papers and attached files show (desk-shots.h). */
void desk_shots_form_print(DeskWindow *window, guint n);       /* the first @n of the list that is seen */
void desk_shots_form_attach(DeskWindow *window);               /* a picture, to the one whose card is seen */
void desk_shots_form_edit(DeskWindow *window, gboolean wrong); /* a form, as it is or with a field misspelt */
gboolean desk_shots_form_is_settled(GtkWidget *widget);        /* no paper on it is still being laid out or drawn */
