#pragma once

#include <gtk/gtk.h>

/*
 * A text that a program reads, in letters of one width with the numbers of its lines beside it. Tab leaves it.
 *
 * Signals:
 * - "changed" (): a person changed it
 */
#define DESK_TYPE_CODE (desk_code_get_type())
G_DECLARE_FINAL_TYPE(DeskCode, desk_code, DESK, CODE, GtkWidget)

GtkWidget *desk_code_new(void);
void desk_code_set_text(DeskCode *self, const char *text); /* another text: the view begins at its top */
char *desk_code_dup_text(DeskCode *self);
void desk_code_insert(DeskCode *self, const char *text); /* where the cursor is; the focus goes there */
void desk_code_mark_line(DeskCode *self, guint line);    /* 1 being the first; 0: none */
GtkTextView *desk_code_get_view(DeskCode *self);
