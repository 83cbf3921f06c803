#include "app/ui/desk-shots-form.h"

#include "app/ui/desk-attachments.h"
#include "app/ui/desk-card.h"
#include "app/ui/desk-form-page.h"
#include "app/ui/desk-form-sheet.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-preview.h"

#define WIDTH 120
#define HEIGHT 170

void
desk_shots_form_print(DeskWindow *window, guint n)
{
    DeskPage *page = DESK_PAGE(desk_window_get_page(window));
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < MIN(n, ep_list_get_n(desk_page_get_model(page))); i++)
        g_ptr_array_add(records, g_object_ref(ep_list_peek(desk_page_get_model(page), i)));
    desk_form_sheet_open(GTK_WIDGET(page), desk_window_get_data(window), records, NULL);
}

/* Grey lines on paper. */
static GdkTexture *
desk_shots_form_new_picture(void)
{
    g_autofree guchar *pixels = g_malloc(WIDTH * HEIGHT * 3);
    g_autoptr(GBytes) bytes = NULL;

    for (guint i = 0; i < WIDTH * HEIGHT * 3; i++) {
        guint row = i / (WIDTH * 3), column = i / 3 % WIDTH;

        pixels[i] = row % 12 < 3 && column > 20 && column < 100 ? 90 : 250;
    }
    bytes = g_bytes_new(pixels, WIDTH * HEIGHT * 3);
    return gdk_memory_texture_new(WIDTH, HEIGHT, GDK_MEMORY_R8G8B8, bytes, WIDTH * 3);
}

void
desk_shots_form_attach(DeskWindow *window)
{
    DeskCard *card = DESK_CARD(desk_page_get_card(DESK_PAGE(desk_window_get_page(window))));
    DeskAttachments *attachments = DESK_ATTACHMENTS(desk_card_get_attachments(card));
    GtkWidget *scroll = gtk_widget_get_ancestor(GTK_WIDGET(attachments), GTK_TYPE_SCROLLED_WINDOW);
    g_autoptr(GdkTexture) picture = desk_shots_form_new_picture();
    graphene_rect_t bounds;

    desk_attachments_add_picture(attachments, picture);
    if (gtk_widget_compute_bounds(GTK_WIDGET(attachments), gtk_widget_get_parent(GTK_WIDGET(attachments)), &bounds))
        gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(scroll)), bounds.origin.y);
}

void
desk_shots_form_edit(DeskWindow *window, gboolean wrong)
{
    DeskFormPage *page = DESK_FORM_PAGE(desk_window_get_page(window));
    DeskCode *code = desk_form_page_get_code(page);
    GtkTextBuffer *buffer = gtk_text_view_get_buffer(desk_code_get_view(code));
    GtkTextIter iter;

    desk_form_page_show(page, wrong ? "medium-labels" : "application-allowed");
    if (!wrong)
        return;
    gtk_text_buffer_get_iter_at_line(buffer, &iter, 3);
    gtk_text_buffer_place_cursor(buffer, &iter);
    desk_code_insert(code, "  <text x=\"10\" y=\"10\">{number2}</text>\n");
}

gboolean
desk_shots_form_is_settled(GtkWidget *widget)
{
    if (!gtk_widget_get_mapped(widget))
        return TRUE;
    if ((DESK_IS_FORM_PAGE(widget) && !desk_form_page_is_settled(DESK_FORM_PAGE(widget))) ||
        (DESK_IS_PREVIEW(widget) && !desk_preview_is_settled(DESK_PREVIEW(widget))))
        return FALSE;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        if (!desk_shots_form_is_settled(child))
            return FALSE;
    }
    return TRUE;
}
