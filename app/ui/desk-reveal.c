#include "app/ui/desk-reveal.h"

/* A tick comes before its frame's layout: at the second the row stands where it will be drawn. */
static gboolean
desk_reveal_tick(GtkWidget *row, GdkFrameClock *clock, gpointer user_data)
{
    GtkWidget *scroll = gtk_widget_get_ancestor(row, GTK_TYPE_SCROLLED_WINDOW);
    guint *ticks = user_data;
    GtkAdjustment *adjustment;
    graphene_rect_t bounds;

    if ((*ticks)++ == 0)
        return G_SOURCE_CONTINUE;
    if (scroll == NULL || !gtk_widget_compute_bounds(row, gtk_widget_get_parent(row), &bounds))
        return G_SOURCE_REMOVE;
    adjustment = gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(scroll));
    gtk_adjustment_clamp_page(adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
    return G_SOURCE_REMOVE;
}

void
desk_reveal(GtkWidget *row)
{
    gtk_widget_add_tick_callback(row, desk_reveal_tick, g_new0(guint, 1), g_free);
}
