#include "app/ui/desk-code.h"

#include <math.h>

#define ROOM 8 /* beside the numbers */

struct _DeskCode {
    GtkWidget parent;
    GtkWidget *scroll, *numbers;
    GtkTextView *view;
    GtkTextTag *wrong;
    guint marked;
    gboolean quiet;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCode, desk_code, GTK_TYPE_WIDGET)

/* --- the numbers: a widget in the view's gutter --- */

#define DESK_TYPE_CODE_NUMBERS (desk_code_numbers_get_type())
G_DECLARE_FINAL_TYPE(DeskCodeNumbers, desk_code_numbers, DESK, CODE_NUMBERS, GtkWidget)

struct _DeskCodeNumbers {
    GtkWidget parent;
    DeskCode *code; /* borrowed: it has us */
};

G_DEFINE_FINAL_TYPE(DeskCodeNumbers, desk_code_numbers, GTK_TYPE_WIDGET)

static void
desk_code_numbers_draw(DeskCodeNumbers *self, GtkSnapshot *snapshot, PangoLayout *layout, const GtkTextIter *iter)
{
    int line = gtk_text_iter_get_line(iter) + 1, y, height, top, width;
    g_autofree char *text = g_strdup_printf("%d", line);
    GdkRGBA ink;

    gtk_text_view_get_line_yrange(self->code->view, iter, &y, &height);
    gtk_text_view_buffer_to_window_coords(self->code->view, GTK_TEXT_WINDOW_LEFT, 0, y, NULL, &top);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_pixel_size(layout, &width, NULL);
    gtk_style_context_get_color(gtk_widget_get_style_context(GTK_WIDGET(self)), &ink);
    if ((guint)line == self->code->marked)
        gdk_rgba_parse(&ink, "#C8281E");
    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(
        snapshot, &GRAPHENE_POINT_INIT((float)(gtk_widget_get_width(GTK_WIDGET(self)) - width - ROOM), (float)top));
    gtk_snapshot_append_layout(snapshot, layout, &ink);
    gtk_snapshot_restore(snapshot);
}

static void
desk_code_numbers_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    DeskCodeNumbers *self = DESK_CODE_NUMBERS(widget);
    g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout(widget, NULL);
    GdkRectangle seen;
    GtkTextIter iter;

    gtk_text_view_get_visible_rect(self->code->view, &seen);
    gtk_text_view_get_line_at_y(self->code->view, &iter, seen.y, NULL);
    for (;;) {
        int y, height;

        gtk_text_view_get_line_yrange(self->code->view, &iter, &y, &height);
        if (y > seen.y + seen.height)
            return;
        desk_code_numbers_draw(self, snapshot, layout, &iter);
        if (!gtk_text_iter_forward_line(&iter))
            return;
    }
}

static void
desk_code_numbers_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
    g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout(widget, "0000");

    *minimum = *natural = 0;
    if (orientation == GTK_ORIENTATION_VERTICAL)
        return;
    pango_layout_get_pixel_size(layout, natural, NULL);
    *natural += 2 * ROOM;
    *minimum = *natural;
}

static void
desk_code_numbers_class_init(DeskCodeNumbersClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    widget_class->snapshot = desk_code_numbers_snapshot;
    widget_class->measure = desk_code_numbers_measure;
    gtk_widget_class_set_css_name(widget_class, "numbers");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_code_numbers_init(DeskCodeNumbers *self)
{
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
}

/* --- the text --- */

static GtkTextBuffer *
desk_code_get_buffer(DeskCode *self)
{
    return gtk_text_view_get_buffer(self->view);
}

void
desk_code_set_text(DeskCode *self, const char *text)
{
    GtkTextBuffer *buffer = desk_code_get_buffer(self);
    GtkTextIter start;

    self->quiet = TRUE;
    gtk_text_buffer_begin_irreversible_action(buffer);
    gtk_text_buffer_set_text(buffer, text, -1);
    gtk_text_buffer_end_irreversible_action(buffer);
    gtk_text_buffer_get_start_iter(buffer, &start);
    gtk_text_buffer_place_cursor(buffer, &start);
    gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(self->scroll)), 0);
    self->quiet = FALSE;
    desk_code_mark_line(self, 0);
}

char *
desk_code_dup_text(DeskCode *self)
{
    GtkTextIter start, end;

    gtk_text_buffer_get_bounds(desk_code_get_buffer(self), &start, &end);
    return gtk_text_buffer_get_text(desk_code_get_buffer(self), &start, &end, TRUE);
}

void
desk_code_insert(DeskCode *self, const char *text)
{
    GtkTextBuffer *buffer = desk_code_get_buffer(self);

    gtk_text_buffer_begin_user_action(buffer);
    gtk_text_buffer_delete_selection(buffer, TRUE, TRUE);
    gtk_text_buffer_insert_at_cursor(buffer, text, -1);
    gtk_text_buffer_end_user_action(buffer);
    gtk_widget_grab_focus(GTK_WIDGET(self->view));
    gtk_text_view_scroll_mark_onscreen(self->view, gtk_text_buffer_get_insert(buffer));
}

void
desk_code_mark_line(DeskCode *self, guint line)
{
    GtkTextBuffer *buffer = desk_code_get_buffer(self);
    GtkTextIter start, end;

    gtk_text_buffer_get_bounds(buffer, &start, &end);
    gtk_text_buffer_remove_tag(buffer, self->wrong, &start, &end);
    self->marked = line;
    gtk_widget_queue_draw(self->numbers);
    if (line == 0)
        return;
    gtk_text_buffer_get_iter_at_line(buffer, &start, (int)line - 1);
    end = start;
    if (!gtk_text_iter_ends_line(&end)) /* not the line's end: GTK 4.8 would paint lines below it as well */
        gtk_text_iter_forward_to_line_end(&end);
    gtk_text_buffer_apply_tag(buffer, self->wrong, &start, &end);
}

GtkTextView *
desk_code_get_view(DeskCode *self)
{
    return self->view;
}

static void
desk_code_moved(DeskCode *self)
{
    gtk_widget_queue_draw(self->numbers);
    if (!self->quiet)
        g_signal_emit(self, signals[CHANGED], 0);
}

static void
desk_code_dispose(GObject *object)
{
    DeskCode *self = DESK_CODE(object);

    g_clear_pointer(&self->scroll, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_code_parent_class)->dispose(object);
}

static void
desk_code_class_init(DeskCodeClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_code_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "deskcode");
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_code_init(DeskCode *self)
{
    GtkTextBuffer *buffer = gtk_text_buffer_new(NULL);
    static const GdkRGBA pale = { 0.85F, 0.2F, 0.15F, 0.16F };

    self->view = GTK_TEXT_VIEW(gtk_text_view_new_with_buffer(buffer));
    g_object_unref(buffer);
    gtk_text_buffer_set_enable_undo(buffer, TRUE);
    gtk_text_view_set_monospace(self->view, TRUE);
    gtk_text_view_set_accepts_tab(self->view, FALSE);
    gtk_text_view_set_wrap_mode(self->view, GTK_WRAP_WORD_CHAR);
    gtk_text_view_set_top_margin(self->view, 8);
    gtk_text_view_set_bottom_margin(self->view, 8);
    gtk_text_view_set_left_margin(self->view, 4);
    gtk_text_view_set_right_margin(self->view, 8);
    self->wrong = gtk_text_buffer_create_tag(buffer, NULL, "paragraph-background-rgba", &pale, NULL);
    self->numbers = g_object_new(DESK_TYPE_CODE_NUMBERS, NULL);
    DESK_CODE_NUMBERS(self->numbers)->code = self;
    gtk_text_view_set_gutter(self->view, GTK_TEXT_WINDOW_LEFT, self->numbers);
    self->scroll = gtk_scrolled_window_new();
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), GTK_WIDGET(self->view));
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_widget_set_parent(self->scroll, GTK_WIDGET(self));
    g_signal_connect_swapped(buffer, "changed", G_CALLBACK(desk_code_moved), self);
    g_signal_connect_swapped(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(self->scroll)), "value-changed",
                             G_CALLBACK(gtk_widget_queue_draw), self->numbers);
}

GtkWidget *
desk_code_new(void)
{
    return g_object_new(DESK_TYPE_CODE, NULL);
}
