#include "app/ui/desk-facts.h"

#include "app/ui/desk-label.h"

GtkWidget *
desk_facts_new(void)
{
    GtkWidget *facts = gtk_grid_new();

    gtk_grid_set_row_spacing(GTK_GRID(facts), 8);
    gtk_grid_set_column_spacing(GTK_GRID(facts), 12);
    return facts;
}

void
desk_facts_add(GtkWidget *facts, const char *label, const char *value, const char *style)
{
    int rows = 0;
    GtkWidget *text = gtk_label_new(value);

    while (gtk_grid_get_child_at(GTK_GRID(facts), 1, rows) != NULL)
        rows++;
    gtk_label_set_xalign(GTK_LABEL(text), 0.0);
    gtk_label_set_wrap(GTK_LABEL(text), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(text), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_selectable(GTK_LABEL(text), TRUE);
    gtk_widget_set_can_focus(text, FALSE); /* one that is merely not focusable stops Tab */
    gtk_widget_set_hexpand(text, TRUE);
    if (style != NULL)
        gtk_widget_add_css_class(text, style);
    gtk_grid_attach(GTK_GRID(facts), desk_label_new(label), 0, rows, 1, 1);
    gtk_grid_attach(GTK_GRID(facts), text, 1, rows, 1, 1);
}
