#include "app/ui/desk-thumb.h"

#include "app/ui/desk-icon.h"
#include "endpoint/ledger/ep-attachment.h"
#include "endpoint/ledger/ep-kept.h"

#define SIZE 44
#define PIXELS (2 * SIZE) /* sharp on a dense screen, too */

/* Shrunk at once: the picture of a page may have a hundred million bytes. */
static GdkTexture *
desk_thumb_shrink(GdkTexture *picture)
{
    int width = gdk_texture_get_width(picture), height = gdk_texture_get_height(picture);
    double scale = MIN(1, (double)PIXELS / MAX(width, height));
    cairo_surface_t *whole = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_surface_t *small =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, MAX(1, (int)(width * scale)), MAX(1, (int)(height * scale)));
    cairo_t *cr = cairo_create(small);
    gsize stride = (gsize)cairo_image_surface_get_stride(small);
    g_autoptr(GBytes) bytes = NULL;
    GdkTexture *texture;

    gdk_texture_download(picture, cairo_image_surface_get_data(whole), (gsize)cairo_image_surface_get_stride(whole));
    cairo_surface_mark_dirty(whole);
    cairo_scale(cr, scale, scale);
    cairo_set_source_surface(cr, whole, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(whole);
    cairo_surface_flush(small);
    bytes = g_bytes_new(cairo_image_surface_get_data(small), stride * (gsize)cairo_image_surface_get_height(small));
    texture = gdk_memory_texture_new(cairo_image_surface_get_width(small), cairo_image_surface_get_height(small),
                                     GDK_MEMORY_DEFAULT, bytes, stride);
    cairo_surface_destroy(small);
    return texture;
}

static gpointer
desk_thumb_read(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    g_autoptr(GBytes) bytes = ep_kept_read(ep_ledger_get_reader(ledger), user_data, error);
    g_autoptr(GdkTexture) picture = bytes != NULL ? gdk_texture_new_from_bytes(bytes, error) : NULL;

    return picture != NULL ? desk_thumb_shrink(picture) : NULL;
}

static void
desk_thumb_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(GtkWidget) stack = user_data;
    g_autoptr(GdkTexture) texture = desk_data_run_finish(result, NULL);
    GtkWidget *picture;

    if (texture == NULL || gtk_widget_get_parent(stack) == NULL)
        return;
    picture = gtk_picture_new_for_paintable(GDK_PAINTABLE(texture));
    gtk_stack_add_named(GTK_STACK(stack), picture, "picture");
    gtk_stack_set_visible_child(GTK_STACK(stack), picture);
}

GtkWidget *
desk_thumb_new(DeskData *data, EpRecord *file)
{
    GtkWidget *stack = gtk_stack_new();

    gtk_widget_set_size_request(stack, SIZE, SIZE);
    gtk_widget_set_hexpand(stack, FALSE);
    gtk_widget_add_css_class(stack, "attachment-thumb");
    gtk_stack_add_named(GTK_STACK(stack), desk_icon_new("application"), "icon");
    if (ep_attachment_is_picture(file))
        desk_data_run(data, EP_LANE_READ, NULL, desk_thumb_read, g_object_ref(file), g_object_unref, g_object_unref,
                      desk_thumb_take, g_object_ref_sink(stack));
    return stack;
}
