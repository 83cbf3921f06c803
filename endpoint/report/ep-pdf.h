#pragma once

#include "endpoint/report/ep-layout.h"

/* The layout as a PDF file with its fonts in it. The same layout gives the same bytes when the sheet says when it was
 * made. Errors in EP_ERROR. */
GBytes *ep_pdf_render(const EpLayout *layout, GError **error);

/* Replaces @path as a whole or leaves it as it was. */
gboolean ep_pdf_write(const EpLayout *layout, const char *path, GError **error);
