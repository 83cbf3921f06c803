#pragma once

#include <gtk/gtk.h>

/* Keeps its child no wider than is good to read, at the left of what there is. */
#define DESK_TYPE_CLAMP (desk_clamp_get_type())
G_DECLARE_FINAL_TYPE(DeskClamp, desk_clamp, DESK, CLAMP, GtkWidget)

GtkWidget *desk_clamp_new(GtkWidget *child, int width);
