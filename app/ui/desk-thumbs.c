#include "app/ui/desk-thumbs.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-images.h"
#include "app/ui/desk-reveal.h"

#define WIDTH 88 /* of a page */

struct _DeskThumbs {
    GtkWidget parent;
    DeskImages *images;
    GtkWidget *scrolled;
    GtkListBox *list;
    GPtrArray *pictures; /* GtkPicture, borrowed */
    double shape;        /* of a page: its height to its width */
    gboolean quiet;
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskThumbs, desk_thumbs, GTK_TYPE_WIDGET)

static void
desk_thumbs_on_drawn(DeskImages *images, guint page, DeskThumbs *self)
{
    if (page < self->pictures->len)
        gtk_picture_set_paintable(g_ptr_array_index(self->pictures, page),
                                  GDK_PAINTABLE(desk_images_get(images, page)));
}

static void
desk_thumbs_on_selected(GtkListBox *list, GtkListBoxRow *row, DeskThumbs *self)
{
    if (row != NULL && !self->quiet)
        g_signal_emit(self, signals[CHOSEN], 0, (guint)gtk_list_box_row_get_index(row));
}

static void
desk_thumbs_clear(DeskThumbs *self)
{
    GtkWidget *row;

    self->quiet = TRUE;
    g_ptr_array_set_size(self->pictures, 0);
    while ((row = gtk_widget_get_first_child(GTK_WIDGET(self->list))) != NULL)
        gtk_list_box_remove(self->list, row);
    self->quiet = FALSE;
}

static void
desk_thumbs_add(DeskThumbs *self, guint page, int height)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
    GtkWidget *picture = gtk_picture_new();
    g_autofree char *number = g_strdup_printf("%u", page + 1);
    g_autofree char *name = g_strdup_printf(_("Page %u"), page + 1);
    GtkWidget *label = gtk_label_new(number);
    GtkWidget *row = gtk_list_box_row_new();

    gtk_picture_set_can_shrink(GTK_PICTURE(picture), TRUE);
    gtk_widget_set_size_request(picture, WIDTH, height);
    gtk_widget_set_halign(picture, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class(picture, "thumb");
    gtk_widget_add_css_class(label, "quiet");
    gtk_widget_add_css_class(label, "figure");
    gtk_box_append(GTK_BOX(box), picture);
    gtk_box_append(GTK_BOX(box), label);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    gtk_list_box_append(self->list, row);
    g_ptr_array_add(self->pictures, picture);
}

static void
desk_thumbs_fill(DeskThumbs *self, guint n_pages, int height)
{
    desk_thumbs_clear(self);
    for (guint page = 0; page < n_pages; page++)
        desk_thumbs_add(self, page, height);
    desk_thumbs_set_page(self, 0);
}

void
desk_thumbs_set_layout(DeskThumbs *self, EpLayout *layout)
{
    guint n_pages = layout != NULL ? ep_layout_get_n_pages(layout) : 0;
    double width = 1, height = 1;

    g_return_if_fail(DESK_IS_THUMBS(self));

    desk_images_set_layout(self->images, layout, TRUE);
    if (layout != NULL)
        ep_layout_get_page_size(layout, &width, &height);
    if (n_pages != self->pictures->len || height / width != self->shape)
        desk_thumbs_fill(self, n_pages, (int)(WIDTH * height / width + 0.5));
    self->shape = height / width;
    if (n_pages > 0)
        desk_images_want(self->images, 0, n_pages - 1, WIDTH / width * gtk_widget_get_scale_factor(GTK_WIDGET(self)));
}

void
desk_thumbs_set_page(DeskThumbs *self, guint page)
{
    GtkListBoxRow *row;

    g_return_if_fail(DESK_IS_THUMBS(self));

    row = gtk_list_box_get_row_at_index(self->list, (int)page);
    if (row == NULL || row == gtk_list_box_get_selected_row(self->list))
        return;
    self->quiet = TRUE;
    gtk_list_box_select_row(self->list, row);
    self->quiet = FALSE;
    desk_reveal(GTK_WIDGET(row));
}

gboolean
desk_thumbs_is_settled(DeskThumbs *self)
{
    g_return_val_if_fail(DESK_IS_THUMBS(self), TRUE);

    return self->pictures->len == 0 || desk_images_is_complete(self->images);
}

static void
desk_thumbs_dispose(GObject *object)
{
    DeskThumbs *self = DESK_THUMBS(object);

    if (self->images != NULL)
        g_signal_handlers_disconnect_by_data(self->images, self);
    g_clear_object(&self->images);
    g_clear_pointer(&self->scrolled, gtk_widget_unparent);
    g_clear_pointer(&self->pictures, g_ptr_array_unref);
    G_OBJECT_CLASS(desk_thumbs_parent_class)->dispose(object);
}

static void
desk_thumbs_class_init(DeskThumbsClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_thumbs_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "deskthumbs");
    signals[CHOSEN] =
        g_signal_new("chosen", DESK_TYPE_THUMBS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
desk_thumbs_init(DeskThumbs *self)
{
    self->images = desk_images_new();
    self->pictures = g_ptr_array_new();
    self->list = GTK_LIST_BOX(gtk_list_box_new());
    self->scrolled = gtk_scrolled_window_new();
    gtk_list_box_set_selection_mode(self->list, GTK_SELECTION_BROWSE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scrolled), GTK_WIDGET(self->list));
    gtk_widget_set_vexpand(self->scrolled, TRUE);
    gtk_widget_set_parent(self->scrolled, GTK_WIDGET(self));
    g_signal_connect(self->images, "drawn", G_CALLBACK(desk_thumbs_on_drawn), self);
    g_signal_connect(self->list, "row-selected", G_CALLBACK(desk_thumbs_on_selected), self);
}

GtkWidget *
desk_thumbs_new(void)
{
    return g_object_new(DESK_TYPE_THUMBS, NULL);
}
