#include "endpoint/report/ep-pdf.h"

#include <cairo-pdf.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/report/ep-draw.h"
#include "endpoint/core/ep-file.h"

static cairo_status_t
ep_pdf_append(void *bytes, const unsigned char *data, unsigned int size)
{
    g_byte_array_append(bytes, data, size);
    return CAIRO_STATUS_SUCCESS;
}

static void
ep_pdf_set_metadata(cairo_surface_t *surface, const EpLayout *layout)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, ep_layout_get_title(layout));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Madoguchi " MADOGUCHI_VERSION);
    if (*ep_layout_get_created(layout) != '\0')
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, ep_layout_get_created(layout));
}

static cairo_status_t
ep_pdf_draw(const EpLayout *layout, cairo_surface_t *surface)
{
    cairo_t *cr = cairo_create(surface);
    cairo_status_t status;

    for (guint page = 0; page < ep_layout_get_n_pages(layout); page++) {
        ep_draw_page(layout, page, cr);
        cairo_show_page(cr);
    }
    status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    return status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status(surface);
}

GBytes *
ep_pdf_render(const EpLayout *layout, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    cairo_surface_t *surface;
    cairo_status_t status;
    double width, height;

    ep_layout_get_page_size(layout, &width, &height);
    surface = cairo_pdf_surface_create_for_stream(ep_pdf_append, bytes, width, height);
    ep_pdf_set_metadata(surface, layout);
    status = ep_pdf_draw(layout, surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, cairo_status_to_string(status));
        return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

gboolean
ep_pdf_write(const EpLayout *layout, const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = ep_pdf_render(layout, error);

    if (bytes == NULL)
        return FALSE;
    return ep_file_replace(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), error);
}
