#include "app/ui/desk-banner.h"

#include <glib/gi18n-lib.h>

static void
desk_banner_close(GtkButton *button, gpointer banner)
{
    desk_banner_show(banner, NULL);
}

GtkWidget *
desk_banner_new(void)
{
    GtkWidget *banner = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *label = gtk_label_new(NULL), *close = gtk_button_new_from_icon_name("window-close-symbolic");

    gtk_widget_add_css_class(banner, "banner");
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(close, "flat");
    gtk_widget_set_valign(close, GTK_ALIGN_START);
    gtk_widget_set_tooltip_text(close, _("Close"));
    g_signal_connect(close, "clicked", G_CALLBACK(desk_banner_close), banner);
    gtk_box_append(GTK_BOX(banner), label);
    gtk_box_append(GTK_BOX(banner), close);
    gtk_widget_set_visible(banner, FALSE);
    return banner;
}

void
desk_banner_show(GtkWidget *banner, const char *message)
{
    gtk_label_set_text(GTK_LABEL(gtk_widget_get_first_child(banner)), message != NULL ? message : "");
    gtk_widget_set_visible(banner, message != NULL);
}

static void
desk_banner_take_trouble(DeskData *data, const char *message, gpointer banner)
{
    if (message == NULL)
        desk_banner_show(banner, NULL);
}

void
desk_banner_follow(GtkWidget *banner, DeskData *data)
{
    g_signal_connect_object(data, "trouble", G_CALLBACK(desk_banner_take_trouble), banner, 0);
}
