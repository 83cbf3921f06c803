#include "app/ui/desk-record-row.h"

#include "app/ui/desk-badge.h"

GtkWidget *
desk_record_row_new(EpRecord *record, const char *name, const char *detail)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *label = gtk_label_new(name), *quiet = gtk_label_new(detail), *badge = desk_badge_new();

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(quiet, "quiet");
    desk_badge_set_state(badge, record);
    gtk_box_append(GTK_BOX(box), label);
    gtk_box_append(GTK_BOX(box), quiet);
    gtk_box_append(GTK_BOX(box), badge);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    return row;
}
