#pragma once

#include <gtk/gtk.h>

#include "endpoint/report/ep-layout.h"

/*
 * Pictures of a layout's pages, drawn on a worker thread, one at a time, and kept for as long as they are wanted. Main
 * thread only.
 *
 * Signals:
 * - "drawn" (guint page): there is a newer picture of it
 */
#define DESK_TYPE_IMAGES (desk_images_get_type())
G_DECLARE_FINAL_TYPE(DeskImages, desk_images, DESK, IMAGES, GObject)

DeskImages *desk_images_new(void);

/* Keeps a reference; NULL: none. @keep: pictures of a layout of as many pages stay until there are newer ones. */
void desk_images_set_layout(DeskImages *self, EpLayout *layout, gboolean keep);

/* Pages @first to @last, at @scale device pixels to the point; others are forgotten. */
void desk_images_want(DeskImages *self, guint first, guint last, double scale);

/* May be of an earlier scale while the wanted one is drawn; NULL before the first. */
GdkTexture *desk_images_get(DeskImages *self, guint page);
gboolean desk_images_is_complete(DeskImages *self); /* everything wanted is there */
