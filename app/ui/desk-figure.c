#include "app/ui/desk-figure.h"

#include "app/ui/desk-words.h"

GtkWidget *
desk_figure_new(gint64 number, const char *name, const char *source)
{
    g_autofree char *text = desk_words_dup_number((guint)number);
    g_autofree char *label = g_strdup_printf("%s: %s", name, text);
    GtkWidget *figure = number != 0 ? gtk_button_new_with_label(text) : gtk_label_new(text);

    gtk_widget_add_css_class(figure, "figure");
    gtk_widget_set_halign(figure, GTK_ALIGN_END);
    gtk_accessible_update_property(GTK_ACCESSIBLE(figure), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    if (number == 0) {
        gtk_widget_add_css_class(figure, "quiet");
        return figure;
    }
    gtk_widget_add_css_class(figure, "figure-link");
    gtk_widget_set_tooltip_text(figure, label);
    g_object_set_data_full(G_OBJECT(figure), "source", g_strdup(source), g_free);
    return figure;
}

const char *
desk_figure_get_source(GtkWidget *figure)
{
    return g_object_get_data(G_OBJECT(figure), "source");
}
