#pragma once

#include "endpoint/report/ep-layout-private.h"

/* Codes that are read by a scanner, as black squares and bars; points. They keep the quiet space that readers ask for
 * inside their place. FALSE: @text cannot be said in it. */
gboolean ep_form_code_add_qr(EpLayoutFlow *flow, const char *text, double x, double y, double size);
gboolean ep_form_code_add_barcode(EpLayoutFlow *flow, const char *text, double x, double y, double w, double h);
