#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/ui/desk-renderer.h"
#include "app/ui/desk-style.h"
#include "app/ui/desk-window-private.h"

/* Under the name of who works here: their role, and what they may choose for themselves. */

static const EpChoice roles[] = {
    { "counter", N_("Counter") },
    { "registrar", N_("Registrar") },
    { "supervisor", N_("Supervisor") },
    { "service", N_("Service") },
    { NULL },
};

static const EpChoice themes[] = {
    { "system", N_("As the system") }, { "light", N_("Light") }, { "dark", N_("Dark") }, { NULL }
};

static const EpChoice renderers[] = { { "auto", N_("Automatic") },
                                      { "cairo", N_("Software (for remote desktops)") },
                                      { NULL } };

static GtkWidget *
desk_window_new_menu_label(const char *text)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, "quiet");
    return label;
}

/* One of them is on; each carries its choice's code. */
static GtkWidget *
desk_window_new_chips(DeskWindow *self, const char *setting, const EpChoice *choices, GCallback toggled)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), *first = NULL;
    g_autofree char *set = desk_settings_get(self->settings, "window", setting);

    gtk_widget_add_css_class(box, "linked");
    gtk_widget_add_css_class(box, "chips");
    for (const EpChoice *one = choices; one->code != NULL; one++) {
        GtkWidget *button = gtk_toggle_button_new_with_label(ep_label(one->label));

        g_object_set_data(G_OBJECT(button), "code", (gpointer)one->code);
        if (first != NULL)
            gtk_toggle_button_set_group(GTK_TOGGLE_BUTTON(button), GTK_TOGGLE_BUTTON(first));
        first = first != NULL ? first : button;
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(button),
                                     strcmp(set != NULL ? set : choices->code, one->code) == 0);
        g_signal_connect(button, "toggled", toggled, self);
        gtk_box_append(GTK_BOX(box), button);
    }
    return box;
}

static void
desk_window_theme_toggled(GtkToggleButton *button, gpointer user_data)
{
    DeskWindow *self = user_data;
    const char *theme = g_object_get_data(G_OBJECT(button), "code");

    if (!gtk_toggle_button_get_active(button))
        return;
    desk_settings_set(self->settings, "window", "theme", theme);
    desk_style_set_theme(theme);
}

static void
desk_window_renderer_toggled(GtkToggleButton *button, gpointer user_data)
{
    DeskWindow *self = user_data;

    if (!gtk_toggle_button_get_active(button))
        return;
    desk_settings_set(self->settings, "window", "renderer", g_object_get_data(G_OBJECT(button), "code"));
    if (desk_renderer_waits(self->settings))
        desk_window_say(self, _("The window is drawn that way from the next start on"));
}

static GtkWidget *
desk_window_new_role(DeskWindow *self)
{
    const EpOperator *person = desk_data_get_operator(self->data);
    const EpChoice *role = NULL;
    g_autofree char *text = NULL;

    for (const EpChoice *one = roles; one->code != NULL; one++)
        role = g_strcmp0(one->code, person->role) == 0 ? one : role;
    text = g_strdup_printf(_("Role: %s"), role != NULL ? ep_label(role->label) : "");
    return desk_window_new_menu_label(text);
}

GtkWidget *
desk_window_new_menu(DeskWindow *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12), *popover = gtk_popover_new();
    GtkWidget *drawing = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    GtkWidget *keys = gtk_button_new_with_label(_("Keyboard (F1)"));

    gtk_widget_add_css_class(keys, "link-button");
    gtk_widget_set_halign(keys, GTK_ALIGN_START);
    g_signal_connect_swapped(keys, "clicked", G_CALLBACK(gtk_popover_popdown), popover);
    g_signal_connect_swapped(keys, "clicked", G_CALLBACK(desk_window_show_shortcuts), self);
    gtk_box_append(GTK_BOX(drawing), desk_window_new_menu_label(_("Drawing, from the next start on")));
    gtk_box_append(GTK_BOX(drawing),
                   desk_window_new_chips(self, "renderer", renderers, G_CALLBACK(desk_window_renderer_toggled)));
    gtk_widget_add_css_class(box, "menu");
    gtk_box_append(GTK_BOX(box), desk_window_new_role(self));
    gtk_box_append(GTK_BOX(box), desk_window_new_chips(self, "theme", themes, G_CALLBACK(desk_window_theme_toggled)));
    gtk_box_append(GTK_BOX(box), drawing);
    gtk_box_append(GTK_BOX(box), keys);
    gtk_widget_add_css_class(popover, "finder");
    gtk_popover_set_child(GTK_POPOVER(popover), box);
    return popover;
}
