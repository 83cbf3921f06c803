#include "app/ui/desk-images.h"

#include <math.h>

#include "endpoint/report/ep-draw.h"

typedef struct {
    GdkTexture *texture;
    double scale; /* that it was drawn at */
} DeskImage;

struct _DeskImages {
    GObject parent;
    EpLayout *layout;
    GArray *images; /* DeskImage, one per page */
    guint first;
    guint last;
    double scale;
    guint generation; /* of the layout */
    gboolean drawing;
};

typedef struct {
    EpLayout *layout;
    guint page;
    double scale;
    guint generation;
} DeskImagesJob;

enum { DRAWN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskImages, desk_images, G_TYPE_OBJECT)

static void desk_images_next(DeskImages *self);

static void
desk_images_job_free(gpointer data)
{
    DeskImagesJob *job = data;

    ep_layout_unref(job->layout);
    g_free(job);
}

static void
desk_images_clear_one(gpointer data)
{
    DeskImage *image = data;

    g_clear_object(&image->texture);
}

/* One page, in any thread: white paper, device pixels. */
static GdkTexture *
desk_images_draw(const EpLayout *layout, guint page, double scale)
{
    g_autoptr(GBytes) bytes = NULL;
    cairo_surface_t *surface;
    cairo_t *cr;
    GdkTexture *texture;
    double width, height;
    int w, h, stride;

    ep_layout_get_page_size(layout, &width, &height);
    w = MAX(1, (int)round(width * scale));
    h = MAX(1, (int)round(height * scale));
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, w / width, h / height);
    ep_draw_page(layout, page, cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    stride = cairo_image_surface_get_stride(surface);
    bytes = g_bytes_new_with_free_func(cairo_image_surface_get_data(surface), (gsize)stride * (gsize)h,
                                       (GDestroyNotify)cairo_surface_destroy, surface);
    texture = gdk_memory_texture_new(w, h, GDK_MEMORY_DEFAULT, bytes, (gsize)stride);
    return texture;
}

static void
desk_images_work(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
    DeskImagesJob *job = data;

    g_task_return_pointer(task, desk_images_draw(job->layout, job->page, job->scale), g_object_unref);
}

static void
desk_images_on_drawn(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskImages *self = DESK_IMAGES(source);
    DeskImagesJob *job = g_task_get_task_data(G_TASK(result));
    g_autoptr(GdkTexture) texture = g_task_propagate_pointer(G_TASK(result), NULL);

    self->drawing = FALSE;
    if (job->generation == self->generation && job->page >= self->first && job->page <= self->last) {
        DeskImage *image = &g_array_index(self->images, DeskImage, job->page);

        g_set_object(&image->texture, texture);
        image->scale = job->scale;
        g_signal_emit(self, signals[DRAWN], 0, job->page);
    }
    desk_images_next(self);
}

static gboolean
desk_images_lacks(DeskImages *self, guint page)
{
    DeskImage *image = &g_array_index(self->images, DeskImage, page);

    return image->texture == NULL || fabs(image->scale - self->scale) > 1e-6;
}

static guint
desk_images_find_lacking(DeskImages *self)
{
    for (guint page = self->first; page <= self->last && page < self->images->len; page++)
        if (desk_images_lacks(self, page))
            return page;
    return self->images->len;
}

static void
desk_images_next(DeskImages *self)
{
    guint page = desk_images_find_lacking(self);
    g_autoptr(GTask) task = NULL;
    DeskImagesJob *job;

    if (self->drawing || self->layout == NULL || self->scale <= 0 || page >= self->images->len)
        return;
    job = g_new0(DeskImagesJob, 1);
    job->layout = ep_layout_ref(self->layout);
    job->page = page;
    job->scale = self->scale;
    job->generation = self->generation;
    self->drawing = TRUE;
    task = g_task_new(self, NULL, desk_images_on_drawn, NULL);
    g_task_set_source_tag(task, desk_images_next);
    g_task_set_task_data(task, job, desk_images_job_free);
    g_task_run_in_thread(task, desk_images_work);
}

void
desk_images_set_layout(DeskImages *self, EpLayout *layout, gboolean keep)
{
    guint n_pages = layout != NULL ? ep_layout_get_n_pages(layout) : 0;

    g_return_if_fail(DESK_IS_IMAGES(self));

    if (layout != NULL)
        ep_layout_ref(layout);
    g_clear_pointer(&self->layout, ep_layout_unref);
    self->layout = layout;
    self->generation++;
    if (!keep || n_pages != self->images->len) {
        self->first = self->last = 0;
        g_array_set_size(self->images, 0);
        g_array_set_size(self->images, n_pages);
    }
    for (guint page = 0; page < n_pages; page++)
        g_array_index(self->images, DeskImage, page).scale = 0;
}

void
desk_images_want(DeskImages *self, guint first, guint last, double scale)
{
    g_return_if_fail(DESK_IS_IMAGES(self));

    self->first = first;
    self->last = last;
    self->scale = scale;
    for (guint page = 0; page < self->images->len; page++)
        if (page < first || page > last)
            desk_images_clear_one(&g_array_index(self->images, DeskImage, page));
    desk_images_next(self);
}

GdkTexture *
desk_images_get(DeskImages *self, guint page)
{
    g_return_val_if_fail(DESK_IS_IMAGES(self), NULL);

    return page < self->images->len ? g_array_index(self->images, DeskImage, page).texture : NULL;
}

gboolean
desk_images_is_complete(DeskImages *self)
{
    g_return_val_if_fail(DESK_IS_IMAGES(self), TRUE);

    return self->scale > 0 && desk_images_find_lacking(self) >= self->images->len;
}

static void
desk_images_finalize(GObject *object)
{
    DeskImages *self = DESK_IMAGES(object);

    g_clear_pointer(&self->layout, ep_layout_unref);
    g_array_unref(self->images);
    G_OBJECT_CLASS(desk_images_parent_class)->finalize(object);
}

static void
desk_images_class_init(DeskImagesClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = desk_images_finalize;
    signals[DRAWN] =
        g_signal_new("drawn", DESK_TYPE_IMAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
desk_images_init(DeskImages *self)
{
    self->images = g_array_new(FALSE, TRUE, sizeof(DeskImage));
    g_array_set_clear_func(self->images, desk_images_clear_one);
}

DeskImages *
desk_images_new(void)
{
    return g_object_new(DESK_TYPE_IMAGES, NULL);
}
