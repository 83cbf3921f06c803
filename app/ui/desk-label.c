#include "app/ui/desk-label.h"

static GtkSizeRequestMode
desk_label_get_mode(GtkWidget *widget)
{
    return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* A GtkLabel that wraps would like to be as wide as its text. */
static void
desk_label_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
    if (orientation == GTK_ORIENTATION_HORIZONTAL)
        *minimum = *natural = DESK_LABEL_WIDTH;
    else
        gtk_widget_measure(gtk_widget_get_first_child(widget), orientation, DESK_LABEL_WIDTH, minimum, natural, NULL,
                           NULL);
}

static void
desk_label_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    gtk_widget_allocate(gtk_widget_get_first_child(widget), width, height, -1, NULL);
}

GtkWidget *
desk_label_new(const char *text)
{
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 1.0);
    gtk_label_set_yalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_justify(GTK_LABEL(label), GTK_JUSTIFY_RIGHT);
    gtk_widget_add_css_class(label, "field-label");
    gtk_box_append(GTK_BOX(column), label);
    gtk_widget_set_layout_manager(column,
                                  gtk_custom_layout_new(desk_label_get_mode, desk_label_measure, desk_label_allocate));
    gtk_widget_set_valign(column, GTK_ALIGN_START);
    return column;
}

GtkWidget *
desk_label_new_heading(const char *text)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *label = gtk_label_new(text);

    gtk_widget_add_css_class(head, "group-head");
    gtk_widget_add_css_class(label, "heading");
    gtk_box_append(GTK_BOX(head), label);
    return head;
}
