#pragma once

#include "app/ui/desk-field.h"

/* The widgets of the kinds. Each shows the draft's value and reports through desk_field_take_…(). */
GtkWidget *desk_field_new_text(DeskField *self);
GtkWidget *desk_field_new_path(DeskField *self); /* EP_FIELD_FILE, EP_FIELD_FOLDER */
GtkWidget *desk_field_new_lines(DeskField *self);
GtkWidget *desk_field_new_paths(DeskField *self); /* lines that are paths of files and folders */
GtkWidget *desk_field_new_yes(DeskField *self);
GtkWidget *desk_field_new_choice(DeskField *self);
GtkWidget *desk_field_new_reference(DeskField *self);
