#pragma once

#include <gtk/gtk.h>

#include "endpoint/report/ep-layout.h"

/*
 * A layout's pages, small, one under the other.
 *
 * Signals:
 * - "chosen" (guint page): a person wants to see it
 */
#define DESK_TYPE_THUMBS (desk_thumbs_get_type())
G_DECLARE_FINAL_TYPE(DeskThumbs, desk_thumbs, DESK, THUMBS, GtkWidget)

GtkWidget *desk_thumbs_new(void);
void desk_thumbs_set_layout(DeskThumbs *self, EpLayout *layout); /* NULL: none; of as many pages: the same rows stay */
void desk_thumbs_set_page(DeskThumbs *self, guint page);         /* marks it and shows it; no signal */
gboolean desk_thumbs_is_settled(DeskThumbs *self);
