#include "app/ui/desk-tabs.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-waiting.h"
#include "app/ui/desk-words.h"

static const char *const checks[] = { "virus_check", "check", "incident", "delivery", NULL };
static const char *const renewals[] = { "renewal", "renewal_line", NULL };
static const char *const registrations[] = { "registration", "drift_line", "drift", NULL };
static const char *const *const groups[] = { checks, renewals, registrations };

static const struct {
    const char *verb, *name, *label;
} screens[] = { { "virus_check.new", "check", N_("Check a medium") } };

struct _DeskTabs {
    GtkWidget parent;
    GtkWidget *row;
    DeskData *data;
};

G_DEFINE_FINAL_TYPE(DeskTabs, desk_tabs, GTK_TYPE_WIDGET)

static void
desk_tabs_dispose(GObject *object)
{
    DeskTabs *self = DESK_TABS(object);

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_pointer(&self->row, gtk_widget_unparent);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_tabs_parent_class)->dispose(object);
}

static void
desk_tabs_class_init(DeskTabsClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_tabs_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "tabs");
}

static void
desk_tabs_init(DeskTabs *self)
{
    self->row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
    gtk_widget_set_parent(self->row, GTK_WIDGET(self));
}

const char *const *
desk_tabs_get_names(const char *home)
{
    for (guint i = 0; i < G_N_ELEMENTS(groups); i++) {
        if (strcmp(groups[i][0], home) == 0)
            return groups[i];
    }
    return NULL;
}

const char *
desk_tabs_get_home(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(groups); i++) {
        if (g_strv_contains(groups[i], name))
            return groups[i][0];
    }
    return NULL;
}

const char *
desk_tabs_find_screen(const char *verb)
{
    for (guint i = 0; i < G_N_ELEMENTS(screens); i++) {
        if (strcmp(screens[i].verb, verb) == 0)
            return screens[i].name;
    }
    return NULL;
}

static const char *
desk_tabs_get_label(DeskTabs *self, const char *name)
{
    const EpTable *table = ep_catalog_find(desk_data_get_catalog(self->data), name);

    for (guint i = 0; table == NULL && i < G_N_ELEMENTS(screens); i++) {
        if (strcmp(screens[i].name, name) == 0)
            return ep_label(screens[i].label);
    }
    return ep_label(table->label);
}

static void
desk_tabs_show_count(DeskTabs *self, GtkWidget *tab)
{
    const char *name = g_object_get_data(G_OBJECT(tab), "name");
    const EpTable *table = ep_catalog_find(desk_data_get_catalog(self->data), name);
    EpUrgency most;
    guint n = table != NULL && ep_table_waits(table) ? desk_waiting_count(desk_data_peek(self->data, table), &most) : 0;
    g_autofree char *number = desk_words_dup_number(n);
    g_autofree char *text = n > 0 ? g_strdup_printf("%s  %s", desk_tabs_get_label(self, name), number)
                                  : g_strdup(desk_tabs_get_label(self, name));

    gtk_button_set_label(GTK_BUTTON(tab), text);
}

static void
desk_tabs_moved(DeskData *data, gpointer table, gpointer user_data)
{
    DeskTabs *self = user_data;

    for (GtkWidget *tab = gtk_widget_get_first_child(self->row); tab != NULL; tab = gtk_widget_get_next_sibling(tab))
        desk_tabs_show_count(self, tab);
}

static void
desk_tabs_clicked(GtkWidget *tab, gpointer user_data)
{
    desk_go_page(tab, g_object_get_data(G_OBJECT(tab), "name"));
}

GtkWidget *
desk_tabs_new(DeskData *data, const char *name)
{
    const char *home = desk_tabs_get_home(name);
    DeskTabs *self;

    if (home == NULL)
        return NULL;
    self = g_object_new(DESK_TYPE_TABS, NULL);
    self->data = g_object_ref(data);
    for (const char *const *one = desk_tabs_get_names(home); *one != NULL; one++) {
        GtkWidget *tab = gtk_button_new();

        g_object_set_data(G_OBJECT(tab), "name", (gpointer)*one);
        gtk_widget_add_css_class(tab, "tab");
        if (strcmp(*one, name) == 0)
            gtk_widget_add_css_class(tab, "active");
        g_signal_connect(tab, "clicked", G_CALLBACK(desk_tabs_clicked), NULL);
        gtk_box_append(GTK_BOX(self->row), tab);
    }
    g_signal_connect(data, "loaded", G_CALLBACK(desk_tabs_moved), self);
    g_signal_connect(data, "changed", G_CALLBACK(desk_tabs_moved), self);
    desk_tabs_moved(data, NULL, self);
    return GTK_WIDGET(self);
}
