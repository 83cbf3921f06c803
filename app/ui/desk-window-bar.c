#include <glib/gi18n-lib.h>

#include "app/ui/desk-window-private.h"
#include "endpoint/core/ep-clock.h"

/* What stands on top: the search, who works here, where it is kept. */

static char *
desk_window_dup_store_name(DeskWindow *self)
{
    const char *uri = ep_store_get_uri(ep_ledger_get_store(desk_data_get_ledger(self->data)));
    g_autofree char *name = g_path_get_basename(uri);
    char *dot = g_strrstr(name, ".db");

    if (dot != NULL && dot > name)
        *dot = '\0';
    return g_strdup_printf(_("Kept in: %s"), name);
}

void
desk_window_show_person(DeskWindow *self)
{
    const EpOperator *person = desk_data_get_operator(self->data);

    gtk_menu_button_set_label(GTK_MENU_BUTTON(self->person), person->name != NULL ? person->name : _("Who is it?"));
}

static void
desk_window_fill_menu(GtkMenuButton *button, gpointer user_data)
{
    gtk_menu_button_set_popover(button, desk_window_new_menu(user_data));
}

/* A window stays open over midnight. */
static gboolean
desk_window_show_day(gpointer user_data)
{
    DeskWindow *self = user_data;
    g_autofree char *today = ep_date_format_long(ep_clock_today(EP_ZONE_JAPAN));

    gtk_label_set_text(GTK_LABEL(self->day), today);
    return G_SOURCE_CONTINUE;
}

GtkWidget *
desk_window_new_bar(DeskWindow *self)
{
    GtkWidget *bar = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16), *gap = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    g_autofree char *store = desk_window_dup_store_name(self);
    GtkWidget *place = gtk_label_new(store);

    gtk_widget_add_css_class(bar, "topbar");
    self->search = desk_search_new(self->data);
    gtk_widget_set_size_request(self->search, 420, -1);
    gtk_widget_set_hexpand(gap, TRUE);
    self->person = gtk_menu_button_new();
    gtk_widget_add_css_class(self->person, "person");
    gtk_menu_button_set_create_popup_func(GTK_MENU_BUTTON(self->person), desk_window_fill_menu, self, NULL);
    desk_window_show_person(self);
    gtk_widget_add_css_class(place, "quiet");
    gtk_widget_set_tooltip_text(place, ep_store_get_uri(ep_ledger_get_store(desk_data_get_ledger(self->data))));
    gtk_box_append(GTK_BOX(bar), self->search);
    gtk_box_append(GTK_BOX(bar), gap);
    self->day = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->day, "figure");
    desk_window_show_day(self);
    self->day_timer = g_timeout_add_seconds(60, desk_window_show_day, self);
    gtk_box_append(GTK_BOX(bar), self->day);
    gtk_box_append(GTK_BOX(bar), place);
    gtk_box_append(GTK_BOX(bar), self->person);
    return bar;
}
