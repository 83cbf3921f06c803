#include "tests/ui/desk-test-hands.h"

#include <string.h>

#include "tests/ui/desk-test-ui.h"

#define PATIENCE 20 /* seconds, on a busy machine */

GtkWidget *
desk_test_find_text(GtkWidget *within, GType type, const char *text)
{
    const char *shown = NULL;

    if (!gtk_widget_get_visible(within))
        return NULL;
    if (g_type_is_a(G_OBJECT_TYPE(within), type))
        shown = GTK_IS_BUTTON(within)  ? gtk_button_get_label(GTK_BUTTON(within))
                : GTK_IS_LABEL(within) ? gtk_label_get_text(GTK_LABEL(within))
                                       : NULL;
    if (shown != NULL && strstr(shown, text) != NULL)
        return within;
    for (GtkWidget *child = gtk_widget_get_first_child(within); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        GtkWidget *found = desk_test_find_text(child, type, text);

        if (found != NULL)
            return found;
    }
    return NULL;
}

void
desk_test_wait_text(gpointer within, const char *text)
{
    gint64 end = g_get_monotonic_time() + PATIENCE * G_USEC_PER_SEC;

    while (desk_test_find_text(within, GTK_TYPE_LABEL, text) == NULL &&
           desk_test_find_text(within, GTK_TYPE_BUTTON, text) == NULL) {
        if (g_get_monotonic_time() > end)
            g_error("“%s” did not come", text);
        desk_test_settle();
    }
}

void
desk_test_click_button(gpointer within, const char *label)
{
    GtkWidget *button = desk_test_find_text(within, GTK_TYPE_BUTTON, label);

    if (button == NULL)
        g_error("no button “%s”", label);
    g_assert_true(gtk_widget_is_sensitive(button));
    g_signal_emit_by_name(button, "clicked");
    desk_test_settle();
}

DeskField *
desk_test_find_field(GtkWidget *within, const char *name)
{
    if (DESK_IS_FIELD(within) && strcmp(desk_field_get_description(DESK_FIELD(within))->name, name) == 0)
        return DESK_FIELD(within);
    for (GtkWidget *child = gtk_widget_get_first_child(within); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        DeskField *found = desk_test_find_field(child, name);

        if (found != NULL)
            return found;
    }
    return NULL;
}

static GtkWidget *
desk_test_find_in_field(gpointer within, const char *name, GType type)
{
    DeskField *field = desk_test_find_field(within, name);

    if (field == NULL)
        g_error("no field “%s”", name);
    return desk_test_find(GTK_WIDGET(field), type);
}

void
desk_test_type(gpointer within, const char *field, const char *text)
{
    GtkWidget *entry = desk_test_find_in_field(within, field, GTK_TYPE_ENTRY);

    gtk_widget_grab_focus(entry);
    gtk_editable_set_text(GTK_EDITABLE(entry), text);
    desk_test_settle();
}

void
desk_test_look_up(gpointer within, const char *field, const char *text)
{
    GtkWidget *entry = desk_test_find_in_field(within, field, GTK_TYPE_ENTRY);

    desk_test_settle();
    desk_test_type(within, field, text);
    g_signal_emit_by_name(entry, "activate");
    desk_test_settle();
}

void
desk_test_choose(gpointer within, const char *field, guint position)
{
    GtkWidget *menu = desk_test_find_in_field(within, field, GTK_TYPE_DROP_DOWN);

    gtk_drop_down_set_selected(GTK_DROP_DOWN(menu), position);
    desk_test_settle();
}
