#pragma once

#include <cairo.h>

#include "endpoint/report/ep-layout.h"

/* Draws page @page, 0 being the first, on @cr, whose unit must be the point: black on whatever ground there is.
 * Printer, PDF and preview all come here, so they cannot differ. */
void ep_draw_page(const EpLayout *layout, guint page, cairo_t *cr);
